"""The demo's scenes are played by the real services as the real people, once."""

import re
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
from portal.dashboards.demo.specification import sections
from portal.organisations.models import Organisation
from portal.tenders.models import Bid, Clarification, Contract, Procurement
from portal.tenders.selectors.procurement import phase_of
from tests.characters import Cast

MODELS = (Project, Comment, Answer, PooledFund, Payment, Alliance, Procurement, Bid, Contract, AuditEvent)


def _load() -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command("demo_load", stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def _counts() -> list[int]:
    return [model.objects.count() for model in MODELS]


def _real_material_is_there(cast: Cast) -> None:
    """A real notice shows the need, the Word file became the text, charities and notices are there with attribution."""
    project = Project.objects.get(title="Support for young carers")
    page = cast.client().get(f"/needs/{project.need.ref}/").text
    assert "Carers Support Service" in page
    assert "Cornwall Council" in page
    assert "Open Government Licence v3.0" in page
    first = project.versions.get(number=1)
    assert first.source_file_name == "specification.docx"
    assert [(part.title, [row.text for row in part.paragraphs.all()]) for part in first.sections.all()] == [
        (part.title, part.paragraphs) for part in sections()
    ]
    charities = Organisation.objects.filter(source_licence="CC BY 4.0", state="imported")
    assert charities.count() == 200
    notices = Procurement.objects.filter(state="sourced", source_name="Crown Commercial Service (Contracts Finder)")
    assert notices.count() == 19  # one of the twenty releases is a later one of another
    assert set(notices.values_list("source_licence", flat=True)) == {"Open Government Licence v3.0"}
    page = cast.client().get(f"/tenders/{notices[0].ref}/").text
    assert "Open Government Licence v3.0" in page


def _something_waits_to_be_seen(cast: Cast) -> None:
    """The members of the alliance have something in order, one paper has run out, a question is asked in confidence."""
    made = Alliance.objects.get(name="Alongside")
    page = cast.client("partner2").get(f"/alliances/{made.ref}/readiness/").text
    assert re.findall(r"(\d) of 8 in place", page) == ["6", "3", "5"]
    assert page.count("Ran out, so it is missing") == 1
    asked = Clarification.objects.get(confidential_status="claimed")
    page = (
        cast.client("officer").get(f"/tenders/{asked.procurement.ref}/clarifications/{asked.number}/confidential/").text
    )
    assert "Is this question confidential?" in page
    assert "Meridian" not in page


def test_every_scene_loads_once_and_leaves_everything_proven(transactional_cast: Cast) -> None:
    out, err = _load()
    assert err == ""
    assert out.count(": loaded.") == len(scenes())
    phases = {str(phase_of(row, now())) for row in Procurement.objects.all()}
    assert {"open", "closed", "evaluation", "standstill", "complete"} <= phases
    states = set(Payment.objects.order_by().values_list("state", flat=True))
    assert states == {"approved", "prepared"}
    _real_material_is_there(transactional_cast)
    _something_waits_to_be_seen(transactional_cast)
    assert list(verify_all()) == []
    assert list(drift()) == []
    for command in ("ledger_check", "seal_check"):
        call_command(command, stdout=StringIO())
    before = _counts()
    out, err = _load()
    assert (err, out.count(": there already.")) == ("", len(scenes()))
    assert _counts() == before
    for name in (
        "admin",
        "admin2",
        "board",
        "fund",
        "approver",
        "opener1",
        "opener2",
        "evaluator1",
        "evaluator2",
        "evaluator3",
        "facilitator",
        "officer",
        "publisher",
        "lead",
        "partner1",
        "partner2",
        "rival",
        "micro",
        "expert",
    ):
        assert " waiting)" in transactional_cast.client(name).get("/my/").content.decode(), name
