from django import forms
from django.utils.translation import gettext_lazy as _

from portal.codesign.enums import AnswerOutcome, CommentChannel, CommentName
from portal.common.forms import DateField3, PortalForm, UploadField


class SectionForm(PortalForm):
    title = forms.CharField(label=_("Heading of the section"), max_length=200)


class ParagraphForm(PortalForm):
    text = forms.CharField(
        label=_("The words"),
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("One thought a paragraph, short sentences. Begin a line with • for a list."),
    )


class WordFileForm(PortalForm):
    file = UploadField(
        label=_("The Word file"),
        endings=["docx"],
        help_text=_("Headings become sections, paragraphs become paragraphs. You see it before it replaces the draft."),
    )


class PublishForm(PortalForm):
    """What changed; and from step 4 on, why a form that people need is not there yet, and by when it will be."""

    summary_of_changes = forms.CharField(
        label=_("What changed since the last version, and why?"),
        widget=forms.Textarea(attrs={"rows": 5}),
        required=False,
    )
    formats_reason = forms.CharField(
        label=_("Why is it not there in Easy Read and plain English yet?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Everybody reads this. Who cannot read the text cannot take part."),
    )
    formats_due_on = DateField3(label=_("By when will both be there?"))

    def __init__(self, *args: object, needs_formats: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if not needs_formats:
            del self.fields["formats_reason"], self.fields["formats_due_on"]


class AgreeForm(PortalForm):
    reason = forms.CharField(
        label=_("Why do you agree this text?"),
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Everybody who took part reads it."),
    )
    has_read = forms.BooleanField(label=_("I have read what people said and how it was answered"))


class CommentForm(PortalForm):
    body = forms.CharField(
        label=_("What do you want to say?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=5000,
        help_text=_("Leave out other people's names and health details."),
    )
    suggested_text = forms.CharField(
        label=_("Change it to"), widget=forms.Textarea(attrs={"rows": 4}), required=False, max_length=5000
    )
    name_choice = forms.ChoiceField(
        label=_("Name to show"),
        choices=CommentName,
        widget=forms.RadioSelect,
        initial=CommentName.FIRST,
    )
    label_size = "s"

    def __init__(self, *args: object, names: list[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if names:
            self.fields["name_choice"].choices = names  # type: ignore[attr-defined]
        else:
            del self.fields["name_choice"]


class WriteDownForm(PortalForm):
    """What was said by phone, by post or in a room."""

    paragraph = forms.ChoiceField(label=_("About which paragraph?"))
    channel = forms.ChoiceField(
        label=_("How did it reach you?"),
        choices=[c for c in CommentChannel.choices if c[0] != "web"],
        widget=forms.RadioSelect,
    )
    body = forms.CharField(label=_("What was said?"), widget=forms.Textarea(attrs={"rows": 5}), max_length=5000)
    shown_as = forms.CharField(
        label=_("Who said it?"),
        max_length=120,
        help_text=_("As they want to be shown, such as “Said at Easton Hall”. No full names without their yes."),
    )
    people_count = forms.IntegerField(label=_("How many people said so?"), min_value=1, initial=1)

    def __init__(self, *args: object, paragraphs: list[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["paragraph"].choices = paragraphs  # type: ignore[attr-defined]


class AnswerForm(PortalForm):
    """You said, we did."""

    comments = forms.MultipleChoiceField(label=_("Which comments do you answer?"), widget=forms.CheckboxSelectMultiple)
    theme = forms.CharField(label=_("What are they about, in a few words?"), max_length=120)
    heard = forms.CharField(label=_("What did you hear?"), widget=forms.Textarea(attrs={"rows": 4}))
    quote = forms.CharField(
        label=_("A sentence to quote"), max_length=300, required=False, help_text=_("Word for word, without names.")
    )
    outcome = forms.ChoiceField(label=_("What became of it?"), choices=AnswerOutcome, widget=forms.RadioSelect)
    decision = forms.CharField(label=_("What was decided?"), widget=forms.Textarea(attrs={"rows": 4}))
    reason = forms.CharField(
        label=_("Why?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("“Not changed” needs its reason as much as “changed”."),
    )
    decided_by = forms.CharField(label=_("Who decided?"), max_length=200)
    decided_on = DateField3(label=_("When?"))
    changed = forms.ChoiceField(
        label=_("Which paragraph changed?"),
        required=False,
        help_text=_("Only when words changed. Left open, it is the paragraph they spoke about, once its words differ."),
    )

    def __init__(
        self, *args: object, comments: list[tuple[str, str]], paragraphs: list[tuple[str, str]], **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["comments"].choices = comments  # type: ignore[attr-defined]
        self.fields["changed"].choices = [("", _("The one they spoke about")), *paragraphs]  # type: ignore[attr-defined]


class ChangedForm(PortalForm):
    """Which wording an answer changed."""

    changed = forms.ChoiceField(label=_("Which paragraph changed?"))

    def __init__(self, *args: object, paragraphs: list[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["changed"].choices = paragraphs  # type: ignore[attr-defined]
