"""What belongs to no single stage: my work, the record, health, and the demo's own pages."""

from django.urls import path

from portal.dashboards.views import demo, health, my, record, sitemap

app_name = "dashboards"
urlpatterns = [
    path("my/", my.my_work_view, name="my_work"),
    path("record/", record.record_list_view, name="record_list"),
    path("healthz", health.healthz_view, name="healthz"),
    path("readyz", health.readyz_view, name="readyz"),
    path("robots.txt", sitemap.robots_view, name="robots"),
    path("sitemap.xml", sitemap.sitemap_view, name="sitemap"),
    path("sitemap-<slug:section>.xml", sitemap.sitemap_part_view, name="sitemap_part"),
    path("demo/outbox/", demo.demo_outbox_view, name="demo_outbox"),
    path("demo/outbox/<int:number>/", demo.demo_message_view, name="demo_message"),
    path("demo/clock/", demo.demo_clock_view, name="demo_clock"),
]
