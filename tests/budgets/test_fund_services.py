from tests.budgets.factories import approved_allocation, fund, scheme
def test_smoke(cast):
    f=fund(cast); s=scheme(cast,f); assert f.entries.count()==5
