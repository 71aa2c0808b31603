"""The demo's scenes are played by the real services as the real people, once."""

from io import StringIO

from django.core.management import call_command

from portal.alliances.models import Alliance
from portal.audit.models import AuditEvent
from portal.audit.selectors import verify_all
from portal.budgets.models import Payment, PooledFund
from portal.codesign.models import Answer, Comment, Project
from portal.common.clock import now
from portal.common.grants import drift
from portal.dashboards.demo.scenes import scenes
from portal.tenders.models import Bid, Contract, Procurement
from portal.tenders.selectors.procurement import phase_of
from tests.characters import Cast

MODELS = (Project, Comment, Answer, PooledFund, Payment, Alliance, Procurement, Bid, Contract, AuditEvent)


def _load() -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command("demo_load", stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def _counts() -> list[int]:
    return [model.objects.count() for model in MODELS]


def test_every_scene_loads_once_and_leaves_everything_proven(transactional_cast: Cast) -> None:
    out, err = _load()
    assert err == ""
    assert out.count(": loaded.") == len(scenes())
    phases = {str(phase_of(row, now())) for row in Procurement.objects.all()}
    assert {"open", "closed", "evaluation", "standstill", "complete"} <= phases
    states = set(Payment.objects.order_by().values_list("state", flat=True))
    assert states == {"approved", "prepared"}
    assert list(verify_all()) == []
    assert list(drift()) == []
    for command in ("ledger_check", "seal_check"):
        call_command(command, stdout=StringIO())
    before = _counts()
    out, err = _load()
    assert (err, out.count(": there already.")) == ("", len(scenes()))
    assert _counts() == before
    for name in (
        "board",
        "fund",
        "approver",
        "opener1",
        "evaluator2",
        "facilitator",
        "officer",
        "lead",
        "partner1",
        "expert",
    ):
        assert " waiting)" in transactional_cast.client(name).get("/my/").content.decode(), name
