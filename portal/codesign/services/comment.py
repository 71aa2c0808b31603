"""Saying something about a paragraph, on the screen or by other ways that count the same."""

from typing import TYPE_CHECKING

from django.db import transaction

from portal.audit.services import audit_record
from portal.codesign.enums import PUBLIC_VERSIONS, CommentChannel, CommentName, CommentState
from portal.codesign.events import CommentHeld, CommentPosted, CommentReplied
from portal.codesign.models import Comment, Paragraph
from portal.codesign.permissions import can_answer, can_comment, can_reply
from portal.codesign.selectors.voices import organisation_speaking
from portal.common.clock import now
from portal.common.events import publish
from portal.common.exceptions import DomainError, NotAllowed

if TYPE_CHECKING:
    from portal.accounts.models import User

NO_NAME = "No name"


def shown_name(user: "User", choice: str) -> str:
    """The name others read, as the person chose it for this comment."""
    if choice == CommentName.NONE:
        return NO_NAME
    if choice == CommentName.FIRST:
        return user.first_name or user.display_name
    if choice == CommentName.PSEUDONYM:
        return user.pseudonym or user.display_name
    return str(user)


@transaction.atomic
def comment_post(
    *,
    actor: "User",
    paragraph: Paragraph,
    body: str,
    name_choice: str = CommentName.FIRST,
    suggested_text: str = "",
    parent: Comment | None = None,
) -> Comment:
    """Comment on a wording. Staff and providers always speak under their name and organisation (domain 5.7)."""
    version = paragraph.section.version
    if version.state not in PUBLIC_VERSIONS:
        raise DomainError("This text is not public yet.")
    if not (decision := can_comment(actor, version.project)):
        raise NotAllowed(decision.reason, subject=version.project)
    organisation = organisation_speaking(actor)
    choice = CommentName.FULL if organisation else name_choice
    shown = shown_name(actor, choice)
    comment = Comment(
        paragraph=paragraph,
        passage_id=paragraph.passage_id,
        author=actor,
        organisation=organisation,
        name_choice=choice,
        shown_as=f"{shown}, {organisation.name}"[:120] if organisation else shown[:120],
        body=body.strip(),
        suggested_text=_suggestion(paragraph, suggested_text),
        parent=parent,
        # Where a moderator reads first, a comment begins its life unseen.
        state=CommentState.HELD if version.project.is_premoderated else CommentState.PUBLISHED,
        created_at=now(),
    )
    comment.full_clean()
    comment.save()
    audit_record(
        actor=None if choice == CommentName.NONE else actor,
        verb="codesign.comment.post",
        subject=version.project,
        data={"comment": comment.pk} | ({"reply_to": parent.pk} if parent else {}),
    )
    if comment.state == CommentState.HELD:
        publish(CommentHeld(comment.pk))
    else:
        publish(CommentReplied(comment.pk) if parent else CommentPosted(comment.pk))
    return comment


@transaction.atomic
def comment_reply(*, actor: "User", comment: Comment, body: str, name_choice: str = CommentName.FIRST) -> Comment:
    """Reply to a comment, on the wording that it was about. A reply to a reply stands in the same row."""
    if not (decision := can_reply(actor, comment)):
        raise NotAllowed(decision.reason, subject=comment.passage.project)
    return comment_post(
        actor=actor,
        paragraph=comment.paragraph,
        body=body,
        name_choice=name_choice,
        parent=comment.parent or comment,
    )


@transaction.atomic
def comment_write_down(
    *, actor: "User", paragraph: Paragraph, body: str, channel: str, shown_as: str, people_count: int = 1
) -> Comment:
    """Write down what was said by phone, by post or in a room. It counts the same."""
    project = paragraph.section.version.project
    if not (decision := can_answer(actor, project)):
        raise NotAllowed(decision.reason, subject=project)
    if channel == CommentChannel.WEB:
        raise DomainError("Choose how it reached you.")
    comment = Comment(
        paragraph=paragraph,
        passage_id=paragraph.passage_id,
        entered_by=actor,
        name_choice=CommentName.PSEUDONYM,
        shown_as=shown_as,
        body=body.strip(),
        channel=channel,
        people_count=people_count,
        created_at=now(),
    )
    comment.full_clean()
    comment.save()
    audit_record(actor=actor, verb="codesign.comment.write_down", subject=project, data={"comment": comment.pk})
    publish(CommentPosted(comment.pk))
    return comment


def _suggestion(paragraph: Paragraph, suggested: str) -> str:
    text = suggested.strip()
    return "" if text == paragraph.text.strip() else text
