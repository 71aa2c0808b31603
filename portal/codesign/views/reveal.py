"""Who wrote a comment without a name: two safeguarding leads together, and the person who is told (domain 5.7)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from portal.audit.services import audit_record
from portal.codesign.access import access_comment, access_reveal
from portal.codesign.forms.moderation import RevealDecideForm, RevealForm
from portal.codesign.permissions import (
    can_ask_reveal,
    can_decide_reveal,
    can_read_own_reveal,
    can_see_author,
    can_tell_author,
)
from portal.codesign.services import reveal_agree, reveal_ask, reveal_refuse, reveal_tell
from portal.common.http import PortalRequest


@login_required
def reveal_ask_view(request: PortalRequest, ref: str, comment_id: int) -> HttpResponse:
    """Ask a second safeguarding lead whether two of them may know who wrote it."""
    comment = access_comment(request.user, ref, comment_id, can_ask_reveal)
    form = RevealForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        found = form.cleaned_data
        reveal_ask(actor=request.user, comment=comment, reason=found["reason"], unsafe_reason=found["unsafe_reason"])
        messages.success(request, "The other safeguarding leads are asked now. You get an e-mail.")
        return redirect("codesign:comment_danger", ref=ref, comment_id=comment_id)
    context = {
        "form": form,
        "project": comment.passage.project,
        "comment": comment,
        "heading": "Ask who wrote this",
        "section": "codesign",
    }
    return render(request, "codesign/reveal_ask.html", context)


@login_required
def reveal_decide_view(request: PortalRequest, ref: str, comment_id: int) -> HttpResponse:
    """The second safeguarding lead agrees or not."""
    reveal = access_reveal(request.user, ref, comment_id, can_decide_reveal)
    form = RevealDecideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        act = reveal_agree if form.cleaned_data["decision"] == "agree" else reveal_refuse
        act(actor=request.user, reveal=reveal, note=form.cleaned_data["note"])
        messages.success(request, "Your decision is recorded, and whoever asked is told.")
        return redirect("codesign:comment_danger", ref=ref, comment_id=comment_id)
    context = {
        "form": form,
        "project": reveal.comment.passage.project,
        "comment": reveal.comment,
        "reveal": reveal,
        "heading": "May two of you know who wrote this?",
        "section": "codesign",
    }
    return render(request, "codesign/reveal_decide.html", context)


@login_required
def reveal_detail_view(request: PortalRequest, ref: str, comment_id: int) -> HttpResponse:
    """Who wrote it, for the two who decided; each look is recorded."""
    reveal = access_reveal(request.user, ref, comment_id, can_see_author)
    audit_record(actor=request.user, verb="codesign.reveal.read", subject=reveal.comment)
    context = {
        "project": reveal.comment.passage.project,
        "comment": reveal.comment,
        "reveal": reveal,
        "author": reveal.comment.author,
        "tell": can_tell_author(request.user, reveal),
        "heading": "Who wrote this",
        "section": "codesign",
    }
    return render(request, "codesign/reveal_detail.html", context)


@login_required
@require_POST
def reveal_tell_view(request: PortalRequest, ref: str, comment_id: int) -> HttpResponse:
    """It is safe now to tell the person."""
    reveal = access_reveal(request.user, ref, comment_id, can_tell_author)
    reveal_tell(actor=request.user, reveal=reveal)
    messages.success(request, "The person is told who knows, and why.")
    return redirect("codesign:reveal_detail", ref=ref, comment_id=comment_id)


@login_required
def reveal_told_view(request: PortalRequest, ref: str, comment_id: int) -> HttpResponse:
    """What whoever wrote it reads: who knows, why, since when."""
    reveal = access_reveal(request.user, ref, comment_id, can_read_own_reveal)
    context = {
        "project": reveal.comment.passage.project,
        "comment": reveal.comment,
        "reveal": reveal,
        "heading": "Two people know that you wrote this",
        "section": "codesign",
    }
    return render(request, "codesign/reveal_told.html", context)
