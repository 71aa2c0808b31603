"""Addresses of openings, declarations, scoring, moderation and the order of the bids."""

from django.urls import path

from portal.tenders.views import declaration, moderation, opening, ranking, scoring

_HUB = "<str:ref>/evaluation/"
_LOT = _HUB + "lots/<int:lot>/"

urlpatterns = [
    path("<str:ref>/bids/<str:bid_ref>/price/explain/", ranking.price_explain_view, name="price_explain"),
    path(_HUB, opening.evaluation_detail_view, name="evaluation_detail"),
    path(_HUB + "opening/", opening.opening_detail_view, name="opening_detail"),
    path(_HUB + "opening/start/", opening.opening_start_view, name="opening_start"),
    path(_HUB + "opening/confirm/", opening.opening_confirm_view, name="opening_confirm"),
    path(_HUB + "declare/", declaration.declaration_make_view, name="declaration_make"),
    path(_HUB + "declarations/", declaration.declaration_list_view, name="declaration_list"),
    path(_HUB + "declarations/<int:number>/", declaration.declaration_decide_view, name="declaration_decide"),
    path(_HUB + "ranking/", ranking.ranking_first_view, name="ranking_first"),
    path(_LOT + "bids/<str:letter>/compliance/", scoring.compliance_decide_view, name="compliance_decide"),
    path(_LOT + "bids/<str:letter>/answers/<int:number>/", scoring.answer_read_view, name="answer_read"),
    path(_LOT + "bids/<str:letter>/answers/<int:number>/<str:slot>/", scoring.answer_file_view, name="answer_file"),
    path(_LOT + "scoring/", scoring.scoring_detail_view, name="scoring_detail"),
    path(_LOT + "scoring/start/", scoring.scoring_start_view, name="scoring_start"),
    path(_LOT + "scoring/submit/", scoring.score_submit_view, name="score_submit"),
    path(_LOT + "scoring/close/", scoring.scoring_close_view, name="scoring_close"),
    path(_LOT + "scoring/absences/<int:number>/", scoring.absence_log_view, name="absence_log"),
    path(_LOT + "scoring/<int:number>/<str:letter>/", scoring.score_save_view, name="score_save"),
    path(_LOT + "moderation/", moderation.moderation_detail_view, name="moderation_detail"),
    path(_LOT + "moderation/scores.csv", moderation.moderation_numbers_view, name="moderation_numbers"),
    path(_LOT + "moderation/lock/", moderation.quality_lock_view, name="quality_lock"),
    path(_LOT + "moderation/<int:number>/<str:letter>/", moderation.consensus_record_view, name="consensus_record"),
    path(_LOT + "prices/open/", ranking.price_open_view, name="price_open"),
    path(_LOT + "prices/<str:letter>/ask/", ranking.price_ask_view, name="price_ask"),
    path(_LOT + "prices/<str:letter>/decide/", ranking.price_decide_view, name="price_decide"),
    path(_LOT + "ranking/", ranking.ranking_detail_view, name="ranking_detail"),
    path(_LOT + "ranking/make/", ranking.ranking_make_view, name="ranking_make"),
]
