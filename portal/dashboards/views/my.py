"""My work: what waits for me in each of my roles."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


@login_required
def my_work_view(request: HttpRequest) -> HttpResponse:
    """What waits for the person."""
    return render(request, "dashboards/my_work.html", {"items": []})
