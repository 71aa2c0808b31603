import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from portal.common.migration import CreateTogether


class Migration(migrations.Migration):
    replaces = [
        ("codesign", "0001_initial"),
        ("codesign", "0002_initial"),
        ("codesign", "0003_initial"),
        ("codesign", "0004_moderation_and_closing"),
        ("codesign", "0005_safeguarding_seen"),
    ]

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("marketplace", "0001_squashed_0002_initial"),
        ("organisations", "0001_squashed_0002_claims_and_standing"),
        ("outcomes", "0001_initial"),
    ]

    operations = [
        CreateTogether(
            operations=[
                migrations.CreateModel(
                    name="Project",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("ref", models.CharField(editable=False, max_length=20, unique=True)),
                        ("title", models.CharField(max_length=200)),
                        ("question", models.CharField(max_length=300)),
                        ("summary", models.TextField()),
                        ("area", models.CharField(max_length=100)),
                        (
                            "ladder_step",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                choices=[
                                    (2, "Educating"),
                                    (3, "Informing"),
                                    (4, "Consultation"),
                                    (5, "Engagement"),
                                    (6, "Co-design: help write it"),
                                    (7, "Co-production: decide and deliver together"),
                                ],
                                null=True,
                            ),
                        ),
                        ("decision_maker", models.CharField(blank=True, max_length=200)),
                        ("decision_due_on", models.DateField(blank=True, null=True)),
                        ("already_fixed", models.TextField(blank=True)),
                        ("still_open", models.TextField(blank=True)),
                        ("accessibility_offer", models.CharField(blank=True, max_length=300)),
                        ("involvement_budget_pence", models.BigIntegerField(default=0)),
                        ("opens_at", models.DateTimeField(blank=True, null=True)),
                        ("closes_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("framing", "Being framed"),
                                    ("gathering", "Gathering what people say"),
                                    ("drafting", "Being written"),
                                    ("testing", "Being tested"),
                                    ("decided", "Decided"),
                                    ("reported", "Reported back"),
                                    ("closed", "Closed"),
                                ],
                                default="framing",
                                editable=False,
                                max_length=20,
                            ),
                        ),
                        ("closed_at", models.DateTimeField(blank=True, null=True)),
                        ("closed_reason", models.TextField(blank=True)),
                        ("closed_comments", models.TextField(blank=True)),
                        ("created_at", models.DateTimeField()),
                        (
                            "created_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "need",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="marketplace.unmetneed",
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
                            ("manage_project", "Can manage the project"),
                            ("edit_project_text", "Can edit the draft of the specification"),
                            ("answer_project", "Can answer comments"),
                            ("decide_project", "Can agree a version"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "framing",
                                            "gathering",
                                            "drafting",
                                            "testing",
                                            "decided",
                                            "reported",
                                            "closed",
                                        ],
                                    )
                                ),
                                name="project_state_valid",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("ladder_step__range", (2, 7))), name="project_ladder_step_valid"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("closes_at__gt", models.F("opens_at"))),
                                name="project_closes_after_opening",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Passage",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "project",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="passages",
                                to="codesign.project",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["project", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="ProjectAssignment",
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
                                choices=[
                                    ("owner", "Project owner"),
                                    ("facilitator", "Facilitator"),
                                    ("editor", "Editor of the text"),
                                    ("lived_experience", "Member with lived experience"),
                                    ("decider", "Decides on the text"),
                                ],
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
                            "project",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="assignments",
                                to="codesign.project",
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
                    ],
                    options={
                        "ordering": ["project", "role", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at", None)),
                                fields=("project", "user", "role"),
                                name="project_assignment_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("role__in", ["owner", "facilitator", "editor", "lived_experience", "decider"])
                                ),
                                name="project_role_valid",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProjectGroupObjectPermission",
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
                                to="codesign.project",
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
                    name="ProjectUserObjectPermission",
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
                                to="codesign.project",
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
                    name="SpecificationVersion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        ("title", models.CharField(max_length=200)),
                        ("introduction", models.TextField(blank=True)),
                        ("summary_of_changes", models.TextField(blank=True)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "Draft"),
                                    ("published", "Published"),
                                    ("agreed", "Agreed"),
                                    ("frozen", "Frozen for competition"),
                                ],
                                default="draft",
                                editable=False,
                                max_length=20,
                            ),
                        ),
                        ("created_at", models.DateTimeField()),
                        ("published_at", models.DateTimeField(blank=True, null=True)),
                        ("agreed_at", models.DateTimeField(blank=True, null=True)),
                        ("agreed_reason", models.TextField(blank=True)),
                        ("source_file_name", models.CharField(blank=True, max_length=200)),
                        ("text_hash", models.CharField(blank=True, max_length=64)),
                        (
                            "agreed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "created_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "framework",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="outcomes.outcomesframework",
                            ),
                        ),
                        (
                            "project",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="versions",
                                to="codesign.project",
                            ),
                        ),
                        (
                            "published_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["project", "number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("project", "number"), name="specification_version_unique"),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["draft", "published", "agreed", "frozen"])),
                                name="version_state_valid",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Section",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField()),
                        ("title", models.CharField(max_length=200)),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="sections",
                                to="codesign.specificationversion",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["version", "position"],
                        "constraints": [
                            models.UniqueConstraint(fields=("version", "position"), name="section_position_unique")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Paragraph",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField()),
                        ("text", models.TextField()),
                        (
                            "author_organisation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisations.organisation",
                            ),
                        ),
                        (
                            "passage",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="wordings",
                                to="codesign.passage",
                            ),
                        ),
                        (
                            "section",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="paragraphs",
                                to="codesign.section",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["section__position", "position"],
                        "constraints": [
                            models.UniqueConstraint(fields=("section", "position"), name="paragraph_position_unique")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Comment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "name_choice",
                            models.CharField(
                                choices=[
                                    ("full", "Full name"),
                                    ("first", "First name"),
                                    ("pseudonym", "A name I choose"),
                                    ("none", "No name"),
                                ],
                                default="first",
                                max_length=10,
                            ),
                        ),
                        ("shown_as", models.CharField(max_length=120)),
                        ("body", models.TextField()),
                        ("suggested_text", models.TextField(blank=True)),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("web", "On this page"),
                                    ("phone", "By phone"),
                                    ("post", "By post"),
                                    ("meeting", "At a meeting"),
                                ],
                                default="web",
                                max_length=10,
                            ),
                        ),
                        ("people_count", models.PositiveIntegerField(default=1)),
                        (
                            "state",
                            models.CharField(
                                choices=[("published", "Published"), ("hidden", "Hidden by a moderator")],
                                default="published",
                                editable=False,
                                max_length=20,
                            ),
                        ),
                        ("created_at", models.DateTimeField()),
                        (
                            "hidden_reason",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("personal", "Personal data about somebody else"),
                                    ("health", "Health details by which a person can be known"),
                                    ("safeguarding", "Somebody may be in danger"),
                                    ("abuse", "Abuse or discrimination"),
                                    ("defamation", "It may be untrue and harm somebody's name"),
                                    ("commercial", "What a bidder must not know or tell"),
                                    ("spam", "Advertising"),
                                    ("off_topic", "Not about this text"),
                                ],
                                editable=False,
                                max_length=20,
                            ),
                        ),
                        ("hidden_note", models.TextField(blank=True, editable=False)),
                        ("hidden_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        ("appeal", models.TextField(blank=True, editable=False)),
                        ("appealed_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        ("appeal_answer", models.TextField(blank=True, editable=False)),
                        ("appeal_decided_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        (
                            "appeal_decided_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "author",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "entered_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "hidden_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisations.organisation",
                            ),
                        ),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="replies",
                                to="codesign.comment",
                            ),
                        ),
                        (
                            "paragraph",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="comments",
                                to="codesign.paragraph",
                            ),
                        ),
                        (
                            "passage",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="comments",
                                to="codesign.passage",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["created_at", "pk"],
                        "indexes": [models.Index(fields=["passage", "created_at"], name="comment_passage_time")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["published", "hidden"])), name="comment_state_valid"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state", "published"),
                                    models.Q(("hidden_reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="comment_hidden_with_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("appeal_decided_by", None),
                                    models.Q(("appeal_decided_by", models.F("hidden_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="comment_appeal_decided_by_another",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Answer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("theme", models.CharField(max_length=120)),
                        ("heard", models.TextField()),
                        ("quote", models.CharField(blank=True, max_length=300)),
                        ("people_count", models.PositiveIntegerField(default=1)),
                        (
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("changed", "Changed"),
                                    ("partly", "Partly changed"),
                                    ("not_changed", "Not changed"),
                                    ("later", "Later"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("decision", models.TextField()),
                        ("reason", models.TextField()),
                        ("decided_by", models.CharField(max_length=200)),
                        ("decided_on", models.DateField()),
                        ("answered_at", models.DateTimeField()),
                        (
                            "answered_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("comments", models.ManyToManyField(blank=True, related_name="answers", to="codesign.comment")),
                        (
                            "changed_paragraph",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="codesign.paragraph",
                            ),
                        ),
                        (
                            "passage",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="answers",
                                to="codesign.passage",
                            ),
                        ),
                        (
                            "project",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="answers",
                                to="codesign.project",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-answered_at", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("outcome__in", ["changed", "partly", "not_changed", "later"])),
                                name="answer_outcome_valid",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CommentReport",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "reason",
                            models.CharField(
                                choices=[
                                    ("personal", "Personal data about somebody else"),
                                    ("health", "Health details by which a person can be known"),
                                    ("safeguarding", "Somebody may be in danger"),
                                    ("abuse", "Abuse or discrimination"),
                                    ("defamation", "It may be untrue and harm somebody's name"),
                                    ("commercial", "What a bidder must not know or tell"),
                                    ("spam", "Advertising"),
                                    ("off_topic", "Not about this text"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("note", models.TextField(blank=True)),
                        ("reported_at", models.DateTimeField()),
                        ("settled_at", models.DateTimeField(blank=True, null=True)),
                        ("seen_at", models.DateTimeField(blank=True, null=True)),
                        ("seen_note", models.TextField(blank=True)),
                        (
                            "comment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reports",
                                to="codesign.comment",
                            ),
                        ),
                        (
                            "reported_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "seen_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["reported_at", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("settled_at", None)),
                                fields=("comment", "reported_by"),
                                name="comment_report_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "reason__in",
                                        [
                                            "personal",
                                            "health",
                                            "safeguarding",
                                            "abuse",
                                            "defamation",
                                            "commercial",
                                            "spam",
                                            "off_topic",
                                        ],
                                    )
                                ),
                                name="comment_report_reason_valid",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
