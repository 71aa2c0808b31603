from typing import Any

from tests.characters import Cast
from tests.codesign import factories as make
from tests.marketplace.matrix import COMMISSIONERS
from tests.matrix import SIGN_IN, Row, allow

WRITERS = "officer facilitator expert"
ANSWERERS = "officer facilitator"
TEAM = "officer facilitator expert publisher"


def _ref(key: str) -> Any:
    return lambda w: [w[key].ref]


def _draft(*rest: Any) -> Any:
    return lambda w: [w["drafting"].ref, *rest]


def _open(*rest: Any) -> Any:
    return lambda w: [w["open"].ref, *rest]


MATRIX: dict[str, Row] = {
    "codesign:project_list": Row({}, others=200),
    "codesign:project_start": Row(allow(COMMISSIONERS), others=403, visitor=SIGN_IN),
    "codesign:project_detail": Row(allow(TEAM), others=404, args=_ref("framing")),
    "codesign:project_setup": Row(
        allow("officer") | allow("facilitator expert publisher", 403),
        others=404,
        visitor=SIGN_IN,
        args=_ref("framing"),
    ),
    "codesign:project_part": Row(
        allow("officer") | allow("facilitator expert publisher", 403),
        others=404,
        visitor=SIGN_IN,
        args=lambda w: [w["framing"].ref, "say"],
    ),
    "codesign:project_open": Row(
        allow("officer") | allow("facilitator expert publisher", 403),
        others=404,
        visitor=SIGN_IN,
        args=_ref("framing"),
    ),
    "codesign:project_team": Row(allow("officer"), others=403, visitor=SIGN_IN, args=_open()),
    "codesign:project_team_end": Row(
        allow("officer", 302),
        others=403,
        visitor=SIGN_IN,
        method="post",
        args=lambda w: [w["open"].ref, w["member"].pk],
    ),
    "codesign:draft_start": Row(allow(WRITERS, 302), others=403, visitor=SIGN_IN, method="post", args=_open()),
    "codesign:draft_detail": Row(allow(WRITERS), others=403, visitor=SIGN_IN, args=_draft()),
    "codesign:draft_upload": Row(allow(WRITERS), others=403, visitor=SIGN_IN, args=_draft()),
    "codesign:draft_outcomes": Row(
        allow(WRITERS.replace(" expert", ""), 302), others=403, visitor=SIGN_IN, method="post", args=_draft()
    ),
    "codesign:draft_publish": Row(allow(WRITERS), others=403, visitor=SIGN_IN, args=_draft()),
    "codesign:section_add": Row(allow(WRITERS), others=403, visitor=SIGN_IN, args=_draft()),
    "codesign:section_edit": Row(allow(WRITERS), others=403, visitor=SIGN_IN, args=_draft(1)),
    "codesign:section_remove": Row(allow(WRITERS), others=403, visitor=SIGN_IN, args=_draft(1)),
    "codesign:section_move": Row(allow(WRITERS, 302), others=403, visitor=SIGN_IN, method="post", args=_draft(1)),
    "codesign:paragraph_add": Row(allow(WRITERS), others=403, visitor=SIGN_IN, args=_draft(1)),
    "codesign:paragraph_edit": Row(allow(WRITERS), others=403, visitor=SIGN_IN, args=_draft("1-1")),
    "codesign:paragraph_move": Row(allow(WRITERS, 302), others=403, visitor=SIGN_IN, method="post", args=_draft("1-1")),
    "codesign:paragraph_use": Row(allow(WRITERS, 404), others=403, visitor=SIGN_IN, method="post", args=_draft("1-1")),
    "codesign:paragraph_remove": Row(allow(WRITERS), others=403, visitor=SIGN_IN, args=_draft("1-1")),
    "codesign:specification": Row({}, others=200, args=_open()),
    "codesign:thread": Row({}, others=200, args=_open("2-1")),
    "codesign:version_detail": Row({}, others=200, args=_open(1)),
    "codesign:version_pdf": Row({}, others=200, args=_open(1)),
    "codesign:version_word": Row({}, others=200, args=_open(1)),
    "codesign:version_agree": Row(allow("publisher"), others=403, visitor=SIGN_IN, args=_open(1)),
    "codesign:version_compare": Row({}, others=200, args=_open(1, 1)),
    "codesign:version_choose": Row({}, others=302, args=_open(), query="?from=1&to=1"),
    "codesign:version_decision": Row({}, others=200, args=lambda w: [w["agreed"].project.ref, 1]),
    "codesign:comment_write_down": Row(allow(ANSWERERS), others=403, visitor=SIGN_IN, args=_open()),
    "codesign:moderation_list": Row(allow("moderator admin admin2"), others=403, visitor=SIGN_IN),
    "codesign:comment_reply": Row({}, others=200, visitor=SIGN_IN, args=lambda w: [w["open"].ref, w["comment"].pk]),
    "codesign:comment_report": Row(
        allow("member", 403), others=200, visitor=SIGN_IN, args=lambda w: [w["open"].ref, w["comment"].pk]
    ),
    "codesign:comment_moderate": Row(
        allow("moderator"), others=403, visitor=SIGN_IN, args=lambda w: [w["open"].ref, w["comment"].pk]
    ),
    "codesign:comment_danger": Row(
        allow("safeguarding safeguarding2"), others=403, visitor=SIGN_IN, args=lambda w: [w["open"].ref, w["danger"].pk]
    ),
    "codesign:comment_appeal": Row(
        allow("member") | allow("moderator admin admin2", 403),
        others=404,
        visitor=SIGN_IN,
        args=lambda w: [w["open"].ref, w["hidden"].pk],
    ),
    "codesign:reveal_ask": Row(
        allow("safeguarding safeguarding2"), others=403, visitor=SIGN_IN, args=lambda w: [w["open"].ref, w["danger"].pk]
    ),
    "codesign:reveal_decide": Row(
        allow("safeguarding2") | allow("safeguarding", 403),
        others=404,
        visitor=SIGN_IN,
        args=lambda w: [w["open"].ref, w["asked"].comment_id],
    ),
    "codesign:reveal_detail": Row(
        allow("safeguarding safeguarding2") | allow("member", 403),
        others=404,
        visitor=SIGN_IN,
        args=lambda w: [w["open"].ref, w["told"].comment_id],
    ),
    "codesign:reveal_tell": Row(
        allow("safeguarding safeguarding2", 302),
        others=404,
        visitor=SIGN_IN,
        method="post",
        args=lambda w: [w["open"].ref, w["untold"].comment_id],
    ),
    "codesign:reveal_told": Row(
        allow("member") | allow("safeguarding safeguarding2", 403),
        others=404,
        visitor=SIGN_IN,
        args=lambda w: [w["open"].ref, w["told"].comment_id],
    ),
    "codesign:format_list": Row({}, others=200, args=_open()),
    "codesign:format_ask": Row({}, others=200, visitor=SIGN_IN, args=_open()),
    "codesign:format_deliver": Row(
        allow(ANSWERERS), others=403, visitor=SIGN_IN, args=lambda w: [w["open"].ref, w["form"].number]
    ),
    "codesign:format_decline": Row(
        allow(ANSWERERS), others=403, visitor=SIGN_IN, args=lambda w: [w["open"].ref, w["form"].number]
    ),
    "codesign:format_file": Row({}, others=200, args=lambda w: [w["open"].ref, w["ready"].number]),
    "codesign:premoderation": Row(allow("officer"), others=403, visitor=SIGN_IN, args=_open()),
    "codesign:project_close": Row(allow("officer"), others=403, visitor=SIGN_IN, args=_open()),
    "codesign:answer_list": Row(allow(ANSWERERS), others=403, visitor=SIGN_IN, args=_open()),
    "codesign:answer_together": Row(
        allow(ANSWERERS, 302), others=403, visitor=SIGN_IN, args=_open(), query="?comment=nothing"
    ),
    "codesign:answer_link": Row(
        allow(ANSWERERS), others=403, visitor=SIGN_IN, args=lambda w: [w["answer"].project.ref, w["answer"].pk]
    ),
    "codesign:answer_give": Row(
        allow(ANSWERERS), others=403, visitor=SIGN_IN, args=lambda w: [w["open"].ref, w["comment"].pk]
    ),
    "codesign:project_report": Row(allow(ANSWERERS), others=403, visitor=SIGN_IN, args=_open()),
    "codesign:answered_list": Row({}, others=200, args=_open()),
}


def world(cast: Cast) -> dict[str, Any]:
    """A project being framed, one being drafted, one open with a comment."""
    opened = make.project(cast)
    version = make.published_version(cast, opened)
    drafting = make.project(cast, title="Being drafted")
    make.draft(cast, drafting)
    return {
        "framing": make.framed(cast, title="Being framed"),
        "drafting": drafting,
        "open": opened,
        "comment": make.comment(cast, version),
        "danger": make.danger(cast, version),
        "asked": make.reveal_asked(cast, make.danger(cast, version)),
        "told": make.revealed(cast, make.danger(cast, version)),
        "untold": make.revealed(cast, make.danger(cast, version), unsafe_reason="He reads her mail."),
        "form": make.format_asked(cast, version),
        "ready": make.format_ready(cast, version),
        "hidden": make.hidden(cast, make.comment(cast, version, "1.2")),
        "answer": make.answer(cast, make.comment(cast, version, "1.1")),
        "agreed": make.agreed_version(cast),
        "member": opened.assignments.get(role="lived_experience"),
    }
