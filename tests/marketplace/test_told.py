"""Something is wrong on a page, something is missing, and details that grow old."""

from datetime import timedelta
from typing import Any

from django.core.management import call_command
from django.urls import reverse

from portal.common import clock
from portal.common.clock import today
from portal.marketplace.models import GapReport, Service, ServiceReport, UnmetNeed
from portal.marketplace.permissions import can_close_report, can_read_gaps
from portal.marketplace.selectors.work import work_for
from portal.marketplace.services.assurance import service_confirm
from portal.notifications.models import OutboxMessage
from portal.organisations.groups import memberships_sync
from portal.organisations.models import Membership
from tests.characters import Cast
from tests.marketplace.factories import bare_service, report, swimming
from tests.marketplace.matrix import COMMISSIONERS
from tests.marketplace.test_needs import TYPED


def url(name: str, *args: Any) -> str:
    return reverse(f"marketplace:{name}", args=args)


def test_anybody_says_that_something_is_wrong_and_hears_of_it(cast: Cast, committed: Any) -> None:
    service = swimming(cast)
    with committed():
        page = cast.client().post(
            url("report_make", service.uuid), {"text": "It begins at eleven.", "reply_email": "ann@example.net"}
        )
    assert "The editors have it" in page.content.decode()
    row = ServiceReport.objects.get()
    assert OutboxMessage.objects.get(recipient=cast.editor).link == url("report_detail", row.ref)
    assert [item.ref for item in work_for(cast.editor)] == [row.ref]
    assert cast.client().get(url("report_answer", row.ref)).status_code == 404
    editor = cast.client("editor")
    assert "It begins at eleven." in editor.get(url("report_detail", row.ref)).content.decode()
    with committed():
        editor.post(url("report_detail", row.ref), {"outcome": "We rang them. It is right now."})
    mail = OutboxMessage.objects.get(email="ann@example.net")
    assert (mail.link, mail.lines) == (url("report_answer", row.ref), [])
    told = cast.client().get(mail.link).content.decode()
    assert "We rang them. It is right now." in told
    assert "eleven" not in told
    assert work_for(cast.editor) == []


def test_who_wants_no_answer_is_not_kept(cast: Cast) -> None:
    service = swimming(cast)
    cast.client("holder").post(url("report_make", service.uuid), {"text": "The lift is broken."})
    row = ServiceReport.objects.get()
    assert (row.reported_by, row.reply_email) == (None, "")


def test_nobody_floods_the_editors(cast: Cast) -> None:
    service, client = swimming(cast), cast.client()
    for number in range(11):
        page = client.post(url("report_make", service.uuid), {"text": f"Wrong {number}"}).content.decode()
    assert "That is a lot within an hour." in page
    assert ServiceReport.objects.count() == 10


def test_an_editor_who_belongs_there_leaves_it_to_another(cast: Cast) -> None:
    row = report(cast, swimming(cast))
    assert cast.allowed(can_close_report, row) == {"editor"}
    Membership.objects.create(organisation=cast.org("easton"), user=cast.editor, joined_at=clock.now())
    memberships_sync(cast.org("easton"))
    assert cast.allowed(can_close_report, row) == set()
    page = cast.client("editor").get(url("report_detail", row.ref)).content.decode()
    assert "another editor decides" in page


def test_what_is_missing_is_counted_without_who_asked(cast: Cast) -> None:
    for name in ("visitor", "holder"):
        page = cast.client(name).post(url("gap_tell"), {"what": "Wheelchair rugby", "area": "BS5"}).content.decode()
        assert "Thank you. It counts" in page
    assert GapReport.objects.count() == 2
    assert {field.name for field in GapReport._meta.get_fields()} == {"id", "what", "area", "told_at", "need"}
    assert cast.allowed(can_read_gaps) == set(COMMISSIONERS.split())
    assert "Wheelchair rugby" in cast.client("officer").get(url("gap_list")).content.decode()


def test_a_commissioner_records_a_need_from_what_people_told(cast: Cast) -> None:
    for _each in range(3):
        cast.client().post(url("gap_tell"), {"what": "Wheelchair rugby", "area": "BS5"})
    officer, asked = cast.client("officer"), "?what=Wheelchair+rugby&area=BS5"
    form = officer.get(url("need_record") + asked).context["form"]
    assert (form.initial["title"], form.initial["area"], form.initial["people_count"]) == ("Wheelchair rugby", "BS5", 3)
    officer.post(url("need_record") + asked, TYPED | {"organisation": cast.org("icb").pk})
    need = UnmetNeed.objects.get()
    assert set(GapReport.objects.values_list("need", flat=True)) == {need.pk}
    assert f"Recorded as “{need.title}”" in officer.get(url("gap_list")).content.decode()


def test_whoever_runs_it_says_that_it_is_still_right(cast: Cast) -> None:
    service = bare_service(cast, "easton", assured_on=today() - timedelta(days=300))
    client = cast.client("partner1")
    assert [item.url for item in work_for(cast.partner1)] == [url("service_confirm", service.uuid)]
    page = client.post(url("service_confirm", service.uuid), follow=True).content.decode()
    assert "Confirmed by whoever runs it, 24 November 2026" in page
    assert work_for(cast.partner1) == []
    service_confirm(actor=cast.editor, service=service)
    assert Service.objects.get().assured_how == "editor"


def test_a_reminder_goes_out_once_for_each_time_it_grows_old(cast: Cast, capsys: Any) -> None:
    service = bare_service(cast, "easton", assured_on=today() - timedelta(days=100))
    for days, expected in ((0, 0), (100, 1), (130, 0)):
        with clock.at(clock.now() + timedelta(days=days)):
            call_command("services_remind")
        assert capsys.readouterr().out == f"Reminders sent: {expected}.\n"
    with clock.at(clock.now() + timedelta(days=131)):
        service_confirm(actor=cast.partner1, service=service)
    with clock.at(clock.now() + timedelta(days=400)):
        call_command("services_remind")
    assert capsys.readouterr().out == "Reminders sent: 1.\n"
    assert set(OutboxMessage.objects.values_list("email", flat=True)) == {"partner1@example.org"}


def test_services_of_a_source_that_nobody_looks_after_remind_nobody(cast: Cast, capsys: Any) -> None:
    service = bare_service(cast, assured_on=None, assured_how="")
    type(service.organisation).objects.filter(pk=service.organisation_id).update(state="imported")
    call_command("services_remind")
    assert capsys.readouterr().out == "Reminders sent: 0.\n"
