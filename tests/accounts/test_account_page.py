"""A person's own account: the name others see, what they need, where they belong."""

from django.urls import reverse

from portal.accounts.models import CommunicationNeed, User
from portal.audit.models import AuditEvent
from tests.characters import Cast

ACCOUNT = reverse("people:account")
NAME = {"first_name": "Amina", "last_name": "Yusuf", "name_shown": "first", "pseudonym": ""}


def test_the_first_name_alone_is_shown_once_it_is_chosen(cast: Cast) -> None:
    page = cast.client("lead").post(reverse("people:name_change"), NAME, follow=True)
    assert page.redirect_chain == [(ACCOUNT, 302)]
    assert "Your name is saved." in page.content.decode()
    assert User.objects.get(pk=cast.lead.pk).display_name == "Amina"


def test_a_chosen_name_must_be_written_and_what_was_typed_stays(cast: Cast) -> None:
    typed = NAME | {"name_shown": "pseudonym", "first_name": "Aminata"}
    page = cast.client("lead").post(reverse("people:name_change"), typed).content.decode()
    assert "<title>Error: Your account" in page
    assert "Write the name that you choose." in page
    assert 'value="Aminata"' in page
    assert User.objects.get(pk=cast.lead.pk).first_name == "Amina"


def test_a_chosen_name_is_what_others_see(cast: Cast) -> None:
    typed = NAME | {"name_shown": "pseudonym", "pseudonym": "Heron"}
    cast.client("lead").post(reverse("people:name_change"), typed)
    assert User.objects.get(pk=cast.lead.pk).display_name == "Heron"


def test_needs_are_kept_with_their_details_and_shown_again(cast: Cast) -> None:
    client = cast.client("member")
    typed = {"needs": ["large_print", "language"], "language": "Somali", "print_size": "18 point"}
    page = client.post(reverse("people:needs_change"), typed, follow=True).content.decode()
    kept = set(CommunicationNeed.objects.filter(user=cast.member).values_list("kind", "detail"))
    assert kept == {("large_print", "18 point"), ("language", "Somali")}
    assert 'value="Somali"' in page


def test_needs_that_are_taken_back_are_gone(cast: Cast) -> None:
    client = cast.client("member")
    client.post(reverse("people:needs_change"), {"needs": ["braille", "audio"]})
    client.post(reverse("people:needs_change"), {"needs": ["audio"]})
    assert [row.kind for row in CommunicationNeed.objects.filter(user=cast.member)] == ["audio"]


def test_another_language_needs_its_name(cast: Cast) -> None:
    page = cast.client("member").post(reverse("people:needs_change"), {"needs": ["language"]}).content.decode()
    assert "Write which language you read best." in page
    assert not CommunicationNeed.objects.filter(user=cast.member).exists()


def test_the_record_says_that_needs_changed_and_never_which(cast: Cast) -> None:
    cast.client("member").post(reverse("people:needs_change"), {"needs": ["braille"]})
    event = AuditEvent.objects.get(verb="accounts.needs.change")
    assert event.data == {"count": 1}


def test_the_page_shows_where_one_belongs_with_which_roles(cast: Cast) -> None:
    page = cast.client("partner1").get(ACCOUNT).content.decode()
    assert "Easton Pain Peers" in page
    assert "Authorised signatory" in page
    assert "Harbour Carers" not in page


def test_who_belongs_nowhere_finds_the_way(cast: Cast) -> None:
    page = cast.client("member").get(ACCOUNT).content.decode()
    assert "You do not belong to an organisation here." in page
    assert reverse("organisations:organisation_register") in page


def test_the_links_to_address_password_and_second_step_work(cast: Cast) -> None:
    client = cast.client("lead")
    page = client.get(ACCOUNT).content.decode()
    for name in ("account_email", "account_change_password", "mfa_index"):
        assert f'href="{reverse(name)}"' in page
        assert client.get(reverse(name), follow=True).status_code == 200


def test_the_choice_of_a_name_shows_the_names_themselves(cast: Cast) -> None:
    page = cast.client("lead").get(ACCOUNT).text
    assert "Amina Yusuf</label>" in page.replace("\n", "")
    assert "A name I choose" in page


def test_a_call_needs_a_number_and_anything_else_is_kept(cast: Cast) -> None:
    client = cast.client("member")
    page = client.post(reverse("people:needs_change"), {"needs": ["phone"], "phone": "after ten"}).text
    assert "<title>Error:" in page
    assert "Write the number on which we can call you." in page
    assert "after ten" in page
    typed = {"needs": ["phone", "post"], "phone": "01632 960 118, not before 10:00", "other": "I bring my dog"}
    page = client.post(reverse("people:needs_change"), typed, follow=True).text
    assert "01632 960 118, not before 10:00" in page
    assert "I bring my dog" in page
    kinds = CommunicationNeed.objects.filter(user=cast.member).values_list("kind", flat=True)
    assert set(kinds) == {"phone", "post", "other"}
