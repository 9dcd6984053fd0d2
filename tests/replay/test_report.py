import re
from datetime import timedelta
from html.parser import HTMLParser
from typing import Any

from streams.core.alerts import AlertEvent, ItemEvidence
from streams.replay.backtest import Findings
from streams.replay.comparison import compare
from streams.replay.report import report_page
from streams.replay.sweep import Point, Sweep
from streams.replay.window import Window
from tests.cases import each
from tests.core.given import RULES
from tests.replay.logs import START, event

HOSTILE = "</blockquote><script>alert('1')</script><img src=x onerror=alert(2)>"


def findings(*log: AlertEvent, **fields: Any) -> Findings:
    said: dict[str, Any] = {
        "archives": ("archive.jsonl",),
        "rules": RULES,
        "window": Window(),
        "items": 3,
        "facts": 2,
        "refused": 0,
        "conflicts": (),
        "log": log,
        "span": (START, START + timedelta(days=2)),
    }
    return Findings(**said | fields)


class _Balance(HTMLParser):
    """Keeps the tags that were opened, and fails where one is closed that was not the last."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.names: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes += attrs
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes += attrs

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def read(page: str) -> _Balance:
    parser = _Balance()
    parser.feed(page)
    parser.close()
    return parser


def whole() -> Findings:
    log = (
        event("fire", 1, value=57, range=(41, 57)),
        event("update", 2),
        event("escalate", 3, value=121),
        event("resolve", 9),
    )
    return findings(
        *log,
        differences=compare((), log),
        sweep=Sweep("casualty-threshold", "threshold", (10, 20)),
        points=(Point(10, 4, 2.0, 9), Point(20, 1, 0.5, 2)),
    )


def test_the_page_is_well_formed_with_all_its_parts() -> None:
    page = report_page(whole())
    assert read(page).open == []
    assert re.findall(r"<h2>(.*?)</h2>", page) == [
        "Against the other rules",
        "Incidents a day by casualty-threshold: threshold",
        "Timeline",
        "Counts",
        "Incidents",
    ]


def test_the_page_has_no_script_and_asks_for_nothing_from_elsewhere() -> None:
    parsed = read(report_page(whole()))
    assert not parsed.names & {"script", "link", "img", "iframe", "object", "embed", "base", "form"}
    assert not [name for name, _ in parsed.attributes if name in ("src", "srcset", "data") or name.startswith("on")]
    assert not re.search(r"url\(|@import", report_page(whole()))


@each("field", ["summary", "reason", "item", "source", "quote", "key"])
def test_markup_in_the_news_stays_words(field: str) -> None:
    hostile: dict[str, dict[str, Any]] = {
        "summary": {"summary": HOSTILE},
        "reason": {"reason": HOSTILE},
        "item": {"item": HOSTILE},
        "source": {"sources": (HOSTILE,)},
        "quote": {"evidence": (ItemEvidence(item="a", field="text", start=0, end=9, quote=HOSTILE),)},
        "key": {"key": {"area": HOSTILE}},
    }
    parsed = read(report_page(findings(event("fire", 1, **hostile[field]))))
    assert (parsed.open, parsed.names & {"script", "img"}) == ([], set())


@each("address", ["javascript:alert(1)", "data:text/html,x", "//elsewhere", "http:", "https://[", "x"])
def test_an_address_that_is_no_web_page_gives_no_link(address: str) -> None:
    page = report_page(findings(event("fire", 1, item="a-1"), links={"a-1": address}))
    assert [value for name, value in read(page).attributes if name == "href" and not str(value).startswith("#")] == []


def test_an_item_with_a_web_address_is_linked() -> None:
    page = report_page(findings(event("fire", 1, item="a-1"), links={"a-1": 'https://example.org/?a="b"'}))
    assert ("href", 'https://example.org/?a="b"') in read(page).attributes


def test_each_incident_stands_with_its_quotes_sources_and_range() -> None:
    page = report_page(findings(event("fire", 1, value=57, range=(41, 57), sources=("war-monitor",))))
    assert "<blockquote>The M5 is cut</blockquote>" in page
    assert "57 (claims 41 to 57)" in page
    assert "1 source: war-monitor" in page


def test_a_drill_is_marked() -> None:
    page = report_page(findings(event("fire", 1, exercise=True)))
    assert '<span class="badge drill">exercise</span>' in page


def test_the_same_findings_give_the_same_bytes() -> None:
    assert report_page(whole()) == report_page(whole())


def test_a_replay_that_raised_nothing_says_so() -> None:
    page = report_page(findings(span=None, items=0))
    assert "Nothing was raised." in page
    assert "Quiet throughout: casualty-threshold, ceasefire-violated, route-severed." in page
