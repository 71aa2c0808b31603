"""Questions of bidders, answered to everyone at the same moment without the asker's name (domain 2.6)."""

import hashlib
import hmac
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from portal.audit.services import audit_record
from portal.audit.transitions import transition
from portal.common.clock import now
from portal.common.events import publish
from portal.common.exceptions import DomainError, NotAllowed
from portal.organisations.enums import OrganisationState
from portal.organisations.models import Organisation
from portal.tenders.enums import Confidentiality
from portal.tenders.events.procurement import ClarificationAsked
from portal.tenders.models import Clarification, Lot, Procurement
from portal.tenders.permissions.procurement import (
    can_answer_clarification,
    can_ask_clarification,
    can_release_clarification,
    can_withdraw_clarification,
    interested_organisations,
)
from portal.tenders.workflow.procurement import CLARIFICATION


@transaction.atomic
def clarification_ask(
    *,
    actor: Any,
    procurement: Procurement,
    organisation: Organisation,
    text: str,
    lot: Lot | None = None,
    confidential_claim: str = "",
) -> Clarification:
    """Ask before questions close. Who asks is known to the system alone (C7).

    `confidential_claim`: why the answer should go to the asker alone; the buyer decides (domain 2.6).
    """
    locked = Procurement.objects.select_for_update(of=("self",)).get(pk=procurement.pk)
    decision = can_ask_clarification(actor, locked)
    if not decision:
        raise NotAllowed(decision.reason)
    if organisation not in interested_organisations(actor, locked):
        raise NotAllowed(_("This organisation has not registered interest."))
    if not text.strip():
        raise DomainError(_("Write your question."))
    _check_nameless(text)
    _check_nameless(confidential_claim)
    claim = confidential_claim.strip()
    clarification = Clarification.objects.create(
        procurement=locked,
        number=(locked.clarifications.aggregate(last=Max("number"))["last"] or 0) + 1,
        lot=lot,
        asker=organisation,
        asked_by=actor,
        asked_at=now(),
        text_original=text.strip(),
        confidential_status=Confidentiality.CLAIMED if claim else Confidentiality.NOT_CLAIMED,
        confidential_claim=claim,
    )
    data = {"asker": _mark(clarification), "number": clarification.number, "in_confidence": bool(claim)}
    audit_record(actor=None, verb="tenders.clarification.ask", subject=clarification, data=data)
    publish(ClarificationAsked(clarification.pk))
    return clarification


@transaction.atomic
def clarification_answer(
    *, actor: Any, clarification: Clarification, answer: str, text_published: str = "", amends_document: bool = False
) -> Clarification:
    """Publish question and answer to everyone in one transaction (SOD-15), with no provider's name in either."""
    if not (decision := can_answer_clarification(actor, clarification.procurement)):
        raise NotAllowed(decision.reason, subject=clarification.procurement, verb="tenders.clarification.answer")
    published = (text_published or clarification.text_original).strip()
    if not answer.strip():
        raise DomainError(_("Write the answer."))
    _check_nameless(published)
    _check_nameless(answer)
    result: Clarification = transition(
        CLARIFICATION,
        clarification,
        "answer",
        actor=actor,
        changes={
            "text_published": published,
            "answer": answer.strip(),
            "amends_document": amends_document,
            "answered_by": actor,
            "answered_at": now(),
            "published_at": now(),
        },
    )
    return result


@transaction.atomic
def clarification_answer_alone(*, actor: Any, clarification: Clarification, answer: str, reason: str) -> Clarification:
    """Accept that a question is confidential and answer its asker alone; why stays on record (domain 2.6)."""
    if not answer.strip():
        raise DomainError(_("Write the answer."))
    if not reason.strip():
        raise DomainError(_("Say why it is confidential: the reason stays on record."))
    _check_nameless(answer)
    changes = {
        "confidential_status": Confidentiality.ACCEPTED,
        "confidential_decision": reason.strip(),
        "answer": answer.strip(),
        "answered_by": actor,
        "answered_at": now(),
    }
    result: Clarification = transition(CLARIFICATION, clarification, "answer_alone", actor=actor, changes=changes)
    return result


@transaction.atomic
def clarification_refuse_confidence(*, actor: Any, clarification: Clarification, reason: str) -> Clarification:
    """Say that a question is not confidential. The asker takes it back or lets it be answered to everyone."""
    if not reason.strip():
        raise DomainError(_("Say why it is not confidential: the asker reads it."))
    changes = {"confidential_status": Confidentiality.REFUSED, "confidential_decision": reason.strip()}
    result: Clarification = transition(CLARIFICATION, clarification, "refuse_confidence", actor=actor, changes=changes)
    return result


@transaction.atomic
def clarification_release(*, actor: Any, clarification: Clarification) -> Clarification:
    """The asker lets it be answered to everyone; the record does not say who."""
    if not (decision := can_release_clarification(actor, clarification)):
        raise NotAllowed(decision.reason)
    result: Clarification = transition(CLARIFICATION, clarification, "release", actor=None, asker=_mark(clarification))
    return result


@transaction.atomic
def clarification_withdraw(*, actor: Any, clarification: Clarification) -> Clarification:
    """The asker takes the question back before it is answered; the record does not say who."""
    if not (decision := can_withdraw_clarification(actor, clarification)):
        raise NotAllowed(decision.reason)
    result: Clarification = transition(CLARIFICATION, clarification, "withdraw", actor=None, asker=_mark(clarification))
    return result


def _check_nameless(text: str) -> None:
    """Nobody may be named: told about every provider alike, so that the refusal does not betray who asks."""
    said = text.casefold()
    providers = Organisation.objects.providers().exclude(state=OrganisationState.IMPORTED)
    if any(name.casefold() in said for name in providers.values_list("name", flat=True) if len(name) > 3):
        raise DomainError(_("This names an organisation that could be asking. Put it in other words."))


def _mark(clarification: Clarification) -> str:
    """On the record instead of a name (C7): the same for every question of one asker in one tender."""
    key = hmac.new(settings.SECRET_KEY.encode(), b"portal.tenders.asker", hashlib.sha256).digest()
    told = f"{clarification.procurement_id}:{clarification.asker_id}".encode()
    return hmac.new(key, told, hashlib.sha256).hexdigest()[:12]
