"""Each component: what it says, to whom, and that nothing given to it is obeyed as markup."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.paginator import Paginator
from django.test import RequestFactory

from portal.common import clock
from portal.common.permissions import YES, no
from portal.common.templatetags.registry import shaped
from tests.common.drawing import draw

NASTY = '<script>alert("x")</script>'


class Thing:
    name, state = "Need", "done"


def test_rows_may_be_tuples_mappings_or_objects() -> None:
    rows = shaped([("Need", "done"), {"name": "Need", "state": "done", "more": 1}, Thing()], "name", "state", "note")
    assert rows == [{"name": "Need", "state": "done", "note": ""}] * 3


@pytest.mark.parametrize(
    "source",
    [
        "{% tagline state=x kind=x ref=x note=x %}",
        "{% state_tag x %}",
        "{% breadcrumbs x x %}",
        "{% journey rows %}",
        "{% facts rows %}",
        "{% who_sees x x %}",
        "{% contents rows %}",
        "{% next_step when=x rule=x %}{{ x }}{% endnext_step %}",
        "{% sealed x %}{{ x }}{% endsealed %}",
        "{% empty x %}{{ x }}{% endempty %}",
        "{% more x %}{{ x }}{% endmore %}",
        "{% panel x %}{{ x }}{% endpanel %}",
        "{% warning heading=x %}{{ x }}{% endwarning %}",
        "{% inset %}{{ x }}{% endinset %}",
        "{% act x x %}",
        "{% why_not x x who=x on_text=x on_href=x %}",
        "{% text_table x heads cells %}",
        "{% number_table x heads cells total=True %}",
        "{% summary_list rows %}",
        "{% receipt rows x heading=x %}",
        "{% task_list rows %}",
        "{% gate rows %}",
        "{% timeline rows %}",
        "{% record rows %}",
        "{% voice x x x x %}",
        "{% todo todos %}",
        "{% signing rows %}",
        "{% ballot rows %}",
        "{% bars x numbers %}",
        "{% tally x counts %}",
        "{% fingerprint x %}",
        "{% confirm_form x action=x cancel_href=x cancel_text=x %}",
        "{% wording_diff x x %}",
    ],
)
def test_nothing_given_to_a_component_is_obeyed_as_markup(source: str) -> None:
    todos = [{"title": NASTY, "href": NASTY, "thing": NASTY, "ref": NASTY, "why": NASTY, "hold": NASTY, "act": NASTY}]
    html = draw(
        source,
        x=NASTY,
        rows=[(NASTY,) * 6],
        heads=[NASTY, NASTY],
        cells=[(NASTY, {"text": NASTY, "small": NASTY, "tag": NASTY, "href": NASTY})],
        todos=todos,
        numbers=[(NASTY, 1, NASTY, NASTY)],
        counts=[(1, NASTY, NASTY)],
    )
    assert "<script" not in html
    assert "alert" in html.replace("</span> <span>", "")


def test_no_component_has_a_style_or_a_handler() -> None:
    html = draw('{% act "Go" "/go/" %}{% journey rows %}{% facts rows %}', rows=[("a", "now", "b", "/c/")])
    assert " style=" not in html
    assert " on" not in html.replace(" on_", "")


# -- Where one is -----------------------------------------------------------------------------------------------------


def test_breadcrumbs_begin_at_home_and_lead_back_on_a_phone() -> None:
    html = draw('{% breadcrumbs "Opportunities" "/tenders/" "Peer support" "/tenders/PR-1/" %}')
    assert html.index('href="/"') < html.index('href="/tenders/"') < html.index('href="/tenders/PR-1/"')
    assert 'nhsuk-back-link" href="/tenders/PR-1/"' in html
    assert 'nhsuk-back-link" href="/"' in draw("{% breadcrumbs %}")


def test_breadcrumbs_refuse_a_label_without_address() -> None:
    with pytest.raises(ValueError, match="shorter"):
        draw('{% breadcrumbs "Opportunities" %}')


def test_the_journey_says_what_is_done_and_where_it_stands() -> None:
    html = draw(
        "{% journey rows %}", rows=[("Need", "done", "May", "/n/"), ("Tender", "now", "", ""), ("Award", "", "", "")]
    )
    assert html.count('aria-current="step"') == 1
    assert "(done)" in html
    assert '<a href="/n/">Need</a>' in html
    assert "<a" not in html.split("Tender")[1]


def test_a_state_keeps_its_word_beside_its_colour() -> None:
    assert (
        draw('{% state_tag "Sealed" "sealed" %}').strip()
        == '<strong class="nhsuk-tag nhsuk-tag--purple">Sealed</strong>'
    )
    assert "nhsuk-tag--aqua-green" in draw('{% state_tag "Charity" "aqua-green" %}')


def test_the_line_about_who_sees_has_a_way_to_the_reasons_only_when_there_is_one() -> None:
    assert "<a" not in draw('{% who_sees "Everyone." %}')
    assert 'href="/who/"' in draw('{% who_sees "Everyone." "/who/" %}')


# -- Acts ------------------------------------------------------------------------------------------------------------


def test_an_act_that_is_open_posts_with_its_token() -> None:
    html = draw('{% act "Publish" "/p/" decision %}', decision=YES)
    assert 'method="post" action="/p/"' in html
    assert "csrfmiddlewaretoken" in html
    assert "aria-disabled" not in html


def test_an_act_that_is_off_stays_with_its_reason_who_can_and_the_way_on() -> None:
    decision = no("You cannot publish this, because you wrote it.", "Priya Nair can.")
    html = draw('{% act "Publish" "/p/" decision on_text="Ask Priya" on_href="/ask/" %}', decision=decision)
    assert "<form" not in html
    assert "/p/" not in html
    assert 'type="button" aria-disabled="true"' in html
    assert "because you wrote it" in html
    assert "Priya Nair can." in html
    assert '<a href="/ask/">Ask Priya</a>' in html
    described = html.split('aria-describedby="')[1].split('"')[0]
    assert f'id="{described}"' in html


@pytest.mark.parametrize(
    ("reason", "who", "said"),
    [
        ("Only the lead assigns people.", "The lead", ""),
        ("Only an owner of it can do this.", "An owner of it can.", ""),
        ("Only the board can decide this.", "Somebody of the board", ""),
        ("Only the finance officers of Arbour can do this.", "A finance officer of Arbour", ""),
        ("You prepared it, so somebody else of the board decides.", "Somebody of the board", ""),
        ("Only a bid lead of an organisation registers it.", "A bid lead of your organisation", ""),
        ("The finance officers have not looked at it.", "A finance officer", "<p>A finance officer can.</p>"),
        ("Only what is ready can be sent.", "The lead", "<p>The lead can.</p>"),
        ("You wrote it.", "The publisher", "<p>The publisher can.</p>"),
        ("You wrote it.", "Ask a bid lead of yours.", "<p>Ask a bid lead of yours.</p>"),
    ],
)
def test_who_can_is_a_sentence_and_said_once(reason: str, who: str, said: str) -> None:
    for html in (
        draw('{% act "Do" "/p/" decision %}', decision=no(reason, who)),
        draw('{% why_not "Do" reason who %}', reason=reason, who=who),
    ):
        assert html.split("</strong></p>")[1].split("</div>")[0] == said


def test_the_same_act_on_two_rows_has_two_ids() -> None:
    html = draw('{% act "Sign" "/a/" d %}{% act "Sign" "/b/" d %}', d=no("Not yet."))
    ids = [part.split('"')[0] for part in html.split(' id="')[1:]]
    assert len(ids) == len(set(ids)) == 2


def test_a_way_to_a_page_is_a_link_not_a_form() -> None:
    html = draw('{% act "Continue" "/c/" method="get" %}')
    assert '<a class="nhsuk-button" href="/c/">Continue</a>' in html
    assert "<form" not in html


def test_an_act_may_say_what_it_does_and_carry_a_value() -> None:
    html = draw('{% act "Yes" "/v/" name="vote" value="for" explain="It needs everyone." secondary=True %}')
    assert 'name="vote" value="for"' in html
    assert "It needs everyone." in html
    assert "nhsuk-button--secondary" in html


# -- Lists -----------------------------------------------------------------------------------------------------------


def test_each_cell_of_a_text_table_names_its_column() -> None:
    html = draw(
        '{% text_table "Parts" heads rows %}',
        heads=["Part", "Who"],
        rows=[("Wrote", {"text": "Helen", "small": "lead"})],
    )
    assert '<td role="cell" data-label="Who">Helen<small>lead</small>' in html
    assert '<th scope="row" role="rowheader">Wrote' in html


def test_a_row_too_short_for_its_table_is_refused() -> None:
    with pytest.raises(ValueError, match="longer"):
        draw('{% text_table "Parts" heads rows %}', heads=["Part", "Who"], rows=[("Wrote",)])


def test_a_number_table_scrolls_by_keyboard_and_marks_its_sum() -> None:
    html = draw('{% number_table "Points" h r total=True %}', h=["Bid", "Total"], r=[("A", "2"), ("All", "2")])
    assert 'role="region" aria-label="Points" tabindex="0"' in html
    assert html.count("number-table__total") == 1
    assert "number-table__total" not in draw('{% number_table "P" h r %}', h=["Bid", "T"], r=[("A", "2")])


def test_a_change_link_says_what_it_changes() -> None:
    html = draw("{% summary_list rows %}", rows=[("Closing date", "1 May", "/c/"), ("Lots", ["One", "Two"], "")])
    assert 'Change<span class="nhsuk-u-visually-hidden"> closing date</span>' in html
    assert "One<br>Two" in html
    assert html.count("nhsuk-summary-list__actions") == 1


def test_a_task_is_tied_to_its_status_and_hint() -> None:
    html = draw(
        "{% task_list rows %}",
        rows=[("Money", "/m/", "To do", "waiting", "Needs an allocation"), ("Lots", "", "Later")],
    )
    assert 'aria-describedby="task-1-hint task-1-status"' in html
    assert 'id="task-1-hint"' in html
    assert 'id="task-1-status"' in html
    assert html.count("<a ") == 1


def test_checks_before_an_act_say_their_kind_in_words() -> None:
    html = draw("{% gate rows %}", rows=[("stop", "", "No money"), ("look", "", "Easy Read"), ("met", "", "18 others")])
    for word in ("Stops it", "Worth a look", "Done"):
        assert word in html


def test_the_record_marks_what_was_refused() -> None:
    html = draw("{% record rows %}", rows=[("refused", "Tried to sign", "Tom"), ("act", "Signed", "Helen")])
    assert html.count(">Refused<") == 1


def test_what_waits_says_by_when_and_why_me() -> None:
    now = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
    items = [
        {"title": "Declare", "href": "/d/", "due_at": now - timedelta(days=2), "why": "You evaluate.", "is_late": True},
        {"title": "Vote", "href": "/v/", "due_on": date(2026, 12, 14)},
        {"title": "Read", "href": "/r/"},
    ]
    with clock.at(now):
        html = draw("{% todo items %}", items=items)
    assert "20 November</span> 2026, 10:00" in html
    assert "2 days ago" in html
    assert "14 December</span> 2026<" in html
    assert "In 22 days" in html
    assert "when you can" in html
    assert "You evaluate." in html
    assert html.count("todo__item--late") == 1


def test_not_changed_gets_the_same_space_as_changed() -> None:
    changed = draw('{% voice "Nights please" "" "Opened at night" %}')
    kept = draw('{% voice "Physio" "" "No money" is_no=True %}')
    assert "We did" in changed
    assert "voice__did--no" not in changed
    assert "We did not change this" in kept
    assert "voice__did--no" in kept
    assert "voice__did" not in draw('{% voice "Physio" %}')


def test_a_fingerprint_is_read_in_groups_of_four() -> None:
    digest = "0123456789abcdef" * 4
    assert draw("{% fingerprint d %}", d=digest).count("<span>") == 16
    short = draw("{% fingerprint d is_short=True %}", d=digest)
    assert short.count("<span>") == 4
    assert "<span>0123</span>" in short
    assert "<span>cdef</span>" in short


# -- Lists that go on -----------------------------------------------------------------------------------------------


def test_pages_keep_what_was_asked_for() -> None:
    page = Paginator(range(55), 10).page(2)
    html = draw('{% pagination page "Bids" %}', path="/t/?stage=open&page=2", page=page)
    assert 'href="?stage=open&amp;page=1" rel="prev"' in html
    assert 'href="?stage=open&amp;page=3" rel="next"' in html
    assert "21 to 30 of 55" in html
    assert 'aria-label="Bids"' in html


def test_a_list_of_one_page_has_no_pages() -> None:
    assert draw("{% pagination page %}", page=Paginator([1], 10).page(1)).strip() == ""


def test_the_query_changes_only_where_told() -> None:
    html = draw('{% query_replace page="" stage="open" %}', path="/t/?page=3&words=a+b&stage=soon")
    assert html == "?words=a+b&amp;stage=open"


def test_signing_in_comes_back_here_but_never_to_a_form_that_was_sent() -> None:
    assert draw("{% sign_in_url %}", path="/tenders/?a=1") == "/accounts/login/?next=%2Ftenders%2F%3Fa%3D1"
    assert draw("{% sign_in_url %}", path="/") == "/accounts/login/"
    assert draw("{% sign_in_url %}", path="/accounts/signup/") == "/accounts/login/"
    assert draw("{% sign_in_url %}", request=RequestFactory().post("/tenders/")) == "/accounts/login/"
