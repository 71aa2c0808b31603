from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.codesign.enums import ModerationReason
from portal.codesign.forms.text import CommentForm
from portal.common.forms import PortalForm, WordsField


class ReplyForm(CommentForm):
    """A reply: the words, and the name to show."""

    def __init__(self, *args: object, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["suggested_text"]


class ReportForm(PortalForm):
    """What is wrong with a comment."""

    reason = forms.ChoiceField(label=_("What is wrong with it?"), choices=ModerationReason, widget=forms.RadioSelect)
    note = WordsField(
        label=_("What should a moderator know?"),
        help_text=_("Only moderators read this. Nobody is told that it was you."),
        required=False,
        max_words=100,
        rows=3,
    )


class ModerateForm(PortalForm):
    """Keep or hide."""

    needed_sometimes = ("reason", "note")
    decision = forms.ChoiceField(
        label=_("What do you decide?"),
        choices=[("keep", _("It stays")), ("hide", _("Hide it"))],
        widget=forms.RadioSelect,
    )
    reason = forms.ChoiceField(
        label=_("If you hide it: why?"),
        help_text=_("Everybody reads this reason in its place."),
        choices=[("", _("Choose a reason")), *ModerationReason.choices],
        required=False,
    )
    note = WordsField(
        label=_("If you hide it: what do you tell the author?"),
        help_text=_("Say what was wrong, and how to say it so that it can stay. Only the author reads this."),
        required=False,
        max_words=150,
        rows=4,
    )

    def __init__(self, *args: object, is_held: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_held:
            shows = [("keep", _("Show it to everybody")), ("hide", _("Do not show it"))]
            self.fields["decision"].choices = shows  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("decision") == "hide":
            if not found.get("reason"):
                self.add_error("reason", _("Choose why it is hidden"))
            if not found.get("note"):
                self.add_error("note", _("Write to the author what was wrong with it"))
        return found


class AppealForm(PortalForm):
    """Why a hidden comment should be shown."""

    text = WordsField(label=_("Why should it be shown?"), max_words=200, rows=5)


class AppealDecisionForm(PortalForm):
    """What becomes of an appeal."""

    decision = forms.ChoiceField(
        label=_("What do you decide?"),
        choices=[("restore", _("Show it again")), ("refuse", _("It stays hidden"))],
        widget=forms.RadioSelect,
    )
    answer = WordsField(label=_("Why?"), help_text=_("The author reads this."), max_words=200, rows=4)


class CloseForm(PortalForm):
    """Why a project is closed, and what becomes of what people said."""

    reason = WordsField(
        label=_("Why is the project closed?"),
        help_text=_("Everybody reads this, and everybody who took part is told."),
        max_words=200,
        rows=4,
    )
    what_of_comments = WordsField(
        label=_("What becomes of what people said?"),
        help_text=_("Needed while comments have no answer: is it kept for another project, passed on, or set aside?"),
        required=False,
        max_words=200,
        rows=4,
    )


class DangerForm(PortalForm):
    """What the safeguarding lead did."""

    note = WordsField(
        label=_("What did you do?"),
        help_text=_("Whom you spoke to and what was agreed. Only safeguarding leads read this."),
        max_words=300,
        rows=5,
    )


class PremoderationForm(PortalForm):
    """Whether a moderator reads each comment before it shows."""

    needed_sometimes = ("reason",)
    is_on = forms.ChoiceField(
        label=_("When do comments show?"),
        choices=[("no", _("At once")), ("yes", _("After a moderator has read them"))],
        widget=forms.RadioSelect,
    )
    reason = WordsField(
        label=_("If a moderator reads them first: why?"),
        help_text=_("Everybody who wants to comment reads this."),
        required=False,
        max_words=60,
        rows=3,
    )

    def clean(self) -> dict[str, Any]:
        """Reading first has its reason."""
        found = super().clean() or {}
        if found.get("is_on") == "yes" and not found.get("reason"):
            self.add_error("reason", _("Say why: everybody who wants to comment reads it."))
        return found


class RevealForm(PortalForm):
    """Why two safeguarding leads need to know who wrote a comment."""

    needed_sometimes = ("unsafe_reason",)
    reason = WordsField(
        label=_("Why do you need to know who wrote it?"),
        help_text=_("A second safeguarding lead reads this, and so does the person when they are told."),
        max_words=200,
        rows=4,
    )
    is_safe = forms.ChoiceField(
        label=_("Is it safe to tell the person?"),
        choices=[
            ("yes", _("Yes. They are told as soon as two of you have agreed")),
            ("no", _("No, not yet. One of you tells them once it is safe")),
        ],
        widget=forms.RadioSelect,
    )
    unsafe_reason = WordsField(
        label=_("If it is not safe: why?"),
        help_text=_("Only safeguarding leads read this."),
        required=False,
        max_words=100,
        rows=3,
    )

    def clean(self) -> dict[str, Any]:
        """Not telling somebody has its reason; telling them has none."""
        found = super().clean() or {}
        is_unsafe = found.get("is_safe") == "no"
        if is_unsafe and not found.get("unsafe_reason"):
            self.add_error("unsafe_reason", _("Say why it is not safe to tell them."))
        return found | ({} if is_unsafe else {"unsafe_reason": ""})


class RevealDecideForm(PortalForm):
    """The second safeguarding lead decides."""

    decision = forms.ChoiceField(
        label=_("What do you decide?"),
        choices=[
            ("agree", _("I agree: the two of us may know who wrote it")),
            ("refuse", _("I do not agree: nobody learns who wrote it")),
        ],
        widget=forms.RadioSelect,
    )
    note = WordsField(label=_("Why?"), help_text=_("Only safeguarding leads read this."), max_words=150, rows=4)
