import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from portal.common.migration import CreateTogether


class Migration(migrations.Migration):
    replaces = [("tenders", "0001_initial"), ("tenders", "0002_confidential_questions")]

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("alliances", "0001_squashed_0004_seats"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("codesign", "0001_squashed_0005_safeguarding_seen"),
        ("organisations", "0001_squashed_0002_claims_and_standing"),
        ("outcomes", "0001_initial"),
    ]

    operations = [
        CreateTogether(
            operations=[
                migrations.CreateModel(
                    name="Procurement",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("ref", models.CharField(editable=False, max_length=20, unique=True)),
                        ("title", models.CharField(max_length=300)),
                        ("summary", models.TextField()),
                        (
                            "regime",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("psr", "Provider Selection Regime"),
                                    ("pa23_lighttouch", "Procurement Act, light touch"),
                                    ("pa23_standard", "Procurement Act"),
                                    ("below_threshold", "Below threshold"),
                                    ("grant", "Grant"),
                                    ("sourced", "As published"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "process",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("psr_competitive", "Competitive process"),
                                    ("pa23_open", "Open procedure"),
                                    ("sourced", "As published"),
                                ],
                                max_length=30,
                            ),
                        ),
                        ("regime_facts", models.JSONField(blank=True, default=dict)),
                        ("regime_rationale", models.TextField(blank=True)),
                        ("main_cpv", models.CharField(blank=True, max_length=12)),
                        ("cpv_codes", models.JSONField(blank=True, default=list)),
                        ("estimated_value_pence", models.BigIntegerField(blank=True, null=True)),
                        ("outcome_share_percent", models.DecimalField(decimal_places=2, default=0, max_digits=5)),
                        ("payment_terms", models.TextField(blank=True)),
                        ("starts_on", models.DateField(blank=True, null=True)),
                        ("ends_on", models.DateField(blank=True, null=True)),
                        ("extension_months", models.PositiveSmallIntegerField(default=0)),
                        ("price_weight", models.DecimalField(decimal_places=2, default=0, max_digits=5)),
                        (
                            "price_formula",
                            models.CharField(
                                choices=[
                                    ("relative_lowest", "Lowest price divided by this price"),
                                    ("fixed_price", "The price is fixed, quality decides"),
                                    ("deviation_from_mean", "Distance from the mean price"),
                                    ("price_per_quality_point", "Price for each quality point"),
                                    ("benchmark", "Against a published benchmark"),
                                ],
                                default="relative_lowest",
                                max_length=30,
                            ),
                        ),
                        ("price_benchmark_pence", models.BigIntegerField(blank=True, null=True)),
                        ("abnormally_low_percent", models.PositiveSmallIntegerField(default=15)),
                        ("scale", models.JSONField(blank=True, default=dict)),
                        ("tie_rule", models.JSONField(blank=True, default=list)),
                        ("key_criteria_reasons", models.JSONField(blank=True, default=dict)),
                        ("conflicts_note", models.TextField(blank=True)),
                        ("conflicts_assessed_at", models.DateTimeField(blank=True, null=True)),
                        ("questions_close_at", models.DateTimeField(blank=True, null=True)),
                        ("answers_by_at", models.DateTimeField(blank=True, null=True)),
                        ("deadline_at", models.DateTimeField(blank=True, null=True)),
                        ("time_zone", models.CharField(default="Europe/London", max_length=40)),
                        ("intention_planned_on", models.DateField(blank=True, null=True)),
                        ("allows_alliances", models.BooleanField(default=True)),
                        ("panel_note", models.TextField(blank=True)),
                        ("typed", models.JSONField(blank=True, default=dict)),
                        ("publish_asked_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "Draft"),
                                    ("published", "Published"),
                                    ("opened", "Bids opened"),
                                    ("complete", "Complete"),
                                    ("abandoned", "Abandoned"),
                                    ("sourced", "From a published source"),
                                ],
                                default="draft",
                                editable=False,
                                max_length=20,
                            ),
                        ),
                        ("created_at", models.DateTimeField()),
                        ("published_at", models.DateTimeField(blank=True, null=True)),
                        ("ocid", models.CharField(blank=True, max_length=100)),
                        ("source_name", models.CharField(blank=True, max_length=200)),
                        ("source_url", models.CharField(blank=True, max_length=500)),
                        ("source_licence", models.CharField(blank=True, max_length=100)),
                        ("source_data", models.JSONField(blank=True, default=dict)),
                        (
                            "buyer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisations.organisation",
                            ),
                        ),
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
                            "published_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "specification",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="codesign.specificationversion",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-created_at", "-pk"],
                        "permissions": [
                            ("lead_procurement", "Can lead the procurement"),
                            ("author_procurement", "Can write the tender pack"),
                            ("publish_procurement", "Can publish the tender"),
                            ("open_procurement", "Can open bids"),
                            ("facilitate_procurement", "Can facilitate moderation"),
                            ("score_procurement", "Can score bids"),
                            ("approve_procurement", "Can approve the award"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["draft", "published", "opened", "complete", "abandoned", "sourced"])
                                ),
                                name="procurement_state_valid",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("specification__isnull", False),
                                    models.Q(("source_name", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="procurement_specification_or_source",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("created_by", None), ("state", "sourced")),
                                    models.Q(
                                        models.Q(("state", "sourced"), _negated=True), ("created_by__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="procurement_maker_or_source",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("ocid", ""), _negated=True),
                                fields=("ocid",),
                                name="procurement_ocid_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Lot",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        ("title", models.CharField(max_length=200)),
                        ("description", models.TextField(blank=True)),
                        ("value_pence", models.BigIntegerField(blank=True, null=True)),
                        (
                            "procurement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="lots",
                                to="tenders.procurement",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["procurement", "number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("procurement", "number"), name="lot_number_unique")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Evaluation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("declaring", "Interests being declared"),
                                    ("scoring", "Individual scoring"),
                                    ("moderation", "Moderation"),
                                    ("quality_locked", "Quality scores locked"),
                                    ("ranked", "Ranked"),
                                ],
                                default="declaring",
                                editable=False,
                                max_length=20,
                            ),
                        ),
                        ("created_at", models.DateTimeField()),
                        ("labels", models.JSONField(blank=True, default=dict)),
                        ("scoring_started_at", models.DateTimeField(blank=True, null=True)),
                        ("scoring_due_at", models.DateTimeField(blank=True, null=True)),
                        ("scoring_closed_at", models.DateTimeField(blank=True, null=True)),
                        ("quality_locked_at", models.DateTimeField(blank=True, null=True)),
                        ("prices_opened_at", models.DateTimeField(blank=True, null=True)),
                        ("ranking", models.JSONField(blank=True, default=dict)),
                        ("ranked_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "lot",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="evaluation", to="tenders.lot"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["lot"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["declaring", "scoring", "moderation", "quality_locked", "ranked"])
                                ),
                                name="evaluation_state_valid",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Bid",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("ref", models.CharField(editable=False, max_length=20, unique=True)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "Draft"),
                                    ("submitted", "Sent"),
                                    ("withdrawn", "Withdrawn"),
                                    ("opened", "Opened"),
                                    ("non_compliant", "Not compliant"),
                                ],
                                default="draft",
                                editable=False,
                                max_length=20,
                            ),
                        ),
                        ("created_at", models.DateTimeField()),
                        ("submitted_at", models.DateTimeField(blank=True, null=True)),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                        ("non_compliance_reason", models.TextField(blank=True)),
                        ("mark", models.CharField(max_length=64)),
                        (
                            "alliance",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="alliances.alliance",
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
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisations.organisation",
                            ),
                        ),
                        (
                            "lot",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="bids", to="tenders.lot"
                            ),
                        ),
                        (
                            "procurement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="bids",
                                to="tenders.procurement",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["procurement", "ref"],
                        "permissions": [
                            ("edit_bid", "Can write the bid"),
                            ("read_own_bid", "Can read the bid as one of its bidders"),
                            ("sign_bid", "Can sign the bid"),
                            ("submit_bid", "Can send and withdraw the bid"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["draft", "submitted", "withdrawn", "opened", "non_compliant"])
                                ),
                                name="bid_state_valid",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Award",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("ranking", models.JSONField(default=dict)),
                        ("reasons", models.TextField()),
                        ("weaker_points", models.TextField(blank=True)),
                        ("conflicts_summary", models.TextField(default="None declared.")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("recommended", "Waiting for approval"),
                                    ("returned", "Sent back"),
                                    ("approved", "Approved, not yet announced"),
                                    ("intention_published", "Announced, in standstill"),
                                    ("under_representation", "Representation being reviewed"),
                                    ("further_decision_sent", "Further decision sent"),
                                    ("awarded", "Awarded"),
                                    ("abandoned", "Abandoned"),
                                ],
                                default="recommended",
                                editable=False,
                                max_length=30,
                            ),
                        ),
                        ("recommended_at", models.DateTimeField()),
                        ("approved_at", models.DateTimeField(blank=True, null=True)),
                        ("approval_reason", models.TextField(blank=True)),
                        ("publication_planned_on", models.DateField(blank=True, null=True)),
                        ("ended_reason", models.TextField(blank=True)),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        ("awarded_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "approved_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "recommended_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "bid",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="tenders.bid",
                            ),
                        ),
                        (
                            "lot",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="awards", to="tenders.lot"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["lot", "-recommended_at"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "recommended",
                                            "returned",
                                            "approved",
                                            "intention_published",
                                            "under_representation",
                                            "further_decision_sent",
                                            "awarded",
                                            "abandoned",
                                        ],
                                    )
                                ),
                                name="award_state_valid",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("approved_by", None),
                                    models.Q(("approved_by", models.F("recommended_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="award_second_person",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["returned", "abandoned"]), _negated=True),
                                fields=("lot",),
                                name="award_once_per_lot",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BidVersion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        ("quality_for_bidder", models.BinaryField()),
                        ("price_for_bidder", models.BinaryField()),
                        ("quality_for_procurement", models.BinaryField()),
                        ("price_for_procurement", models.BinaryField()),
                        ("package_hash", models.CharField(blank=True, max_length=64)),
                        ("is_complete", models.BooleanField(default=False)),
                        ("created_at", models.DateTimeField()),
                        ("saved_at", models.DateTimeField()),
                        ("asked_at", models.DateTimeField(blank=True, null=True)),
                        ("mark", models.CharField(max_length=64)),
                        (
                            "bid",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="tenders.bid"
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
                            "saved_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["bid", "number"],
                        "constraints": [models.UniqueConstraint(fields=("bid", "number"), name="bid_version_unique")],
                    },
                ),
                migrations.CreateModel(
                    name="BidSignature",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("signed_name", models.CharField(max_length=200)),
                        ("package_hash", models.CharField(max_length=64)),
                        ("signed_at", models.DateTimeField()),
                        ("voided_at", models.DateTimeField(blank=True, null=True)),
                        ("mark", models.CharField(max_length=64)),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisations.organisation",
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
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="signatures",
                                to="tenders.bidversion",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["version", "signed_at", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("voided_at", None)),
                                fields=("version", "organisation"),
                                name="bid_signature_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BidReceipt",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        ("received_at", models.DateTimeField()),
                        ("package_hash", models.CharField(max_length=64)),
                        ("part_count", models.PositiveSmallIntegerField()),
                        ("mark", models.CharField(max_length=64)),
                        (
                            "bid",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="receipts", to="tenders.bid"
                            ),
                        ),
                        (
                            "sent_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="receipts",
                                to="tenders.bidversion",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["bid", "-number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("bid", "number"), name="bid_receipt_number_unique")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Contract",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("ref", models.CharField(editable=False, max_length=20, unique=True)),
                        ("title", models.CharField(max_length=300)),
                        ("description", models.TextField(blank=True)),
                        ("value_pence", models.BigIntegerField(blank=True, null=True)),
                        ("outcome_share_percent", models.DecimalField(decimal_places=2, default=0, max_digits=5)),
                        ("starts_on", models.DateField(blank=True, null=True)),
                        ("ends_on", models.DateField(blank=True, null=True)),
                        ("text", models.TextField(blank=True)),
                        ("text_hash", models.CharField(blank=True, max_length=64)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("signing", "Being signed"),
                                    ("active", "In force"),
                                    ("ended", "Ended"),
                                    ("sourced", "From a published source"),
                                ],
                                default="signing",
                                editable=False,
                                max_length=20,
                            ),
                        ),
                        ("entered_at", models.DateTimeField(blank=True, null=True)),
                        ("created_at", models.DateTimeField()),
                        ("source_name", models.CharField(blank=True, max_length=200)),
                        ("source_url", models.CharField(blank=True, max_length=500)),
                        ("source_licence", models.CharField(blank=True, max_length=100)),
                        ("source_ref", models.CharField(blank=True, max_length=100)),
                        ("source_data", models.JSONField(blank=True, default=dict)),
                        (
                            "award",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="contract",
                                to="tenders.award",
                            ),
                        ),
                        (
                            "buyer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisations.organisation",
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
                    ],
                    options={
                        "ordering": ["-created_at", "-pk"],
                        "permissions": [
                            ("manage_contract", "Can manage the contract"),
                            ("report_contract", "Can report on the contract"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["signing", "active", "ended", "sourced"])),
                                name="contract_state_valid",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("award__isnull", False),
                                    models.Q(("source_name", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="contract_award_or_source",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("source_ref", ""), _negated=True),
                                fields=("source_ref",),
                                name="contract_source_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ContractGroupObjectPermission",
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
                                to="tenders.contract",
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
                    name="ContractParty",
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
                                    ("lead", "Lead provider"),
                                    ("member", "Alliance member"),
                                    ("subcontractor", "Subcontractor"),
                                    ("sole", "Provider"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("signed_at", models.DateTimeField(blank=True, null=True)),
                        ("signed_hash", models.CharField(blank=True, max_length=64)),
                        (
                            "alliance",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="alliances.alliance",
                            ),
                        ),
                        (
                            "contract",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="parties",
                                to="tenders.contract",
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
                        (
                            "signed_by",
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
                        "ordering": ["contract", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("contract", "organisation"), name="contract_party_once"),
                            models.CheckConstraint(
                                condition=models.Q(("role__in", ["lead", "member", "subcontractor", "sole"])),
                                name="contract_party_role_valid",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ContractUserObjectPermission",
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
                                to="tenders.contract",
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
                    name="ComplianceCheck",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("is_compliant", models.BooleanField()),
                        ("reason", models.TextField()),
                        ("decided_at", models.DateTimeField()),
                        (
                            "bid",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="compliance_check",
                                to="tenders.bid",
                            ),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "evaluation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="compliance_checks",
                                to="tenders.evaluation",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["evaluation", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="EvaluatorAbsence",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("reason", models.TextField()),
                        ("logged_at", models.DateTimeField()),
                        (
                            "evaluation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="absences",
                                to="tenders.evaluation",
                            ),
                        ),
                        (
                            "evaluator",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "logged_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["evaluation", "logged_at"],
                        "constraints": [
                            models.UniqueConstraint(fields=("evaluation", "evaluator"), name="absence_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FeedbackLetter",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("is_winner", models.BooleanField(default=False)),
                        ("content", models.JSONField(default=dict)),
                        ("content_hash", models.CharField(blank=True, max_length=64)),
                        ("frozen_at", models.DateTimeField(blank=True, null=True)),
                        ("sent_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "award",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="letters", to="tenders.award"
                            ),
                        ),
                        (
                            "bid",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="letters", to="tenders.bid"
                            ),
                        ),
                        (
                            "reviewed_by",
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
                        "ordering": ["award", "bid"],
                        "constraints": [models.UniqueConstraint(fields=("award", "bid"), name="feedback_letter_once")],
                    },
                ),
                migrations.CreateModel(
                    name="FurtherDecision",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        (
                            "decision",
                            models.CharField(
                                choices=[
                                    ("award", "Enter into the contract as intended"),
                                    ("abandon", "Abandon the procurement"),
                                    ("repeat", "Go back and decide again"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("back_to_step", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("reasons", models.TextField()),
                        ("told_at", models.DateTimeField()),
                        ("opens_at", models.DateTimeField()),
                        (
                            "award",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="further_decisions",
                                to="tenders.award",
                            ),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["award", "told_at"],
                        "constraints": [
                            models.UniqueConstraint(fields=("award", "number"), name="further_decision_number_unique"),
                            models.CheckConstraint(
                                condition=models.Q(("decision__in", ["award", "abandon", "repeat"])),
                                name="further_decision_kind_valid",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="InterestDeclaration",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveIntegerField()),
                        ("are_names_known", models.BooleanField(default=False)),
                        ("has_interest", models.BooleanField(default=False)),
                        ("details", models.TextField(blank=True)),
                        ("confidentiality_accepted", models.BooleanField(default=False)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("none_declared", "Nothing declared yet"),
                                    ("declared_pending", "Waiting for clearance"),
                                    ("cleared", "Cleared"),
                                    ("cleared_with_mitigation", "Cleared with conditions"),
                                    ("blocking", "Blocked"),
                                ],
                                default="declared_pending",
                                editable=False,
                                max_length=30,
                            ),
                        ),
                        ("declared_at", models.DateTimeField()),
                        ("decided_at", models.DateTimeField(blank=True, null=True)),
                        ("decision_reason", models.TextField(blank=True)),
                        ("mitigation", models.TextField(blank=True)),
                        ("superseded_at", models.DateTimeField(blank=True, null=True)),
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "procurement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="declarations",
                                to="tenders.procurement",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["procurement", "declared_at"],
                        "constraints": [
                            models.UniqueConstraint(fields=("procurement", "number"), name="declaration_number_unique"),
                            models.UniqueConstraint(
                                condition=models.Q(("superseded_at", None)),
                                fields=("procurement", "user"),
                                name="declaration_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "none_declared",
                                            "declared_pending",
                                            "cleared",
                                            "cleared_with_mitigation",
                                            "blocking",
                                        ],
                                    )
                                ),
                                name="declaration_state_valid",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("decided_by", None),
                                    models.Q(("decided_by", models.F("user")), _negated=True),
                                    _connector="OR",
                                ),
                                name="declaration_decided_by_another",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BidInterest",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("has_interest", models.BooleanField()),
                        ("details", models.TextField(blank=True)),
                        (
                            "bid",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="tenders.bid",
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
                        (
                            "declaration",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="answers",
                                to="tenders.interestdeclaration",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["declaration", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("bid__isnull", False)),
                                fields=("declaration", "bid"),
                                name="bid_interest_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("bid", None)),
                                fields=("declaration", "organisation"),
                                name="bidder_interest_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BidMember",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("is_lead", models.BooleanField(default=False)),
                        ("released_at", models.DateTimeField(blank=True, null=True)),
                        ("mark", models.CharField(max_length=64)),
                        (
                            "bid",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="members", to="tenders.bid"
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
                        (
                            "lot",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="tenders.lot"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["bid", "-is_lead", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("bid", "organisation"), name="bid_member_once"),
                            models.UniqueConstraint(
                                condition=models.Q(("released_at", None)),
                                fields=("lot", "organisation"),
                                name="bid_member_in_one_bid_of_a_lot",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OpenedPrice",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("price_pence", models.BigIntegerField(blank=True, null=True)),
                        ("is_abnormally_low", models.BooleanField(default=False)),
                        ("low_reasons", models.JSONField(blank=True, default=list)),
                        ("explanation_asked_at", models.DateTimeField(blank=True, null=True)),
                        ("explanation_due_at", models.DateTimeField(blank=True, null=True)),
                        ("explanation", models.TextField(blank=True)),
                        ("explained_at", models.DateTimeField(blank=True, null=True)),
                        ("is_explanation_accepted", models.BooleanField(blank=True, null=True)),
                        ("explanation_decision", models.TextField(blank=True)),
                        ("decided_at", models.DateTimeField(blank=True, null=True)),
                        ("opened_at", models.DateTimeField()),
                        (
                            "bid",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="opened_price",
                                to="tenders.bid",
                            ),
                        ),
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
                            "explained_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "opened_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["bid"],
                    },
                ),
                migrations.CreateModel(
                    name="Opening",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("first_at", models.DateTimeField()),
                        ("second_at", models.DateTimeField(blank=True, null=True)),
                        ("lapse_recorded_at", models.DateTimeField(blank=True, null=True)),
                        ("bidder_names", models.JSONField(default=list)),
                        ("comments", models.TextField(blank=True)),
                        (
                            "first_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "second_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "procurement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="openings",
                                to="tenders.procurement",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["procurement", "first_at"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("second_by", None),
                                    models.Q(("second_by", models.F("first_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="opening_two_people",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("second_by__isnull", False)),
                                fields=("procurement",),
                                name="opening_done_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Notice",
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
                                    ("tender", "Tender notice"),
                                    ("amendment", "Change to the tender notice"),
                                    ("intention", "Intention to award"),
                                    ("contract_award", "Contract award notice"),
                                    ("award", "Award notice"),
                                    ("contract_details", "Contract details notice"),
                                    ("abandonment", "Notice of abandonment"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("content", models.JSONField(default=dict)),
                        ("official_notice_id", models.CharField(blank=True, max_length=60)),
                        ("official_notice_url", models.URLField(blank=True, max_length=300)),
                        ("submitted_at", models.DateTimeField(blank=True, null=True)),
                        ("published_at", models.DateTimeField()),
                        (
                            "award",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="notices",
                                to="tenders.award",
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
                            "procurement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="notices",
                                to="tenders.procurement",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["procurement", "published_at"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "tender",
                                            "amendment",
                                            "intention",
                                            "contract_award",
                                            "award",
                                            "contract_details",
                                            "abandonment",
                                        ],
                                    )
                                ),
                                name="notice_kind_valid",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Interest",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("registered_at", models.DateTimeField()),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="organisations.organisation",
                            ),
                        ),
                        (
                            "registered_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "procurement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="interests",
                                to="tenders.procurement",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["procurement", "registered_at"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("withdrawn_at", None)),
                                fields=("procurement", "organisation"),
                                name="interest_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ConflictEntry",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        ("who", models.CharField(max_length=200)),
                        ("what", models.TextField()),
                        ("handling", models.TextField(blank=True)),
                        ("is_automatic", models.BooleanField(default=False)),
                        ("recorded_at", models.DateTimeField()),
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
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "procurement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="conflicts",
                                to="tenders.procurement",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["procurement", "number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("procurement", "number"), name="conflict_entry_number_unique"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("is_automatic", True)),
                                fields=("procurement", "organisation"),
                                name="conflict_entry_automatic_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Clarification",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        ("asked_at", models.DateTimeField()),
                        ("text_original", models.TextField()),
                        ("text_published", models.TextField(blank=True)),
                        ("answer", models.TextField(blank=True)),
                        ("amends_document", models.BooleanField(default=False)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("asked", "Waiting for an answer"),
                                    ("not_confidential", "Waiting for the asker"),
                                    ("answered", "Answered to everyone"),
                                    ("answered_alone", "Answered to the asker alone"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                default="asked",
                                editable=False,
                                max_length=20,
                            ),
                        ),
                        (
                            "confidential_status",
                            models.CharField(
                                choices=[
                                    ("not_claimed", "Can be answered to everyone"),
                                    ("claimed", "Asked as confidential"),
                                    ("accepted", "Confidential"),
                                    ("refused", "Not confidential"),
                                ],
                                default="not_claimed",
                                editable=False,
                                max_length=20,
                            ),
                        ),
                        ("confidential_claim", models.TextField(blank=True)),
                        ("confidential_decision", models.TextField(blank=True)),
                        ("answered_at", models.DateTimeField(blank=True, null=True)),
                        ("published_at", models.DateTimeField(blank=True, null=True)),
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
                            "asked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "asker",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisations.organisation",
                            ),
                        ),
                        (
                            "lot",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="tenders.lot",
                            ),
                        ),
                        (
                            "procurement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="clarifications",
                                to="tenders.procurement",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["procurement", "number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("procurement", "number"), name="clarification_number_unique"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        ["asked", "not_confidential", "answered", "answered_alone", "withdrawn"],
                                    )
                                ),
                                name="clarification_state_valid",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("confidential_status__in", ["not_claimed", "claimed", "accepted", "refused"])
                                ),
                                name="clarification_confidential_status_valid",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "answered_alone"), _negated=True),
                                    models.Q(("confidential_status", "accepted"), ("published_at", None)),
                                    _connector="OR",
                                ),
                                name="clarification_alone_only_in_confidence",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProcurementAssignment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("lead", "Procurement lead"),
                                    ("pack_author", "Pack author"),
                                    ("publisher", "Publisher"),
                                    ("opener", "Opening officer"),
                                    ("facilitator", "Moderation facilitator"),
                                    ("evaluator", "Evaluator"),
                                    ("lived_evaluator", "Lived-experience evaluator"),
                                    ("approver", "Award approver"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("supporter", models.CharField(blank=True, max_length=120)),
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
                            "procurement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="assignments",
                                to="tenders.procurement",
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
                        "ordering": ["procurement", "role", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at", None)),
                                fields=("procurement", "user", "role"),
                                name="procurement_assignment_once",
                            ),
                            models.UniqueConstraint(
                                fields=("procurement", "number"), name="procurement_assignment_number"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "role__in",
                                        [
                                            "lead",
                                            "pack_author",
                                            "publisher",
                                            "opener",
                                            "facilitator",
                                            "evaluator",
                                            "lived_evaluator",
                                            "approver",
                                        ],
                                    )
                                ),
                                name="team_role_valid",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProcurementGroupObjectPermission",
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
                                to="tenders.procurement",
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
                    name="ProcurementKey",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("public_key", models.BinaryField()),
                        ("wrapped_private_key", models.BinaryField()),
                        ("created_at", models.DateTimeField()),
                        ("mark", models.CharField(max_length=64)),
                        (
                            "procurement",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="key",
                                to="tenders.procurement",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["procurement"],
                    },
                ),
                migrations.CreateModel(
                    name="ProcurementUserObjectPermission",
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
                                to="tenders.procurement",
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
                    name="Question",
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
                                choices=[
                                    ("scored", "Scored"),
                                    ("pass_fail", "Pass or fail"),
                                    ("information", "For information"),
                                ],
                                default="scored",
                                max_length=20,
                            ),
                        ),
                        ("title", models.CharField(max_length=200)),
                        ("text", models.TextField()),
                        ("plain_text", models.TextField(blank=True)),
                        ("guidance", models.TextField(blank=True)),
                        ("word_limit", models.PositiveIntegerField(default=750)),
                        ("weight", models.DecimalField(decimal_places=2, default=0, max_digits=5)),
                        ("minimum_score", models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True)),
                        (
                            "evaluator_group",
                            models.CharField(
                                choices=[
                                    ("all", "Every evaluator"),
                                    ("professional", "Professional evaluators"),
                                    ("lived_experience", "Lived-experience evaluators"),
                                ],
                                default="all",
                                max_length=20,
                            ),
                        ),
                        (
                            "key_criterion",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("KC1", "Quality and innovation"),
                                    ("KC2", "Value"),
                                    ("KC3", "Integration, collaboration and service sustainability"),
                                    ("KC4", "Improving access, reducing health inequalities, facilitating choice"),
                                    ("KC5", "Social value"),
                                ],
                                max_length=5,
                            ),
                        ),
                        ("allows_files", models.BooleanField(default=False)),
                        (
                            "lot",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="questions",
                                to="tenders.lot",
                            ),
                        ),
                        ("outcomes", models.ManyToManyField(blank=True, related_name="+", to="outcomes.outcome")),
                        (
                            "procurement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="questions",
                                to="tenders.procurement",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["procurement", "number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("procurement", "number"), name="question_number_unique"),
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["scored", "pass_fail", "information"])),
                                name="question_kind_valid",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("weight__gte", 0), ("weight__lte", 100)),
                                name="question_weight_percent",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Consensus",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("value", models.DecimalField(decimal_places=2, max_digits=5)),
                        ("strengths", models.TextField()),
                        ("weaknesses", models.TextField()),
                        ("reason_for_change", models.TextField(blank=True)),
                        ("participants", models.JSONField(default=list)),
                        ("absences", models.TextField(blank=True)),
                        ("replaces_reason", models.TextField(blank=True)),
                        ("recorded_at", models.DateTimeField()),
                        ("superseded_at", models.DateTimeField(blank=True, null=True)),
                        ("locked_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "bid",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="tenders.bid"
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
                            "evaluation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="agreed",
                                to="tenders.evaluation",
                            ),
                        ),
                        (
                            "question",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="tenders.question"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["evaluation", "bid", "question__number", "recorded_at"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("superseded_at", None)),
                                fields=("bid", "question"),
                                name="consensus_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Representation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        ("text", models.TextField()),
                        ("received_at", models.DateTimeField()),
                        (
                            "state",
                            models.CharField(
                                choices=[("received", "Received"), ("reviewed", "Reviewed"), ("answered", "Answered")],
                                default="received",
                                editable=False,
                                max_length=20,
                            ),
                        ),
                        ("information", models.TextField(blank=True)),
                        ("review", models.TextField(blank=True)),
                        ("reviewed_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "award",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="representations",
                                to="tenders.award",
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
                        (
                            "reviewed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "sent_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["award", "received_at"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["received", "reviewed", "answered"])),
                                name="representation_state_valid",
                            ),
                            models.UniqueConstraint(fields=("award", "number"), name="representation_number_unique"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Score",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("value", models.DecimalField(decimal_places=2, max_digits=5)),
                        ("reason", models.TextField()),
                        ("scored_at", models.DateTimeField()),
                        ("submitted_at", models.DateTimeField(blank=True, null=True)),
                        ("locked_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "bid",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="tenders.bid"
                            ),
                        ),
                        (
                            "evaluation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="scores",
                                to="tenders.evaluation",
                            ),
                        ),
                        (
                            "evaluator",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "question",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="tenders.question"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["evaluation", "bid", "question__number", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("bid", "question", "evaluator"), name="score_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ScoresSetAside",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("reason", models.TextField()),
                        ("decided_at", models.DateTimeField()),
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
                            "evaluation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="set_aside",
                                to="tenders.evaluation",
                            ),
                        ),
                        (
                            "evaluator",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["evaluation", "decided_at"],
                        "constraints": [
                            models.UniqueConstraint(fields=("evaluation", "evaluator"), name="set_aside_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SealedFile",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=40, unique=True)),
                        ("nonce", models.BinaryField()),
                        ("ciphertext", models.BinaryField()),
                        (
                            "bid",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="files", to="tenders.bid"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["bid", "name"],
                    },
                ),
                migrations.CreateModel(
                    name="SealedPart",
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
                                    ("answer", "Answer"),
                                    ("price", "Price"),
                                    ("file", "File"),
                                    ("declarations", "Declarations"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("slot", models.CharField(max_length=40)),
                        ("nonce", models.BinaryField()),
                        ("ciphertext", models.BinaryField()),
                        ("saved_at", models.DateTimeField()),
                        (
                            "file",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="parts",
                                to="tenders.sealedfile",
                            ),
                        ),
                        (
                            "question",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="tenders.question",
                            ),
                        ),
                        (
                            "saved_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="parts",
                                to="tenders.bidversion",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["version", "slot"],
                        "constraints": [
                            models.UniqueConstraint(fields=("version", "slot"), name="sealed_part_slot_unique"),
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["answer", "price", "file", "declarations"])),
                                name="sealed_part_kind_valid",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Standstill",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "regime",
                            models.CharField(
                                choices=[
                                    ("psr", "Provider Selection Regime"),
                                    ("pa23_lighttouch", "Procurement Act, light touch"),
                                    ("pa23_standard", "Procurement Act"),
                                    ("below_threshold", "Below threshold"),
                                    ("grant", "Grant"),
                                    ("sourced", "As published"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("published_on", models.DateField()),
                        ("begins_on", models.DateField()),
                        ("last_day_on", models.DateField()),
                        ("ends_at", models.DateTimeField()),
                        ("days", models.JSONField(default=list)),
                        (
                            "award",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="standstill",
                                to="tenders.award",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["award"],
                    },
                ),
                migrations.CreateModel(
                    name="BidGroupObjectPermission",
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
                                to="tenders.bid",
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
                    name="BidUserObjectPermission",
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
                                to="tenders.bid",
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
            ],
        ),
    ]
