"""What the three members of Alongside have in order, as their administrators wrote it down: none has everything."""

from datetime import datetime
from typing import NamedTuple

from portal.dashboards.demo.scenes.stage import body, day, on, who
from portal.organisations.enums import ReadinessKind, ReadinessStatus
from portal.organisations.services.readiness import readiness_change


class Paper(NamedTuple):
    """One line of the checklist. `ends`: so many days after the day of loading; none when it does not run out."""

    kind: ReadinessKind
    status: ReadinessStatus
    evidence: str
    ends: int | None = None


_K, _DONE, _PARTLY = ReadinessKind, ReadinessStatus.COMPLETE, ReadinessStatus.PARTIAL
PAPERS = {
    "harbour": (
        Paper(_K.REGISTRATION, _DONE, "Charity, on the register"),
        Paper(_K.GOVERNANCE, _DONE, "Constitution of 2019, nine trustees"),
        Paper(_K.ACCOUNTS, _DONE, "Accounts to 31 March 2026, examined", 310),
        Paper(_K.INSURANCE, _DONE, "Public liability £10 million, employer's liability £10 million", 128),
        Paper(_K.SAFEGUARDING, _DONE, "Policy for adults and children, read again in May 2026", 170),
        Paper(_K.DATA_PROTECTION, _DONE, "Registered with the Information Commissioner", 96),
        Paper(_K.POLICIES, _PARTLY, "The policy on whistleblowing is being rewritten"),
    ),
    "easton": (
        Paper(_K.REGISTRATION, _DONE, "Charitable incorporated organisation, on the register"),
        Paper(_K.GOVERNANCE, _DONE, "Constitution, five trustees who live with pain"),
        Paper(_K.INSURANCE, _DONE, "Public liability £5 million", -10),
        Paper(_K.SAFEGUARDING, _DONE, "Policy for adults, read again in January 2026", 55),
        Paper(_K.DATA_PROTECTION, _PARTLY, "Registered; the list of what is kept is half written", 200),
    ),
    "northgate": (
        Paper(_K.REGISTRATION, _DONE, "Community interest company, on the register"),
        Paper(_K.GOVERNANCE, _DONE, "Articles, seven directors"),
        Paper(_K.ACCOUNTS, _DONE, "Accounts to 31 December 2025, examined", 220),
        Paper(_K.INSURANCE, _DONE, "Public liability £5 million, cover for the hall and its kitchen", 21),
        Paper(_K.EXCLUSION, _DONE, "No ground for exclusion applies"),
    ),
}


def in_order(noon: datetime, administrators: dict[str, str]) -> None:
    """Each administrator fills the checklist, two months before the day of loading."""
    with on(noon, -60):
        for key, papers in PAPERS.items():
            for paper in papers:
                readiness_change(
                    actor=who(administrators[key]),
                    organisation=body(key),
                    kind=paper.kind,
                    status=paper.status,
                    evidence=paper.evidence,
                    expires_on=None if paper.ends is None else day(noon, paper.ends),
                )
