"""What changes is found as it is now: through the record of every act, and through what editors publish."""

from collections.abc import Callable
from typing import Any

import pytest

from portal.alliances.models import PartnerPost
from portal.alliances.services.alliance import alliance_edit
from portal.alliances.services.post import post_close
from portal.codesign.services.project import project_open
from portal.common import clock
from portal.marketplace.services.proposals import proposal_approve, proposal_change, proposal_send
from portal.organisations.models import Organisation
from portal.organisations.services.standing import organisation_suspend, suspension_lift
from search.models import Change, Entry, Generation, Word
from search.services import catch_up, later
from tests.alliances.factories import alliance, post
from tests.characters import Cast
from tests.codesign.factories import answer, comment, framed, published_version
from tests.marketplace.factories import answers, need, swimming
from tests.search.test_finding import suggested, titles
from tests.search.world import news_page

Step = Callable[[], None]
pytestmark = pytest.mark.django_db


def test_an_act_is_found_after_its_commit_without_anybody_asking(cast: Cast, committed: Callable[[], Any]) -> None:
    of = alliance(cast)
    with committed():
        alliance_edit(
            actor=cast.lead, alliance=of, name="Moonrakers", purpose="Nights.", area="", seeking="", is_listed=True
        )
    assert titles(cast.client(), "moonrakers") == ["Moonrakers"]
    assert not Change.objects.exists()


def test_a_new_name_replaces_the_old_one_everywhere(cast: Cast, built: Step, caught_up: Step) -> None:
    of = alliance(cast, name="Alongside")
    built()
    alliance_edit(
        actor=cast.lead, alliance=of, name="Moonrakers", purpose=of.purpose, area="", seeking="", is_listed=True
    )
    caught_up()
    assert titles(cast.client(), "moonrakers") == ["Moonrakers"]
    assert titles(cast.client(), "alongside") == []
    assert suggested(cast.client(), "alongs") == []
    assert not Word.objects.filter(word="alongside").exists(), "no word of what is gone is offered"


def test_what_ends_is_found_no_more(cast: Cast, built: Step, caught_up: Step) -> None:
    of = alliance(cast)
    made = post(cast, "easton", title="Trampolinists wanted")
    built()
    post_close(actor=cast.partner1, post=PartnerPost.objects.get(pk=made.pk))
    alliance_edit(actor=cast.lead, alliance=of, name=of.name, purpose=of.purpose, area="", seeking="", is_listed=False)
    caught_up()
    assert titles(cast.client(), "trampolinists") == []
    assert titles(cast.client("lead"), "alongside") == []


def test_an_organisation_comes_and_goes_with_its_standing(cast: Cast, built: Step, caught_up: Step) -> None:
    built()
    meridian = Organisation.objects.get(pk=cast.org("meridian").pk)
    suspended = organisation_suspend(actor=cast.admin, organisation=meridian, reason="Insurance ran out.")
    caught_up()
    assert titles(cast.client(), "meridian") == []
    suspension_lift(actor=cast.admin, organisation=suspended, reason="It is insured again.")
    caught_up()
    assert titles(cast.client(), "meridian") == ["Meridian Wellbeing"]


def test_a_service_is_found_as_it_was_last_approved(cast: Cast, built: Step, caught_up: Step) -> None:
    service = swimming(cast)
    built()
    client = cast.client()
    proposal = proposal_change(actor=cast.partner1, service=service)
    proposal.answers |= answers(name="Narwhal Buddies")
    proposal.save(update_fields=["answers"])
    proposal_send(actor=cast.partner1, proposal=proposal)
    caught_up()
    assert titles(client, "narwhal") == []
    proposal_approve(actor=cast.editor, proposal=proposal)
    caught_up()
    assert titles(client, "narwhal") == ["Narwhal Buddies"]
    assert titles(client, "buddies", area="Bristol") == ["Narwhal Buddies"]


def test_a_project_from_framing_to_its_answers(cast: Cast, built: Step, caught_up: Step) -> None:
    built()
    row = framed(cast, title="Narwhals of Millbank", need=need(cast, title="Narwhals are missing"))
    caught_up()
    assert titles(cast.client(), "narwhals") == []
    project_open(actor=cast.officer, project=row)
    caught_up()
    assert set(titles(cast.client(), "narwhals")) == {"Narwhals of Millbank", "Narwhals are missing"}
    version = published_version(cast, row)
    answer(cast, comment(cast, version, "1.1"), theme="Narwhals at night")
    caught_up()
    assert "Narwhals at night" in titles(cast.client(), "narwhals")
    assert any("version 1" in title for title in titles(cast.client(), "groups meet every week"))


def test_pages_follow_what_editors_publish(cast: Cast, built: Step, caught_up: Step) -> None:
    built()
    page = news_page("Beavers are back")
    caught_up()
    client = cast.client()
    assert titles(client, "beavers") == ["Beavers are back"]
    page.title = "Beavers have left"
    page.save_revision()
    caught_up()
    assert titles(client, "beavers") == ["Beavers are back"], "a draft is nobody's business"
    page.save_revision().publish()
    caught_up()
    assert titles(client, "beavers") == ["Beavers have left"]
    page.view_restrictions.create(restriction_type="login")
    caught_up()
    assert titles(cast.client("lead"), "beavers") == []
    page.view_restrictions.all().delete()
    page.unpublish()
    caught_up()
    assert titles(client, "beavers") == []
    page.save_revision().publish()
    page.delete()
    caught_up()
    assert titles(client, "beavers") == []


def test_a_page_that_moves_takes_its_children_along(cast: Cast, built: Step, caught_up: Step) -> None:
    from tests.search.world import help_page

    above, below = help_page("Above", "x"), help_page("Below", "Newts.")
    built()
    below.move(above, "last-child")
    caught_up()
    entry = Entry.objects.get(generation__is_live=True, source="page", key=str(below.pk))
    assert entry.url == "/above/below/"


def test_catching_up_twice_changes_nothing(cast: Cast, built: Step, caught_up: Step) -> None:
    built()
    need(cast, title="Narwhals are missing")
    caught_up()
    before = list(Entry.objects.order_by("pk").values())
    words = list(Word.objects.order_by("pk").values("word", "count"))
    key = Entry.objects.get(source="need").key
    Change.objects.create(subject=f"marketplace.unmetneed:{key}", noted_at=clock.now())
    Change.objects.create(subject="marketplace.unmetneed:987654", noted_at=clock.now())
    caught_up()
    assert list(Entry.objects.order_by("pk").values()) == before
    assert list(Word.objects.order_by("pk").values("word", "count")) == words


def test_one_that_cannot_be_read_keeps_no_other_out(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    post(cast, title="Trampolinists wanted")
    broken, fine = alliance(cast, name="Broken"), post(cast, title="Cooks wanted")
    for subject in (f"alliances.alliance:{broken.pk}", f"alliances.partnerpost:{fine.pk}"):
        Change.objects.create(subject=subject, noted_at=broken.created_at)

    def fails(rows: Any) -> Any:
        raise ValueError("unreadable")

    from search.sources import SOURCES

    monkeypatch.setitem(
        SOURCES, "alliance", SOURCES["alliance"].__class__(**{**SOURCES["alliance"].__dict__, "documents": fails})
    )
    catch_up()
    assert titles(cast.client(), "cooks") == ["Cooks wanted"]
    left = Change.objects.get()
    assert (left.subject, left.attempts) == (f"alliances.alliance:{broken.pk}", 1)
    monkeypatch.undo()
    catch_up()
    assert titles(cast.client(), "broken") == ["Broken"]


def test_bulk_work_is_made_findable_at_its_end(cast: Cast, committed: Callable[[], Any]) -> None:
    with committed(), later():
        need(cast)
        assert Change.objects.count() == 1
        assert not Entry.objects.exists()
    assert Entry.objects.filter(source="need").count() == 1
    assert Generation.objects.filter(is_live=True).count() == 1
