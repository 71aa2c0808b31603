from portal.common.workflow import register
from portal.marketplace.workflow import NEED

register(NEED)
