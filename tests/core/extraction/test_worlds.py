"""Other worlds: items that borrow the words of war, in words that no table holds, are not read as news; real news is."""

from dataclasses import replace

import pytest

from streams.core.extraction import extract_with_reasons
from streams.core.extraction.learned import NONE, Model
from streams.core.extraction.reading import open_item
from streams.core.extraction.worlds import OTHER, features, other_world
from streams.core.items import Item, item_of
from tests.core.extraction.knowledge import packaged_knowledge

KNOWLEDGE = packaged_knowledge()
CERTAIN = replace(KNOWLEDGE, learned={"world": Model((NONE, OTHER), (0.0, 2.0), (0.0, 0.85), {})})
"""Knowledge with a model that takes everything for another world, with a probability of 0.88."""


def item(case: dict[str, str]) -> Item:
    told = {"id": "x", "source": "s", "title": "", "published": "2025-06-18T10:00:00Z", "language": "en"}
    return item_of(told | case)


OTHERS = [
    {
        "title": "Night of the long tentacles",
        "text": (
            "Our campaign group met at Ilona's flat on Friday for a last evening of Deep Harbour. By the second hour the kraken "
            "had killed 14 sailors, cut the causeway and sealed off the port. Dario rolled a one and lost three more. Nobody "
            "minded, for there was goulash. We broke for cake at eleven, and the cleric, who is a dentist by day, brought two "
            "of the dead back with a spell. The next session is at my place, and please bring your own dice."
        ),
    },
    {
        "title": "Annual meeting of the rowing section",
        "text": (
            "The secretary opened by recalling the spring regatta, at which our second eight sank in sight of the clubhouse and "
            "nine of our members went missing in the bar. The treasurer said that the fee dispute with the canoe section had "
            "ended in a truce, broken twice since. The boathouse gate stays closed on Mondays until the lock is mended. Thanks "
            "went to the ladies who run the tea table, and to Mr Pettersson for the varnish."
        ),
    },
]
REAL = [
    {
        "title": "Three climbers die under falling ice",
        "text": (
            "Companies had sold a record number of permits for the mountain this season. On Wednesday a tower of ice came away "
            "above the second camp and killed three climbers, two of them Sherpas, the tourism office in Kathmandu said. Four "
            "others were flown to hospital. The route over the glacier is closed until the rope fixers have found another way."
        ),
    },
    {
        "title": "Bridge down, ferries full",
        "text": (
            "A barge struck the Makupa bridge on Monday night and a 40-metre span fell into the creek. Cars, buses and people on "
            "foot now queue for the boats. The port authority said that it could not tell when the crossing would be open again. "
            "The Likoni ferry carries on as usual."
        ),
    },
]  # fmt: skip


@pytest.mark.parametrize("case", OTHERS, ids=lambda case: case["title"])
def test_an_item_of_another_world_tells_nothing_and_explain_says_by_which_words(case: dict[str, str]) -> None:
    trace = extract_with_reasons(item(case), KNOWLEDGE)

    assert trace.facts.facts == ()
    assert "news of real events" in trace.note


@pytest.mark.parametrize("case", REAL, ids=lambda case: case["title"])
def test_real_harm_near_sport_and_real_closures_stay_told(case: dict[str, str]) -> None:
    assert extract_with_reasons(item(case), KNOWLEDGE).facts.facts


def test_a_drill_is_told_by_the_quotation_marks_of_its_title() -> None:
    told = {
        "title": "ثلاثون «جريحاً» في محطة القطار",
        "text": "لبس المتطوعون ضمادات ملطخة بالطلاء الأحمر. قضى السيناريو بانفجار خزان يوقع ثلاثين جريحاً. ثم عاد الجميع إلى بيوتهم.",
        "language": "ar",
    }

    assert extract_with_reasons(item(told), KNOWLEDGE).facts.facts == ()


def test_a_few_words_are_no_company_to_judge_by() -> None:
    short = item({"text": "The Makupa bridge is cut; cars and buses turn back."})

    assert extract_with_reasons(short, CERTAIN).facts.facts


def test_what_bears_a_sign_of_real_harm_stays_told_unless_the_model_is_certain() -> None:
    lexicon = KNOWLEDGE.lexicons["en"]

    assert other_world(open_item(item(REAL[0]), "en", lexicon), CERTAIN) is None
    assert other_world(open_item(item(OTHERS[0]), "en", lexicon), CERTAIN) is not None


def test_the_same_words_in_other_lines_have_the_same_features() -> None:
    one, other = REAL[1], {**REAL[1], "text": REAL[1]["text"].replace(" ", "\n")}
    lexicon = KNOWLEDGE.lexicons["en"]

    assert features(open_item(item(one), "en", lexicon)) == features(open_item(item(other), "en", lexicon))
