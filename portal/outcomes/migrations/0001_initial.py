import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from portal.common.migration import CreateTogether


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("organisations", "0001_squashed_0002_claims_and_standing"),
    ]

    operations = [
        CreateTogether(
            operations=[
                migrations.CreateModel(
                    name="OutcomesFramework",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("ref", models.CharField(editable=False, max_length=20, unique=True)),
                        ("title", models.CharField(max_length=200)),
                        (
                            "state",
                            models.CharField(
                                choices=[("draft", "Draft"), ("fixed", "Fixed")],
                                default="draft",
                                editable=False,
                                max_length=20,
                            ),
                        ),
                        ("is_public", models.BooleanField(default=False)),
                        ("created_at", models.DateTimeField()),
                        ("fixed_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "created_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "fixed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisations.organisation",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-created_at", "-pk"],
                        "permissions": [
                            ("edit_outcomesframework", "Can edit the framework"),
                            ("fix_outcomesframework", "Can fix the framework"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["draft", "fixed"])), name="framework_state_valid"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Outcome",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField()),
                        ("statement", models.CharField(max_length=200)),
                        ("description", models.TextField(blank=True)),
                        (
                            "framework",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="outcomes",
                                to="outcomes.outcomesframework",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["framework", "position"],
                        "constraints": [
                            models.UniqueConstraint(fields=("framework", "position"), name="outcome_position_unique")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Indicator",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=1)),
                        ("title", models.CharField(max_length=200)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("prom", "Reported by people about their lives"),
                                    ("prem", "Reported by people about their experience"),
                                    ("clinical", "Clinical"),
                                    ("activity", "Activity"),
                                    ("social", "Social"),
                                ],
                                default="prom",
                                max_length=20,
                            ),
                        ),
                        (
                            "instrument",
                            models.CharField(
                                choices=[
                                    ("GBO", "Goal-based outcomes"),
                                    ("ONS4", "Personal wellbeing (ONS4)"),
                                    ("UCLA3", "Loneliness (UCLA 3 items)"),
                                    ("LOCAL", "A local count or survey"),
                                ],
                                default="GBO",
                                max_length=20,
                            ),
                        ),
                        (
                            "statistic",
                            models.CharField(
                                choices=[
                                    ("mean", "Mean"),
                                    ("median", "Median"),
                                    ("percent_at_or_above", "Percent at or above a value"),
                                    ("percent_improved", "Percent improved"),
                                    ("count", "Count"),
                                    ("rate", "Rate"),
                                ],
                                default="mean",
                                max_length=30,
                            ),
                        ),
                        (
                            "direction",
                            models.CharField(
                                choices=[("higher_better", "Higher is better"), ("lower_better", "Lower is better")],
                                default="higher_better",
                                max_length=20,
                            ),
                        ),
                        ("population", models.CharField(blank=True, max_length=200)),
                        ("collection_points", models.CharField(blank=True, max_length=200)),
                        (
                            "reporter",
                            models.CharField(
                                choices=[
                                    ("person", "The person"),
                                    ("carer", "A carer"),
                                    ("worker", "A worker"),
                                    ("system", "Records"),
                                ],
                                default="person",
                                max_length=20,
                            ),
                        ),
                        ("min_n", models.PositiveIntegerField(default=30)),
                        ("baseline", models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True)),
                        ("baseline_source", models.CharField(blank=True, max_length=200)),
                        ("floor", models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True)),
                        ("target", models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True)),
                        ("payment_weight", models.DecimalField(decimal_places=2, default=0, max_digits=5)),
                        (
                            "outcome",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="indicators",
                                to="outcomes.outcome",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["outcome__position", "position", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("outcome", "position"), name="indicator_position_unique"),
                            models.CheckConstraint(
                                condition=models.Q(("payment_weight__gte", 0), ("payment_weight__lte", 100)),
                                name="indicator_weight_percent",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("floor", models.F("target")), _negated=True),
                                name="indicator_floor_is_not_target",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FrameworkAssignment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[("editor", "Writes the outcomes"), ("decider", "Fixes the outcomes")],
                                max_length=20,
                            ),
                        ),
                        ("assigned_at", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "assigned_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "framework",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="assignments",
                                to="outcomes.outcomesframework",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["framework", "role", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at", None)),
                                fields=("framework", "user", "role"),
                                name="framework_assignment_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("role__in", ["editor", "decider"])), name="framework_role_valid"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OutcomesFrameworkGroupObjectPermission",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "content_object",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="group_grants",
                                to="outcomes.outcomesframework",
                            ),
                        ),
                        ("group", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="auth.group")),
                        (
                            "permission",
                            models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="auth.permission"),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "unique_together": {("group", "permission", "content_object")},
                    },
                ),
                migrations.CreateModel(
                    name="OutcomesFrameworkUserObjectPermission",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "content_object",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="user_grants",
                                to="outcomes.outcomesframework",
                            ),
                        ),
                        (
                            "permission",
                            models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="auth.permission"),
                        ),
                        (
                            "user",
                            models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "unique_together": {("user", "permission", "content_object")},
                    },
                ),
                migrations.CreateModel(
                    name="Observation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("ref", models.CharField(editable=False, max_length=20, unique=True)),
                        ("context_ref", models.CharField(max_length=20)),
                        ("period_from_on", models.DateField()),
                        ("period_to_on", models.DateField()),
                        ("value", models.DecimalField(decimal_places=2, max_digits=12)),
                        ("people_measured", models.PositiveIntegerField()),
                        ("people_started", models.PositiveIntegerField()),
                        ("evidence", models.TextField()),
                        ("evidence_file", models.FileField(blank=True, upload_to="observations/")),
                        ("evidence_name", models.CharField(blank=True, max_length=150)),
                        ("evidence_type", models.CharField(blank=True, max_length=100)),
                        ("scan_state", models.CharField(default="not_scanned", max_length=20)),
                        ("evidence_sha256", models.CharField(blank=True, max_length=64)),
                        ("recorded_at", models.DateTimeField()),
                        (
                            "indicator",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="observations",
                                to="outcomes.indicator",
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
                        (
                            "replaces",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="replaced_by",
                                to="outcomes.observation",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["context_ref", "indicator", "period_from_on"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("replaces", None)),
                                fields=("indicator", "context_ref", "period_from_on"),
                                name="observation_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("period_to_on__gte", models.F("period_from_on"))),
                                name="observation_period_ordered",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("people_measured__lte", models.F("people_started"))),
                                name="observation_pairs_of_started",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
