"""Addresses of bids. Everybody but a bid's own members gets 404 from all of them."""

from django.urls import path

from portal.tenders.views import bid, bid_acts, bid_parts

_BID = "<str:ref>/bids/<str:bid_ref>/"

urlpatterns = [
    path("<str:ref>/bids/start/", bid.bid_start_view, name="bid_start"),
    path(_BID, bid.bid_detail_view, name="bid_detail"),
    path(f"{_BID}preview/", bid.bid_preview_view, name="bid_preview"),
    path(f"{_BID}copy/", bid.bid_copy_view, name="bid_copy"),
    path(f"{_BID}answers/<int:number>/", bid_parts.bid_answer_view, name="bid_answer"),
    path(f"{_BID}price/", bid_parts.bid_price_view, name="bid_price"),
    path(f"{_BID}declarations/", bid_parts.bid_declarations_view, name="bid_declarations"),
    path(f"{_BID}files/", bid_parts.bid_files_view, name="bid_files"),
    path(f"{_BID}files/<slug:slot>/", bid_parts.bid_file_view, name="bid_file"),
    path(f"{_BID}files/<slug:slot>/remove/", bid_parts.bid_file_remove_view, name="bid_file_remove"),
    path(f"{_BID}ask/", bid_acts.bid_signatures_ask_view, name="bid_signatures_ask"),
    path(f"{_BID}sign/", bid_acts.bid_sign_view, name="bid_sign"),
    path(f"{_BID}submit/", bid_acts.bid_submit_view, name="bid_submit"),
    path(f"{_BID}receipt/<int:number>/", bid_acts.bid_receipt_view, name="bid_receipt"),
    path(f"{_BID}withdraw/", bid_acts.bid_withdraw_view, name="bid_withdraw"),
    path(f"{_BID}reopen/", bid_acts.bid_reopen_view, name="bid_reopen"),
]
