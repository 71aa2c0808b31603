"""The page of results, and suggestions while somebody types."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from search.asked import read
from search.page import results_page, suggestions
from search.text import clean

JSON = "application/json"


@require_safe
@never_cache
def results_view(request: HttpRequest) -> HttpResponse:
    """Everything the asker may see that fits."""
    return render(request, "search/results.html", results_page(request.user, read(request.GET)))


@require_safe
@never_cache
def suggest_view(request: HttpRequest) -> HttpResponse:
    """As JSON for a script, as lines for htmx, as a page for everybody else."""
    typed = clean(request.GET.get("q", ""))[:200]
    found = suggestions(request.user, typed)
    if request.headers.get("HX-Request"):
        return render(request, "search/_suggestions.html", {"suggestions": found, "typed": typed})
    if JSON in request.headers.get("Accept", "") or request.GET.get("format") == "json":
        return JsonResponse({"q": typed, "suggestions": [each.__dict__ for each in found]})
    return render(request, "search/suggest.html", {"suggestions": found, "typed": typed})
