"""Everything that points at an account is in the person's own file, or stands here with the reason why it is not."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from portal.accounts.holdings import covered_fields
from portal.accounts.models import User
from portal.common import clock
from tests.alliances.factories import alliance
from tests.budgets.factories import bare_fund
from tests.characters import Cast
from tests.codesign.factories import comment, project, published_version

RIGHTS = "A right that follows from a part which is told; grants_check works it out anew."
EDITING = "Of editors only: who made or locked a page of the content site. Wagtail shows it to them."
NOT_USED = "A table of the framework in which the portal keeps nothing about people."
NOT_TOLD = {
    "accounts.User_user_permissions.user": NOT_USED,
    "guardian.UserObjectPermission.user": RIGHTS,
    "organisations.OrganisationUserObjectPermission.user": RIGHTS,
    "outcomes.OutcomesFrameworkUserObjectPermission.user": RIGHTS,
    "codesign.ProjectUserObjectPermission.user": RIGHTS,
    "alliances.AllianceUserObjectPermission.user": RIGHTS,
    "tenders.ProcurementUserObjectPermission.user": RIGHTS,
    "tenders.BidUserObjectPermission.user": RIGHTS,
    "tenders.ContractUserObjectPermission.user": RIGHTS,
    "budgets.PooledFundUserObjectPermission.user": RIGHTS,
}
"""Beside the two kinds below."""


def _pointing() -> Iterator[tuple[Any, str, str]]:
    """(model, field, "app.Model.field") of everything that points at an account, in whatever way."""
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.get_fields():
            if field.is_relation and not field.auto_created and field.related_model is User:
                yield model, field.name, f"{model._meta.label}.{field.name}"
            if field.is_relation and field.auto_created and field.concrete and field.related_model is User:
                yield model, field.name, f"{model._meta.label}.{field.name}"


def _reason(model: Any, field: str, name: str) -> str:
    """Why it need not be told by a holding; empty when it must be."""
    if name in NOT_TOLD:
        return NOT_TOLD[name]
    if model.__module__.startswith("wagtail.") or model._meta.app_label == "cms":
        return EDITING
    if model.__module__.startswith("portal.") and field.endswith("_by"):
        return "An act: what the person did with something is in the record, which the file repeats."
    return ""


@pytest.mark.parametrize(("model", "field", "name"), [pytest.param(*row, id=row[2]) for row in _pointing()])
def test_whatever_points_at_an_account_is_told_or_has_its_reason(model: Any, field: str, name: str) -> None:
    assert name in covered_fields() or _reason(model, field, name), f"{name} names a person: tell it in a holding"


def test_nothing_is_said_to_be_told_or_left_out_that_does_not_exist() -> None:
    known = {name for _model, _field, name in _pointing()}
    assert covered_fields() <= known
    assert set(NOT_TOLD) <= known
    assert not covered_fields() & set(NOT_TOLD)


def _file(cast: Cast, who: str) -> dict[str, Any]:
    held: dict[str, Any] = json.loads(cast.client(who).get(reverse("people:account_data")).content)
    return held


def test_what_a_person_reported_is_told_to_them_alone_and_without_the_words_of_others(cast: Cast) -> None:
    said = comment(cast, published_version(cast), body="Words of somebody else")
    said.reports.create(reported_by=cast.carer, reason="abuse", note="It hurts.", reported_at=clock.now())
    report = _file(cast, "carer")["co_design"]["reports"][0]
    assert (report["reason"], report["words"], report["settled_at"]) == ("Abuse or discrimination", "It hurts.", None)
    assert "Words of somebody else" not in json.dumps(_file(cast, "carer"))
    assert "It hurts." not in json.dumps(_file(cast, "member"))


def test_a_seat_for_lived_experience_is_told(cast: Cast) -> None:
    group = alliance(cast)
    group.seats.create(user=cast.expert, given_by=cast.user("lead"), given_at=clock.now(), is_voting=True)
    seat = _file(cast, "expert")["alliances"]["seats"][0]
    assert (seat["alliance"], seat["votes"], seat["to"]) == (group.name, True, None)
    assert _file(cast, "carer")["alliances"]["seats"] == []


def test_parts_standing_roles_and_own_words_are_told(cast: Cast) -> None:
    made, pot = project(cast), bare_fund(cast)
    comment(cast, published_version(cast, made), body="Say it in Urdu too.", who="expert")
    words = [row["words"] for row in _file(cast, "expert")["co_design"]["comments"]]
    assert words == ["Say it in Urdu too."]
    assert {row["project"] for row in _file(cast, "facilitator")["co_design"]["parts"]} == {made.title}
    assert {row["fund"] for row in _file(cast, "fund")["budgets"]["parts"]} == {pot.name}
    assert _file(cast, "auditor")["account"]["roles_of_the_portal"] == ["Auditor"]


def test_the_file_asks_the_database_the_same_for_few_and_for_many(cast: Cast, assert_constant_queries: Any) -> None:
    version, client = published_version(cast), cast.client("expert")
    ContentType.objects.get_for_model(User)
    assert_constant_queries(
        lambda: client.get(reverse("people:account_data")),
        lambda: comment(cast, version, who="expert"),
    )
