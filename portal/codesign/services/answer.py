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


_CHANGES = (AnswerOutcome.CHANGED, AnswerOutcome.PARTLY)


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
    changed: Paragraph | None = None,
) -> Answer:
    """Answer comments on one passage, or on several that share a theme: what was heard, decided, why, by whom.

    `changed` is the wording that the answer changed; without it the newest differing wording of the passage is taken.
    """
    if not (allowed := can_answer(actor, project)):
        raise NotAllowed(allowed.reason, subject=project)
    passages = _passages(project, comments)
    answer = Answer(
        project=project,
        passage_id=passages[0] if len(passages) == 1 else None,
        theme=theme,
        heard=heard,
        quote=quote,
        people_count=people_behind(comments),
        outcome=outcome,
        decision=decision,
        reason=reason,
        decided_by=decided_by,
        decided_on=decided_on,
        changed_paragraph=_wording_changed(project, comments, outcome, changed),
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


def _passages(project: Project, comments: list[Comment]) -> list[int]:
    if not comments:
        raise DomainError("Choose at least one comment to answer.")
    if any(comment.passage.project_id != project.pk for comment in comments):
        raise DomainError("Those comments belong to another project.")
    return sorted({comment.passage_id for comment in comments})


def people_behind(comments: list[Comment]) -> int:
    """Each person once, and those of whom somebody else wrote down what they said."""
    return len({c.author_id for c in comments if c.author_id}) + sum(
        c.people_count for c in comments if c.author_id is None
    )


def _wording_changed(
    project: Project, comments: list[Comment], outcome: str, changed: Paragraph | None
) -> Paragraph | None:
    if outcome not in _CHANGES:
        return None
    if changed is not None:
        return _of_project(project, changed)
    found = {comment.passage_id: newest_change(comment.passage_id, comments) for comment in comments}
    return next((wording for wording in found.values() if wording), None)


def _of_project(project: Project, paragraph: Paragraph) -> Paragraph:
    version = paragraph.section.version
    if version.project_id != project.pk or version.state not in PUBLIC_VERSIONS:
        raise DomainError("Choose a paragraph of a published version of this project.")
    return paragraph


def newest_change(passage_id: int, comments: list[Comment]) -> Paragraph | None:
    """The newest public wording of the passage when it differs from what people commented on."""
    newest = (
        Paragraph.objects.filter(passage_id=passage_id, section__version__state__in=PUBLIC_VERSIONS)
        .order_by("-section__version__number")
        .first()
    )
    said_on = [comment.paragraph.text for comment in comments if comment.passage_id == passage_id]
    return newest if newest and newest.text not in said_on else None


@transaction.atomic
def answer_link(*, actor: "User", answer: Answer, changed: Paragraph) -> Answer:
    """Say which wording an answer changed, when the portal could not tell by itself."""
    if not (allowed := can_answer(actor, answer.project)):
        raise NotAllowed(allowed.reason, subject=answer.project)
    if answer.outcome not in _CHANGES:
        raise DomainError("This answer says that nothing changed.")
    answer.changed_paragraph = _of_project(answer.project, changed)
    answer.save(update_fields=["changed_paragraph"])
    audit_record(
        actor=actor,
        verb="codesign.answer.link",
        subject=answer.project,
        data={"answer": answer.pk, "paragraph": str(changed)},
    )
    return answer


def link_answers(project: Project) -> None:
    """Answers that promised a change now point at the wording that made it."""
    waiting = Answer.objects.filter(project=project, changed_paragraph=None, outcome__in=_CHANGES)
    for answer in waiting.prefetch_related("comments__paragraph").order_by("pk"):
        comments = list(answer.comments.all())
        wording = _wording_changed(project, comments, answer.outcome, None)
        if wording:
            answer.changed_paragraph = wording
            answer.save(update_fields=["changed_paragraph"])
