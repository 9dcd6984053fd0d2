"""Facts: what a text says, with the words that say it."""

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Discriminator, Field, JsonValue, Tag, field_validator, model_validator

Status = Literal["reported", "denied", "unconfirmed", "threatened"]
Scope = Literal["new", "background"]
Level = Literal["place", "admin2", "admin1", "country"]
Outcome = Literal["killed", "injured", "missing", "detained", "displaced"]
Qualifier = Literal["exact", "at_least", "about", "up_to"]
RouteKind = Literal["road", "bridge", "crossing", "port", "airport", "railway", "waterway"]
RouteState = Literal["severed", "restricted", "open"]
CeasefireState = Literal["violated", "agreed", "holding", "extended", "collapsed", "rejected", "proposed"]
Cause = Literal[
    "airstrike", "shelling", "shooting", "bombing", "drone", "mine", "clashes", "stabbing", "execution", "flood",
    "earthquake", "storm", "landslide", "fire", "disease", "famine", "accident", "stampede", "shipwreck", "collapse",
]  # fmt: skip


class Frozen(BaseModel):
    """A value: never changed, and nothing in it that is not named."""

    # A process uses few of the many kinds: each is made ready when it is first used.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Evidence(Frozen):
    """A span of the item's own words. Offsets are in Unicode code points of the field as received, end exclusive."""

    field: Literal["title", "text"]
    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=0)]
    quote: str


class Place(Frozen):
    """Where something happened. ``name`` is as written, or its dictionary form where a language inflects names.

    The rest is null for a place that no gazetteer knows.

    ``country`` is ISO 3166-1 alpha-3; ``lat`` and ``lon`` are degrees, WGS 84; ``id`` is the gazetteer's
    (``geonames:170063``, or the operator's p-code). ``alternatives`` lists the ids of other places that the name
    could mean when the item's context did not decide.
    """

    name: str
    canonical: str | None = None
    id: str | None = None
    level: Level = "place"
    lat: Annotated[float, Field(ge=-90, le=90)] | None = None
    lon: Annotated[float, Field(ge=-180, le=180)] | None = None
    country: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] | None = None
    admin1: str | None = None
    admin2: str | None = None
    alternatives: tuple[str, ...] = ()


class _Said(Frozen):
    """What every fact carries."""

    item: str
    evidence: tuple[Evidence, ...]
    status: Status = "reported"
    scope: Scope = "new"
    places: tuple[Place, ...] = ()
    attribution: str | None = None

    @property
    def live(self) -> bool:
        """Asserted as this item's news: the only facts that may raise an alert."""
        return self.scope == "new" and self.status == "reported"


class Casualties(_Said):
    """People killed, injured, missing, detained or displaced: a claim of ``count_min`` to ``count_max`` people.

    ``count_max`` is null for an open range ("dozens"). ``part`` marks a figure that is a subset or breakdown of
    another figure of the item, and so must never be added to it.
    """

    kind: Literal["casualties"] = "casualties"
    outcome: Outcome
    count_min: Annotated[int, Field(ge=0)]
    count_max: Annotated[int, Field(ge=0)] | None
    qualifier: Qualifier = "exact"
    civilian: bool | None = None
    who: str | None = None
    cause: Cause | None = None
    part: bool = False

    @model_validator(mode="after")
    def _range_in_order(self) -> Self:
        if self.count_max is not None and self.count_max < self.count_min:
            raise ValueError("count_max is below count_min")
        return self


class Route(_Said):
    """A road, bridge, crossing, port, airport, railway or waterway, and whether one can pass."""

    kind: Literal["route"] = "route"
    name: str
    aliases: tuple[str, ...] = ()
    route_kind: RouteKind
    state: RouteState


class Ceasefire(_Said):
    """A truce, pause, cessation or armistice, and what the text says of it."""

    kind: Literal["ceasefire"] = "ceasefire"
    state: CeasefireState
    parties: tuple[str, ...] = ()
    name: str | None = None


class OtherFact(_Said):
    """A kind of fact that an organisation's own extractor finds; its own fields stand in ``fields``."""

    kind: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]{0,39}$")]
    fields: dict[str, JsonValue] = Field(default_factory=dict)

    @field_validator("kind")
    @classmethod
    def _is_another(cls, kind: str) -> str:
        if kind in KINDS:
            raise ValueError(f"{kind} is a kind of tocsin's own; use its class")
        return kind


KINDS = ("casualties", "route", "ceasefire")
"""The kinds of facts that tocsin reads by itself."""


def _kind_of(fact: object) -> str:
    kind = fact.get("kind") if isinstance(fact, dict) else getattr(fact, "kind", None)
    return kind if kind in KINDS else "other"


Fact = Annotated[
    Annotated[Casualties, Tag("casualties")]
    | Annotated[Route, Tag("route")]
    | Annotated[Ceasefire, Tag("ceasefire")]
    | Annotated[OtherFact, Tag("other")],
    Discriminator(_kind_of),
]


class Origin(Frozen):
    """Where an item's words come from, so that copies of one report count once (``streams.core.origins``)."""

    named: str = Field(default="", description="who wrote them: the agency that they credit, else the item's source")
    print: str = Field(default="", description="their MinHash (streams.core.prints); empty where there are no words")
    page: str = Field(default="", description="a hash of the address of their page, empty where it has none")
    details: tuple[str, ...] = Field(
        default=(), description="names, numbers and days of their beginning, in runs (streams.core.details)"
    )
    places: tuple[str, ...] = Field(default=(), description="where the live facts happened, and their routes, folded")
    minute: int = Field(default=0, description="when they were published, in minutes since 1970")


class Facts(Frozen):
    """One item's facts, in the order of the text, with their origin.

    ``language`` is the one that they were read in; it and ``origin`` are no part of the JSON.
    """

    item: str
    language: str | None = Field(default=None, exclude=True)
    origin: Origin = Field(default=Origin(), exclude=True)
    facts: tuple[Fact, ...]
