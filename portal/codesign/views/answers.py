"""You said, we did."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from portal.codesign.access import access_project, access_version, public_versions
from portal.codesign.enums import AnswerOutcome
from portal.codesign.forms.text import AnswerForm, ChangedForm
from portal.codesign.permissions import can_answer
from portal.codesign.selectors.answers import (
    answer_in,
    answers_of,
    comments_on,
    people_by_channel,
    unanswered_comments,
)
from portal.codesign.selectors.projects import numbers_of, phase_of
from portal.codesign.selectors.text import STATUS, numbered, paragraph_at
from portal.codesign.services import answer_give, answer_link, project_report
from portal.common.clock import today
from portal.common.exceptions import DomainError
from portal.common.http import PortalRequest

if TYPE_CHECKING:
    from portal.codesign.models import Comment, Project

GROUPS = (
    ("changed", "What we changed", "changed the text", (AnswerOutcome.CHANGED,)),
    (
        "partly",
        "What we changed in part, or will do later",
        "changed it in part, or will later",
        (AnswerOutcome.PARTLY, AnswerOutcome.LATER),
    ),
    ("not", "What we did not change, and why", "did not change it, with reasons", (AnswerOutcome.NOT_CHANGED,)),
)
WE = {
    AnswerOutcome.CHANGED: "We did",
    AnswerOutcome.PARTLY: "We did some of it",
    AnswerOutcome.LATER: "We will",
    AnswerOutcome.NOT_CHANGED: "We did not",
}


def answered_list_view(request: PortalRequest, ref: str) -> HttpResponse:
    """The public account: what people said, what was done with it, and what was not."""
    project = access_project(request.user, ref)
    answers, numbers = list(answers_of(project)), numbers_of(project)
    groups, tally = [], []
    for key, title, label, outcomes in GROUPS:
        rows = [(row, *STATUS[AnswerOutcome(row.outcome)], WE[AnswerOutcome(row.outcome)]) for row in answers]
        rows = [row for row in rows if row[0].outcome in outcomes]
        if rows:
            groups.append((key, title, rows))
            tally.append((len({c.pk for row in rows for c in row[0].comments.all()}), label, f"#{key}"))
    if tally and numbers["waiting"]:
        tally.append((numbers["waiting"], "waiting for an answer", ""))
    public = public_versions(project)
    phase, kind = phase_of(project)
    context = {
        "project": project,
        "groups": groups,
        "tally": tally,
        "numbers": numbers,
        "channels": [
            (name, figure.value or 0, str(figure)) for name, figure in people_by_channel(project).rows.items()
        ],
        "newest": public[0] if public else None,
        "agreed": next((row for row in public if row.agreed_at), None),
        "answer": can_answer(request.user, project),
        "phase": phase,
        "kind": kind,
        "section": "codesign",
    }
    return render(request, "codesign/answered_list.html", context)


@login_required
def answer_list_view(request: PortalRequest, ref: str) -> HttpResponse:
    """What still waits for an answer, the oldest first."""
    project = access_project(request.user, ref, can_answer)
    context = {"project": project, "rows": unanswered_comments(project), "section": "codesign"}
    return render(request, "codesign/answer_list.html", context)


@login_required
def answer_give_view(request: PortalRequest, ref: str, comment_id: int) -> HttpResponse:
    """Answer a comment, and others on the same passage with it."""
    project = access_project(request.user, ref, can_answer)
    first = next((row.comment for row in unanswered_comments(project) if row.comment.pk == comment_id), None)
    if first is None:
        raise Http404
    return _answer(request, project, comments_on(project, first.passage_id), [first])


@login_required
def answer_together_view(request: PortalRequest, ref: str) -> HttpResponse:
    """Answer comments on several paragraphs that are about the same thing."""
    project = access_project(request.user, ref, can_answer)
    wanted = set(request.GET.getlist("comment"))
    chosen = [row.comment for row in unanswered_comments(project) if str(row.comment.pk) in wanted]
    if not chosen:
        messages.warning(request, "Tick the comments that you want to answer together.")
        return redirect("codesign:answer_list", ref=ref)
    return _answer(request, project, chosen, chosen)


def _answer(
    request: PortalRequest, project: "Project", waiting: "list[Comment]", chosen: "list[Comment]"
) -> HttpResponse:
    version = access_version(project)
    form = AnswerForm(
        request.POST or None,
        comments=[(str(c.pk), f"{c.shown_as}, on {c.paragraph}: {c.body[:160]}") for c in waiting],
        paragraphs=numbered(version),
        initial={
            "comments": [str(c.pk) for c in chosen],
            "decided_by": str(request.user),
            "decided_on": today(),
        },
    )
    if request.method == "POST" and form.is_valid():
        data: dict[str, Any] = form.cleaned_data
        ticked, number = set(data.pop("comments")), data.pop("changed")
        try:
            answer_give(
                actor=request.user,
                project=project,
                comments=[c for c in waiting if str(c.pk) in ticked],
                changed=paragraph_at(version, number) if number else None,
                **data,
            )
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, "The answer is public, and everybody who said it gets an e-mail.")
            return redirect("codesign:answer_list", ref=project.ref)
    context = {
        "form": form,
        "project": project,
        "wordings": {str(c.paragraph): c.paragraph.text for c in chosen},
        "heading": "Answer what people said",
        "section": "codesign",
    }
    return render(request, "codesign/answer_give.html", context)


@login_required
def answer_link_view(request: PortalRequest, ref: str, answer_id: int) -> HttpResponse:
    """Say which paragraph an answer changed."""
    project = access_project(request.user, ref, can_answer)
    answer, version = answer_in(project, answer_id), access_version(project)
    if answer is None:
        raise Http404
    form = ChangedForm(request.POST or None, paragraphs=numbered(version))
    if request.method == "POST" and form.is_valid():
        changed = paragraph_at(version, form.cleaned_data["changed"])
        if changed is None:
            raise Http404
        try:
            answer_link(actor=request.user, answer=answer, changed=changed)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, f"The answer points at {changed} now.")
            return redirect("codesign:answered_list", ref=ref)
    context = {"form": form, "project": project, "answer": answer, "section": "codesign"}
    return render(request, "codesign/answer_link.html", context | {"heading": "Which paragraph changed?"})


@login_required
def project_report_view(request: PortalRequest, ref: str) -> HttpResponse:
    """Report back: the summary, and doing it."""
    project = access_project(request.user, ref, can_answer)
    waiting = unanswered_comments(project)
    if request.method == "POST":
        project_report(actor=request.user, project=project)
        messages.success(request, "The project has reported back.")
        return redirect("codesign:answered_list", ref=ref)
    context = {"project": project, "waiting": waiting, "heading": "Report back", "section": "codesign"}
    return render(request, "codesign/project_report.html", context)
