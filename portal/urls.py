"""Where everything is. Addresses are those others rely on."""

from django.urls import include, path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

urlpatterns = [
    path("", include("portal.dashboards.urls")),
    path("accounts/", include("allauth.urls")),
    path("account/", include("portal.accounts.urls")),
    path("cms/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    path("cms/password_reset/", RedirectView.as_view(pattern_name="account_reset_password")),
    path("cms/", include(wagtailadmin_urls)),
    path("organisations/", include("portal.organisations.urls")),
    path("", include("portal.marketplace.urls")),
    path("co-design/", include("portal.codesign.urls")),
    path("outcomes/", include("portal.outcomes.urls")),
    path("alliances/", include("portal.alliances.urls")),
    path("tenders/", include("portal.tenders.urls")),
    path("contracts/", include("portal.tenders.urls.contracts")),
    path("budgets/", include("portal.budgets.urls")),
    path("search/", include("search.urls")),
    path("api/", include("portal.api")),
    path("", include(wagtail_urls)),
]
