"""What belongs to no single stage: my work, the record, health, and the demo's own pages."""

from django.urls import path

from portal.dashboards.views import demo, health, my, record, seeing, sitemap

app_name = "dashboards"
# Each stands below the thing it is about. Who may know of the thing is asked at the thing's own door.
WHO_SEES = (
    ("project", "co-design/<str:ref>/", "codesign.project"),
    ("comment", "co-design/<str:ref>/comments/<int:comment_id>/", "codesign.comment"),
    ("alliance", "alliances/<str:ref>/", "alliances.alliance"),
    ("procurement", "tenders/<str:ref>/", "tenders.procurement"),
    ("evaluation", "tenders/<str:ref>/evaluation/", "tenders.evaluation"),
    ("bid", "tenders/<str:ref>/bids/<str:bid_ref>/", "tenders.bid"),
    ("contract", "contracts/<str:ref>/", "tenders.contract"),
    ("fund", "budgets/pools/<str:ref>/", "budgets.fund"),
    ("budget", "budgets/personal/<str:ref>/", "budgets.personal"),
    ("answers", "outcomes/mine/<str:ref>/", "outcomes.sheet"),
)
urlpatterns = [
    path("my/", my.my_work_view, name="my_work"),
    path("record/", record.record_list_view, name="record_list"),
    *(
        path(f"{base}who-sees/", seeing.who_sees_view, {"kind": kind}, name=f"who_sees_{name}")
        for name, base, kind in WHO_SEES
    ),
    path("healthz", health.healthz_view, name="healthz"),
    path("readyz", health.readyz_view, name="readyz"),
    path("robots.txt", sitemap.robots_view, name="robots"),
    path("sitemap.xml", sitemap.sitemap_view, name="sitemap"),
    path("sitemap-<slug:section>.xml", sitemap.sitemap_part_view, name="sitemap_part"),
    path("demo/outbox/", demo.demo_outbox_view, name="demo_outbox"),
    path("demo/outbox/<int:number>/", demo.demo_message_view, name="demo_message"),
    path("demo/clock/", demo.demo_clock_view, name="demo_clock"),
]
