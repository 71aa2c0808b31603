import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import portal.organisations.models.claim
import portal.organisations.models.membership
from portal.common.migration import CreateTogether

PACKAGES = [
    ("account", "0009_emailaddress_unique_primary_email"),
    ("guardian", "0003_remove_groupobjectpermission_guardian_gr_content_ae6aec_idx_and_more"),
    ("mfa", "0003_authenticator_type_uniq"),
    ("sessions", "0001_initial"),
    ("taggit", "0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx"),
    ("wagtailadmin", "0006_formstate"),
    ("wagtailcore", "0098_apitoken"),
    ("wagtaildocs", "0014_alter_document_file_size"),
    ("wagtailembeds", "0009_embed_cache_until"),
    ("wagtailforms", "0005_alter_formsubmission_form_data"),
    ("wagtailimages", "0027_image_description"),
    ("wagtailredirects", "0008_add_verbose_name_plural"),
    ("wagtailsearch", "0010_add_text_fields"),
    ("wagtailusers", "0015_userprofile_keyboard_shortcuts"),
]
"""Not needed here: their two hundred steps each rebuild all models that know people, so they go first, while few do."""


class Migration(migrations.Migration):
    replaces = [("organisations", "0001_initial"), ("organisations", "0002_claims_and_standing")]

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("auth", "0012_alter_user_first_name_max_length"),
        *PACKAGES,
    ]

    operations = [
        CreateTogether(
            operations=[
                migrations.CreateModel(
                    name="Organisation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("ref", models.CharField(editable=False, max_length=20, unique=True)),
                        ("name", models.CharField(max_length=200)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("commissioner", "Commissioner"),
                                    ("provider", "Provider"),
                                    ("user_led", "User-led organisation"),
                                    ("oversight", "Oversight body"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "legal_form",
                            models.CharField(
                                choices=[
                                    ("icb", "Integrated care board"),
                                    ("council", "Council"),
                                    ("nhs_trust", "NHS trust or foundation trust"),
                                    ("charity", "Registered charity"),
                                    ("cio", "Charitable incorporated organisation"),
                                    ("cic", "Community interest company"),
                                    ("company", "Company"),
                                    ("society", "Community benefit or co-operative society"),
                                    ("unincorporated", "Unincorporated association"),
                                    ("sole_trader", "Sole trader"),
                                    ("public_body", "Other public body"),
                                    ("other", "Another legal form"),
                                    ("unknown", "Not recorded"),
                                ],
                                default="unknown",
                                max_length=20,
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("registered", "Not yet verified"),
                                    ("verified", "Verified"),
                                    ("declined", "Not verified"),
                                    ("imported", "From a published source"),
                                    ("suspended", "Suspended"),
                                ],
                                default="registered",
                                editable=False,
                                max_length=20,
                            ),
                        ),
                        ("summary", models.CharField(blank=True, max_length=300)),
                        ("website", models.URLField(blank=True)),
                        ("contact_email", models.EmailField(blank=True, max_length=254)),
                        ("contact_phone", models.CharField(blank=True, max_length=30)),
                        ("postcode", models.CharField(blank=True, max_length=10)),
                        ("locality", models.CharField(blank=True, max_length=100)),
                        ("areas_served", models.CharField(blank=True, max_length=200)),
                        ("annual_turnover_pence", models.BigIntegerField(blank=True, null=True)),
                        ("source_name", models.CharField(blank=True, max_length=200)),
                        ("source_url", models.CharField(blank=True, max_length=500)),
                        ("source_licence", models.CharField(blank=True, max_length=100)),
                        ("source_data", models.JSONField(blank=True, default=dict)),
                        ("created_at", models.DateTimeField()),
                        ("verified_at", models.DateTimeField(blank=True, null=True)),
                        ("state_reason", models.TextField(blank=True)),
                        ("state_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "registered_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "verified_by",
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
                        "ordering": ["name", "pk"],
                        "permissions": [
                            ("manage_organisation", "Can manage people and the profile of the organisation"),
                            ("bid_for_organisation", "Can prepare bids in the organisation's name"),
                            ("sign_for_organisation", "Can sign in the organisation's name"),
                            ("see_organisation_money", "Can see the organisation's money"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["registered", "verified", "declined", "imported", "suspended"])
                                ),
                                name="organisation_state_valid",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["commissioner", "provider", "user_led", "oversight"])),
                                name="organisation_kind_valid",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Membership",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "ref",
                            models.CharField(
                                default=portal.organisations.models.membership.member_reference,
                                editable=False,
                                max_length=20,
                                unique=True,
                            ),
                        ),
                        ("is_administrator", models.BooleanField(default=False)),
                        ("is_bid_lead", models.BooleanField(default=False)),
                        ("is_signatory", models.BooleanField(default=False)),
                        ("is_finance", models.BooleanField(default=False)),
                        ("job_title", models.CharField(blank=True, max_length=100)),
                        ("joined_at", models.DateTimeField()),
                        ("left_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="memberships",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="memberships",
                                to="organisations.organisation",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["organisation__name", "user__email"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("left_at", None)),
                                fields=("organisation", "user"),
                                name="membership_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="JoinRequest",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "ref",
                            models.CharField(
                                default=portal.organisations.models.membership.request_reference,
                                editable=False,
                                max_length=20,
                                unique=True,
                            ),
                        ),
                        ("message", models.CharField(blank=True, max_length=500)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("pending", "Waiting for an answer"),
                                    ("approved", "Approved"),
                                    ("declined", "Declined"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                default="pending",
                                editable=False,
                                max_length=20,
                            ),
                        ),
                        ("requested_at", models.DateTimeField()),
                        ("decided_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
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
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="join_requests",
                                to="organisations.organisation",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-requested_at", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "pending")),
                                fields=("organisation", "user"),
                                name="join_request_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["pending", "approved", "declined", "withdrawn"])),
                                name="join_request_state_valid",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Invitation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("email", models.EmailField(max_length=254)),
                        ("roles", models.JSONField(default=list)),
                        ("token", models.CharField(max_length=64, unique=True)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("sent", "Sent"),
                                    ("accepted", "Accepted"),
                                    ("declined", "Declined"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                default="sent",
                                editable=False,
                                max_length=20,
                            ),
                        ),
                        ("sent_at", models.DateTimeField()),
                        ("expires_at", models.DateTimeField()),
                        ("answered_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "invited_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="invitations",
                                to="organisations.organisation",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-sent_at", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["sent", "accepted", "declined", "withdrawn"])),
                                name="invitation_state_valid",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Identifier",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "scheme",
                            models.CharField(
                                choices=[
                                    ("GB-CHC", "Charity Commission for England and Wales"),
                                    ("GB-COH", "Companies House"),
                                    ("GB-ODS", "NHS Organisation Data Service"),
                                    ("GB-LAE", "Local authority code for England"),
                                    ("other", "Another register"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("value", models.CharField(max_length=60)),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="identifiers",
                                to="organisations.organisation",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["scheme", "value"],
                        "constraints": [
                            models.UniqueConstraint(fields=("scheme", "value"), name="identifier_unique"),
                            models.CheckConstraint(
                                condition=models.Q(("scheme__in", ["GB-CHC", "GB-COH", "GB-ODS", "GB-LAE", "other"])),
                                name="identifier_scheme_valid",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Claim",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "ref",
                            models.CharField(
                                default=portal.organisations.models.claim.claim_reference,
                                editable=False,
                                max_length=20,
                                unique=True,
                            ),
                        ),
                        ("job_title", models.CharField(max_length=100)),
                        ("evidence", models.TextField(max_length=2000)),
                        ("published", models.JSONField(blank=True, default=dict)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("pending", "Waiting for an answer"),
                                    ("approved", "Confirmed"),
                                    ("declined", "Not confirmed"),
                                    ("withdrawn", "Taken back"),
                                ],
                                default="pending",
                                editable=False,
                                max_length=20,
                            ),
                        ),
                        ("asked_at", models.DateTimeField()),
                        ("decided_at", models.DateTimeField(blank=True, null=True)),
                        ("decision_reason", models.TextField(blank=True)),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
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
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="claims",
                                to="organisations.organisation",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-asked_at", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "pending")),
                                fields=("organisation", "user"),
                                name="claim_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["pending", "approved", "declined", "withdrawn"])),
                                name="claim_state_valid",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "approved"), _negated=True),
                                    models.Q(("decided_by", models.F("user")), _negated=True),
                                    _connector="OR",
                                ),
                                name="claim_second_person",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OrganisationGroupObjectPermission",
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
                                to="organisations.organisation",
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
                    name="OrganisationUserObjectPermission",
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
                                to="organisations.organisation",
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
                    name="ReadinessItem",
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
                                    ("registration", "Legal form and registration"),
                                    ("governance", "Governing document and trustees"),
                                    ("accounts", "Accounts"),
                                    ("insurance", "Insurance"),
                                    ("safeguarding", "Safeguarding"),
                                    ("dbs", "Criminal record checks"),
                                    ("data_protection", "Data protection"),
                                    ("dspt", "Data security toolkit"),
                                    ("cqc", "Care Quality Commission registration"),
                                    ("policies", "Health and safety, equality, complaints and whistleblowing policies"),
                                    ("quality_mark", "Quality mark"),
                                    ("continuity", "Business continuity and cyber security"),
                                    ("financial_standing", "Financial standing"),
                                    ("involvement", "Lived-experience involvement"),
                                    ("exclusion", "Exclusion and debarment declaration"),
                                ],
                                max_length=30,
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("missing", "Missing"),
                                    ("partial", "Partly there"),
                                    ("complete", "Complete"),
                                    ("not_required", "Not required"),
                                ],
                                default="missing",
                                max_length=20,
                            ),
                        ),
                        ("evidence", models.CharField(blank=True, max_length=300)),
                        ("expires_on", models.DateField(blank=True, null=True)),
                        ("is_public", models.BooleanField(default=False)),
                        ("verified_at", models.DateTimeField(blank=True, null=True)),
                        ("updated_at", models.DateTimeField()),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="readiness",
                                to="organisations.organisation",
                            ),
                        ),
                        (
                            "verified_by",
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
                        "ordering": ["organisation", "kind"],
                        "constraints": [
                            models.UniqueConstraint(fields=("organisation", "kind"), name="readiness_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "registration",
                                            "governance",
                                            "accounts",
                                            "insurance",
                                            "safeguarding",
                                            "dbs",
                                            "data_protection",
                                            "dspt",
                                            "cqc",
                                            "policies",
                                            "quality_mark",
                                            "continuity",
                                            "financial_standing",
                                            "involvement",
                                            "exclusion",
                                        ],
                                    )
                                ),
                                name="readiness_kind_valid",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("status__in", ["missing", "partial", "complete", "not_required"])),
                                name="readiness_status_valid",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RegistrationDraft",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("answers", models.JSONField(default=dict)),
                        ("saved_at", models.DateTimeField()),
                        (
                            "user",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="registration_draft",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["user"],
                    },
                ),
            ],
        ),
    ]
