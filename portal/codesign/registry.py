from portal.codesign.models import Project
from portal.codesign.permissions import wanted_grants
from portal.codesign.workflow import COMMENT, FORMAT, PROJECT, REVEAL, VERSION
from portal.common.grants import register_grants
from portal.common.workflow import register

register_grants(Project, wanted_grants)
for workflow in (COMMENT, FORMAT, PROJECT, REVEAL, VERSION):
    register(workflow)
