"""One lot from the order of the bids to a contract in force, by what people press, each as themselves."""

from typing import Any

from portal.audit.selectors import verify_all
from portal.common import clock
from portal.common.grants import drift
from portal.tenders.models import Contract, FeedbackLetter, Standstill
from tests.characters import Cast
from tests.tenders import factories_awards as make
from tests.tenders.factories_evaluation import ranked

TODAY = {"planned_on_day": "24", "planned_on_month": "11", "planned_on_year": "2026"}
NOTICE = {
    "notice_id": "2026/S 000-012345",
    "url": "https://www.find-tender.service.gov.uk/Notice/012345-2026",
    "submitted_at_day": "24",
    "submitted_at_month": "11",
    "submitted_at_year": "2026",
    "submitted_at_time": "11:30",
    "published_on_day": "24",
    "published_on_month": "11",
    "published_on_year": "2026",
}


class Walk:
    """The browser of each person on the pages of one decision."""

    def __init__(self, cast: Cast, procurement: Any) -> None:
        self.cast = cast
        self.root = f"/tenders/{procurement.ref}/award/"
        self.lot = f"{self.root}lots/1/"

    def see(self, who: str, path: str = "", status: int = 200) -> str:
        """What the person reads."""
        response = self.cast.client(who).get(path if path.startswith("/") else self.lot + path)
        assert response.status_code == status, (who, path, response.status_code)
        return response.content.decode()

    def press(self, who: str, path: str, **data: Any) -> str:
        """Post and follow; the page that comes then."""
        url = path if path.startswith("/") else self.lot + path
        response = self.cast.client(who).post(url, data, follow=True)
        assert response.redirect_chain, (who, path, response.content.decode()[-3000:])
        assert response.status_code == 200, (who, path)
        return response.content.decode()

    def refused(self, who: str, path: str, **data: Any) -> str:
        """Post, and nothing happens: the page says why."""
        url = path if path.startswith("/") else self.lot + path
        response = self.cast.client(who).post(url, data)
        assert response.status_code in (200, 403, 409), (who, path, response.status_code)
        return response.content.decode()


def test_from_the_order_to_a_contract_in_force_by_what_people_press(cast: Cast) -> None:
    procurement = ranked(cast)
    walk = Walk(cast, procurement)
    assert "Recommend the award" in walk.see("officer", walk.root)
    recommended = {"reasons": make.REASONS, "weaker_points": "Reach.", "conflicts_summary": "None declared."}
    assert "Check the recommendation" in walk.refused("officer", "recommend/", **recommended)
    page = walk.press("officer", "recommend/", **recommended, act="confirm")
    assert "You wrote the recommendation, so a colleague must approve it." in page
    assert "Ruth Calloway can." in page
    assert "83.34" in page
    walk.press("approver", "approve/", reason="The record holds together.")
    walk.press("officer", "letters/write/", **TODAY)
    for letter in "ABC":
        page = walk.see("officer", f"letters/{letter}/")
        read = page.partition('name="read" value="')[2][:64]
        walk.press("officer", f"letters/{letter}/", read=read)
    page = walk.press("publisher", "notices/intention/", **NOTICE)
    assert "The standstill <strong>ends on 7 December 2026 at midnight</strong>" in page
    stored = Standstill.objects.get(award__lot__procurement=procurement)
    assert FeedbackLetter.objects.filter(sent_at=clock.now()).count() == 3
    assert "until 8 December 2026, 00:00, London time" in walk.see("officer")
    assert "intends to award" in walk.see("visitor", walk.root)
    for who in ("visitor", "officer"):
        titles = [walk.see(who, page).partition("<title>")[2].partition("</title>")[0] for page in (walk.root, "")]
        assert [" - Lot 1" in title for title in titles] == [False, True], titles
    assert walk.see("visitor", f"/tenders/{procurement.ref}/").count("Read the decision") == 1
    with clock.at(stored.ends_at):
        page = walk.press("officer", "confirm/")
        assert "Awarded. The contract waits for its signatures." in page
        contract = Contract.objects.get(award__lot__procurement=procurement)
        sign = f"/contracts/{contract.ref}/sign/"
        for key, who in make.SIGNATORIES.items():
            walk.press(who, sign, read=contract.text_hash, organisation=cast.org(key).ref)
        assert "it comes into force" in walk.see("publisher", sign)
        assert "The contract is in force" in walk.press("publisher", sign, read=contract.text_hash)
        assert "What has to change for people" in walk.see("visitor", f"/contracts/{contract.ref}/")
        assert contract.ref not in walk.see("visitor", "/contracts/?words=nothing+like+it")
        assert contract.ref in walk.see("visitor", "/contracts/?words=alongside+riverside")
    contract.refresh_from_db()
    procurement.refresh_from_db()
    assert (contract.state, procurement.state) == ("active", "complete")
    assert list(verify_all()) == []
    assert [problem for problem in drift() if problem.startswith("tenders.")] == []
