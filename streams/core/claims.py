"""Claims: what one item says under a rule and group key, from matching it to deciding on it; and how tables keep values."""

from datetime import datetime
from typing import Literal, Self

from streams.core.alerts import EventKind, ItemEvidence
from streams.core.facts import Evidence, Frozen, Origin, Place
from streams.core.grades import Grading
from streams.core.sources import Grade

Effect = Literal["raise", "clear", "deny"]


class Share(Frozen):
    """One of several things that an item tells of under one key: an area and its toll, a route, a cause.

    ``name`` is canonical, so that the same thing has the same name in every item. An area's name is its country, its
    first-level area and so on, parted by slashes, as far as they are known.
    """

    name: str
    value: int | None = None
    value_max: int | None = None


class Underlying(Frozen):
    """What a claim upon another rule's incident stands on: that incident, the event that told of it, and what that is worth."""

    rule: str
    incident: str
    event: EventKind
    items: tuple[str, ...]
    sources: tuple[str, ...]
    evidence: tuple[ItemEvidence, ...] = ()
    grading: Grading = Grading()


class Denial(Frozen):
    """Who says that a thing is not so, and how reliable they are, A to F."""

    by: str
    grade: Grade = "F"


class Claim(Frozen):
    """One item's claim under the key of an incident. Figures are numbers of people.

    ``grade`` is its source's reliability, A to F, ``side`` the party to the conflict that it speaks for. ``effect`` is ``raise``
    for the rule's condition, ``clear`` for what resolves it and ``deny`` where the item only tells that it is not so;
    ``denials`` are who says that, beside whatever else the item tells. ``value`` is the claim's figure (``count_min``),
    ``value_max`` its upper end where it has one, and none where it is "at least" so many. ``url`` and ``language`` are the
    item's, where it has them. ``origin`` is whose words it carries: all that is known of them where the rule counts origins,
    else what is enough to know most copies by.

    ``steps`` are those of a sequence that the item meets, from 0. A claim upon another rule's incident carries it as
    ``underlying``; its ``item`` is then the id of the event, and its ``revision`` that of the emission.

    A claim that was taken back stays, ``withdrawn``, so that an older version that comes once more is known for what it is.
    """

    item: str
    version: datetime
    source: str
    published: datetime
    rules: str = ""
    effect: Effect = "raise"
    value: int | None = None
    value_max: int | None = None
    who: str = ""
    attribution: str = ""
    url: str = ""
    language: str = ""
    grade: str = ""
    side: str = ""
    origin: Origin = Origin()
    denials: tuple[Denial, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    places: tuple[Place, ...] = ()
    withdrawn: bool = False
    shares: tuple[Share, ...] = ()
    steps: tuple[int, ...] = ()
    revision: int = 0
    underlying: Underlying | None = None

    @property
    def precedence(self) -> tuple[datetime, int, bool]:
        """Of two words of one item the later version counts, and of one version its withdrawal."""
        return (self.version, self.revision, self.withdrawn)

    @property
    def said(self) -> str:
        """Who says it."""
        return self.attribution or self.source

    @property
    def items(self) -> tuple[str, ...]:
        """The items that it stands on."""
        return (self.item,) if self.underlying is None else self.underlying.items

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources of those items."""
        return (self.source,) if self.underlying is None else self.underlying.sources

    @property
    def quotes(self) -> tuple[ItemEvidence, ...]:
        """The words that it stands on, each with its item."""
        if self.underlying is not None:
            return self.underlying.evidence
        return tuple(ItemEvidence(item=self.item, **dict(span)) for span in self.evidence)

    @property
    def order(self) -> tuple[datetime, str]:
        """Claims are folded in order of time; items of one moment in order of their ids."""
        return (self.published, self.item)


class Kept(Frozen):
    """A value that a step keeps in its table between messages."""

    def written(self) -> bytes:
        """As a table keeps it: JSON without what is at its default."""
        return self.model_dump_json(exclude_defaults=True).encode()

    @classmethod
    def read(cls, raw: bytes) -> Self:
        """What ``written`` wrote."""
        return cls.model_validate_json(raw)
