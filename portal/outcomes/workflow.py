from portal.common.workflow import Transition, Workflow
from portal.outcomes.enums import FrameworkState
from portal.outcomes.permissions import can_fix_framework

FRAMEWORK = Workflow(
    "outcomes.framework",
    (Transition("fix", frozenset({FrameworkState.DRAFT}), FrameworkState.FIXED, can_fix_framework),),
)
