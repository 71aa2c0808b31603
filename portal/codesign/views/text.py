"""The text with its threads, its versions, and what changed between them."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from portal.codesign.access import access_project, access_version, public_versions
from portal.codesign.enums import CommentName
from portal.codesign.forms.text import AgreeForm, CommentForm, WriteDownForm
from portal.codesign.permissions import can_agree_version, can_answer, can_comment, moderates
from portal.codesign.selectors.checks import agreement_checks
from portal.codesign.selectors.compare import changes_in, compare
from portal.codesign.selectors.formats import formats_of
from portal.codesign.selectors.projects import phase_of
from portal.codesign.selectors.takeaway import text_document
from portal.codesign.selectors.text import (
    FILTERS,
    comment_counts,
    numbered,
    paragraph_at,
    shown_comments,
    text_page,
    voices_of,
    with_answers,
    wording_in,
)
from portal.codesign.selectors.voices import organisation_speaking
from portal.codesign.services import comment_post, comment_write_down, specification_agree
from portal.codesign.services.comment import shown_name
from portal.common.documents import LARGE, NORMAL, take_away
from portal.common.exceptions import DomainError, NotAllowed
from portal.common.http import PortalRequest

if TYPE_CHECKING:
    from portal.accounts.models import User
    from portal.codesign.models import Project, SpecificationVersion


def names_to_choose(user: "User") -> list[tuple[str, str]]:
    """The names a resident can choose from; people of organisations always give theirs."""
    if organisation_speaking(user):
        return []
    choices = [(CommentName.FIRST, user.first_name or user.display_name), (CommentName.FULL, shown_name(user, "full"))]
    if user.pseudonym:
        choices.append((CommentName.PSEUDONYM, user.pseudonym))
    return [(str(key), name) for key, name in choices] + [(str(CommentName.NONE), "No name")]


def specification_view(request: PortalRequest, ref: str) -> HttpResponse:
    """The newest public text, with threads; a comment form opens in place."""
    project = access_project(request.user, ref)
    return _text(request, project, access_version(project))


def version_detail_view(request: PortalRequest, ref: str, number: int) -> HttpResponse:
    """One public version."""
    project = access_project(request.user, ref)
    return _text(request, project, access_version(project, number), is_chosen=True)


def version_file_view(request: PortalRequest, ref: str, number: int, kind: str) -> HttpResponse:
    """One public version to take away, as PDF or Word; `?size=large` in large print."""
    project = access_project(request.user, ref)
    version = access_version(project, number)
    address = request.build_absolute_uri(reverse("codesign:version_detail", args=[ref, number]))
    size = LARGE if request.GET.get("size") == "large" else NORMAL
    return take_away(text_document(project, version, address, size), f"{ref}-v{number}", kind)


def _text(
    request: PortalRequest, project: "Project", version: "SpecificationVersion", is_chosen: bool = False
) -> HttpResponse:
    """`is_chosen`: the address names the version, so its title does too."""
    public = public_versions(project)
    is_newest = version.number == public[0].number
    decision = can_comment(request.user, project)
    number, form, done = request.GET.get("comment", "").replace("-", "."), None, None
    if number and is_newest and decision:
        form, done = _comment(request, version, number)
    if done:
        return done
    show = request.GET.get("show", "all")
    page = text_page(project, version, request.user, show if show in FILTERS else "all")
    phase, kind = phase_of(project)
    context = {
        "project": project,
        "version": version,
        "versions": public,
        "formats": formats_of(version),
        "page": page,
        "show": show,
        "form": form,
        "open_number": number,
        "is_newest": is_newest,
        "is_chosen": is_chosen,
        "comment": decision,
        "phase": phase,
        "kind": kind,
        "chips": [(key, label, page.counts[key]) for key, label in _CHIPS],
        "answer": can_answer(request.user, project),
        "moderates": moderates(request.user),
        "agree": can_agree_version(request.user, version),
        "section": "codesign",
    }
    return render(request, "codesign/specification.html", context)


_CHIPS = (
    ("all", "All comments"),
    ("waiting", "Waiting for an answer"),
    ("answered", "Answered"),
    ("earlier", "On earlier wording"),
    ("mine", "Mine"),
)


def _comment(
    request: PortalRequest, version: "SpecificationVersion", number: str
) -> tuple[CommentForm | None, HttpResponse | None]:
    paragraph = paragraph_at(version, number)
    if paragraph is None:
        raise Http404
    form = CommentForm(
        request.POST or None, names=names_to_choose(request.user), initial={"suggested_text": paragraph.text}
    )
    if request.method == "POST" and form.is_valid():
        try:
            comment_post(actor=request.user, paragraph=paragraph, **form.cleaned_data)
        except DomainError as error:
            form.refuse(error)
        else:
            told = f"Your comment on {number} is there. The facilitator answers it, and you get an e-mail then."
            if version.project.is_premoderated:
                told = f"Your comment on {number} waits for a moderator. You see it here; others do once it was read."
            messages.success(request, told)
            where = reverse("codesign:specification", args=[version.project.ref]) + f"#p{number.replace('.', '-')}"
            return form, redirect(where)
    return form, None


def thread_view(request: PortalRequest, ref: str, number: str) -> HttpResponse:
    """All comments on one paragraph, however many; on one that was taken out too ("v1-3-2")."""
    project = access_project(request.user, ref)
    version = access_version(project)
    paragraph = paragraph_at(version, number)
    if paragraph is None:
        raise Http404
    is_current = paragraph.section.version_id == version.pk
    now = paragraph if is_current else wording_in(version, paragraph.passage_id)
    if now is not None and number != (here := str(now).replace(".", "-")):
        return redirect("codesign:thread", ref=ref, number=here)
    rows = shown_comments(project, request.user).filter(passage_id=paragraph.passage_id).order_by("-created_at", "-pk")
    page = Paginator(with_answers(rows, request.user), 20).get_page(request.GET.get("page"))
    texts = {paragraph.passage_id: paragraph} if now else {}
    context = {
        "project": project,
        "version": version,
        "paragraph": paragraph,
        "is_gone": now is None,
        "page": page,
        "voices": voices_of(page, version, texts),
        "comment": can_comment(request.user, project),
        "moderates": moderates(request.user),
        "section": "codesign",
    }
    return render(request, "codesign/thread.html", context)


def version_compare_view(request: PortalRequest, ref: str, number: int, other: int) -> HttpResponse:
    """What changed from the earlier to the later version, and why; `?view=one` in one column."""
    project = access_project(request.user, ref)
    if number < other:
        return redirect("codesign:version_compare", ref=ref, number=other, other=number)
    new, old = access_version(project, number), access_version(project, other)
    sections = compare(old, new)
    phase, kind = phase_of(project)
    context: dict[str, Any] = {
        "project": project,
        "new": new,
        "old": old,
        "versions": public_versions(project),
        "sections": sections,
        "changes": changes_in(sections),
        "same_count": sum(len(row.same) for place in sections for row in place.stretches),
        "is_one_column": request.GET.get("view") == "one",
        "comment": can_comment(request.user, project),
        "phase": phase,
        "kind": kind,
        "section": "codesign",
    }
    return render(request, "codesign/version_compare.html", context)


def version_choose_view(request: PortalRequest, ref: str) -> HttpResponse:
    """From the two lists of versions to their comparison."""
    project = access_project(request.user, ref)
    chosen = [request.GET.get(name, "") for name in ("to", "from")]
    if not all(text.isdigit() and len(text) < 5 for text in chosen):
        return redirect("codesign:specification", ref=ref)
    new, old = (access_version(project, int(text)).number for text in chosen)
    return redirect("codesign:version_compare", ref=ref, number=new, other=old)


@login_required
def version_agree_view(request: PortalRequest, ref: str, number: int) -> HttpResponse:
    """The summary before the text is agreed, and agreeing it."""
    project = access_project(request.user, ref)
    version = access_version(project, number)
    if not (decision := can_agree_version(request.user, version)):
        raise NotAllowed(decision.reason, subject=project, who_can=decision.who_can)
    if version.agreed_at:
        return redirect("codesign:version_decision", ref=ref, number=number)
    form = AgreeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            specification_agree(actor=request.user, version=version, reason=form.cleaned_data["reason"])
        except DomainError as error:
            form.refuse(error)
        else:
            return redirect("codesign:version_decision", ref=ref, number=number)
    context = {
        "form": form,
        "project": project,
        "version": version,
        "counts": comment_counts(project, version, request.user),
        "checks": agreement_checks(project, version),
        "heading": f"Agree version {number}",
        "section": "codesign",
    }
    return render(request, "codesign/version_agree.html", context)


def version_decision_view(request: PortalRequest, ref: str, number: int) -> HttpResponse:
    """The receipt of the decision, for whoever decided and for everybody else."""
    project = access_project(request.user, ref)
    version = access_version(project, number)
    if version.agreed_at is None:
        raise Http404
    context = {
        "project": project,
        "version": version,
        "heading": f"Version {number} is agreed",
        "section": "codesign",
    }
    return render(request, "codesign/version_decision.html", context)


@login_required
def comment_write_down_view(request: PortalRequest, ref: str) -> HttpResponse:
    """Write down what was said by phone, by post or in a room."""
    project = access_project(request.user, ref, can_answer)
    version = access_version(project)
    form = WriteDownForm(request.POST or None, paragraphs=numbered(version))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        paragraph = paragraph_at(version, data.pop("paragraph"))
        if paragraph is None:
            raise Http404
        try:
            comment_write_down(actor=request.user, paragraph=paragraph, **data)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, "It is written down, and counts like every other comment.")
            return redirect("codesign:specification", ref=ref)
    context = {"form": form, "project": project, "heading": "Write down what was said", "section": "codesign"}
    return render(request, "codesign/comment_write_down.html", context)
