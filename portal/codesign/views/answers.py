"""You said, we did."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from portal.codesign.access import access_project
from portal.codesign.enums import AnswerOutcome
from portal.codesign.forms.text import AnswerForm
from portal.codesign.permissions import can_answer
from portal.codesign.selectors.answers import answers_of, comments_on, unanswered_comments
from portal.codesign.selectors.projects import numbers_of
from portal.codesign.selectors.text import STATUS
from portal.codesign.services import answer_give, project_report
from portal.common.clock import today
from portal.common.exceptions import DomainError
from portal.common.http import PortalRequest


def answered_list_view(request: PortalRequest, ref: str) -> HttpResponse:
    """The public account: what people said, what was done with it, and what was not."""
    project = access_project(request.user, ref)
    groups = []
    answers = list(answers_of(project))
    for outcome, title in (
        (AnswerOutcome.CHANGED, "What we changed"),
        (AnswerOutcome.PARTLY, "What we changed in part"),
        (AnswerOutcome.NOT_CHANGED, "What we did not change, and why"),
        (AnswerOutcome.LATER, "What comes later"),
    ):
        rows = [(answer, *STATUS[outcome]) for answer in answers if answer.outcome == outcome]
        if rows:
            groups.append((outcome.value, title, rows))
    tally = [(sum(len(a.comments.all()) for a, *_ in rows), title.lower(), f"#{key}") for key, title, rows in groups]
    context = {
        "project": project,
        "groups": groups,
        "tally": tally,
        "numbers": numbers_of(project),
        "answer": can_answer(request.user, project),
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
    waiting = comments_on(project, first.passage_id)
    choices = [(str(c.pk), f"{c.shown_as}: {c.body[:160]}") for c in waiting]
    initial = {"comments": [str(comment_id)], "decided_by": str(request.user), "decided_on": today()}
    form = AnswerForm(request.POST or None, comments=choices, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        wanted = set(data.pop("comments"))
        chosen = [c for c in waiting if str(c.pk) in wanted]
        try:
            answer_give(actor=request.user, project=project, comments=chosen, **data)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, "The answer is public, and everybody who said it gets an e-mail.")
            return redirect("codesign:answer_list", ref=ref)
    context = {
        "form": form,
        "project": project,
        "comment": first,
        "heading": "Answer what people said",
        "section": "codesign",
    }
    return render(request, "codesign/answer_give.html", context)


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
