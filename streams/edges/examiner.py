"""The examiner: each rule tried on its own examples, through the pipeline that judges real news.

What is proven is proven only once where there is something that remembers: a proof hangs on nothing but the rule, those
that it is over, the tables and the workings. What fails is tried each time, for what there is to say of it.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path

from streams.core.errors import Problem
from streams.core.examples import ExampleItem, example_items
from streams.core.extraction import Knowledge, extract, extract_with_reasons
from streams.core.facts import Facts
from streams.core.identity import canonical
from streams.core.items import Item, item_json
from streams.core.register import Register
from streams.core.rule_traces import not_met
from streams.core.rules import Rule
from streams.core.trials import Trial, alone, fact_words, tried
from streams.edges.factcache import FactCache
from streams.edges.knowledge import knowledge_version, load_knowledge
from streams.edges.rulefiles import RuleFile
from streams.edges.workings import workings


class Examiner:
    """Tries rules with the operator's tables; opening words and places waits for the first example that is read.

    ``rules`` are those that others may be over. ``memory`` remembers what was proven.
    """

    def __init__(
        self,
        register: Register,
        tables: Path | None,
        rules: Iterable[Rule] = (),
        memory: FactCache | None = None,
    ) -> None:
        self._register = register
        self._tables = tables
        self._rules = {rule.id: rule for rule in rules}
        self._memory = memory
        self._read: dict[str, Facts] = {}
        """What was read, by the whole item, as its source and moment tell too: many rules share an example."""

    def examine(self, files: Sequence[RuleFile]) -> Iterator[Problem]:
        """A problem for each example that does not do what it stands for.

        Raises BadFiles when the tables' own places cannot be used.
        """
        proofs = {} if self._memory is None else {file.rule.id: self._proof(file.rule) for file in files}
        known = {} if self._memory is None else self._memory.known(list(proofs.values()))
        proven: list[bytes] = []
        for file in files:
            proof = proofs.get(file.rule.id)
            if proof is not None and proof in known:
                continue
            wrong = tuple(self._misbehaving(file))
            yield from wrong
            if proof is not None and not wrong:
                proven.append(proof)
        if self._memory is not None and proven:
            self._memory.keep((proof, b"") for proof in proven)

    def trial(self, rule: Rule, example: str | ExampleItem | tuple[ExampleItem, ...]) -> Trial:
        """What a rule makes of an example."""
        return tried(alone(rule, self._rules), example, self._extract, self._register)

    @cached_property
    def _knowledge(self) -> Knowledge:
        return load_knowledge(self._register, self._tables)

    @cached_property
    def _about(self) -> bytes:
        """A hash of all that proofs hang on but the rules."""
        parts = (
            "examples",
            workings(),
            knowledge_version(self._register, self._tables),
            self._register.sources.model_dump_json(),
        )
        return hashlib.sha256("\0".join(parts).encode()).digest()

    def _proof(self, rule: Rule) -> bytes:
        """What the proof of a rule is kept under."""
        over = alone(rule, self._rules).rules
        return hashlib.sha256(self._about + "\0".join(one.model_dump_json() for one in over).encode()).digest()

    def _misbehaving(self, file: RuleFile) -> Iterator[Problem]:
        rules, examples = alone(file.rule, self._rules), file.rule.examples
        for name, wanted in (("fires", examples.fires), ("quiet", examples.quiet)):
            for number, example in enumerate(wanted):
                trial = tried(rules, example, self._extract, self._register)
                if trial.fired != (name == "fires"):
                    trail = ("examples", name, number)
                    yield file.document.problem(trail, self._why(file.rule, example, trial))

    def _extract(self, item: Item) -> Facts:
        key = canonical(item_json(item))
        if key not in self._read:
            self._read[key] = extract(item, self._knowledge)
        return self._read[key]

    def _why(self, rule: Rule, example: str | ExampleItem | tuple[ExampleItem, ...], trial: Trial) -> str:
        read = "; ".join(fact_words(fact) for fact in trial.facts) or "no fact"
        if trial.fired:
            return f"this example must stay quiet, but the rule fires; what was read: {read}"
        held_back = not_met(rule, trial.outcomes, self._register)
        traces = (extract_with_reasons(item, self._knowledge) for item in example_items(example))
        aside = [
            f"“{one.evidence.quote[:40]}” left aside: {one.reason}" for trace in traces for one in trace.left_aside
        ]
        return "; ".join(
            [f"this example must fire the rule, but does not; what was read: {read}", *held_back, *aside[:3]]
        )
