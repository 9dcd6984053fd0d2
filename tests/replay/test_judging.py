import zlib
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from streams.core.alerts import event_line
from streams.core.rules import Rule, RuleSet, rule_set
from streams.edges.factcache import FactCache
from streams.replay import run
from streams.replay.judging import Judge
from streams.replay.readings import Reading
from streams.replay.sweep import Sweep, varied
from tests.core.given import RULES
from tests.replay.logs import Reads, book
from tests.replay.test_playing import reading

_RULE: TypeAdapter[Rule] = TypeAdapter(Rule)
NEWS = [reading(0, "broken"), reading(1, "cut"), reading(3, "open"), reading(4, "60"), reading(9, "120")]


def with_threshold(value: int) -> RuleSet:
    return with_toll("threshold", value)


def with_toll(field: str, value: int | str) -> RuleSet:
    (changed,) = varied(RULES, Sweep("casualty-threshold", field, (value,)), value).rules
    return rule_set(changed if rule.id == changed.id else rule for rule in RULES.rules)


def logs(
    news: Sequence[Reading], sets: Sequence[RuleSet], memory: FactCache | None = None
) -> tuple[list[list[str]], list[int]]:
    """The logs, and how many items were judged in each pass."""
    passes: list[int] = []
    memories = () if memory is None else (memory,)
    judge = Judge(book(Reads()), memories, watch=lambda done, of: passes.append(of) if not done else None)
    found = judge.logs(news, sets)
    return [[*map(event_line, log.events), *log.conflicts] for log in found], passes


def test_what_was_judged_before_is_not_judged_again(tmp_path: Path) -> None:
    with FactCache(tmp_path / "cache") as memory:
        first, _ = logs(NEWS, [RULES], memory)
        assert logs(NEWS, [RULES], memory) == (first, [])
    assert first == logs(NEWS, [RULES])[0]


def test_other_news_other_rules_and_another_end_are_judged(tmp_path: Path) -> None:
    with FactCache(tmp_path / "cache") as memory:
        logs(NEWS, [RULES], memory)
        assert logs(NEWS[:-1], [RULES], memory)[1] == [4]
        assert logs(NEWS, [with_threshold(100)], memory)[1] == [5]
        ended = Judge(book(Reads()), (memory,), until=NEWS[2].published)
        assert [event.event for event in ended.logs(NEWS, [RULES])[0].events] == ["fire", "fire", "resolve"]


def test_a_rule_that_did_not_change_keeps_its_log_under_the_name_of_the_new_set(tmp_path: Path) -> None:
    other = with_threshold(100)
    with FactCache(tmp_path / "cache") as memory:
        logs(NEWS, [RULES], memory)
        assert logs(NEWS, [other], memory)[0] == logs(NEWS, [other])[0]


def test_with_a_rule_over_other_rules_the_set_is_judged_as_a_whole(tmp_path: Path) -> None:
    both = composite()
    with FactCache(tmp_path / "cache") as memory:
        logs(NEWS, [RULES], memory)
        first = logs(NEWS, [both], memory)
        assert (first[1], first[0], logs(NEWS, [both], memory)) == ([5], logs(NEWS, [both])[0], (first[0], []))
    assert any('"both"' in line for line in first[0][0])


def composite() -> RuleSet:
    fields = {
        "version": 1, "id": "both", "kind": "composite", "severity": "critical", "group_by": "country",
        "all": ["route-severed", "ceasefire-violated"],
    }  # fmt: skip
    return rule_set([*RULES.rules, _RULE.validate_python(fields)])


def test_with_another_threshold_no_item_is_opened_again(tmp_path: Path) -> None:
    unreadable = [one._replace(body=b"") for one in NEWS]
    with FactCache(tmp_path / "cache") as memory:
        logs(NEWS, [RULES], memory)
        assert logs(unreadable, [with_threshold(100)], memory)[0] == logs(NEWS, [with_threshold(100)])[0]
        with pytest.raises(zlib.error):
            logs(unreadable, [with_toll("group_by", "country")], memory)


SETS = st.lists(
    st.sampled_from([RULES, with_threshold(30), with_toll("within", "2h"), with_toll("corroboration", 2)]),
    min_size=1,
    max_size=6,
)
CORRECTED = Reading.of(NEWS[3].sheet.model_copy(update={"version": NEWS[4].published, "facts": ()}))


@given(
    SETS,
    st.lists(st.sampled_from([*NEWS, CORRECTED]), min_size=1, max_size=6).map(
        lambda some: sorted(some, key=lambda one: one.order)
    ),
)
def test_whatever_was_judged_before_the_logs_are_those_of_a_first_time(
    sets: list[RuleSet], news: list[Reading]
) -> None:
    with (
        TemporaryDirectory() as folder,
        FactCache(Path(folder) / "cache") as memory,
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setattr(run, "BLOCK", 2)
        for one in sets:
            assert logs(news, [one], memory)[0] == logs(news, [one])[0]
        assert logs(news, sets, memory)[0] == logs(news, sets)[0]
