"""Harm by verb and frame: what is negated, denied, doubted, ahead, supposed or long ago is no live toll, and what is told is."""

from typing import NamedTuple

from streams.core.facts import Casualties
from tests.cases import each
from tests.core.extraction.sentences import facts_of


class Verb(NamedTuple):
    """What is done to people, in the forms that a frame asks for."""

    base: str
    past: str
    participle: str
    gerund: str


DONE = (
    Verb("kill", "killed", "killed", "killing"),
    Verb("wound", "wounded", "wounded", "wounding"),
    Verb("abduct", "abducted", "abducted", "abducting"),
    Verb("displace", "displaced", "displaced", "displacing"),
)
BEFELL = (
    Verb("die", "died", "died", "dying"),
    Verb("flee", "fled", "fled", "fleeing"),
)
DONE_TOLD = (
    "Gunmen have {participle} twelve farmers near Jos.",
    "Twelve farmers were {participle} near Jos on Monday.",
    "The gunmen not only {past} twelve farmers near Jos but burned the barns.",
    "Even if twelve farmers were {participle} near Jos, nobody would come.",
    "It was not clear why gunmen {past} twelve farmers near Jos.",
    "Guards did not stop the gunmen who {past} twelve farmers near Jos on Monday.",
    "The group denied involvement after gunmen {past} twelve farmers near Jos on Monday.",
    "The army will respond after gunmen {past} twelve farmers near Jos.",
    "Nearly twelve farmers were {participle} near Jos.",
)
DONE_NOT = (
    "Gunmen did not {base} twelve farmers near Jos.",
    "The twelve farmers were never {participle}, police said.",
    "The army denied that it had {participle} twelve farmers near Jos.",
    "Reports that twelve farmers were {participle} near Jos are false, police said.",
    "Unconfirmed reports say gunmen {past} twelve farmers near Jos.",
    "It is unclear whether gunmen {past} twelve farmers near Jos.",
    "Gunmen might {base} twelve farmers near Jos.",
    "Twelve farmers near Jos will be {participle}, the note says.",
    "Twelve farmers would have been {participle} near Jos, according to residents.",
    "Twelve farmers will be {participle} unless a ransom is paid.",
    "If twelve farmers are {participle} near Jos, the army will act.",
    "Gunmen tried to {base} twelve farmers near Jos.",
    "The blast nearly {past} twelve farmers near Jos.",
    "Gunmen raided Jos without {gerund} any of the twelve farmers.",
    "The army prevented gunmen from {gerund} twelve farmers near Jos.",
    "Twelve farmers narrowly escaped being {participle} near Jos.",
    "In 2015 gunmen {past} twelve farmers near Jos.",
    "A court in Jos sentenced two men to death for {gerund} twelve farmers.",
    "The film recounts how gunmen {past} twelve farmers near Jos.",
)
BEFELL_TOLD = ("Twelve farmers {past} near Jos on Monday.", "Twelve farmers have {participle} near Jos.")
BEFELL_NOT = (
    "Twelve farmers did not {base} near Jos.",
    "Twelve farmers could {base} near Jos.",
    "Twelve farmers nearly {past} near Jos.",
    "If twelve farmers {base} near Jos, who will plant?",
    "The rain saved twelve farmers from {gerund} near Jos.",
    "It is unclear whether twelve farmers {past} near Jos.",
    "It is five years since twelve farmers {past} near Jos.",
)


def live(text: str) -> list[int]:
    """The figures that would raise an alarm: new and reported."""
    found = [fact for fact in facts_of({"text": text}) if isinstance(fact, Casualties)]
    return [fact.count_min for fact in found if fact.status == "reported" and fact.scope == "new"]


@each("verb", [*DONE, *BEFELL])
def test_what_befell_people_is_read(verb: Verb) -> None:
    frames = DONE_TOLD if verb in DONE else BEFELL_TOLD

    read = {text: live(text) for text in (frame.format(**verb._asdict()) for frame in frames)}

    assert {text: figures for text, figures in read.items() if figures != [12]} == {}


@each("verb", [*DONE, *BEFELL])
def test_what_did_not_happen_or_long_ago_is_no_live_toll(verb: Verb) -> None:
    frames = DONE_NOT if verb in DONE else BEFELL_NOT

    read = {text: live(text) for text in (frame.format(**verb._asdict()) for frame in frames)}

    assert {text: figures for text, figures in read.items() if figures} == {}


@each("noun", ["death", "killing", "abduction", "displacement"])
def test_a_noun_of_harm_counts_as_its_verb_brings_it_about_or_not(noun: str) -> None:
    verbs = ("led to", "did not lead to", "could lead to", "averted", "threatened")

    read = [live(f"The attack on Jos {verb} the {noun} of twelve people.") for verb in verbs]

    assert read == [[12], [], [], [], []]
