from django.urls import path

from portal.dashboards.views import my

app_name = "dashboards"
urlpatterns = [
    path("my/", my.my_work_view, name="my_work"),
]
