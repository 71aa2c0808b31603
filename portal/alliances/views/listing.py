"""The public list, and what is wanted and offered."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.alliances.access import access_own, access_post
from portal.alliances.enums import AllianceModel, PostKind
from portal.alliances.forms.alliance import PostForm
from portal.alliances.permissions.alliance import (
    administered_organisations,
    belongs_to_commissioner,
    can_manage_alliance,
    can_start_alliance,
)
from portal.alliances.permissions.joining import askable_alliances
from portal.alliances.permissions.post import can_add_post, can_close_post
from portal.alliances.selectors.listing import (
    AllianceFilters,
    PostFilters,
    closable_posts,
    listed_alliances,
    my_alliances,
    near_to,
    open_posts,
)
from portal.alliances.selectors.space import shown_state, state_kind
from portal.alliances.services.post import post_add, post_close
from portal.alliances.views.pages import confirm_page, form_page
from portal.common.clock import today
from portal.common.exceptions import NotAllowed
from portal.common.forms import attempt
from portal.common.http import PortalRequest

PER_PAGE = 20


def _stages() -> list[tuple[str, str]]:
    return [
        ("", _("Any stage")),
        ("forming", _("Coming together")),
        ("agreed", _("Agreement signed")),
        ("delivering", _("Delivering")),
        ("ended", _("Closed")),
        ("sourced", _("From a published source")),
    ]


@require_safe
def alliance_list_view(request: PortalRequest) -> HttpResponse:
    """All alliances that everybody may know of."""
    filters = AllianceFilters(
        words=request.GET.get("words", "").strip()[:100],
        stage=request.GET.get("stage", ""),
        model=request.GET.get("model", ""),
        only_looking=request.GET.get("looking") == "yes",
    )
    page = Paginator(listed_alliances(filters), PER_PAGE).get_page(request.GET.get("page"))
    is_inside = request.user.is_authenticated and not belongs_to_commissioner(request.user)
    context = {
        "page": page,
        "rows": [(row, (state := shown_state(row, is_inside=False)).label, state_kind(state)) for row in page],
        "filters": filters,
        "stages": _stages(),
        "models": [("", _("Any way")), *AllianceModel.choices],
        "mine": [(row, shown_state(row, is_inside=is_inside).label) for row in my_alliances(request.user)],
        "may_start": can_start_alliance(request.user),
        "section": "alliances",
    }
    return render(request, "alliances/alliance_list.html", context)


@require_safe
def post_list_view(request: PortalRequest) -> HttpResponse:
    """Wanted and offered, drawn anew each day."""
    filters = PostFilters(
        words=request.GET.get("words", "").strip()[:100],
        kind=request.GET.get("kind", ""),
        area=request.GET.get("area", "").strip()[:100],
    )
    found = open_posts(filters, today(), near_to(request.user))
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "filters": filters,
        "kinds": [("", _("Wanted and offered")), *PostKind.choices],
        "closable": closable_posts(request.user),
        "askable": askable_alliances(request.user, [row.alliance for row in page if row.alliance]),
        "may_add": can_add_post(request.user),
        "section": "alliances",
    }
    return render(request, "alliances/post_list.html", context)


@login_required
def post_add_view(request: PortalRequest) -> HttpResponse:
    """Say what one looks for or offers."""
    if not (decision := can_add_post(request.user)):
        raise NotAllowed(decision.reason)
    own = administered_organisations(request.user)
    led = [row for row in my_alliances(request.user) if row.is_listed and can_manage_alliance(request.user, row)]
    form = PostForm(
        request.POST or None,
        organisations=[(org.ref, org.name) for org in own],
        alliances=[(row.ref, row.name) for row in led],
    )
    if request.method == "POST" and form.is_valid() and attempt(form, lambda: _posted(request, form, own, led)):
        messages.success(request, _("Everybody can read your post now."))
        return redirect("alliances:post_list")
    return form_page(
        request,
        form,
        _("What do you look for or offer?"),
        _("Post it"),
        who=_("Everybody can read it, with the name of your organisation."),
        back="posts",
    )


def _posted(request: PortalRequest, form: PostForm, own: list[Any], led: list[Any]) -> Any:
    data = form.cleaned_data
    return post_add(
        actor=request.user,
        organisation=access_own(own, form.only("organisation")),
        kind=data["kind"],
        title=data["title"],
        detail=data["detail"],
        area=data["area"],
        until_on=data["until_on"],
        alliance=access_own(led, data["alliance"]) if data.get("alliance") else None,
    )


@login_required
def post_close_view(request: PortalRequest, ref: str) -> HttpResponse:
    """Take a post off the list, after asking."""
    post = access_post(request.user, ref, can_close_post)
    if request.method == "POST":
        post_close(actor=request.user, post=post)
        messages.success(request, _("The post is closed."))
        return redirect("alliances:post_list")
    return confirm_page(
        request,
        _("Close this post?"),
        _("Close it"),
        rows=[(post.get_kind_display(), post.title), (_("Organisation"), post.organisation.name)],
        lines=[_("Nobody sees it afterwards. You can post a new one at any time.")],
        danger=True,
        back="posts",
    )
