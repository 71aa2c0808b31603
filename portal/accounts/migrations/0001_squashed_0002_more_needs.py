import django.db.models.deletion
import django.utils.timezone
import guardian.mixins
from django.conf import settings
from django.db import migrations, models

from portal.common.migration import CreateTogether


class Migration(migrations.Migration):
    replaces = [("accounts", "0001_initial"), ("accounts", "0002_more_needs")]

    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        CreateTogether(
            operations=[
                migrations.CreateModel(
                    name="User",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("password", models.CharField(max_length=128, verbose_name="password")),
                        ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                        (
                            "is_superuser",
                            models.BooleanField(
                                default=False,
                                help_text="Designates that this user has all permissions without explicitly assigning them.",
                                verbose_name="superuser status",
                            ),
                        ),
                        ("first_name", models.CharField(blank=True, max_length=150, verbose_name="first name")),
                        ("last_name", models.CharField(blank=True, max_length=150, verbose_name="last name")),
                        (
                            "is_staff",
                            models.BooleanField(
                                default=False,
                                help_text="Designates whether the user can log into this admin site.",
                                verbose_name="staff status",
                            ),
                        ),
                        (
                            "is_active",
                            models.BooleanField(
                                default=True,
                                help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
                                verbose_name="active",
                            ),
                        ),
                        (
                            "date_joined",
                            models.DateTimeField(default=django.utils.timezone.now, verbose_name="date joined"),
                        ),
                        ("email", models.EmailField(max_length=254, unique=True, verbose_name="e-mail address")),
                        (
                            "name_shown",
                            models.CharField(
                                choices=[
                                    ("full", "My full name"),
                                    ("first", "My first name only"),
                                    ("pseudonym", "A name I choose"),
                                ],
                                default="full",
                                max_length=10,
                            ),
                        ),
                        ("pseudonym", models.CharField(blank=True, max_length=60)),
                        ("phone", models.CharField(blank=True, max_length=30)),
                        (
                            "groups",
                            models.ManyToManyField(
                                blank=True,
                                help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                                related_name="user_set",
                                related_query_name="user",
                                to="auth.group",
                                verbose_name="groups",
                            ),
                        ),
                        (
                            "user_permissions",
                            models.ManyToManyField(
                                blank=True,
                                help_text="Specific permissions for this user.",
                                related_name="user_set",
                                related_query_name="user",
                                to="auth.permission",
                                verbose_name="user permissions",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["email"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("name_shown__in", ["full", "first", "pseudonym"])),
                                name="user_name_shown_valid",
                            )
                        ],
                    },
                    bases=(guardian.mixins.GuardianUserMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="CommunicationNeed",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("easy_read", "Easy Read"),
                                    ("large_print", "Large print"),
                                    ("braille", "Braille"),
                                    ("audio", "Audio"),
                                    ("bsl_video", "British Sign Language video"),
                                    ("bsl_interpreter", "British Sign Language interpreter"),
                                    ("lip_speaker", "Lip-speaker"),
                                    ("note_taker", "Note-taker"),
                                    ("plain_text", "Plain text"),
                                    ("language", "Another language"),
                                    ("symbols", "Symbol support"),
                                    ("phone", "A phone call instead"),
                                    ("companion", "Someone with me"),
                                    ("post", "On paper, by post"),
                                    ("breaks", "Breaks and a quiet room"),
                                    ("other", "Something else that helps"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("detail", models.CharField(blank=True, max_length=200)),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="communication_needs",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["kind"],
                        "constraints": [
                            models.UniqueConstraint(fields=("user", "kind"), name="communication_need_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "easy_read",
                                            "large_print",
                                            "braille",
                                            "audio",
                                            "bsl_video",
                                            "bsl_interpreter",
                                            "lip_speaker",
                                            "note_taker",
                                            "plain_text",
                                            "language",
                                            "symbols",
                                            "phone",
                                            "companion",
                                            "post",
                                            "breaks",
                                            "other",
                                        ],
                                    )
                                ),
                                name="communication_need_kind_valid",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
