from portal.codesign.models import Project
from portal.codesign.permissions import wanted_grants
from portal.codesign.workflow import COMMENT, PROJECT, VERSION
from portal.common.grants import register_grants
from portal.common.workflow import register

register_grants(Project, wanted_grants)
register(COMMENT)
register(PROJECT)
register(VERSION)
