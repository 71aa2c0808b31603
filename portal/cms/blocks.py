"""The pieces editors compose pages from. Live blocks read the portal's own data when the page is shown."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from portal.cms import selectors

RICH = ["bold", "italic", "link", "ul", "ol", "h3"]


class LiveBlock(blocks.StructBlock):
    """A block that shows live data."""

    heading = blocks.CharBlock(max_length=80)
    limit = blocks.IntegerBlock(default=3, min_value=1, max_value=10)

    def rows(self, value: Any) -> dict[str, Any]:
        """What the block shows; each kind of block says."""
        return {}

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Read the data now."""
        context: dict[str, Any] = super().get_context(value, parent_context)
        return context | self.rows(value)


class OpenForCommentBlock(LiveBlock):
    """Co-design projects that anybody can comment on."""

    def rows(self, value: Any) -> dict[str, Any]:
        """Those that close first."""
        return {"projects": selectors.open_projects(value["limit"])}

    class Meta:
        template = "cms/blocks/open_for_comment.html"
        icon = "comment"
        label = _("Open for comment")


class OpportunitiesBlock(LiveBlock):
    """Tenders open for bids."""

    def rows(self, value: Any) -> dict[str, Any]:
        """Those that close first."""
        return {"procurements": selectors.open_procurements(value["limit"])}

    class Meta:
        template = "cms/blocks/opportunities.html"
        icon = "form"
        label = _("Open opportunities")


class PartnersBlock(LiveBlock):
    """What alliances look for and offer."""

    def rows(self, value: Any) -> dict[str, Any]:
        """The newest."""
        return {"posts": selectors.partner_posts(value["limit"])}

    class Meta:
        template = "cms/blocks/partners.html"
        icon = "group"
        label = _("Alliances looking for partners")


class EachHundredBlock(LiveBlock):
    """Where each £100 of the newest pooled fund goes."""

    def rows(self, value: Any) -> dict[str, Any]:
        """The shares of its schemes."""
        return {"pot": selectors.each_hundred_of_the_newest_fund()}

    class Meta:
        template = "cms/blocks/each_hundred.html"
        icon = "pick"
        label = _("Where each £100 goes")


class HeardBlock(LiveBlock):
    """You said, we did: the newest answers, refused ones among them."""

    def rows(self, value: Any) -> dict[str, Any]:
        """The newest."""
        return {"answers": selectors.newest_answers(value["limit"])}

    class Meta:
        template = "cms/blocks/heard.html"
        icon = "openquote"
        label = _("You said, we did")


class NewsBlock(LiveBlock):
    """The newest news."""

    def rows(self, value: Any) -> dict[str, Any]:
        """The newest."""
        return {"news": selectors.newest_news(value["limit"])}

    class Meta:
        template = "cms/blocks/news.html"
        icon = "date"
        label = _("News")


class SentenceBlock(LiveBlock):
    """How one sentence became a service: one comment, followed to the money it moved."""

    def rows(self, value: Any) -> dict[str, Any]:
        """The comment that came furthest."""
        return {"trace": selectors.sentence_that_came_furthest()}

    class Meta:
        template = "cms/blocks/sentence.html"
        icon = "history"
        label = _("How one sentence became a service")


class DoorBlock(blocks.StructBlock):
    """One way in for one kind of person."""

    who = blocks.CharBlock(max_length=60)
    does = blocks.CharBlock(max_length=140)
    link = blocks.CharBlock(max_length=200)
    colour = blocks.ChoiceBlock(choices=[("plum", "Plum"), ("leaf", "Leaf"), ("sky", "Sky"), ("clay", "Clay")])

    class Meta:
        icon = "link"


class DoorsBlock(blocks.StructBlock):
    """Where to start."""

    heading = blocks.CharBlock(max_length=80)
    doors = blocks.ListBlock(DoorBlock())

    class Meta:
        template = "cms/blocks/doors.html"
        icon = "list-ul"
        label = _("Ways in")


class PairBlock(blocks.StructBlock):
    """Two live blocks side by side."""

    left = blocks.StreamBlock(
        [
            ("opportunities", OpportunitiesBlock()),
            ("heard", HeardBlock()),
            ("news", NewsBlock()),
            ("partners", PartnersBlock()),
        ],
        max_num=1,
    )
    right = blocks.StreamBlock(
        [
            ("opportunities", OpportunitiesBlock()),
            ("heard", HeardBlock()),
            ("news", NewsBlock()),
            ("partners", PartnersBlock()),
        ],
        max_num=1,
    )

    class Meta:
        template = "cms/blocks/pair.html"
        icon = "grip"
        label = _("Two side by side")


class LinkBlock(blocks.StructBlock):
    """One link of the navigation or the footer."""

    label = blocks.CharBlock(max_length=40)
    link = blocks.CharBlock(max_length=200)
    key = blocks.CharBlock(max_length=30, required=False, help_text=_("The part of the portal it stands for."))

    class Meta:
        icon = "link"


class FooterColumnBlock(blocks.StructBlock):
    """One column of the footer."""

    heading = blocks.CharBlock(max_length=40)
    links = blocks.ListBlock(LinkBlock())

    class Meta:
        icon = "list-ul"


BODY_BLOCKS: list[tuple[str, blocks.Block]] = [
    ("heading", blocks.CharBlock(max_length=120, template="cms/blocks/heading.html", icon="title")),
    ("text", blocks.RichTextBlock(features=RICH, template="cms/blocks/text.html")),
    ("sentence", SentenceBlock()),
    ("doors", DoorsBlock()),
    ("open_for_comment", OpenForCommentBlock()),
    ("opportunities", OpportunitiesBlock()),
    ("partners", PartnersBlock()),
    ("each_hundred", EachHundredBlock()),
    ("heard", HeardBlock()),
    ("news", NewsBlock()),
    ("pair", PairBlock()),
]
LINK_BLOCKS: list[tuple[str, blocks.Block]] = [("link", LinkBlock())]
FOOTER_BLOCKS: list[tuple[str, blocks.Block]] = [("column", FooterColumnBlock())]
