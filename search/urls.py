"""One search over everything the asker may see."""

from django.urls import path

from search import views

app_name = "search"
urlpatterns = [
    path("", views.results_view, name="results"),
    path("suggest", views.suggest_view, name="suggest"),
]
