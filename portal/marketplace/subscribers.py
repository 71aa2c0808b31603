"""Mail after each commit, and what a visitor kept becomes theirs when they sign in."""

from typing import Any

from django.contrib.auth.models import Group
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.enums import PortalRole
from portal.accounts.events import AccountClosed
from portal.accounts.models import User
from portal.common.events import subscribe
from portal.marketplace.enums import ProposalState
from portal.marketplace.events import ProposalApproved, ProposalReturned, ProposalSent, ReportDealtWith, ReportMade
from portal.marketplace.models import ServiceProposal, ServiceReport
from portal.marketplace.services.shortlist import shortlist_forget, shortlist_take_over
from portal.notifications.services import Mail, notify, notify_address
from portal.organisations.enums import MemberRole
from portal.organisations.groups import group_name


def _editors() -> list[User]:
    return list(User.objects.filter(groups__name=PortalRole.EDITOR.value, is_active=True).order_by("pk"))


def _writers(proposal: ServiceProposal) -> list[User]:
    """The administrators of the organisation."""
    name = group_name(proposal.organisation, MemberRole.ADMINISTRATOR)
    group = Group.objects.filter(name=name).first()
    return list(User.objects.filter(groups=group, is_active=True).order_by("pk")) if group else []


def _proposal(pk: int) -> ServiceProposal:
    return ServiceProposal.objects.select_related("organisation", "service", "editor").get(pk=pk)


def _key(proposal: ServiceProposal, what: str) -> str:
    """Once for each time it is sent."""
    at = proposal.proposed_at
    return f"marketplace.proposal.{what}:{proposal.pk}:{at:%Y%m%d%H%M%S}" if at else f"{what}:{proposal.pk}"


@subscribe(ProposalSent)
def ask_the_editor(event: ProposalSent) -> None:
    """The editor it was given to, or all when nobody was."""
    proposal = _proposal(event.proposal_id)
    notify(
        event_key=_key(proposal, "sent"),
        recipients=[proposal.editor] if proposal.editor else _editors(),
        mail=Mail(
            subject=_("Please look at a service of %(name)s") % {"name": proposal.organisation.name},
            opening=_("You need to look at what %(name)s wants everybody to read.")
            % {"name": proposal.organisation.name},
            link=reverse("marketplace:proposal_detail", args=[proposal.ref]),
            link_text=_("Look at it"),
            must_act=True,
        ),
    )


@subscribe(ProposalSent)
def say_that_it_is_on_its_way(event: ProposalSent) -> None:
    """Whoever looks after the organisation hears that it was sent."""
    proposal = _proposal(event.proposal_id)
    notify(
        event_key=_key(proposal, "on_its_way"),
        recipients=_writers(proposal),
        mail=Mail(
            subject=_("Your service is with an editor"),
            opening=_("You do not need to do anything. An editor looks at what you sent."),
            link=reverse("marketplace:proposal_detail", args=[proposal.ref]),
            link_text=_("What you sent"),
        ),
    )


@subscribe(ProposalApproved)
def say_that_it_is_live(event: ProposalApproved) -> None:
    """Everybody can read it now."""
    proposal = _proposal(event.proposal_id)
    if proposal.service is None:
        return
    notify(
        event_key=_key(proposal, "approved"),
        recipients=_writers(proposal),
        mail=Mail(
            subject=_("Your service is live"),
            opening=_("You do not need to do anything. Everybody can read what you sent."),
            link=reverse("marketplace:service_detail", args=[proposal.service.uuid]),
            link_text=_("The page that everybody reads"),
        ),
    )


@subscribe(ProposalReturned)
def say_what_is_to_be_put_right(event: ProposalReturned) -> None:
    """The reason stands behind the link."""
    proposal = _proposal(event.proposal_id)
    if proposal.state != ProposalState.RETURNED:
        return
    notify(
        event_key=_key(proposal, "returned"),
        recipients=_writers(proposal),
        mail=Mail(
            subject=_("Please put something right before your service goes live"),
            opening=_("You need to put something right. The editor says what."),
            link=reverse("marketplace:proposal_detail", args=[proposal.ref]),
            link_text=_("What the editor says"),
            must_act=True,
        ),
    )


@subscribe(ReportMade)
def tell_the_editors(event: ReportMade) -> None:
    """Each editor may deal with it."""
    report = ServiceReport.objects.get(pk=event.report_id)
    notify(
        event_key=f"marketplace.report.made:{report.pk}",
        recipients=_editors(),
        mail=Mail(
            subject=_("Somebody says that something is wrong in the directory"),
            opening=_("You need to look at it, or another editor does."),
            link=reverse("marketplace:report_detail", args=[report.ref]),
            link_text=_("What is said to be wrong"),
            must_act=True,
        ),
    )


@subscribe(ReportDealtWith)
def answer_who_asked(event: ReportDealtWith) -> None:
    """Whoever left an address gets the way to the answer."""
    report = ServiceReport.objects.get(pk=event.report_id)
    if not report.reply_email:
        return
    notify_address(
        event_key=f"marketplace.report.dealt_with:{report.pk}",
        email=report.reply_email,
        mail=Mail(
            subject=_("We looked at what you told us"),
            opening=_("You do not need to do anything. An editor looked at what you told us about a service."),
            link=reverse("marketplace:report_answer", args=[report.ref]),
            link_text=_("What the editor found"),
        ),
    )


@subscribe(AccountClosed)
def forget_the_shortlist(event: AccountClosed) -> None:
    """Who closed their account keeps nothing here."""
    shortlist_forget(user=User.objects.get(pk=event.user_id))


@receiver(user_logged_in, dispatch_uid="marketplace.shortlist")
def take_the_shortlist_along(sender: Any, request: Any, user: User, **kwargs: Any) -> None:
    """What the browser kept before signing in is the person's now."""
    kept = getattr(request, "session", {}).pop("shortlist", None)
    if kept:
        shortlist_take_over(actor=user, uuids=[str(uuid) for uuid in kept])
