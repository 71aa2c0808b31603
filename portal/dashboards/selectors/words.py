"""What the record's verbs say to a reader. A verb without an entry is still said in words, never as a code."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

WORDS = {
    "accounts.profile.edit": gettext_noop("Changed account details"),
    "alliances.adherence.record": gettext_noop("Recorded how a principle is kept"),
    "alliances.agreement.open": gettext_noop("Put an agreement up for signing"),
    "alliances.agreement.sign": gettext_noop("Signed an alliance's agreement"),
    "alliances.agreement.write": gettext_noop("Wrote an alliance's agreement"),
    "alliances.alliance.edit": gettext_noop("Changed what an alliance says about itself"),
    "alliances.alliance.form": gettext_noop("Formed an alliance"),
    "alliances.alliance.start": gettext_noop("Started an alliance"),
    "alliances.decision.propose": gettext_noop("Put a question to an alliance"),
    "alliances.decision.vote": gettext_noop("Voted in an alliance"),
    "alliances.member.accept": gettext_noop("Accepted an invitation to an alliance"),
    "alliances.member.decline": gettext_noop("Declined an invitation to an alliance"),
    "alliances.member.found": gettext_noop("Became the first member of an alliance"),
    "alliances.member.invite": gettext_noop("Invited an organisation to an alliance"),
    "alliances.post.add": gettext_noop("Looked for partners"),
    "alliances.principles.write": gettext_noop("Wrote principles of an alliance"),
    "alliances.shares.set": gettext_noop("Set the shares in an alliance"),
    "budgets.allocation.approve": gettext_noop("Approved setting money aside"),
    "budgets.allocation.prepare": gettext_noop("Asked to set money aside"),
    "budgets.commitment.approve": gettext_noop("Approved a promise of money"),
    "budgets.commitment.prepare": gettext_noop("Prepared a promise of money"),
    "budgets.contribution.agree": gettext_noop("Agreed a contribution"),
    "budgets.contribution.propose": gettext_noop("Proposed a contribution"),
    "budgets.contribution.receive": gettext_noop("Booked money that came in"),
    "budgets.fund.create": gettext_noop("Set up a pooled fund"),
    "budgets.ledger.read": gettext_noop("Looked at a fund's ledger"),
    "budgets.payment.approve": gettext_noop("Approved a payment"),
    "budgets.payment.prepare": gettext_noop("Prepared a payment"),
    "budgets.person.add": gettext_noop("Gave somebody a part in a fund"),
    "budgets.person.end": gettext_noop("Ended somebody's part in a fund"),
    "budgets.scheme.add": gettext_noop("Added a scheme to a fund"),
    "budgets.scheme.forecast": gettext_noop("Forecast a scheme's spending"),
    "codesign.answer.give": gettext_noop("Answered what people said"),
    "codesign.comment.post": gettext_noop("Commented on a specification"),
    "codesign.comment.write_down": gettext_noop("Wrote down what somebody said"),
    "codesign.project.decide": gettext_noop("Recorded the decision on a project"),
    "codesign.project.frame": gettext_noop("Set out what a project is about"),
    "codesign.project.open": gettext_noop("Opened a co-design project"),
    "codesign.project.start": gettext_noop("Started a co-design project"),
    "codesign.project.team": gettext_noop("Gave somebody a part in a project"),
    "codesign.project.test": gettext_noop("Began testing a text with people"),
    "codesign.version.agree": gettext_noop("Agreed a specification"),
    "codesign.version.draft": gettext_noop("Began a version of a specification"),
    "codesign.version.framework": gettext_noop("Joined outcomes to a specification"),
    "codesign.version.freeze": gettext_noop("Froze a specification for competition"),
    "codesign.version.publish": gettext_noop("Published a version of a specification"),
    "codesign.version.write": gettext_noop("Wrote on a specification"),
    "dashboards.clock.move": gettext_noop("Moved the demo's clock"),
    "dashboards.record.read": gettext_noop("Looked at the record"),
    "marketplace.need.evidence": gettext_noop("Added a source to a need"),
    "marketplace.need.publish": gettext_noop("Made a need public"),
    "marketplace.need.record": gettext_noop("Recorded a need"),
    "outcomes.framework.create": gettext_noop("Began a set of outcomes"),
    "outcomes.framework.publish": gettext_noop("Published a set of outcomes"),
    "outcomes.observation.record": gettext_noop("Reported what changed"),
    "tenders.award.announce": gettext_noop("Announced the decision and sent the letters"),
    "tenders.award.approve": gettext_noop("Approved an award"),
    "tenders.award.award": gettext_noop("Confirmed an award"),
    "tenders.award.recommend": gettext_noop("Recommended an award"),
    "tenders.bid.ask_signatures": gettext_noop("Asked the members to sign a bid"),
    "tenders.bid.open": gettext_noop("Opened a bid"),
    "tenders.bid.price": gettext_noop("Set the price of a bid"),
    "tenders.bid.read": gettext_noop("Looked at a bid"),
    "tenders.bid.sign": gettext_noop("Signed a bid"),
    "tenders.bid.start": gettext_noop("Started a bid"),
    "tenders.bid.submit": gettext_noop("Sent a bid"),
    "tenders.bid.withdraw": gettext_noop("Took a bid back"),
    "tenders.clarification.answer": gettext_noop("Answered a question to every bidder"),
    "tenders.clarification.ask": gettext_noop("Asked a question about a tender"),
    "tenders.compliance.decide": gettext_noop("Checked a bid's pass-or-fail answers"),
    "tenders.consensus.record": gettext_noop("Wrote down an agreed score"),
    "tenders.contract.create": gettext_noop("Drew up a contract"),
    "tenders.contract.enter": gettext_noop("Signed a contract for the buyer"),
    "tenders.contract.sign": gettext_noop("Signed a contract"),
    "tenders.declaration.clear": gettext_noop("Cleared a declaration of interests"),
    "tenders.declaration.decide": gettext_noop("Decided on a declaration of interests"),
    "tenders.declaration.make": gettext_noop("Declared interests"),
    "tenders.evaluation.close_scoring": gettext_noop("Closed the scoring"),
    "tenders.evaluation.lock_quality": gettext_noop("Locked the agreed scores"),
    "tenders.evaluation.rank": gettext_noop("Worked out the order of the bids"),
    "tenders.evaluation.start_scoring": gettext_noop("Started the scoring"),
    "tenders.interest.register": gettext_noop("Registered interest in a tender"),
    "tenders.interest.withdraw": gettext_noop("Took back interest in a tender"),
    "tenders.letter.freeze": gettext_noop("Reviewed a feedback letter"),
    "tenders.letter.make": gettext_noop("Drew up a feedback letter"),
    "tenders.letter.send": gettext_noop("Sent a feedback letter"),
    "tenders.notice.record": gettext_noop("Recorded a notice"),
    "tenders.opening.confirm": gettext_noop("Opened the bids, as second officer"),
    "tenders.opening.start": gettext_noop("Began to open the bids, as first officer"),
    "tenders.pack.keep": gettext_noop("Kept part of a tender to finish later"),
    "tenders.pack.save": gettext_noop("Wrote part of a tender"),
    "tenders.price.open": gettext_noop("Opened the prices"),
    "tenders.procurement.ask_publication": gettext_noop("Asked for a tender to be published"),
    "tenders.procurement.draft": gettext_noop("Began to draft a tender"),
    "tenders.procurement.extend": gettext_noop("Moved a tender's deadline"),
    "tenders.procurement.open": gettext_noop("Opened the bids of a tender"),
    "tenders.procurement.publish": gettext_noop("Published a tender"),
    "tenders.procurement_key.create": gettext_noop("Made the key that seals a tender's bids"),
    "tenders.score.save": gettext_noop("Scored an answer"),
    "tenders.score.submit": gettext_noop("Handed in scores"),
    "tenders.team.assign": gettext_noop("Gave somebody a part in a tender"),
    "tenders.team.end": gettext_noop("Ended somebody's part in a tender"),
}

SUBJECTS = {
    "accounts": gettext_noop("People"),
    "alliances": gettext_noop("Alliances"),
    "budgets": gettext_noop("Money"),
    "codesign": gettext_noop("Co-design"),
    "dashboards": gettext_noop("The portal"),
    "marketplace": gettext_noop("Needs"),
    "notifications": gettext_noop("Messages"),
    "organisations": gettext_noop("Organisations"),
    "outcomes": gettext_noop("Outcomes"),
    "tenders": gettext_noop("Tenders and contracts"),
}

_WAYS = {"CD": "/co-design/", "AL": "/alliances/", "PR": "/tenders/", "PF": "/budgets/pools/"}


def in_words(verb: str) -> str:
    """The verb of an event as a person would say it."""
    known = WORDS.get(verb.removesuffix(".refused"))
    if known:
        return _(known)
    parts = [part.replace("_", " ") for part in verb.removesuffix(".refused").split(".")]
    return ": ".join(parts[1:]).capitalize() if len(parts) > 1 else parts[0].capitalize()


def kind_of(verb: str) -> str:
    """ "refused", "read" or "act"."""
    last = verb.rpartition(".")[2]
    return last if last in ("refused", "read") else "act"


def way_to(ref: str) -> str:
    """The page of a thing, for references whose page everybody can open; otherwise nothing."""
    base = _WAYS.get(ref.partition("-")[0], "")
    return f"{base}{ref}/" if base else ""
