from django.urls import path

from portal.budgets import urls_personal
from portal.budgets.views import (
    allocation,
    commitment,
    contribution,
    fund,
    payment,
    period,
    public,
    release,
    result,
    virement,
)

app_name = "budgets"
POOL = "pools/<str:ref>/"
CONTRACT = "contracts/<str:ref>/"
RESULT = f"{CONTRACT}results/<str:result_ref>/"

urlpatterns = [
    *urls_personal.urlpatterns,
    path("", public.fund_list_view, name="fund_list"),
    path("pools/new/", fund.fund_create_view, name="fund_create"),
    path(POOL, public.fund_detail_view, name="fund_detail"),
    path(f"{POOL}data.csv", public.fund_csv_view, name="fund_csv"),
    path(f"{POOL}data.json", public.fund_json_view, name="fund_json"),
    path(f"{POOL}manage/", fund.fund_manage_view, name="fund_manage"),
    path(f"{POOL}ledger/", fund.ledger_view, name="ledger_detail"),
    path(f"{POOL}people/new/", fund.person_add_view, name="person_add"),
    path(f"{POOL}people/<int:number>/end/", fund.person_end_view, name="person_end"),
    path(f"{POOL}schemes/new/", fund.scheme_add_view, name="scheme_add"),
    path(f"{POOL}schemes/<int:number>/forecast/", fund.scheme_forecast_view, name="scheme_forecast"),
    path(f"{POOL}contributions/new/", contribution.contribution_propose_view, name="contribution_propose"),
    path(f"{POOL}contributions/<int:number>/", contribution.contribution_detail_view, name="contribution_detail"),
    path(
        f"{POOL}contributions/<int:number>/decide/", contribution.contribution_decide_view, name="contribution_decide"
    ),
    path(
        f"{POOL}contributions/<int:number>/receive/",
        contribution.contribution_receive_view,
        name="contribution_receive",
    ),
    path(f"{POOL}allocations/new/", allocation.allocation_prepare_view, name="allocation_prepare"),
    path(f"{POOL}virements/new/", virement.virement_prepare_view, name="virement_prepare"),
    path("virements/<str:ref>/", virement.virement_detail_view, name="virement_detail"),
    path("virements/<str:ref>/decide/", virement.virement_decide_view, name="virement_decide"),
    path("virements/<str:ref>/withdraw/", virement.virement_withdraw_view, name="virement_withdraw"),
    path("allocations/<str:ref>/", allocation.allocation_detail_view, name="allocation_detail"),
    path("allocations/<str:ref>/decide/", allocation.allocation_decide_view, name="allocation_decide"),
    path("allocations/<str:ref>/withdraw/", allocation.allocation_withdraw_view, name="allocation_withdraw"),
    path(CONTRACT, public.contract_money_view, name="contract_money"),
    path(f"{CONTRACT}promise/", commitment.commitment_prepare_view, name="commitment_prepare"),
    path(f"{CONTRACT}release/", release.release_prepare_view, name="release_prepare"),
    path("releases/<str:ref>/", release.release_detail_view, name="release_detail"),
    path("releases/<str:ref>/decide/", release.release_decide_view, name="release_decide"),
    path("releases/<str:ref>/withdraw/", release.release_withdraw_view, name="release_withdraw"),
    path(f"{POOL}months/<int:year>/<int:month>/close/", period.period_prepare_view, name="period_prepare"),
    path("months/<str:ref>/", period.period_detail_view, name="period_detail"),
    path("months/<str:ref>/decide/", period.period_decide_view, name="period_decide"),
    path("months/<str:ref>/withdraw/", period.period_withdraw_view, name="period_withdraw"),
    path("commitments/<str:ref>/", commitment.commitment_detail_view, name="commitment_detail"),
    path("commitments/<str:ref>/decide/", commitment.commitment_decide_view, name="commitment_decide"),
    path("commitments/<str:ref>/withdraw/", commitment.commitment_withdraw_view, name="commitment_withdraw"),
    path(f"{CONTRACT}results/new/", result.result_choose_view, name="result_choose"),
    path(f"{CONTRACT}results/new/<int:number>/<int:position>/", result.result_report_view, name="result_report"),
    path(RESULT, result.result_detail_view, name="result_detail"),
    path(f"{RESULT}correct/", result.result_correct_view, name="result_correct"),
    path(f"{RESULT}file/", result.result_file_view, name="result_file"),
    path(f"{RESULT}pay/", payment.payment_prepare_view, name="payment_prepare"),
    path(f"{CONTRACT}payments/new/", payment.payment_prepare_fixed_view, name="payment_prepare_fixed"),
    path("payments/<str:ref>/", payment.payment_detail_view, name="payment_detail"),
    path("payments/<str:ref>/decide/", payment.payment_decide_view, name="payment_decide"),
    path("payments/<str:ref>/withdraw/", payment.payment_withdraw_view, name="payment_withdraw"),
]
