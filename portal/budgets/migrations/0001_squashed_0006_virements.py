import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from portal.common.migration import CreateTogether


class Migration(migrations.Migration):
    replaces = [
        ("budgets", "0001_initial"),
        ("budgets", "0002_initial"),
        ("budgets", "0003_initial"),
        ("budgets", "0004_periods_and_releases"),
        ("budgets", "0005_months_beyond_one_year"),
        ("budgets", "0006_virements"),
    ]

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("codesign", "0001_squashed_0005_safeguarding_seen"),
        ("organisations", "0001_squashed_0002_claims_and_standing"),
        ("outcomes", "0001_initial"),
        ("tenders", "0001_squashed_0002_confidential_questions"),
    ]

    operations = [
        CreateTogether(
            operations=[
                migrations.CreateModel(
                    name="PooledFund",
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
                            "fund_type",
                            models.CharField(
                                choices=[
                                    ("pooled_s75", "Pooled fund, section 75"),
                                    ("pooled_s65z6", "NHS pooled fund, section 65Z6"),
                                    ("delegated_s75", "Lead commissioning or integrated provision, section 75"),
                                    ("aligned", "Aligned budgets"),
                                    ("s256_transfer", "NHS payment to a council, section 256"),
                                    ("s257_voluntary", "Payment to a voluntary organisation, section 257"),
                                    ("s76_transfer", "Council payment to the NHS, section 76"),
                                    ("bcf_pool", "Better Care Fund pool"),
                                    ("grant", "Grant fund"),
                                    ("alliance_pool", "Alliance pool"),
                                ],
                                max_length=30,
                            ),
                        ),
                        ("aims", models.TextField()),
                        ("starts_on", models.DateField()),
                        ("ends_on", models.DateField()),
                        ("agreement_reference", models.CharField(blank=True, max_length=200)),
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
                            "host",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisations.organisation",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-starts_on", "name", "pk"],
                        "permissions": [
                            ("prepare_pooledfund", "Can prepare contributions, schemes, allocations and payments"),
                            ("approve_pooledfund", "Can approve allocations and payments"),
                            ("read_pooledfund_money", "Can read all money of the fund"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "fund_type__in",
                                        [
                                            "pooled_s75",
                                            "pooled_s65z6",
                                            "delegated_s75",
                                            "aligned",
                                            "s256_transfer",
                                            "s257_voluntary",
                                            "s76_transfer",
                                            "bcf_pool",
                                            "grant",
                                            "alliance_pool",
                                        ],
                                    )
                                ),
                                name="fund_type_valid",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("ends_on__gt", models.F("starts_on"))), name="fund_dates_ordered"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PeriodClosing",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("ref", models.CharField(editable=False, max_length=20, unique=True)),
                        ("number", models.PositiveSmallIntegerField()),
                        ("starts_on", models.DateField()),
                        ("reason", models.TextField(blank=True)),
                        ("last_sequence", models.PositiveIntegerField(default=0)),
                        ("last_hash", models.CharField(blank=True, max_length=64)),
                        ("figures", models.JSONField(blank=True, default=dict)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("prepared", "Waiting for approval"),
                                    ("approved", "Approved"),
                                    ("refused", "Refused"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                default="prepared",
                                editable=False,
                                max_length=20,
                            ),
                        ),
                        ("prepared_at", models.DateTimeField()),
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
                            "prepared_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "fund",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="closings",
                                to="budgets.pooledfund",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["fund", "-starts_on", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("number__gte", 1), ("number__lte", 12)), name="period_number"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["prepared", "approved", "refused", "withdrawn"])),
                                name="period_state_valid",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "approved"), _negated=True),
                                    models.Q(("decided_by", models.F("prepared_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="period_second_person",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["prepared", "approved"])),
                                fields=("fund", "starts_on"),
                                name="period_closed_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LedgerHead",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("sequence", models.PositiveIntegerField(default=0)),
                        ("hash", models.CharField(blank=True, max_length=64)),
                        ("signature", models.CharField(blank=True, max_length=64)),
                        (
                            "fund",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="ledger_head",
                                to="budgets.pooledfund",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["fund"],
                    },
                ),
                migrations.CreateModel(
                    name="JournalEntry",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("sequence", models.PositiveIntegerField()),
                        ("booked_at", models.DateTimeField()),
                        ("description", models.CharField(max_length=300)),
                        ("source", models.CharField(max_length=100)),
                        ("previous_hash", models.CharField(blank=True, max_length=64)),
                        ("hash", models.CharField(max_length=64)),
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
                            "prepared_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "fund",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="entries",
                                to="budgets.pooledfund",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["fund", "sequence"],
                        "constraints": [
                            models.UniqueConstraint(fields=("fund", "sequence"), name="journal_sequence_unique"),
                            models.UniqueConstraint(fields=("source",), name="journal_source_once"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FundAssignment",
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
                                    ("manager", "Pooled fund manager"),
                                    ("board", "Partnership board"),
                                    ("finance", "Finance officer"),
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
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "fund",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="assignments",
                                to="budgets.pooledfund",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["fund", "role", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at", None)),
                                fields=("fund", "user", "role"),
                                name="fund_assignment_once",
                            ),
                            models.UniqueConstraint(fields=("fund", "number"), name="fund_assignment_number_unique"),
                            models.CheckConstraint(
                                condition=models.Q(("role__in", ["manager", "board", "finance"])),
                                name="fund_role_valid",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Contribution",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        (
                            "source_code",
                            models.CharField(
                                choices=[
                                    ("nhs_minimum", "NHS minimum contribution"),
                                    ("nhs_additional", "Additional NHS contribution"),
                                    ("la_minimum", "Council minimum contribution"),
                                    ("la_additional", "Additional council contribution"),
                                    ("la_grant", "Local authority grant"),
                                    ("dfg", "Disabled Facilities Grant"),
                                    ("other", "Other"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("agreed_pence", models.BigIntegerField()),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("proposed", "Proposed"),
                                    ("agreed", "Agreed"),
                                    ("received", "Received"),
                                    ("refused", "Not agreed"),
                                ],
                                default="proposed",
                                editable=False,
                                max_length=20,
                            ),
                        ),
                        ("recorded_at", models.DateTimeField()),
                        ("decided_at", models.DateTimeField(blank=True, null=True)),
                        ("decision_reason", models.TextField(blank=True)),
                        ("received_on", models.DateField(blank=True, null=True)),
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
                        (
                            "fund",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="contributions",
                                to="budgets.pooledfund",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["fund", "organisation__name", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("fund", "number"), name="contribution_number_unique"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["agreed", "received"]), _negated=True),
                                    models.Q(("decided_by", models.F("recorded_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="contribution_second_person",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("agreed_pence__gt", 0)), name="contribution_positive"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["proposed", "agreed", "received", "refused"])),
                                name="contribution_state_valid",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PooledFundGroupObjectPermission",
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
                                to="budgets.pooledfund",
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
                    name="PooledFundUserObjectPermission",
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
                                to="budgets.pooledfund",
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
                    name="Scheme",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        ("name", models.CharField(max_length=200)),
                        ("area_of_spend", models.CharField(max_length=100)),
                        ("description", models.TextField(blank=True)),
                        ("planned_pence", models.BigIntegerField()),
                        ("is_contingency", models.BooleanField(default=False)),
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
                            "fund",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="schemes",
                                to="budgets.pooledfund",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["fund", "number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("fund", "number"), name="scheme_number_unique"),
                            models.CheckConstraint(
                                condition=models.Q(("planned_pence__gt", 0)), name="scheme_planned_positive"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Commitment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("ref", models.CharField(editable=False, max_length=20, unique=True)),
                        ("amount_pence", models.BigIntegerField()),
                        ("outcome_pot_pence", models.BigIntegerField(default=0)),
                        ("reason", models.TextField(blank=True)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("prepared", "Waiting for approval"),
                                    ("approved", "Approved"),
                                    ("refused", "Refused"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                default="prepared",
                                editable=False,
                                max_length=20,
                            ),
                        ),
                        ("prepared_at", models.DateTimeField()),
                        ("decided_at", models.DateTimeField(blank=True, null=True)),
                        ("decision_reason", models.TextField(blank=True)),
                        (
                            "contract",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="tenders.contract"
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
                            "prepared_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "scheme",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="commitments",
                                to="budgets.scheme",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-prepared_at", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("amount_pence__gt", 0)), name="commitment_positive"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("outcome_pot_pence__gte", 0), ("outcome_pot_pence__lte", models.F("amount_pence"))
                                ),
                                name="commitment_pot_within",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["prepared", "approved", "refused", "withdrawn"])),
                                name="commitment_state_valid",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "approved"), _negated=True),
                                    models.Q(("decided_by", models.F("prepared_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="commitment_second_person",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["prepared", "approved"])),
                                fields=("contract",),
                                name="commitment_once_per_contract",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Release",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("ref", models.CharField(editable=False, max_length=20, unique=True)),
                        ("amount_pence", models.BigIntegerField()),
                        ("outcome_pence", models.BigIntegerField()),
                        ("agreement_reference", models.CharField(blank=True, max_length=200)),
                        ("reason", models.TextField()),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("prepared", "Waiting for approval"),
                                    ("approved", "Approved"),
                                    ("refused", "Refused"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                default="prepared",
                                editable=False,
                                max_length=20,
                            ),
                        ),
                        ("prepared_at", models.DateTimeField()),
                        ("decided_at", models.DateTimeField(blank=True, null=True)),
                        ("decision_reason", models.TextField(blank=True)),
                        (
                            "commitment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="releases",
                                to="budgets.commitment",
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
                            "prepared_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-prepared_at", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("amount_pence__gt", 0)), name="release_positive"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("outcome_pence__gte", 0), ("outcome_pence__lte", models.F("amount_pence"))
                                ),
                                name="release_outcome_within",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["prepared", "approved", "refused", "withdrawn"])),
                                name="release_state_valid",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "approved"), _negated=True),
                                    models.Q(("decided_by", models.F("prepared_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="release_second_person",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "prepared")),
                                fields=("commitment",),
                                name="release_one_at_a_time",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LedgerAccount",
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
                                    ("receivable", "Agreed, not yet received"),
                                    ("bank", "Money held"),
                                    ("contributions", "Contributions agreed"),
                                    ("expenditure", "Paid out"),
                                    ("planned", "Planned for schemes"),
                                    ("unallocated", "Planned, not yet set aside"),
                                    ("allocated", "Set aside, not yet promised"),
                                    ("committed", "Promised, not yet paid"),
                                    ("settled", "Promises kept"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "fund",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="accounts",
                                to="budgets.pooledfund",
                            ),
                        ),
                        (
                            "scheme",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="accounts",
                                to="budgets.scheme",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["fund", "kind", "scheme"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("fund", "kind", "scheme"), name="ledger_account_of_scheme_once"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("scheme", None)),
                                fields=("fund", "kind"),
                                name="ledger_account_of_fund_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "receivable",
                                            "bank",
                                            "contributions",
                                            "expenditure",
                                            "planned",
                                            "unallocated",
                                            "allocated",
                                            "committed",
                                            "settled",
                                        ],
                                    )
                                ),
                                name="ledger_account_kind_valid",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Forecast",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("amount_pence", models.BigIntegerField()),
                        ("note", models.CharField(max_length=300)),
                        ("made_at", models.DateTimeField()),
                        (
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "scheme",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="forecasts",
                                to="budgets.scheme",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["scheme", "-made_at", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("amount_pence__gte", 0)), name="forecast_not_negative"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Allocation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("ref", models.CharField(editable=False, max_length=20, unique=True)),
                        ("amount_pence", models.BigIntegerField()),
                        ("reason", models.TextField()),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("prepared", "Waiting for approval"),
                                    ("approved", "Approved"),
                                    ("refused", "Refused"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                default="prepared",
                                editable=False,
                                max_length=20,
                            ),
                        ),
                        ("prepared_at", models.DateTimeField()),
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
                            "prepared_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "project",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="codesign.project"
                            ),
                        ),
                        (
                            "scheme",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="allocations",
                                to="budgets.scheme",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-prepared_at", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("amount_pence__gt", 0)), name="allocation_positive"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["prepared", "approved", "refused", "withdrawn"])),
                                name="allocation_state_valid",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "approved"), _negated=True),
                                    models.Q(("decided_by", models.F("prepared_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="allocation_second_person",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Virement",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("ref", models.CharField(editable=False, max_length=20, unique=True)),
                        ("amount_pence", models.BigIntegerField()),
                        ("reason", models.TextField()),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("prepared", "Waiting for approval"),
                                    ("approved", "Approved"),
                                    ("refused", "Refused"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                default="prepared",
                                editable=False,
                                max_length=20,
                            ),
                        ),
                        ("prepared_at", models.DateTimeField()),
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
                            "from_scheme",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="moved_out",
                                to="budgets.scheme",
                            ),
                        ),
                        (
                            "prepared_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "to_scheme",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="moved_in",
                                to="budgets.scheme",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-prepared_at", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("amount_pence__gt", 0)), name="virement_positive"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("from_scheme", models.F("to_scheme")), _negated=True),
                                name="virement_between_two_schemes",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["prepared", "approved", "refused", "withdrawn"])),
                                name="virement_state_valid",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "approved"), _negated=True),
                                    models.Q(("decided_by", models.F("prepared_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="virement_second_person",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="JournalLine",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("position", models.PositiveSmallIntegerField()),
                        ("amount_pence", models.BigIntegerField()),
                        (
                            "entry",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="lines",
                                to="budgets.journalentry",
                            ),
                        ),
                        (
                            "account",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="lines",
                                to="budgets.ledgeraccount",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["entry", "position"],
                        "constraints": [
                            models.UniqueConstraint(fields=("entry", "position"), name="journal_line_position_unique"),
                            models.CheckConstraint(
                                condition=models.Q(("amount_pence", 0), _negated=True), name="journal_line_not_zero"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Payment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("ref", models.CharField(editable=False, max_length=20, unique=True)),
                        ("amount_pence", models.BigIntegerField()),
                        ("calculation", models.JSONField(default=dict)),
                        ("invoice_reference", models.CharField(max_length=60)),
                        ("invoice_received_on", models.DateField()),
                        ("reason", models.TextField(blank=True)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("prepared", "Waiting for approval"),
                                    ("approved", "Approved"),
                                    ("refused", "Refused"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                default="prepared",
                                editable=False,
                                max_length=20,
                            ),
                        ),
                        ("prepared_at", models.DateTimeField()),
                        ("decided_at", models.DateTimeField(blank=True, null=True)),
                        ("decision_reason", models.TextField(blank=True)),
                        (
                            "commitment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="payments",
                                to="budgets.commitment",
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
                            "observation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="outcomes.observation",
                            ),
                        ),
                        (
                            "prepared_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-prepared_at", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("amount_pence__gte", 0)), name="payment_not_negative"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["prepared", "approved", "refused", "withdrawn"])),
                                name="payment_state_valid",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("state__in", ["prepared", "approved"]), ("observation__isnull", False)
                                ),
                                fields=("observation",),
                                name="payment_once_per_observation",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["prepared", "approved"])),
                                fields=("commitment", "invoice_reference"),
                                name="payment_once_per_invoice",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "approved"), _negated=True),
                                    models.Q(("decided_by", models.F("prepared_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="payment_second_person",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
