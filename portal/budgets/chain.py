"""The arithmetic of the ledger's chain: an entry's hash covers its lines too. No database."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from portal.common.chaining import digest, signature

if TYPE_CHECKING:
    from portal.budgets.models import JournalEntry, JournalLine


def entry_hash(entry: "JournalEntry", lines: Iterable["JournalLine"]) -> str:
    """SHA-256 over the entry, the hash before it, and each line with the account it stands on."""
    return digest(
        {
            "id": str(entry.pk),
            "fund": entry.fund_id,
            "sequence": entry.sequence,
            "booked_at": entry.booked_at.isoformat(),
            "description": entry.description,
            "source": entry.source,
            "prepared_by": entry.prepared_by_id,
            "approved_by": entry.approved_by_id,
            "previous_hash": entry.previous_hash,
            "lines": [
                [
                    str(line.pk),
                    line.position,
                    line.account_id,
                    line.account.kind,
                    line.account.scheme_id,
                    line.amount_pence,
                ]
                for line in lines
            ],
        }
    )


def head_signature(fund_id: int, sequence: int, chain_hash: str) -> str:
    """What a fund's ledger ends with, signed."""
    return signature("portal.budgets.ledger", fund_id, sequence, chain_hash)
