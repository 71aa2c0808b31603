"""Addresses of contracts."""

from django.urls import path

from portal.tenders.views import contract

app_name = "contracts"
urlpatterns = [
    path("", contract.contract_list_view, name="contract_list"),
    path("<str:ref>/", contract.contract_detail_view, name="contract_detail"),
    path("<str:ref>/sign/", contract.contract_sign_view, name="contract_sign"),
]
