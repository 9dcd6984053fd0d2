"""Rounding: figures that only round another of the item ("some 200" of 196), and tolls that a headline spells out."""

from streams.core.extraction.casualties.figures import Claim

_ROUNDING = 0.15


def unrounded(claims: list[Claim]) -> list[Claim]:
    """Drop a headline's round figure where the text gives the precise one ("tops 100", then 104)."""
    kept: list[Claim] = []
    for claim in claims:
        precise = _precise(claim, claims)
        if precise is None:
            kept.append(claim)
    return kept


def _precise(claim: Claim, claims: list[Claim]) -> Claim | None:
    number = claim.link.group.number
    if number.vague and claim.sentence.field == "title" and not claim.again:
        return next((other for other in claims if _spelt_out(claim, other)), None)
    exact = number.qualifier == "exact" and not claim.link.toll
    if number.max is None or number.min < 20 or not _round(number.min) or exact:
        return None
    for other in claims:
        figure = other.link.group.number
        if other is claim or other.link.outcome != claim.link.outcome or other.link.part or figure.max is None:
            continue
        near = abs(figure.min - number.min) <= _ROUNDING * number.min
        if (
            near
            and _digits(figure.min) > _digits(number.min)
            and "title" in (claim.sentence.field, other.sentence.field)
            and claim.sentence.field == "title"
        ):
            return other
    return None


def _spelt_out(headline: Claim, other: Claim) -> bool:
    """Whether the text has the figure for which the headline has a vague word ("dozens", then 53)."""
    vague, figure = headline.link.group.number, other.link.group.number
    same = (
        other.link.outcome == headline.link.outcome
        and not other.link.part
        and other.stance.scope == headline.stance.scope
    )
    return same and other.sentence.field == "text" and not figure.vague and figure.min >= vague.min


def _digits(value: int) -> int:
    """How many digits of a number tell something: one of 700, two of 750."""
    return len(str(value).rstrip("0"))


def _round(value: int) -> bool:
    """Few significant digits: 100, 3,000, 86,000."""
    digits = str(value)
    return len(digits) >= 2 and digits.endswith("0" * (len(digits) // 2)) and len(digits.rstrip("0")) <= 2
