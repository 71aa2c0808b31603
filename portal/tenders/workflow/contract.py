"""How a contract comes into force."""

from portal.common.workflow import Transition, Workflow
from portal.tenders.enums import ContractState as State
from portal.tenders.events.award import ContractEntered
from portal.tenders.permissions.contract import can_enter_contract

CONTRACT = Workflow(
    "tenders.contract",
    (Transition("enter", frozenset({State.SIGNING}), State.ACTIVE, can_enter_contract, ContractEntered),),
)
