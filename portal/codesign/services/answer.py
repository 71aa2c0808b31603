"""You said, we did: the answer to what people said about a passage."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction

from portal.audit.services import audit_record
from portal.codesign.enums import PUBLIC_VERSIONS, AnswerOutcome
from portal.codesign.events import CommentsAnswered
from portal.codesign.models import Answer, Comment, Paragraph, Project
from portal.codesign.permissions import can_answer
from portal.common.clock import now
from portal.common.events import publish
from portal.common.exceptions import DomainError, NotAllowed

if TYPE_CHECKING:
    from portal.accounts.models import User


@transaction.atomic
def answer_give(
    *,
    actor: "User",
    project: Project,
    comments: list[Comment],
    theme: str,
    heard: str,
    outcome: str,
    decision: str,
    reason: str,
    decided_by: str,
    decided_on: date,
    quote: str = "",
) -> Answer:
    """Answer one or more comments on one passage: what was heard, decided, why, by whom."""
    if not (allowed := can_answer(actor, project)):
        raise NotAllowed(allowed.reason, subject=project)
    passages = {comment.passage_id for comment in comments}
    if not comments:
        raise DomainError("Choose at least one comment to answer.")
    if len(passages) > 1:
        raise DomainError("Answer comments on one paragraph at a time.")
    if any(comment.passage.project_id != project.pk for comment in comments):
        raise DomainError("Those comments belong to another project.")
    passage_id = passages.pop()
    answer = Answer(
        project=project,
        passage_id=passage_id,
        theme=theme,
        heard=heard,
        quote=quote,
        people_count=sum(comment.people_count for comment in comments),
        outcome=outcome,
        decision=decision,
        reason=reason,
        decided_by=decided_by,
        decided_on=decided_on,
        changed_paragraph=_changed(passage_id, comments) if outcome in _CHANGES else None,
        answered_by=actor,
        answered_at=now(),
    )
    answer.full_clean()
    answer.save()
    answer.comments.set(comments)
    audit_record(
        actor=actor, verb="codesign.answer.give", subject=project, data={"answer": answer.pk, "outcome": outcome}
    )
    publish(CommentsAnswered(answer.pk))
    return answer


_CHANGES = (AnswerOutcome.CHANGED, AnswerOutcome.PARTLY)


def _changed(passage_id: int, comments: list[Comment]) -> Paragraph | None:
    """The newest public wording of the passage when it differs from what people commented on."""
    newest = (
        Paragraph.objects.filter(passage_id=passage_id, section__version__state__in=PUBLIC_VERSIONS)
        .order_by("-section__version__number")
        .first()
    )
    if newest and all(comment.paragraph.text != newest.text for comment in comments):
        return newest
    return None
