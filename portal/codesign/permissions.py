"""Who may do what in a co-design project, and the reason when not."""

from enum import StrEnum
from typing import TYPE_CHECKING

from portal.accounts.enums import PortalRole
from portal.accounts.permissions import has_role
from portal.codesign.enums import (
    COMMENT_STATES,
    CommentName,
    CommentState,
    FormatState,
    LadderStep,
    ModerationReason,
    ProjectRole,
    ProjectState,
    RevealState,
    VersionState,
)
from portal.common.clock import now
from portal.common.grants import Wanted
from portal.common.permissions import YES, Decision, holds, no
from portal.marketplace.permissions import can_record_need
from portal.organisations.permissions import belongs

if TYPE_CHECKING:
    from portal.accounts.models import User
    from portal.codesign.models import Comment, Project, Reveal, SpecificationVersion, TextFormat
    from portal.organisations.models import Organisation


class ProjectPerm(StrEnum):
    MANAGE = "codesign.manage_project"
    EDIT = "codesign.edit_project_text"
    ANSWER = "codesign.answer_project"
    DECIDE = "codesign.decide_project"


def perms_of(role: str, ladder_step: int | None) -> set[str]:
    """The rights of a role; people with lived experience write from step 6 on (domain 5.1)."""
    if role == ProjectRole.OWNER:
        return {ProjectPerm.MANAGE.value, ProjectPerm.EDIT.value, ProjectPerm.ANSWER.value}
    if role == ProjectRole.FACILITATOR:
        return {ProjectPerm.EDIT.value, ProjectPerm.ANSWER.value}
    if role == ProjectRole.DECIDER:
        return {ProjectPerm.DECIDE.value}
    if role == ProjectRole.LIVED_EXPERIENCE and (ladder_step or 0) < LadderStep.CO_DESIGN:
        return set()
    return {ProjectPerm.EDIT.value}


def wanted_grants(project: "Project") -> Wanted:
    """What follows from the project's current assignments."""
    current = project.assignments.filter(ended_at=None).select_related("user")
    return {(row.user, perm) for row in current for perm in perms_of(row.role, project.ladder_step)}


def can_start_project(user: "User", organisation: "Organisation") -> Decision:
    """People of a verified commissioner, like those who record needs."""
    return can_record_need(user, organisation)


def takes_part(user: "User", project: "Project") -> bool:
    """Whether the person has a part in the project's team."""
    if not user.is_authenticated:
        return False
    return any(row.user_id == user.pk and row.ended_at is None for row in project.assignments.all())


def can_see_project(user: "User", project: "Project") -> Decision:
    """Everybody once it is open; before that its team."""
    if project.state != ProjectState.FRAMING or takes_part(user, project):
        return YES
    return no("This project is not open yet.")


def can_manage_project(user: "User", project: "Project") -> Decision:
    """Its owner."""
    if holds(user, ProjectPerm.MANAGE, project):
        return YES
    return no("Only the owner of the project can do this.", "The owner of the project can.")


def can_frame_project(user: "User", project: "Project") -> Decision:
    """The owner, while the project is being framed: what people were promised is not changed afterwards."""
    if not (decision := can_manage_project(user, project)):
        return decision
    if project.state != ProjectState.FRAMING:
        return no("The project is open: what people were promised stays as it was said.")
    return YES


def can_open_project(user: "User", project: "Project") -> Decision:
    """Its owner."""
    return can_manage_project(user, project)


def can_edit_text(user: "User", project: "Project") -> Decision:
    """Owner, facilitator, editors, and people with lived experience from step 6 on; not while competition is live."""
    if not holds(user, ProjectPerm.EDIT, project):
        return no("Only those who write the specification can change its draft.", "An editor of the project can.")
    if any(version.state == VersionState.FROZEN for version in project.versions.all()):
        return no("Competition is live, so the text is frozen. Questions go through the tender's clarifications.")
    if project.state in (ProjectState.REPORTED, ProjectState.CLOSED):
        return no("This project has reported back. Its text stays as it is.")
    return YES


def can_publish_version(user: "User", version: "SpecificationVersion") -> Decision:
    """Whoever owns or facilitates the project."""
    if version.project.state == ProjectState.FRAMING:
        return no("Open the project first: people must be able to find it before they can comment.")
    if version.project.state == ProjectState.CLOSED:
        return no("This project is closed. Its text stays as it is.")
    if holds(user, ProjectPerm.ANSWER, version.project):
        return YES
    return no("Only the owner or the facilitator publishes a version.", "The facilitator can.")


def can_agree_version(user: "User", version: "SpecificationVersion") -> Decision:
    """The person named to decide, on the newest published version."""
    if not holds(user, ProjectPerm.DECIDE, version.project):
        return no("Only the person named to decide can agree the text.", f"{version.project.decision_maker} decides.")
    if version.project.state == ProjectState.CLOSED:
        return no("This project is closed, so nothing is decided in it any more.")
    newest = version.project.versions.exclude(state=VersionState.DRAFT).order_by("-number").first()
    if newest is not None and newest.pk != version.pk:
        return no(f"Version {newest.number} is newer: decide on that one.")
    return _is_consultation_over(version.project)


def _is_consultation_over(project: "Project") -> Decision:
    """What was called a consultation is decided after it closed, never during it (domain 5.3, rule 4)."""
    if project.ladder_step == LadderStep.CONSULTATION and project.closes_at and now() < project.closes_at:
        return no("This is a consultation: it is decided once comments have closed, never before.")
    return YES


def can_freeze_version(user: "User", version: "SpecificationVersion") -> Decision:
    """People of the project's organisation, by publishing the tender that uses it."""
    if belongs(user, version.project.organisation):
        return YES
    return no(f"Only people of {version.project.organisation.name} can use this text in a tender.")


def can_comment(user: "User", project: "Project") -> Decision:
    """Anyone signed in, while the project is open for comment."""
    if not user.is_authenticated:
        return no("Sign in to comment. It takes two minutes to make an account.")
    if any(version.state == VersionState.FROZEN for version in project.versions.all()):
        return no("Competition is live. Questions go through the tender's clarifications.")
    if not project.is_open_for_comment(now()):
        return no("This project is not open for comment now.")
    return YES


def can_answer(user: "User", project: "Project") -> Decision:
    """Owner and facilitator."""
    if holds(user, ProjectPerm.ANSWER, project):
        return YES
    return no("Only the facilitator or the owner answers comments.", "The facilitator can.")


def can_report_project(user: "User", project: "Project") -> Decision:
    """Owner and facilitator, once the text is decided."""
    return can_answer(user, project)


def can_close_project(user: "User", project: "Project") -> Decision:
    """Its owner: at the end, once it has reported back; or before anything is decided, with what becomes of it all."""
    if not (decision := can_manage_project(user, project)):
        return decision
    if project.state == ProjectState.CLOSED:
        return no("This project is closed already.")
    if project.state == ProjectState.FRAMING:
        return no("This project is not open yet, so there is nothing to close.")
    if project.state == ProjectState.DECIDED:
        return no("The text is decided. Report back first: everybody who took part is to know what became of it.")
    if project.state in COMMENT_STATES and any(row.state == VersionState.FROZEN for row in project.versions.all()):
        return no("Competition is live on this text. Report back first, then close the project.")
    return YES


# -- Moderation (domain 5.7, SOD-27) ---------------------------------------------------------------------------------


def moderates(user: "User") -> bool:
    """Whether the person looks after what others write here."""
    return has_role(user, PortalRole.MODERATOR)


def can_moderate(user: "User") -> Decision:
    """Moderators; portal administrators for appeals."""
    if moderates(user) or has_role(user, PortalRole.ADMINISTRATOR):
        return YES
    return no("Only a moderator can do this.", "A moderator can. Report the comment, and they look at it.")


def _stands_apart(user: "User", comment: "Comment") -> Decision:
    """Nobody moderates their own words, nor in a thread of their own organisation."""
    project = comment.passage.project
    if comment.author_id == user.pk:
        return no("You wrote this, so another moderator looks at it.", "Another moderator can.")
    own = belongs(user, project.organisation) or (comment.organisation and belongs(user, comment.organisation))
    if own:
        return no(
            "This thread is of your own organisation, so another moderator looks at it.", "Another moderator can."
        )
    return YES


def can_moderate_comment(user: "User", comment: "Comment") -> Decision:
    """A moderator who stands apart keeps or hides a comment that is there, or waits to be shown."""
    if not moderates(user):
        return no("Only a moderator can do this.", "A moderator can. Report the comment, and they look at it.")
    if comment.state == CommentState.HIDDEN:
        return no("This comment is hidden already.")
    return _stands_apart(user, comment)


def can_release_comment(user: "User", comment: "Comment") -> Decision:
    """A moderator who stands apart lets everybody read a comment that waited for it."""
    if not (decision := can_moderate_comment(user, comment)):
        return decision
    if comment.state != CommentState.HELD:
        return no("This comment is shown already.")
    return YES


def can_switch_premoderation(user: "User", project: "Project") -> Decision:
    """The owner, while people can still comment or the project is not open yet."""
    if not (decision := can_manage_project(user, project)):
        return decision
    if project.state not in (*COMMENT_STATES, ProjectState.FRAMING):
        return no("Commenting is over, so there is nothing to read before it shows.")
    return YES


def can_decide_appeal(user: "User", comment: "Comment") -> Decision:
    """Another moderator, or a portal administrator, than whoever hid it."""
    if not (decision := can_moderate(user)):
        return decision
    if comment.state != CommentState.HIDDEN or comment.appealed_at is None:
        return no("Nobody has asked to look at this again.")
    if comment.appeal_decided_at is not None:
        return no("This was looked at again, and stays as it was decided.")
    if comment.hidden_by_id == user.pk:
        return no("You hid this comment, so somebody else looks at it again.", "Another moderator can.")
    return _stands_apart(user, comment)


def can_report_comment(user: "User", comment: "Comment") -> Decision:
    """Anyone signed in, about what others wrote."""
    if not user.is_authenticated:
        return no("Sign in to report a comment.")
    if comment.author_id == user.pk:
        return no("This is your own comment.")
    if comment.state != CommentState.PUBLISHED:
        return no("A moderator has hidden this comment already.")
    return YES


def can_reply(user: "User", comment: "Comment") -> Decision:
    """As `can_comment`, to a comment that is there."""
    if comment.state != CommentState.PUBLISHED:
        return no("A moderator has hidden this comment, so nobody can reply to it.")
    return can_comment(user, comment.passage.project)


def can_appeal_comment(user: "User", comment: "Comment") -> Decision:
    """Its author, once."""
    if not user.is_authenticated or comment.author_id != user.pk:
        return no("Only the person who wrote it can ask for another look.")
    if comment.state != CommentState.HIDDEN:
        return no("This comment is not hidden.")
    if comment.appealed_at is not None:
        return no("You have asked for another look already.")
    return YES


def safeguards(user: "User") -> bool:
    """Whether the person is a safeguarding lead."""
    return has_role(user, PortalRole.SAFEGUARDING)


def can_see_to_danger(user: "User", comment: "Comment") -> Decision:
    """A safeguarding lead, about what was reported because somebody may be in danger; hidden or not."""
    if not safeguards(user):
        return no("Only a safeguarding lead can do this.", "A safeguarding lead can.")
    if not comment.reports.filter(reason=ModerationReason.SAFEGUARDING).exists():
        return no("Nobody reported this because somebody may be in danger.")
    return YES


def can_know_comment(user: "User", comment: "Comment") -> Decision:
    """Everybody while it is shown; else its author, those who moderate, and a safeguarding lead if it is a danger."""
    if comment.state == CommentState.PUBLISHED or can_moderate(user) or can_see_to_danger(user, comment):
        return YES
    if user.is_authenticated and comment.author_id == user.pk:
        return YES
    return no("This comment is not shown. Its author and those who moderate see it.")


# -- Who wrote a comment without a name (domain 5.7) ---------------------------------------------------------------


def can_ask_reveal(user: "User", comment: "Comment") -> Decision:
    """A safeguarding lead, about a comment reported as a danger whose author cannot be known from it."""
    if not (decision := can_see_to_danger(user, comment)):
        return decision
    if comment.author_id is None:
        return no("A colleague wrote this down for somebody. The portal does not know who it was.")
    if comment.author_id == user.pk:
        return no("You wrote this yourself.")
    if comment.organisation_id or comment.name_choice == CommentName.FULL:
        return no("The name of whoever wrote this is shown.")
    if any(row.state != RevealState.REFUSED for row in comment.reveals.all()):
        return no("This was asked already.")
    return YES


def can_decide_reveal(user: "User", reveal: "Reveal") -> Decision:
    """Another safeguarding lead than the one who asked."""
    if not safeguards(user):
        return no("Only a safeguarding lead can do this.", "Another safeguarding lead can.")
    if reveal.state != RevealState.ASKED:
        return no("This was decided already.")
    if reveal.asked_by_id == user.pk:
        return no("You asked, so a second safeguarding lead decides.", "Another safeguarding lead can.")
    if reveal.comment.author_id == user.pk:
        return no("It is about you, so another safeguarding lead decides.", "Another safeguarding lead can.")
    return YES


def can_see_author(user: "User", reveal: "Reveal") -> Decision:
    """The two safeguarding leads who decided it together, and nobody else."""
    if reveal.state != RevealState.REVEALED or not safeguards(user):
        return no("Who wrote this is known to nobody here.")
    if user.pk not in (reveal.asked_by_id, reveal.decided_by_id):
        return no("Only the two safeguarding leads who decided it can see who wrote this.")
    return YES


def can_tell_author(user: "User", reveal: "Reveal") -> Decision:
    """Either of the two, once it is safe."""
    if not (decision := can_see_author(user, reveal)):
        return decision
    if reveal.told_at is not None:
        return no("The person has been told.")
    return YES


def can_read_own_reveal(user: "User", reveal: "Reveal") -> Decision:
    """Whoever wrote the comment, once they were told."""
    if user.is_authenticated and reveal.comment.author_id == user.pk and reveal.told_at is not None:
        return YES
    return no("Only whoever wrote the comment can read this.")


# -- Other forms of the text (domain 5.4) --------------------------------------------------------------------------


def can_ask_format(user: "User", project: "Project") -> Decision:
    """Anyone signed in, while the project is not closed."""
    if not user.is_authenticated:
        return no("Sign in to ask for another form of the text, so that we can tell you when it is there.")
    if project.state in (ProjectState.FRAMING, ProjectState.CLOSED):
        return no("Nothing is made any more: this project is not open.")
    return YES


def can_make_format(user: "User", text_format: "TextFormat") -> Decision:
    """Owner and facilitator, while it is being made."""
    if not (decision := can_answer(user, text_format.version.project)):
        return no("Only the facilitator or the owner sees to other forms of the text.", decision.who_can)
    if text_format.state != FormatState.ASKED:
        return no("This was settled already.")
    return YES
