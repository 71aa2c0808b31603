"""Every page of an evaluation opens in its phase, for those whose part it is."""
from typing import Any

import pytest
from tests.characters import Cast
from tests.tenders import factories_evaluation as make


def ok(cast: Cast, who: str, procurement: Any, path: str = "") -> str:
    response = cast.client(who).get(f"/tenders/{procurement.ref}/evaluation/{path}")
    assert response.status_code == 200, (who, path, response.status_code, response.content.decode()[:3000])
    return response.content.decode()

TEAM = ("officer", "publisher", "opener1", "facilitator", "evaluator1", "expert", "approver")

def test_smoke(cast: Cast) -> None:
    p = make.closed(cast)
    for who in TEAM:
        ok(cast, who, p)
    ok(cast, "opener1", p, "opening/")
    ok(cast, "opener1", p, "declare/")
    make.clear(cast, p, "opener1", "opener2")
    ok(cast, "officer", p, "declarations/")
    ok(cast, "opener1", p, "opening/start/")
    c = cast.client("opener1")
    assert c.post(f"/tenders/{p.ref}/evaluation/opening/start/").status_code == 302
    ok(cast, "opener1", p, "opening/")
    ok(cast, "opener2", p, "opening/")
    ok(cast, "opener2", p, "opening/confirm/")
    assert cast.client("opener2").post(f"/tenders/{p.ref}/evaluation/opening/confirm/", {"comments": ""}).status_code == 302
    ok(cast, "opener2", p, "opening/")
    for who in TEAM:
        ok(cast, who, p)
    ok(cast, "evaluator1", p, "declare/")
    d = make.declare(cast, p, "evaluator1")
    ok(cast, "officer", p, "declarations/")
    ok(cast, "officer", p, f"declarations/{d.number}/")
    make.decide(cast, d)
    ok(cast, "officer", p, f"declarations/{d.number}/")
    make.clear(cast, p, "officer", "facilitator", "evaluator2", "evaluator3", "expert", "approver")
    ok(cast, "officer", p, "lots/1/scoring/start/")
    from datetime import timedelta
    from portal.common.clock import now
    make.scoring_start(actor=cast.user("officer"), evaluation=make.evaluation(p), due_at=now()+timedelta(days=5))
    ok(cast, "evaluator1", p, "lots/1/scoring/")
    ok(cast, "evaluator1", p, "lots/1/scoring/1/a/")
    text = ok(cast, "expert", p, "lots/1/scoring/1/a/")
    assert "plain words" in text
    make.score_all(cast, p, "evaluator1", 4, submit=False)
    ok(cast, "evaluator1", p, "lots/1/scoring/submit/")
    make.scores_submit(actor=cast.user("evaluator1"), evaluation=make.evaluation(p))
    for w in ("evaluator2", "evaluator3"):
        make.score_all(cast, p, w)
    ok(cast, "officer", p, "lots/1/scoring/close/")
    n = p.assignments.get(user=cast.expert).number
    ok(cast, "officer", p, f"lots/1/scoring/absences/{n}/")
    make.score_all(cast, p, "expert")
    ok(cast, "officer", p, "lots/1/scoring/close/")
    make.scoring_close(actor=cast.user("officer"), evaluation=make.evaluation(p))
    for who in ("facilitator", "evaluator1", "officer", "approver"):
        ok(cast, who, p, "lots/1/moderation/")
        ok(cast, who, p, "lots/1/moderation/1/b/")
        ok(cast, who, p)
        ok(cast, who, p, "lots/1/bids/b/answers/1/")
    ok(cast, "facilitator", p, "lots/1/moderation/scores.csv")
    for org in make.BIDDERS:
        for number in (1, 2, 3, 4):
            make.agree(cast, p, org, number, make.AGREED[org][number - 1])
    ok(cast, "facilitator", p, "lots/1/moderation/")
    ok(cast, "facilitator", p, "lots/1/moderation/1/b/")
    ok(cast, "facilitator", p, "lots/1/moderation/lock/")
    make.quality_lock(actor=cast.user("facilitator"), evaluation=make.evaluation(p))
    ok(cast, "officer", p, "lots/1/ranking/")
    ok(cast, "officer", p, "lots/1/prices/open/")
    make.prices_open(actor=cast.user("officer"), evaluation=make.evaluation(p))
    ok(cast, "officer", p, "lots/1/ranking/")
    ok(cast, "officer", p, "lots/1/ranking/make/")
    make.ranking_make(actor=cast.user("officer"), evaluation=make.evaluation(p))
    text = ok(cast, "officer", p, "lots/1/ranking/")
    assert "83.34" in text
    ok(cast, "approver", p, "lots/1/ranking/")
    for who in TEAM:
        ok(cast, who, p)
