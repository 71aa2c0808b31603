import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from portal.common.migration import CreateTogether


class Migration(migrations.Migration):
    replaces = [("marketplace", "0001_initial"), ("marketplace", "0002_initial")]

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("organisations", "0001_squashed_0002_claims_and_standing"),
    ]

    operations = [
        CreateTogether(
            operations=[
                migrations.CreateModel(
                    name="UnmetNeed",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("ref", models.CharField(editable=False, max_length=20, unique=True)),
                        ("title", models.CharField(max_length=200)),
                        ("description", models.TextField()),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("budget_holder", "A personal budget holder"),
                                    ("link_worker", "A link worker"),
                                    ("empty_search", "A search with no result"),
                                    ("referral_declined", "A referral that was declined"),
                                    ("survey", "A survey or needs assessment"),
                                ],
                                max_length=30,
                            ),
                        ),
                        ("category", models.CharField(max_length=100)),
                        ("area", models.CharField(max_length=100)),
                        ("people_count", models.PositiveIntegerField()),
                        ("period_from_on", models.DateField()),
                        ("period_to_on", models.DateField()),
                        ("suggested_response", models.TextField(blank=True)),
                        (
                            "state",
                            models.CharField(
                                choices=[("recorded", "Recorded"), ("public", "Public")],
                                default="recorded",
                                editable=False,
                                max_length=20,
                            ),
                        ),
                        ("recorded_at", models.DateTimeField()),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisations.organisation",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-recorded_at", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["recorded", "public"])), name="unmet_need_state_valid"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "source__in",
                                        ["budget_holder", "link_worker", "empty_search", "referral_declined", "survey"],
                                    )
                                ),
                                name="unmet_need_source_valid",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="NeedEvidence",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("title", models.CharField(max_length=300)),
                        ("publisher", models.CharField(max_length=200)),
                        ("url", models.CharField(blank=True, max_length=500)),
                        ("licence", models.CharField(max_length=100)),
                        ("excerpt", models.TextField(blank=True)),
                        (
                            "need",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="evidence",
                                to="marketplace.unmetneed",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["need", "pk"],
                    },
                ),
            ],
        ),
    ]
