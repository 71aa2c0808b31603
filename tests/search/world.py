"""One thing of every kind, made by the apps' own factories."""

from typing import Any

from portal.alliances.services.decision import decision_propose
from portal.cms.models import HomePage, NewsIndexPage, NewsPage, StandardPage
from portal.common.clock import now, today
from tests.alliances import factories as alliances
from tests.budgets import factories as budgets
from tests.characters import Cast
from tests.codesign import factories as codesign
from tests.marketplace.factories import need, swimming
from tests.tenders import factories_awards as awards
from tests.tenders.factories import published

HIDDEN = "quokkanight"
"""A word in a need that only the people of its commissioner may find."""


def news_page(title: str, introduction: str = "A new room with a ramp.", **fields: Any) -> NewsPage:
    """Published news."""
    page = NewsPage(title=title, introduction=introduction, published_on=today(), **fields)
    index = NewsIndexPage.objects.get()
    made: NewsPage = index.add_child(instance=page)
    made.save_revision().publish()
    return made


def help_page(title: str, introduction: str) -> StandardPage:
    """A plain page below the home page."""
    made: StandardPage = HomePage.objects.get().add_child(instance=StandardPage(title=title, introduction=introduction))
    made.save_revision().publish()
    return made


def everything(cast: Cast) -> dict[str, Any]:
    """By the names of the kinds."""
    award = awards.announced(cast)
    project = codesign.project(cast, title="Evenings without pain", area="Millbank")
    version = codesign.published_version(cast, project)
    said = codesign.comment(cast, version, "1.1")
    made: dict[str, Any] = {
        "service": swimming(cast),
        "need": need(cast, title="Rest for unpaid carers", area="Millbank"),
        "project": project,
        "text": version,
        "answer": codesign.answer(cast, said, theme="Later opening hours"),
        "alliance": alliances.alliance(cast, name="Riverside Night Owls"),
        "post": alliances.post(cast, "easton", title="Peer trainers wanted"),
        "opportunity": published(cast, title="Gardening for wellbeing"),
        "award": award,
        "contract": awards.sourced_contract(cast),
        "fund": budgets.fund(cast),
        "news": news_page("The centre in Millbank opens"),
        "page": help_page("How to complain", "Tell us when something went wrong."),
    }
    decision_propose(
        actor=cast.lead,
        alliance=made["alliance"],
        title="wombatvote on the rota",
        proposal="wombatproposal of the members",
        impact_on_people="wombatimpact",
        closes_at=now().replace(year=2027),
    )
    return made
