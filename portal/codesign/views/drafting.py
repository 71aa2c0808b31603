"""Writing the draft: sections, paragraphs, a Word file, publishing."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from portal.codesign.access import access_draft, access_project
from portal.codesign.forms.text import ParagraphForm, PublishForm, SectionForm, WordFileForm
from portal.codesign.permissions import can_edit_text, can_publish_version
from portal.codesign.rules.word import DraftSection, read_word
from portal.codesign.selectors.draft import draft_text, outcome_of, section_at, suggestions_for
from portal.codesign.selectors.formats import must_promise_formats
from portal.codesign.selectors.text import paragraph_at
from portal.codesign.services import specification_draft, specification_framework_create, specification_publish
from portal.codesign.services.text import (
    paragraph_add,
    paragraph_edit,
    paragraph_move,
    paragraph_remove,
    paragraph_use_suggestion,
    section_add,
    section_edit,
    section_move,
    section_remove,
    text_replace,
)
from portal.common.exceptions import DomainError
from portal.common.filetypes import DOCX, checked_type
from portal.common.http import PortalRequest
from portal.outcomes.permissions import can_create_framework

if TYPE_CHECKING:
    from portal.codesign.models import SpecificationVersion

SALT = "codesign.word"


@login_required
@require_POST
def draft_start_view(request: PortalRequest, ref: str) -> HttpResponse:
    """Begin a new draft."""
    project = access_project(request.user, ref, can_edit_text)
    specification_draft(actor=request.user, project=project)
    return redirect("codesign:draft_detail", ref=ref)


@login_required
def draft_detail_view(request: PortalRequest, ref: str) -> HttpResponse:
    """The draft with its acts."""
    draft = access_draft(request.user, ref)
    context = {
        "draft": draft,
        "project": draft.project,
        "sections": draft_text(draft),
        "publish": can_publish_version(request.user, draft),
        "outcomes": bool(draft.framework) or bool(can_create_framework(request.user, draft.project.organisation)),
        "section": "codesign",
    }
    return render(request, "codesign/draft_detail.html", context)


@login_required
def draft_upload_view(request: PortalRequest, ref: str) -> HttpResponse:
    """Read a Word file, show what becomes of it, then put it in place of the draft."""
    draft = access_draft(request.user, ref)
    context = {
        "draft": draft,
        "project": draft.project,
        "heading": "Upload the text as a Word file",
        "section": "codesign",
    }
    if request.POST.get("kept"):
        return _use_file(request, draft)
    form = WordFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            content = upload.read()
            checked_type(content, DOCX)
            read = read_word(content)
        except DomainError as error:
            form.refuse(error, "file")
        else:
            data = {"name": upload.name, "sections": [(part.title, part.paragraphs) for part in read.sections]}
            kept = signing.dumps(data, salt=SALT, compress=True)
            outcome = outcome_of(draft, read.sections)
            context |= {"parts": read.sections, "notes": read.notes, "kept": kept, "name": upload.name}
            return render(request, "codesign/draft_preview.html", context | {"outcome": outcome})
    return render(request, "codesign/draft_upload.html", context | {"form": form})


def _use_file(request: PortalRequest, draft: "SpecificationVersion") -> HttpResponse:
    """Put what was shown in place of the draft; only what this site itself showed is taken."""
    try:
        kept = signing.loads(request.POST["kept"], salt=SALT, max_age=86400)
    except signing.BadSignature:
        messages.error(request, "That was read too long ago. Choose the file again.")
        return redirect("codesign:draft_upload", ref=draft.project.ref)
    parts = [DraftSection(title, texts) for title, texts in kept["sections"]]
    text_replace(actor=request.user, version=draft, file_name=kept["name"], sections=parts)
    messages.success(request, "The text of the file is now the draft.")
    return redirect("codesign:draft_detail", ref=draft.project.ref)


@login_required
def section_add_view(request: PortalRequest, ref: str) -> HttpResponse:
    """A new section."""
    draft = access_draft(request.user, ref)
    form = SectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        section_add(actor=request.user, version=draft, title=form.cleaned_data["title"])
        return redirect("codesign:draft_detail", ref=ref)
    return render(
        request,
        "codesign/draft_form.html",
        {"form": form, "project": draft.project, "heading": "Add a section", "section": "codesign"},
    )


@login_required
def section_edit_view(request: PortalRequest, ref: str, number: int) -> HttpResponse:
    """Another heading."""
    draft = access_draft(request.user, ref)
    part = section_at(draft, number)
    form = SectionForm(request.POST or None, initial={"title": part.title})
    if request.method == "POST" and form.is_valid():
        section_edit(actor=request.user, section=part, title=form.cleaned_data["title"])
        return redirect("codesign:draft_detail", ref=ref)
    return render(
        request,
        "codesign/draft_form.html",
        {"form": form, "project": draft.project, "heading": f"Section {number}", "section": "codesign"},
    )


@login_required
def section_remove_view(request: PortalRequest, ref: str, number: int) -> HttpResponse:
    """Take out a section, after asking."""
    draft = access_draft(request.user, ref)
    part = section_at(draft, number)
    if request.method == "POST":
        section_remove(actor=request.user, section=part)
        return redirect("codesign:draft_detail", ref=ref)
    what = f"Section {part.position}, “{part.title}”, with all its paragraphs"
    return render(
        request,
        "codesign/draft_remove.html",
        {"project": draft.project, "what": what, "heading": "Take out a section", "section": "codesign"},
    )


@login_required
@require_POST
def section_move_view(request: PortalRequest, ref: str, number: int) -> HttpResponse:
    """One place up or down."""
    part = section_at(access_draft(request.user, ref), number)
    moved = section_move(actor=request.user, section=part, up=request.POST.get("way") == "up")
    return redirect(reverse("codesign:draft_detail", args=[ref]) + f"#s{moved.position}")


@login_required
def paragraph_add_view(request: PortalRequest, ref: str, number: int) -> HttpResponse:
    """A new paragraph in a section."""
    draft = access_draft(request.user, ref)
    part = section_at(draft, number)
    form = ParagraphForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        paragraph = paragraph_add(actor=request.user, section=part, text=form.cleaned_data["text"])
        return redirect(reverse("codesign:draft_detail", args=[ref]) + f"#p{number}-{paragraph.position}")
    return render(
        request,
        "codesign/draft_form.html",
        {
            "form": form,
            "project": draft.project,
            "heading": f"Add a paragraph to section {number}",
            "section": "codesign",
        },
    )


@login_required
def paragraph_edit_view(request: PortalRequest, ref: str, number: str) -> HttpResponse:
    """Other words for a paragraph, with what people suggested beside it."""
    draft = access_draft(request.user, ref)
    paragraph = paragraph_at(draft, number)
    if paragraph is None:
        raise Http404
    form = ParagraphForm(request.POST or None, initial={"text": paragraph.text})
    if request.method == "POST" and form.is_valid():
        paragraph_edit(actor=request.user, paragraph=paragraph, text=form.cleaned_data["text"])
        return redirect(reverse("codesign:draft_detail", args=[ref]) + f"#p{number.replace('.', '-')}")
    context = {
        "form": form,
        "project": draft.project,
        "paragraph": paragraph,
        "suggestions": suggestions_for(paragraph),
        "heading": f"Paragraph {paragraph}",
        "section": "codesign",
    }
    return render(request, "codesign/paragraph_edit.html", context)


@login_required
@require_POST
def paragraph_move_view(request: PortalRequest, ref: str, number: str) -> HttpResponse:
    """One place up or down."""
    paragraph = paragraph_at(access_draft(request.user, ref), number)
    if paragraph is None:
        raise Http404
    moved = paragraph_move(actor=request.user, paragraph=paragraph, up=request.POST.get("way") == "up")
    return redirect(reverse("codesign:draft_detail", args=[ref]) + f"#p{paragraph.section.position}-{moved.position}")


@login_required
@require_POST
def paragraph_use_view(request: PortalRequest, ref: str, number: str) -> HttpResponse:
    """Use the words that somebody suggested."""
    paragraph = paragraph_at(access_draft(request.user, ref), number)
    chosen = request.POST.get("comment", "")
    comment = next((c for c in suggestions_for(paragraph) if str(c.pk) == chosen), None) if paragraph else None
    if paragraph is None or comment is None:
        raise Http404
    paragraph_use_suggestion(actor=request.user, paragraph=paragraph, comment=comment)
    messages.success(request, "The suggested words stand in the draft now.")
    return redirect("codesign:draft_detail", ref=ref)


@login_required
def paragraph_remove_view(request: PortalRequest, ref: str, number: str) -> HttpResponse:
    """Take out a paragraph, after asking."""
    draft = access_draft(request.user, ref)
    paragraph = paragraph_at(draft, number)
    if paragraph is None:
        raise Http404
    if request.method == "POST":
        paragraph_remove(actor=request.user, paragraph=paragraph)
        return redirect("codesign:draft_detail", ref=ref)
    what = f"Paragraph {paragraph}: “{paragraph.text[:200]}”"
    return render(
        request,
        "codesign/draft_remove.html",
        {"project": draft.project, "what": what, "heading": "Take out a paragraph", "section": "codesign"},
    )


@login_required
@require_POST
def draft_outcomes_view(request: PortalRequest, ref: str) -> HttpResponse:
    """Open the outcomes of the draft, made when there are none."""
    draft = access_draft(request.user, ref)
    framework = specification_framework_create(actor=request.user, version=draft)
    back = reverse("codesign:draft_detail", args=[ref])
    return redirect(reverse("outcomes:framework_detail", args=[framework.ref]) + f"?next={back}")


@login_required
def draft_publish_view(request: PortalRequest, ref: str) -> HttpResponse:
    """The summary before a version is published, and publishing it."""
    draft = access_draft(request.user, ref)
    form = PublishForm(
        request.POST or None,
        initial={"summary_of_changes": draft.summary_of_changes},
        needs_formats=must_promise_formats(draft),
    )
    decision = can_publish_version(request.user, draft)
    if request.method == "POST" and form.is_valid():
        try:
            specification_publish(actor=request.user, version=draft, **form.cleaned_data)
        except DomainError as error:
            form.refuse(error, "summary_of_changes")
        else:
            messages.success(request, f"Version {draft.number} is published. Everybody can read it and comment.")
            return redirect("codesign:specification", ref=ref)
    sections = draft_text(draft)
    context = {
        "form": form,
        "draft": draft,
        "project": draft.project,
        "decision": decision,
        "sections": sections,
        "paragraph_count": sum(len(part.paragraphs.all()) for part in sections),
        "heading": f"Publish version {draft.number}",
        "section": "codesign",
    }
    return render(request, "codesign/draft_publish.html", context)
