"""What is done because a day has come, not because somebody acted."""

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.alliances.enums import LIVE_STATES, DecisionState
from portal.alliances.models import Decision
from portal.alliances.selectors.work import end_of_day, reviews_due
from portal.notifications.services import Mail, notify
from portal.organisations.enums import MemberRole

CONVENERS = (MemberRole.ADMINISTRATOR, MemberRole.BID_LEAD)


def decisions_remind() -> int:
    """Tell the conveners, once for each day that was set, of decisions to be looked at again within a week (B10)."""
    rows = Decision.objects.filter(state=DecisionState.AGREED, alliance__state__in=LIVE_STATES)
    due = reviews_due(rows)
    for decision, day in due:
        alliance = decision.alliance
        groups = [f"org:{alliance.lead_id}:{role.value}" for role in CONVENERS]
        mail = Mail(
            _("Look again at decision %(n)d of %(alliance)s") % {"n": decision.number, "alliance": alliance.name},
            _("You need to look at it again and write down what you found, or another convener has to."),
            reverse("alliances:decision_review", args=[alliance.ref, decision.number]),
            _("Look at it again"),
            due_at=end_of_day(day),
        )
        people = list(User.objects.filter(groups__name__in=groups).distinct().order_by("pk"))
        notify(event_key=f"alliances.decision.review:{decision.pk}:{day:%Y%m%d}", recipients=people, mail=mail)
    return len(due)
