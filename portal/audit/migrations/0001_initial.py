import uuid

from django.db import migrations, models

from portal.common.migration import CreateTogether


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        CreateTogether(
            operations=[
                migrations.CreateModel(
                    name="AuditHead",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("subject", models.CharField(max_length=100, unique=True)),
                        ("sequence", models.PositiveIntegerField(default=0)),
                        ("hash", models.CharField(blank=True, max_length=64)),
                        ("signature", models.CharField(blank=True, max_length=64)),
                    ],
                    options={
                        "ordering": ["subject"],
                    },
                ),
                migrations.CreateModel(
                    name="AuditEvent",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("at", models.DateTimeField()),
                        ("actor_id", models.BigIntegerField(blank=True, null=True)),
                        ("actor_label", models.CharField(max_length=200)),
                        ("acting_as", models.CharField(blank=True, max_length=200)),
                        ("verb", models.CharField(max_length=100)),
                        ("subject", models.CharField(max_length=100)),
                        ("subject_label", models.CharField(blank=True, max_length=200)),
                        ("data", models.JSONField(default=dict)),
                        ("address_hash", models.CharField(blank=True, max_length=16)),
                        ("sequence", models.PositiveIntegerField()),
                        ("previous_hash", models.CharField(blank=True, max_length=64)),
                        ("hash", models.CharField(max_length=64)),
                    ],
                    options={
                        "ordering": ["at", "subject", "sequence"],
                        "indexes": [
                            models.Index(fields=["actor_id", "at"], name="audit_actor_at"),
                            models.Index(fields=["verb", "at"], name="audit_verb_at"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("subject", "sequence"), name="audit_event_sequence_unique")
                        ],
                    },
                ),
            ],
        ),
    ]
