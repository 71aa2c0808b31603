"""Addresses of decisions, letters, notices, standstills and representations."""

from django.urls import path

from portal.tenders.views import award, feedback, representation

_AWARD = "<str:ref>/award/"
_LOT = _AWARD + "lots/<int:lot>/"
_ASKED = _LOT + "representations/<int:number>/"

urlpatterns = [
    path("<str:ref>/bids/<str:bid_ref>/letter/", feedback.letter_detail_view, name="letter_detail"),
    path(_AWARD, award.award_detail_view, name="award_detail"),
    path(_LOT, award.award_detail_view, name="award_lot"),
    path(_LOT + "recommend/", award.award_recommend_view, name="award_recommend"),
    path(_LOT + "approve/", award.award_approve_view, name="award_approve"),
    path(_LOT + "return/", award.award_return_view, name="award_return"),
    path(_LOT + "letters/write/", feedback.letter_make_view, name="letter_make"),
    path(_LOT + "letters/send/", feedback.letter_send_view, name="letter_send"),
    path(_LOT + "letters/<slug:letter>/", feedback.letter_review_view, name="letter_review"),
    path(_LOT + "notices/<slug:kind>/", award.notice_publish_view, name="notice_publish"),
    path(_LOT + "confirm/", award.award_confirm_view, name="award_confirm"),
    path(_LOT + "abandon/", award.award_abandon_view, name="award_abandon"),
    path(_LOT + "again/", award.award_repeat_view, name="award_repeat"),
    path(_LOT + "standstill/", representation.standstill_detail_view, name="standstill_detail"),
    path(_LOT + "representations/make/", representation.representation_make_view, name="representation_make"),
    path(_ASKED, representation.representation_detail_view, name="representation_detail"),
    path(_ASKED + "review/", representation.representation_review_view, name="representation_review"),
    path(_LOT + "decide/", representation.further_decide_view, name="further_decide"),
]
