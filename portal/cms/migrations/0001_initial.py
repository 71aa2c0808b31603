import django.db.models.deletion
import wagtail.fields
from django.conf import settings
from django.db import migrations, models

from portal.common.migration import CreateTogether


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("wagtailcore", "0098_apitoken"),
        ("wagtailimages", "0027_image_description"),
    ]

    operations = [
        CreateTogether(
            operations=[
                migrations.CreateModel(
                    name="HomePage",
                    fields=[
                        (
                            "page_ptr",
                            models.OneToOneField(
                                auto_created=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                parent_link=True,
                                primary_key=True,
                                serialize=False,
                                to=settings.WAGTAIL_PAGE_MODEL,
                            ),
                        ),
                        ("heading", models.CharField(max_length=120)),
                        ("lead", models.TextField(max_length=400)),
                        ("button_text", models.CharField(default="See what is open for comment", max_length=60)),
                        ("button_link", models.CharField(default="/co-design/", max_length=200)),
                        (
                            "body",
                            wagtail.fields.StreamField(
                                [
                                    ("heading", 0),
                                    ("text", 1),
                                    ("sentence", 4),
                                    ("doors", 11),
                                    ("open_for_comment", 4),
                                    ("opportunities", 4),
                                    ("partners", 4),
                                    ("each_hundred", 4),
                                    ("heard", 4),
                                    ("news", 4),
                                    ("pair", 13),
                                ],
                                blank=True,
                                block_lookup={
                                    0: (
                                        "wagtail.blocks.CharBlock",
                                        (),
                                        {"icon": "title", "max_length": 120, "template": "cms/blocks/heading.html"},
                                    ),
                                    1: (
                                        "wagtail.blocks.RichTextBlock",
                                        (),
                                        {
                                            "features": ["bold", "italic", "link", "ul", "ol", "h3"],
                                            "template": "cms/blocks/text.html",
                                        },
                                    ),
                                    2: ("wagtail.blocks.CharBlock", (), {"max_length": 80}),
                                    3: (
                                        "wagtail.blocks.IntegerBlock",
                                        (),
                                        {"default": 3, "max_value": 10, "min_value": 1},
                                    ),
                                    4: ("wagtail.blocks.StructBlock", [[("heading", 2), ("limit", 3)]], {}),
                                    5: ("wagtail.blocks.CharBlock", (), {"max_length": 60}),
                                    6: ("wagtail.blocks.CharBlock", (), {"max_length": 140}),
                                    7: ("wagtail.blocks.CharBlock", (), {"max_length": 200}),
                                    8: (
                                        "wagtail.blocks.ChoiceBlock",
                                        [],
                                        {
                                            "choices": [
                                                ("plum", "Plum"),
                                                ("leaf", "Leaf"),
                                                ("sky", "Sky"),
                                                ("clay", "Clay"),
                                            ]
                                        },
                                    ),
                                    9: (
                                        "wagtail.blocks.StructBlock",
                                        [[("who", 5), ("does", 6), ("link", 7), ("colour", 8)]],
                                        {},
                                    ),
                                    10: ("wagtail.blocks.ListBlock", (9,), {}),
                                    11: ("wagtail.blocks.StructBlock", [[("heading", 2), ("doors", 10)]], {}),
                                    12: (
                                        "wagtail.blocks.StreamBlock",
                                        [[("opportunities", 4), ("heard", 4), ("news", 4), ("partners", 4)]],
                                        {"max_num": 1},
                                    ),
                                    13: ("wagtail.blocks.StructBlock", [[("left", 12), ("right", 12)]], {}),
                                },
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                    bases=("wagtailcore.page",),
                ),
                migrations.CreateModel(
                    name="NewsIndexPage",
                    fields=[
                        (
                            "page_ptr",
                            models.OneToOneField(
                                auto_created=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                parent_link=True,
                                primary_key=True,
                                serialize=False,
                                to=settings.WAGTAIL_PAGE_MODEL,
                            ),
                        ),
                        ("introduction", models.TextField(blank=True, max_length=400)),
                    ],
                    options={
                        "abstract": False,
                    },
                    bases=("wagtailcore.page",),
                ),
                migrations.CreateModel(
                    name="NewsPage",
                    fields=[
                        (
                            "page_ptr",
                            models.OneToOneField(
                                auto_created=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                parent_link=True,
                                primary_key=True,
                                serialize=False,
                                to=settings.WAGTAIL_PAGE_MODEL,
                            ),
                        ),
                        ("introduction", models.TextField(blank=True, max_length=400)),
                        ("published_on", models.DateField()),
                        (
                            "body",
                            wagtail.fields.StreamField(
                                [
                                    ("heading", 0),
                                    ("text", 1),
                                    ("sentence", 4),
                                    ("doors", 11),
                                    ("open_for_comment", 4),
                                    ("opportunities", 4),
                                    ("partners", 4),
                                    ("each_hundred", 4),
                                    ("heard", 4),
                                    ("news", 4),
                                    ("pair", 13),
                                ],
                                blank=True,
                                block_lookup={
                                    0: (
                                        "wagtail.blocks.CharBlock",
                                        (),
                                        {"icon": "title", "max_length": 120, "template": "cms/blocks/heading.html"},
                                    ),
                                    1: (
                                        "wagtail.blocks.RichTextBlock",
                                        (),
                                        {
                                            "features": ["bold", "italic", "link", "ul", "ol", "h3"],
                                            "template": "cms/blocks/text.html",
                                        },
                                    ),
                                    2: ("wagtail.blocks.CharBlock", (), {"max_length": 80}),
                                    3: (
                                        "wagtail.blocks.IntegerBlock",
                                        (),
                                        {"default": 3, "max_value": 10, "min_value": 1},
                                    ),
                                    4: ("wagtail.blocks.StructBlock", [[("heading", 2), ("limit", 3)]], {}),
                                    5: ("wagtail.blocks.CharBlock", (), {"max_length": 60}),
                                    6: ("wagtail.blocks.CharBlock", (), {"max_length": 140}),
                                    7: ("wagtail.blocks.CharBlock", (), {"max_length": 200}),
                                    8: (
                                        "wagtail.blocks.ChoiceBlock",
                                        [],
                                        {
                                            "choices": [
                                                ("plum", "Plum"),
                                                ("leaf", "Leaf"),
                                                ("sky", "Sky"),
                                                ("clay", "Clay"),
                                            ]
                                        },
                                    ),
                                    9: (
                                        "wagtail.blocks.StructBlock",
                                        [[("who", 5), ("does", 6), ("link", 7), ("colour", 8)]],
                                        {},
                                    ),
                                    10: ("wagtail.blocks.ListBlock", (9,), {}),
                                    11: ("wagtail.blocks.StructBlock", [[("heading", 2), ("doors", 10)]], {}),
                                    12: (
                                        "wagtail.blocks.StreamBlock",
                                        [[("opportunities", 4), ("heard", 4), ("news", 4), ("partners", 4)]],
                                        {"max_num": 1},
                                    ),
                                    13: ("wagtail.blocks.StructBlock", [[("left", 12), ("right", 12)]], {}),
                                },
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                    bases=("wagtailcore.page",),
                ),
                migrations.CreateModel(
                    name="SectionPage",
                    fields=[
                        (
                            "page_ptr",
                            models.OneToOneField(
                                auto_created=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                parent_link=True,
                                primary_key=True,
                                serialize=False,
                                to=settings.WAGTAIL_PAGE_MODEL,
                            ),
                        ),
                        ("introduction", models.TextField(blank=True, max_length=400)),
                        (
                            "body",
                            wagtail.fields.StreamField(
                                [
                                    ("heading", 0),
                                    ("text", 1),
                                    ("sentence", 4),
                                    ("doors", 11),
                                    ("open_for_comment", 4),
                                    ("opportunities", 4),
                                    ("partners", 4),
                                    ("each_hundred", 4),
                                    ("heard", 4),
                                    ("news", 4),
                                    ("pair", 13),
                                ],
                                blank=True,
                                block_lookup={
                                    0: (
                                        "wagtail.blocks.CharBlock",
                                        (),
                                        {"icon": "title", "max_length": 120, "template": "cms/blocks/heading.html"},
                                    ),
                                    1: (
                                        "wagtail.blocks.RichTextBlock",
                                        (),
                                        {
                                            "features": ["bold", "italic", "link", "ul", "ol", "h3"],
                                            "template": "cms/blocks/text.html",
                                        },
                                    ),
                                    2: ("wagtail.blocks.CharBlock", (), {"max_length": 80}),
                                    3: (
                                        "wagtail.blocks.IntegerBlock",
                                        (),
                                        {"default": 3, "max_value": 10, "min_value": 1},
                                    ),
                                    4: ("wagtail.blocks.StructBlock", [[("heading", 2), ("limit", 3)]], {}),
                                    5: ("wagtail.blocks.CharBlock", (), {"max_length": 60}),
                                    6: ("wagtail.blocks.CharBlock", (), {"max_length": 140}),
                                    7: ("wagtail.blocks.CharBlock", (), {"max_length": 200}),
                                    8: (
                                        "wagtail.blocks.ChoiceBlock",
                                        [],
                                        {
                                            "choices": [
                                                ("plum", "Plum"),
                                                ("leaf", "Leaf"),
                                                ("sky", "Sky"),
                                                ("clay", "Clay"),
                                            ]
                                        },
                                    ),
                                    9: (
                                        "wagtail.blocks.StructBlock",
                                        [[("who", 5), ("does", 6), ("link", 7), ("colour", 8)]],
                                        {},
                                    ),
                                    10: ("wagtail.blocks.ListBlock", (9,), {}),
                                    11: ("wagtail.blocks.StructBlock", [[("heading", 2), ("doors", 10)]], {}),
                                    12: (
                                        "wagtail.blocks.StreamBlock",
                                        [[("opportunities", 4), ("heard", 4), ("news", 4), ("partners", 4)]],
                                        {"max_num": 1},
                                    ),
                                    13: ("wagtail.blocks.StructBlock", [[("left", 12), ("right", 12)]], {}),
                                },
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                    bases=("wagtailcore.page",),
                ),
                migrations.CreateModel(
                    name="StandardPage",
                    fields=[
                        (
                            "page_ptr",
                            models.OneToOneField(
                                auto_created=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                parent_link=True,
                                primary_key=True,
                                serialize=False,
                                to=settings.WAGTAIL_PAGE_MODEL,
                            ),
                        ),
                        ("introduction", models.TextField(blank=True, max_length=400)),
                        ("reviewed_on", models.DateField(blank=True, null=True)),
                        (
                            "body",
                            wagtail.fields.StreamField(
                                [
                                    ("heading", 0),
                                    ("text", 1),
                                    ("sentence", 4),
                                    ("doors", 11),
                                    ("open_for_comment", 4),
                                    ("opportunities", 4),
                                    ("partners", 4),
                                    ("each_hundred", 4),
                                    ("heard", 4),
                                    ("news", 4),
                                    ("pair", 13),
                                ],
                                blank=True,
                                block_lookup={
                                    0: (
                                        "wagtail.blocks.CharBlock",
                                        (),
                                        {"icon": "title", "max_length": 120, "template": "cms/blocks/heading.html"},
                                    ),
                                    1: (
                                        "wagtail.blocks.RichTextBlock",
                                        (),
                                        {
                                            "features": ["bold", "italic", "link", "ul", "ol", "h3"],
                                            "template": "cms/blocks/text.html",
                                        },
                                    ),
                                    2: ("wagtail.blocks.CharBlock", (), {"max_length": 80}),
                                    3: (
                                        "wagtail.blocks.IntegerBlock",
                                        (),
                                        {"default": 3, "max_value": 10, "min_value": 1},
                                    ),
                                    4: ("wagtail.blocks.StructBlock", [[("heading", 2), ("limit", 3)]], {}),
                                    5: ("wagtail.blocks.CharBlock", (), {"max_length": 60}),
                                    6: ("wagtail.blocks.CharBlock", (), {"max_length": 140}),
                                    7: ("wagtail.blocks.CharBlock", (), {"max_length": 200}),
                                    8: (
                                        "wagtail.blocks.ChoiceBlock",
                                        [],
                                        {
                                            "choices": [
                                                ("plum", "Plum"),
                                                ("leaf", "Leaf"),
                                                ("sky", "Sky"),
                                                ("clay", "Clay"),
                                            ]
                                        },
                                    ),
                                    9: (
                                        "wagtail.blocks.StructBlock",
                                        [[("who", 5), ("does", 6), ("link", 7), ("colour", 8)]],
                                        {},
                                    ),
                                    10: ("wagtail.blocks.ListBlock", (9,), {}),
                                    11: ("wagtail.blocks.StructBlock", [[("heading", 2), ("doors", 10)]], {}),
                                    12: (
                                        "wagtail.blocks.StreamBlock",
                                        [[("opportunities", 4), ("heard", 4), ("news", 4), ("partners", 4)]],
                                        {"max_num": 1},
                                    ),
                                    13: ("wagtail.blocks.StructBlock", [[("left", 12), ("right", 12)]], {}),
                                },
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                    bases=("wagtailcore.page",),
                ),
                migrations.CreateModel(
                    name="PortalSettings",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "name",
                            models.CharField(
                                blank=True, help_text="Shown in the header and in every page title.", max_length=60
                            ),
                        ),
                        (
                            "navigation",
                            wagtail.fields.StreamField(
                                [("link", 3)],
                                blank=True,
                                block_lookup={
                                    0: ("wagtail.blocks.CharBlock", (), {"max_length": 40}),
                                    1: ("wagtail.blocks.CharBlock", (), {"max_length": 200}),
                                    2: (
                                        "wagtail.blocks.CharBlock",
                                        (),
                                        {
                                            "help_text": "The part of the portal it stands for.",
                                            "max_length": 30,
                                            "required": False,
                                        },
                                    ),
                                    3: ("wagtail.blocks.StructBlock", [[("label", 0), ("link", 1), ("key", 2)]], {}),
                                },
                            ),
                        ),
                        (
                            "footer",
                            wagtail.fields.StreamField(
                                [("column", 5)],
                                blank=True,
                                block_lookup={
                                    0: ("wagtail.blocks.CharBlock", (), {"max_length": 40}),
                                    1: ("wagtail.blocks.CharBlock", (), {"max_length": 200}),
                                    2: (
                                        "wagtail.blocks.CharBlock",
                                        (),
                                        {
                                            "help_text": "The part of the portal it stands for.",
                                            "max_length": 30,
                                            "required": False,
                                        },
                                    ),
                                    3: ("wagtail.blocks.StructBlock", [[("label", 0), ("link", 1), ("key", 2)]], {}),
                                    4: ("wagtail.blocks.ListBlock", (3,), {}),
                                    5: ("wagtail.blocks.StructBlock", [[("heading", 0), ("links", 4)]], {}),
                                },
                            ),
                        ),
                        (
                            "logo",
                            models.ForeignKey(
                                blank=True,
                                help_text="Shown instead of the two rings. Leave empty for the rings.",
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="wagtailimages.image",
                            ),
                        ),
                        (
                            "site",
                            models.OneToOneField(
                                editable=False, on_delete=django.db.models.deletion.CASCADE, to="wagtailcore.site"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "portal settings",
                    },
                ),
            ],
        ),
    ]
