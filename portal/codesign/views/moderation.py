"""Replies, and looking after what people write (domain 5.7)."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from portal.codesign.access import access_comment, access_project
from portal.codesign.enums import CommentState
from portal.codesign.forms.moderation import (
    AppealDecisionForm,
    AppealForm,
    DangerForm,
    ModerateForm,
    PremoderationForm,
    ReplyForm,
    ReportForm,
)
from portal.codesign.permissions import (
    can_appeal_comment,
    can_ask_reveal,
    can_decide_appeal,
    can_moderate,
    can_moderate_comment,
    can_reply,
    can_report_comment,
    can_see_author,
    can_see_to_danger,
    can_switch_premoderation,
)
from portal.codesign.selectors.moderation import (
    appealed_comments,
    danger_reports,
    held_comments,
    hidden_comments,
    reported_comments,
    reveal_of,
    waiting_reports,
)
from portal.codesign.selectors.text import anchor_of
from portal.codesign.services import (
    comment_appeal,
    comment_appeal_refuse,
    comment_danger_seen,
    comment_hide,
    comment_keep,
    comment_release,
    comment_reply,
    comment_report,
    comment_restore,
    premoderation_switch,
)
from portal.codesign.views.text import names_to_choose
from portal.common.exceptions import DomainError, NotAllowed
from portal.common.http import PortalRequest


@login_required
def moderation_list_view(request: PortalRequest) -> HttpResponse:
    """What was reported, what waits for another look, what was hidden."""
    if not (decision := can_moderate(request.user)):
        raise NotAllowed(decision.reason, who_can=decision.who_can)
    context = {
        "held": held_comments(request.user),
        "reported": reported_comments(request.user),
        "appeals": appealed_comments(request.user),
        "hidden": hidden_comments(),
        "section": "codesign",
    }
    return render(request, "codesign/moderation_list.html", context)


@login_required
def comment_reply_view(request: PortalRequest, ref: str, comment_id: int) -> HttpResponse:
    """Reply to a comment."""
    comment = access_comment(request.user, ref, comment_id, can_reply)
    thread = reverse("codesign:thread", args=[ref, anchor_of(comment.paragraph)])
    form = ReplyForm(request.POST or None, names=names_to_choose(request.user))
    if request.method == "POST" and form.is_valid():
        try:
            comment_reply(actor=request.user, comment=comment, **form.cleaned_data)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, "Your reply is there.")
            return redirect(thread)
    context = {
        "form": form,
        "project": comment.passage.project,
        "comment": comment,
        "thread": thread,
        "heading": "Reply to this comment",
        "section": "codesign",
    }
    return render(request, "codesign/comment_reply.html", context)


@login_required
def comment_report_view(request: PortalRequest, ref: str, comment_id: int) -> HttpResponse:
    """Ask a moderator to look at a comment."""
    comment = access_comment(request.user, ref, comment_id, can_report_comment)
    thread = reverse("codesign:thread", args=[ref, anchor_of(comment.paragraph)])
    form = ReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        comment_report(actor=request.user, comment=comment, **form.cleaned_data)
        messages.success(request, "A moderator looks at it. Nobody is told that you reported it.")
        return redirect(thread)
    context = {
        "form": form,
        "project": comment.passage.project,
        "comment": comment,
        "thread": thread,
        "heading": "Report this comment",
        "section": "codesign",
    }
    return render(request, "codesign/comment_report.html", context)


@login_required
def comment_moderate_view(request: PortalRequest, ref: str, comment_id: int) -> HttpResponse:
    """Keep or hide a comment; or decide whether a hidden one is shown again."""
    comment = access_comment(request.user, ref, comment_id, lambda user, _row: can_moderate(user))
    is_appeal = comment.state == CommentState.HIDDEN
    policy = can_decide_appeal if is_appeal else can_moderate_comment
    if not (decision := policy(request.user, comment)):
        raise NotAllowed(decision.reason, who_can=decision.who_can)
    form: AppealDecisionForm | ModerateForm
    if is_appeal:
        form = AppealDecisionForm(request.POST or None)
    else:
        form = ModerateForm(request.POST or None, is_held=comment.state == CommentState.HELD)
    if request.method == "POST" and form.is_valid():
        messages.success(request, _decide(request, comment, form.cleaned_data))
        return redirect("codesign:moderation_list")
    context = {
        "form": form,
        "project": comment.passage.project,
        "comment": comment,
        "reports": waiting_reports(comment),
        "is_appeal": is_appeal,
        "heading": _heading(comment, is_appeal),
        "section": "codesign",
    }
    return render(request, "codesign/comment_moderate.html", context)


def _heading(comment: Any, is_appeal: bool) -> str:
    if is_appeal:
        return "Should this comment be shown again?"
    return "Should this comment show?" if comment.state == CommentState.HELD else "Should this comment stay?"


def _decide(request: PortalRequest, comment: Any, found: dict[str, str]) -> str:
    """Do what was decided and say so."""
    doing = {"actor": request.user, "comment": comment}
    if found["decision"] == "keep" and comment.state == CommentState.HELD:
        comment_release(**doing)
        return "Everybody can read it now."
    if found["decision"] == "keep":
        comment_keep(**doing)
        return "It stays. The reports are settled."
    if found["decision"] == "hide":
        comment_hide(**doing, reason=found["reason"], note=found["note"])
        return "It is hidden, and its author has been told why."
    if found["decision"] == "restore":
        comment_restore(**doing, answer=found["answer"])
        return "It is shown again, and its author has been told."
    comment_appeal_refuse(**doing, answer=found["answer"])
    return "It stays hidden, and its author has been told why."


@login_required
def comment_appeal_view(request: PortalRequest, ref: str, comment_id: int) -> HttpResponse:
    """The author of a hidden comment asks for another look."""
    comment = access_comment(request.user, ref, comment_id, can_appeal_comment)
    form = AppealForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        comment_appeal(actor=request.user, comment=comment, text=form.cleaned_data["text"])
        messages.success(request, "Somebody else than the moderator looks at it again, and you are told.")
        return redirect("codesign:thread", ref=ref, number=anchor_of(comment.paragraph))
    context = {
        "form": form,
        "project": comment.passage.project,
        "comment": comment,
        "heading": "Ask for another look",
        "section": "codesign",
    }
    return render(request, "codesign/comment_appeal.html", context)


@login_required
def comment_danger_view(request: PortalRequest, ref: str, comment_id: int) -> HttpResponse:
    """The safeguarding lead reads what was reported, hidden or not, and writes down what was done."""
    comment = access_comment(request.user, ref, comment_id, can_see_to_danger)
    form = DangerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        comment_danger_seen(actor=request.user, comment=comment, note=form.cleaned_data["note"])
        messages.success(request, "It is written down. Only safeguarding leads can read it.")
        return redirect("codesign:comment_danger", ref=ref, comment_id=comment_id)
    reveal = reveal_of(comment)
    context = {
        "form": form,
        "project": comment.passage.project,
        "comment": comment,
        "reports": danger_reports(comment),
        "reveal": reveal,
        "ask": can_ask_reveal(request.user, comment),
        "see": reveal and can_see_author(request.user, reveal),
        "heading": "Somebody may be in danger",
        "section": "codesign",
    }
    return render(request, "codesign/comment_danger.html", context)


@login_required
def premoderation_view(request: PortalRequest, ref: str) -> HttpResponse:
    """Whether a moderator reads each comment on this text before it shows."""
    project = access_project(request.user, ref, can_switch_premoderation)
    now = {"is_on": "yes" if project.is_premoderated else "no", "reason": project.premoderated_reason}
    form = PremoderationForm(request.POST or None, initial=now)
    if request.method == "POST" and form.is_valid():
        is_on = form.cleaned_data["is_on"] == "yes"
        reason = form.cleaned_data["reason"] if is_on else ""
        premoderation_switch(actor=request.user, project=project, is_on=is_on, reason=reason)
        told = "A moderator reads each new comment before it shows." if is_on else "New comments show at once."
        messages.success(request, told)
        return redirect("codesign:project_detail", ref=ref)
    context = {"form": form, "project": project, "heading": "When comments show", "section": "codesign"}
    return render(request, "codesign/premoderation.html", context)
