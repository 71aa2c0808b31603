"""The forms of a text that were promised, put there by the facilitator."""

from portal.codesign.enums import FormatKind, FormatState
from portal.codesign.models import SpecificationVersion
from portal.codesign.services import SentFile, format_deliver
from portal.common.documents import NORMAL, TakeAway, as_pdf
from portal.dashboards.demo.scenes.stage import who

TRIED = "Six members of the reading group at Easton Hall"
BY_POST = "On paper, by post or at Easton Hall: ring 01632 960 100"


def deliver_promised(version: SpecificationVersion) -> None:
    """Plain English as a file, Easy Read on paper, both tried out."""
    project = version.project
    for row in version.formats.filter(state=FormatState.ASKED).order_by("number"):
        row.version = version
        sent = None
        if row.kind == FormatKind.PLAIN:
            made = TakeAway(f"{project.title}, in short", [project.question], "", NORMAL)
            made.text(project.summary)
            made.heading("What you can still change", 2)
            made.points(project.still_open.splitlines())
            made.heading("What is fixed", 2)
            made.points(project.already_fixed.splitlines())
            sent = SentFile("in-short.pdf", as_pdf(made))
        how = "" if sent else BY_POST
        format_deliver(actor=who("facilitator"), text_format=row, sent=sent, how_to_get=how, checked_by=TRIED)
