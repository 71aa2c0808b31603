"""The bare view; everything else is Wagtail's."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path
from wagtail import urls as wagtail_urls

from benchmarks.limit.models import Row


def bare(request: HttpRequest) -> HttpResponse:
    """One query, twenty rows of twelve values, a template of about 20 KB."""
    return render(request, "limit/bare.html", {"rows": Row.objects.order_by("pk")[:20]})


urlpatterns = [path("bare/", bare, name="bare"), path("", include(wagtail_urls))]
