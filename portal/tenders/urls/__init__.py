from portal.tenders.urls import awards, bids, evaluation, procurement

app_name = "tenders"
urlpatterns = [
    *procurement.urlpatterns,
    *bids.urlpatterns,
    *evaluation.urlpatterns,
    *awards.urlpatterns,
]
