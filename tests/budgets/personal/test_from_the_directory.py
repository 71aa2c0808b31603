"""From a service of the directory into one's own plan, and what follows from its provider."""

from typing import Any

from portal.budgets.models import PlanLine, SpendLine
from tests.budgets.personal import factories as make
from tests.characters import Cast
from tests.marketplace.factories import bare_service
from tests.organisations.factories import joined


def _add(client: Any, ref: str, uuid: Any, **data: str) -> Any:
    wish = {"name": "Swimming", "category": "activity", "part": "2", "planned_pence": "20", **data}
    return client.post(f"/budgets/personal/{ref}/plan/lines/new/?service={uuid}", wish)


def test_a_service_leads_into_the_plan_with_its_name_and_provider(cast: Cast) -> None:
    budget, service = make.planning(cast), bare_service(cast)
    holder = cast.client("holder")
    way = f"/budgets/personal/add/{service.uuid}/"
    assert way in holder.get(f"/marketplace/services/{service.uuid}/").text
    assert way not in cast.client().get(f"/marketplace/services/{service.uuid}/").text
    form = holder.get(way, follow=True)
    assert service.name in form.text
    assert _add(holder, budget.ref, service.uuid).status_code == 302
    line = PlanLine.objects.get()
    assert (line.service, line.provider_name) == (service, service.organisation.name)
    assert "You have no plan that is open now" in cast.client("member").get(way).text


def test_what_is_spent_on_it_names_the_service(cast: Cast) -> None:
    budget, service = make.running(cast), bare_service(cast)
    PlanLine.objects.filter(budget=budget, number=1).update(service=service)
    make.spend(cast, budget)
    assert SpendLine.objects.get().service == service


def test_sod_18_the_approver_does_not_belong_to_who_is_paid(cast: Cast) -> None:
    budget, service = make.submitted(cast), bare_service(cast)
    PlanLine.objects.filter(budget=budget, number=1).update(service=service, provider_name="")
    joined(cast.signoff, service.organisation)
    answer = cast.client("signoff").post(f"/budgets/personal/{budget.ref}/plan/decide/", {"verdict": "yes"})
    assert answer.status_code == 403
    assert "which this plan pays" in answer.context["reason"]


def test_a_broker_puts_nobodys_plan_on_their_own_provider(cast: Cast) -> None:
    budget, service = make.planning(cast), bare_service(cast)
    make.brokered(cast, budget)
    joined(cast.broker, service.organisation)
    answer = _add(cast.client("broker"), budget.ref, service.uuid)
    assert answer.status_code == 403
    assert "You belong to this provider" in answer.context["reason"]
    assert not PlanLine.objects.exists()


def test_an_address_with_a_service_that_is_not_there_is_an_empty_form(cast: Cast) -> None:
    budget = make.planning(cast)
    for wrong in ("7f0f4d7a-4a52-4ea6-8f6b-6b0d5a3d0f11", "nothing"):
        page = cast.client("holder").get(f"/budgets/personal/{budget.ref}/plan/lines/new/?service={wrong}")
        assert page.status_code == 200
