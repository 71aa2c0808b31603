"""An undefined variable in one of our templates fails the test that rendered it."""

import sys
from pathlib import Path
from types import FrameType

OURS = str(Path(__file__).parents[1] / "portal")


class UndefinedVariable(AssertionError):
    """A template asked for a variable that its view did not give."""


class FailOnUndefined(str):
    """Stands as `string_if_invalid`; Django formats it with the name of what is missing."""

    def __contains__(self, item: object) -> bool:
        return item == "%s"

    def __mod__(self, missing: object) -> str:
        frame: FrameType | None = sys._getframe(1)
        while frame is not None:
            context = frame.f_locals.get("context")
            template = getattr(getattr(context, "render_context", None), "template", None)
            if template is not None:
                if str(template.origin.name).startswith(OURS):
                    raise UndefinedVariable(f"{template.origin.name}: undefined variable {missing!s}")
                return ""
            frame = frame.f_back
        return ""
