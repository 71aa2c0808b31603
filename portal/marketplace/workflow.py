from portal.common.workflow import Transition, Workflow
from portal.marketplace.enums import NeedState
from portal.marketplace.permissions import can_publish_need

NEED = Workflow(
    "marketplace.need",
    (Transition("publish", frozenset({NeedState.RECORDED}), NeedState.PUBLIC, can_publish_need),),
)
