"""The text of a specification as a document to take away."""

from portal.codesign.models import Project, SpecificationVersion
from portal.codesign.rules.blocks import blocks_of
from portal.common.documents import TakeAway
from portal.common.templatetags.ui_text import when


def text_document(project: Project, version: SpecificationVersion, address: str, size: int) -> TakeAway:
    """One public version, without its comments; `address` is the page where one can comment."""
    lines = [f"{project.ref} · {project.organisation.name}"]
    lines.append(f"Version {version.number}, published {when(version.published_at)}. {version.get_state_display()}.")
    if project.closes_at:
        lines.append(f"Comments close {when(project.closes_at)}.")
    made = TakeAway(f"{project.title}: what the service must do", lines, address, size)
    made.text(version.introduction)
    add_text(made, version)
    return made


def add_text(made: TakeAway, version: SpecificationVersion, level: int = 2) -> None:
    """Sections and numbered paragraphs, in their order."""
    for section in version.sections.prefetch_related("paragraphs").order_by("position"):
        made.heading(f"{section.position}. {section.title}", level)
        for paragraph in section.paragraphs.all():
            number = f"{section.position}.{paragraph.position} "
            for block in blocks_of(paragraph.text):
                if block.is_list:
                    made.points(list(block.lines))
                else:
                    made.text(number + "\n".join(block.lines))
                    number = ""
