import time
from pathlib import Path

import pytest

from streams.core.messages.rendering import Stationery, phrased, rendered
from streams.core.messages.samples import samples
from streams.core.messages.sms import fits
from streams.core.messages.templates import LONGEST, OwnTemplate, TemplateFault
from streams.core.messages.wording import faults, message_names
from streams.edges.stationery import packaged_stationery
from tests.cases import each

STATIONERY = packaged_stationery()
FIRED = samples()["fire"]


def table(language: str) -> str:
    return Path("streams/tables/messages", f"{language}.ftl").read_text(encoding="utf-8")


def filled(source: str) -> str:
    return OwnTemplate(source, "chat.j2").filled(phrased(FIRED, "chat", STATIONERY.wording))


def with_template(name: str, source: str) -> Stationery:
    return Stationery(STATIONERY.wording, STATIONERY.page, {name: OwnTemplate(source, f"{name}.j2")})


def test_a_template_says_an_alert_in_its_operators_words() -> None:
    source = "{{ grade }} {{ label }}\n{% for one in quotes %}{{ one.source }}: {{ one.text }}{% endfor %}"
    assert filled(source) == (
        "CRITICAL M4 (SYR)\nriver-radio: The M4 has been closed at Ariha since dawn, two drivers said."
    )


@each(
    "source",
    [
        "{{ 'x' * 1000000000 }}",
        "{{ 10 ** 100000000 }}",
        "{{ '%1000000000d' % 1 }}",
        "{{ headline.format() }}",
        "{{ ''.__class__.__mro__ }}",
        "{% set a = 'x' %}{{ a }}",
        "{% include '/etc/passwd' %}",
        "{% macro f() %}{{ f() }}{% endmacro %}",
        "{% for a in quotes recursive %}{{ loop(quotes) }}{% endfor %}",
        "{% for a in headline %}{% for b in headline %}{% for c in headline %}.{% endfor %}{% endfor %}{% endfor %}",
        "{{ range(1000000000) | list }}",
        "{{ headline | center(1000000000) }}",
        "{{ no_such_word }}",
        "{{ headline ",
        "{% if false %}words{% endif %}",
        "x" * 8001,
    ],
)
def test_a_template_that_asks_for_more_than_a_message_needs_is_refused(source: str) -> None:
    with pytest.raises(TemplateFault, match=r"chat\.j2"):
        filled(source)


def test_a_template_ends_soon_and_its_output_is_cut_off() -> None:
    began = time.process_time()
    text = filled("{% for a in runbook ~ sure %}{% for b in runbook ~ sure %}{{ headline }}{% endfor %}{% endfor %}")
    assert len(text) == LONGEST
    assert time.process_time() - began < 1


def test_no_template_can_leave_out_that_it_is_a_drill() -> None:
    drill = samples()["exercise"]
    for medium in ("sms", "chat", "email"):
        message = rendered(drill, medium, with_template(medium, "All is well"))
        assert message.whole.startswith("EXERCISE All is well")


def test_a_template_of_a_language_goes_before_the_one_for_all() -> None:
    stationery = Stationery(
        STATIONERY.wording,
        STATIONERY.page,
        {"chat": OwnTemplate("all", "chat.j2"), "chat.ar": OwnTemplate("للكل", "chat.ar.j2")},
    )
    assert rendered(samples("ar")["fire"], "chat", stationery).title == "للكل"
    assert rendered(samples("fr")["fire"], "chat", stationery).title == "all"
    assert rendered(samples("fr")["fire"], "email", stationery).html


def test_a_template_that_fails_gives_way_to_the_built_in_words_and_says_why() -> None:
    message = rendered(FIRED, "chat", with_template("chat", "{{ quotes[7].text }}"))
    assert message.fault.startswith("chat.j2: ")
    assert message.title == "NEW CRITICAL: M4 (SYR) is cut, says river-radio"


def test_a_templates_sms_is_held_to_what_an_sms_takes() -> None:
    assert fits(rendered(FIRED, "sms", with_template("sms", "{{ runbook }} " * 20)).body, 1)


def test_every_table_has_words_for_all_that_english_says_and_no_others() -> None:
    assert list(faults({"en": "a = b\n", "fr": "a = c\nd = e\na = f\n???\n"})) == [
        ("fr", "d is no message of the English table"),
        ("fr", "a stands there twice"),
        ("fr", "cannot be read: ???"),
    ]
    for language in STATIONERY.wording.languages:
        assert message_names(table(language)) == message_names(table("en"))


def test_what_a_language_lacks_is_said_in_english() -> None:
    tongue = STATIONERY.wording.tongue("sw-KE")
    assert (tongue.code, tongue.say("fire")) == ("en", "NEW")
