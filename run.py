import sys

sys.path.insert(0, ".")
from datetime import datetime, UTC
from items import S
from streams.core.extraction import facts_of
from streams.core.items import Item
from streams.edges.rulebook import open_rulebook

k = open_rulebook(None).knowledge
ok = 0
for n, (t, e) in enumerate(S):
    it = Item(
        id=f"x{n}",
        source="x",
        title="Army and rebels: situation update",
        text=t,
        published=datetime(2025, 5, 1, tzinfo=UTC),
        language="en",
    )
    f = [x.model_dump() for x in facts_of(it, k).facts if x.kind == "ceasefire"]
    got = [
        x["state"]
        + ("-bg" if x["scope"] == "background" else "")
        + ("" if x["status"] == "reported" else "-" + x["status"])
        for x in f
    ]
    good = got == [e] if e else got == []
    ok += good
    if not good:
        print(n, t, "| want", e, "| got", got)
print(ok, len(S))
