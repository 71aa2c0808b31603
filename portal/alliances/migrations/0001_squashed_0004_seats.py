import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from portal.common.migration import CreateTogether


class Migration(migrations.Migration):
    replaces = [
        ("alliances", "0001_initial"),
        ("alliances", "0002_initial"),
        ("alliances", "0003_asking_to_join"),
        ("alliances", "0004_seats"),
    ]

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
                    name="Alliance",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("ref", models.CharField(editable=False, max_length=20, unique=True)),
                        ("name", models.CharField(max_length=200)),
                        ("purpose", models.TextField()),
                        (
                            "model",
                            models.CharField(
                                choices=[
                                    ("alliance", "Alliance: one agreement, shared outcomes and risk"),
                                    ("lead_provider", "Lead provider with subcontractors"),
                                    ("managing_agent", "Managing agent that does not deliver"),
                                    ("managing_provider", "Managing provider that delivers part"),
                                    ("spv_hub_and_spoke", "New legal body owned by the members"),
                                    ("joint_bid_unincorporated", "Joint bid, jointly and severally"),
                                    ("network_mou", "Network with a memorandum, not binding"),
                                ],
                                default="alliance",
                                max_length=30,
                            ),
                        ),
                        ("area", models.CharField(blank=True, max_length=150)),
                        ("seeking", models.TextField(blank=True)),
                        ("is_listed", models.BooleanField(default=True)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("interest", "Looking for partners"),
                                    ("exploring", "Exploring"),
                                    ("forming", "Forming"),
                                    ("mou_signed", "Agreement signed"),
                                    ("bidding", "Bidding"),
                                    ("awarded_mobilising", "Awarded, getting ready"),
                                    ("delivering", "Delivering"),
                                    ("closed", "Closed"),
                                    ("withdrawn", "Withdrawn"),
                                    ("sourced", "From a published source"),
                                ],
                                default="exploring",
                                editable=False,
                                max_length=20,
                            ),
                        ),
                        ("created_at", models.DateTimeField()),
                        ("source_name", models.CharField(blank=True, max_length=200)),
                        ("source_url", models.CharField(blank=True, max_length=500)),
                        ("source_licence", models.CharField(blank=True, max_length=100)),
                        ("source_ref", models.CharField(blank=True, max_length=100)),
                        ("source_data", models.JSONField(blank=True, default=dict)),
                        (
                            "created_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "lead",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisations.organisation",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["name", "pk"],
                        "permissions": [
                            ("view_alliance_space", "Can see the members' space"),
                            ("manage_alliance", "Can convene the alliance"),
                            ("vote_alliance", "Can vote for a member"),
                            ("sign_alliance", "Can sign for a member"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "interest",
                                            "exploring",
                                            "forming",
                                            "mou_signed",
                                            "bidding",
                                            "awarded_mobilising",
                                            "delivering",
                                            "closed",
                                            "withdrawn",
                                            "sourced",
                                        ],
                                    )
                                ),
                                name="alliance_state_valid",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("source_ref", ""), _negated=True),
                                fields=("source_ref",),
                                name="alliance_source_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("created_by__isnull", False),
                                    models.Q(("source_name", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="alliance_maker_or_source",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Agreement",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        ("title", models.CharField(max_length=200)),
                        ("text", models.TextField()),
                        ("text_hash", models.CharField(max_length=64)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "Draft"),
                                    ("signing", "Open for signatures"),
                                    ("signed", "Signed by every member"),
                                    ("superseded", "Replaced"),
                                ],
                                default="draft",
                                editable=False,
                                max_length=20,
                            ),
                        ),
                        ("drafted_at", models.DateTimeField()),
                        ("signed_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "drafted_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "alliance",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="agreements",
                                to="alliances.alliance",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["alliance", "-number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("alliance", "number"), name="agreement_number_unique"),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["draft", "signing", "signed", "superseded"])),
                                name="agreement_state_valid",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AllianceGroupObjectPermission",
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
                                to="alliances.alliance",
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
                    name="AllianceMember",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("role", models.CharField(blank=True, max_length=200)),
                        ("share_percent", models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("invited", "Invited"),
                                    ("requested", "Asked to join"),
                                    ("admitted", "Member"),
                                    ("declined", "Declined"),
                                    ("withdrawn", "Invitation taken back"),
                                    ("left", "Left"),
                                    ("sourced", "From a published source"),
                                ],
                                default="invited",
                                editable=False,
                                max_length=20,
                            ),
                        ),
                        ("invited_at", models.DateTimeField()),
                        ("invitation_message", models.TextField(blank=True)),
                        ("expires_at", models.DateTimeField(blank=True, null=True)),
                        ("answered_at", models.DateTimeField(blank=True, null=True)),
                        ("answer_message", models.TextField(blank=True)),
                        ("shares_readiness", models.BooleanField(default=False)),
                        (
                            "alliance",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="members",
                                to="alliances.alliance",
                            ),
                        ),
                        (
                            "answered_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "invited_by",
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
                        "ordering": ["alliance", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("alliance", "organisation"), name="alliance_member_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "invited",
                                            "requested",
                                            "admitted",
                                            "declined",
                                            "withdrawn",
                                            "left",
                                            "sourced",
                                        ],
                                    )
                                ),
                                name="alliance_member_state_valid",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AllianceUserObjectPermission",
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
                                to="alliances.alliance",
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
                    name="Decision",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[("unanimous", "Needs every member"), ("majority", "Needs a majority")],
                                default="unanimous",
                                max_length=20,
                            ),
                        ),
                        ("title", models.CharField(max_length=200)),
                        ("proposal", models.TextField()),
                        ("options_considered", models.TextField(blank=True)),
                        ("impact_on_people", models.TextField()),
                        ("lived_experience_view", models.TextField(blank=True)),
                        ("is_about_members", models.BooleanField(default=False)),
                        ("agreement_hash", models.CharField(blank=True, max_length=64)),
                        ("closes_at", models.DateTimeField()),
                        ("review_on", models.DateField(blank=True, null=True)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "Open for votes"),
                                    ("agreed", "Agreed"),
                                    ("not_agreed", "Not agreed"),
                                ],
                                default="open",
                                editable=False,
                                max_length=20,
                            ),
                        ),
                        ("proposed_at", models.DateTimeField()),
                        ("decided_at", models.DateTimeField(blank=True, null=True)),
                        ("outcome", models.CharField(blank=True, max_length=300)),
                        (
                            "agreement",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="decisions",
                                to="alliances.agreement",
                            ),
                        ),
                        (
                            "alliance",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="decisions",
                                to="alliances.alliance",
                            ),
                        ),
                        (
                            "proposed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["alliance", "-number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("alliance", "number"), name="decision_number_unique"),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["open", "agreed", "not_agreed"])),
                                name="decision_state_valid",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DecisionReview",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("note", models.TextField()),
                        ("next_review_on", models.DateField(blank=True, null=True)),
                        ("reviewed_at", models.DateTimeField()),
                        (
                            "decision",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="reviews",
                                to="alliances.decision",
                            ),
                        ),
                        (
                            "reviewed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["decision", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="PartnerPost",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("ref", models.CharField(editable=False, max_length=20, unique=True)),
                        (
                            "kind",
                            models.CharField(choices=[("wanted", "Wanted"), ("offered", "Offered")], max_length=20),
                        ),
                        ("title", models.CharField(max_length=200)),
                        ("detail", models.TextField()),
                        ("area", models.CharField(blank=True, max_length=100)),
                        ("until_on", models.DateField(blank=True, null=True)),
                        ("posted_at", models.DateTimeField()),
                        ("closed_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "alliance",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="posts",
                                to="alliances.alliance",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="organisations.organisation",
                            ),
                        ),
                        (
                            "posted_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-posted_at", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["wanted", "offered"])), name="partner_post_kind_valid"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PrinciplesVersion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        ("text", models.TextField()),
                        ("text_hash", models.CharField(max_length=64)),
                        ("written_at", models.DateTimeField()),
                        (
                            "alliance",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="principles",
                                to="alliances.alliance",
                            ),
                        ),
                        (
                            "written_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["alliance", "-number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("alliance", "number"), name="principles_version_unique")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Adherence",
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
                                    ("adheres", "Adheres"),
                                    ("reservation", "Adheres with a reservation"),
                                    ("declines", "Does not adhere"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("reservation", models.TextField(blank=True)),
                        ("recorded_at", models.DateTimeField()),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "member",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="alliances.alliancemember",
                            ),
                        ),
                        (
                            "principles",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="adherences",
                                to="alliances.principlesversion",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["principles", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("principles", "member"), name="adherence_once"),
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["adheres", "reservation", "declines"])),
                                name="adherence_kind_valid",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Seat",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("is_voting", models.BooleanField(default=True)),
                        ("given_at", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "alliance",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="seats",
                                to="alliances.alliance",
                            ),
                        ),
                        (
                            "given_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["alliance", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at", None)),
                                fields=("alliance", "user"),
                                name="alliance_seat_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SeatVote",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "choice",
                            models.CharField(
                                choices=[("approve", "Yes"), ("reject", "No"), ("abstain", "Abstain")], max_length=20
                            ),
                        ),
                        ("reason", models.TextField(blank=True)),
                        ("cast_at", models.DateTimeField()),
                        (
                            "decision",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="seat_votes",
                                to="alliances.decision",
                            ),
                        ),
                        (
                            "seat",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="alliances.seat"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["decision", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("decision", "seat"), name="seat_vote_once"),
                            models.CheckConstraint(
                                condition=models.Q(("choice__in", ["approve", "reject", "abstain"])),
                                name="seat_vote_choice_valid",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Signature",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("text_hash", models.CharField(max_length=64)),
                        ("signed_name", models.CharField(max_length=200)),
                        ("signed_at", models.DateTimeField()),
                        (
                            "agreement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="signatures",
                                to="alliances.agreement",
                            ),
                        ),
                        (
                            "member",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="alliances.alliancemember",
                            ),
                        ),
                        (
                            "signed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["agreement", "signed_at"],
                        "constraints": [
                            models.UniqueConstraint(fields=("agreement", "member"), name="agreement_signature_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Vote",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "choice",
                            models.CharField(
                                choices=[("approve", "Yes"), ("reject", "No"), ("abstain", "Abstain")], max_length=20
                            ),
                        ),
                        ("reason", models.TextField(blank=True)),
                        ("cast_at", models.DateTimeField()),
                        (
                            "cast_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="votes",
                                to="alliances.decision",
                            ),
                        ),
                        (
                            "member",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="alliances.alliancemember",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["decision", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("decision", "member"), name="vote_once"),
                            models.CheckConstraint(
                                condition=models.Q(("choice__in", ["approve", "reject", "abstain"])),
                                name="vote_choice_valid",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
