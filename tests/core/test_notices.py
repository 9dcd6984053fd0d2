from datetime import timedelta
from typing import Any

import pytest

from streams.core.alerts import AlertEvent, Emission, ItemEvidence
from streams.core.deliveries import Delivery, possibly_repeated
from streams.core.notices import compose, words
from streams.core.routing import Directory
from streams.core.subscriptions import Subscriptions
from tests.cases import each
from tests.core.given import IDLIB, ROUTES, TOLLS, Desk, back, cut, opened, toll

EVERYTHING: dict[str, Any] = {"id": "all", "to": ["duty"]}


def subscribed(*subscriptions: dict[str, Any]) -> Directory:
    return _directory(
        {
            "version": 1,
            "recipients": {"duty": {"channels": ["phone"]}, "logistics": {"channels": ["phone", "mail"]}},
            "subscriptions": list(subscriptions or [EVERYTHING]),
        }
    )


def _directory(fields: dict[str, Any]) -> Directory:
    return Directory(Subscriptions.model_validate(fields))


def cut_event(**fields: Any) -> AlertEvent:
    return Desk(ROUTES).take(cut("a", 1, places=(IDLIB,))).log[0].model_copy(update=fields)


def lanes(event: AlertEvent, *subscriptions: dict[str, Any]) -> list[str]:
    return [delivery.lane for delivery in compose(Emission(event=event), subscribed(*subscriptions))]


def test_a_message_says_what_where_why_and_in_which_words() -> None:
    (delivery,) = compose(Emission(event=cut_event()), subscribed())
    assert delivery.title == "NEW CRITICAL: M5 (SYR) is cut, says source-a"
    assert delivery.body.splitlines() == [
        "M5 (SYR) is cut, says source-a.",
        "Why: first reported by source-a.",
        "“M5 cut” (source-a)",
        "Time of the news: 2025-03-01T01:00+00:00. Rule: route-severed.",
    ]
    assert (delivery.recipient, delivery.channel, delivery.kind) == ("duty", "phone", "failure")


def test_each_recipient_is_told_once_a_channel_however_many_subscriptions_want_it() -> None:
    wanted = [EVERYTHING, {"id": "roads", "to": ["logistics", "duty"]}, {"id": "more", "to": ["logistics"]}]
    assert lanes(cut_event(), *wanted) == ["duty/phone", "logistics/phone", "logistics/mail"]


def test_a_delivery_has_the_same_id_whenever_it_is_composed() -> None:
    first, again = (compose(Emission(event=cut_event()), subscribed()) for _ in range(2))
    assert first == again
    revised = compose(Emission(event=cut_event(), revision=2), subscribed())
    assert revised[0].id != first[0].id


def test_what_is_not_material_is_told_to_nobody() -> None:
    assert compose(Emission(event=cut_event(), material=False), subscribed()) == ()


def test_what_nobody_subscribed_to_is_told_to_nobody() -> None:
    assert lanes(cut_event(), {"id": "tolls", "to": ["duty"], "rules": ["casualty-threshold"]}) == []


@each(
    ("condition", "wanted"),
    [
        ({"rules": ["route-severed"]}, True),
        ({"rules": ["casualty-threshold", "route-severed"]}, True),
        ({"severity": "critical"}, True),
        ({"severity": "info"}, True),
        ({"places": ["SYR"]}, True),
        ({"places": ["idlib"]}, True),
        ({"places": ["LBN", "Idlib"]}, True),
        ({"places": ["LBN"]}, False),
        ({"events": ["resolve"]}, False),
        ({"rules": ["route-severed"], "places": ["LBN"]}, False),
    ],
)
def test_conditions_of_a_subscription_are_joined_by_and(condition: dict[str, Any], wanted: bool) -> None:
    assert bool(lanes(cut_event(), EVERYTHING | condition)) == wanted


def test_a_subscription_to_severe_alerts_is_not_told_of_lesser_ones() -> None:
    assert lanes(cut_event(severity="major"), EVERYTHING | {"severity": "critical"}) == []


def test_an_end_for_want_of_news_is_told_to_those_alone_who_ask_for_it() -> None:
    assert lanes(cut_event(event="expire")) == []
    assert lanes(cut_event(event="expire"), EVERYTHING | {"events": ["expire"]}) == ["duty/phone"]


def test_what_is_taken_back_is_told_as_withdrawn() -> None:
    taken = Desk(ROUTES).take(cut("a", 1), back(cut("a", 1))).sent[-1]
    (delivery,) = compose(taken, subscribed())
    assert delivery.title == "WITHDRAWN CRITICAL: Withdrawn: M5 (SYR)"
    assert "Why: the item behind it was corrected or taken back." in delivery.body
    assert delivery.kind == "info"


def test_what_is_said_otherwise_is_told_as_corrected() -> None:
    revised = Desk(TOLLS).take(toll("a", 1, 60), toll("a", 1, 90, version=cut("x", 5).version)).sent[-1]
    (delivery,) = compose(revised, subscribed())
    assert delivery.title == "CORRECTED NEW MAJOR: 90 killed in Idlib (SYR), says source-a"


def test_a_drill_is_marked_in_title_and_text() -> None:
    title, body = words(cut_event(exercise=True))
    assert title.startswith("EXERCISE NEW")
    assert body.startswith("This is an exercise.\n")


def test_an_end_is_good_news() -> None:
    resolved = Desk(ROUTES).take(cut("a", 1), opened("b", 2)).sent[-1]
    (delivery,) = compose(resolved, subscribed())
    assert (delivery.kind, delivery.title) == ("success", "OVER CRITICAL: Resolved: M5 (SYR)")


def test_no_control_character_or_turned_writing_reaches_a_message() -> None:
    quote = "\x1b[2J\x1b]0;owned\x07Three\r\nwere \u202ekilled\u0000."
    said = ItemEvidence(item="a", field="text", start=0, end=9, quote=quote)
    event = cut_event(evidence=(said,), summary="M5\x1b[31m", reason="by \x9b x", sources=("so\nurce",))
    title, body = words(event)
    assert title == "NEW CRITICAL: M5 [31m"
    assert body.splitlines()[1:3] == ["Why: by x.", "“[2J ]0;owned Three were killed .” (so urce)"]


def test_joined_letters_of_persian_are_left_as_they_are() -> None:
    assert words(cut_event(summary="می\u200cشود"))[0] == "NEW CRITICAL: می\u200cشود"


def test_a_long_quote_is_cut() -> None:
    said = ItemEvidence(item="a", field="text", start=0, end=9, quote="x" * 1000)
    assert f"“{'x' * 299}…” (source-a)" in words(cut_event(evidence=(said,)))[1].splitlines()


def test_words_of_a_template_in_a_text_are_words() -> None:
    said = ItemEvidence(item="a", field="text", start=0, end=9, quote="${7*7} {0.__class__} %s {{7*7}}")
    assert "“${7*7} {0.__class__} %s {{7*7}}” (source-a)" in words(cut_event(evidence=(said,)))[1].splitlines()


def test_a_delivery_that_may_have_arrived_says_so_and_keeps_its_id() -> None:
    (delivery,) = compose(Emission(event=cut_event()), subscribed())
    again = possibly_repeated(delivery)
    assert again.title == "(possibly repeated) NEW CRITICAL: M5 (SYR) is cut, says source-a"
    assert again.id == delivery.id


def composed(event: AlertEvent, hours: float) -> Delivery:
    """The delivery of an event that is composed so many hours after its news."""
    (delivery,) = compose(Emission(event=event), subscribed(), event.at + timedelta(hours=hours))
    return delivery


def test_old_news_is_marked_for_the_catch_up_and_severe_old_news_carries_its_age() -> None:
    minor = cut_event(severity="minor")
    assert [composed(minor, hours).late for hours in (6, 6.1, 30)] == [False, True, True]
    severe = composed(cut_event(), 26.5)
    assert (severe.late, severe.title) == (False, "NEW CRITICAL: M5 (SYR) is cut, says source-a [1d2h30m old]")
    assert composed(cut_event(), 6).title == "NEW CRITICAL: M5 (SYR) is cut, says source-a"
    assert composed(minor, 30).id == composed(minor, 0).id


def test_without_a_clock_no_news_is_old() -> None:
    (delivery,) = compose(Emission(event=cut_event(severity="minor")), subscribed())
    assert (delivery.late, delivery.composed) == (False, None)


def people(**fields: Any) -> Directory:
    return _directory(
        {
            "version": 1,
            "recipients": {
                "duty": {"channels": ["phone", "mail"], "failover": "sms"},
                "boss": {"channels": "pager"},
            },
            "subscriptions": [EVERYTHING],
        }
        | fields
    )


def test_a_delivery_knows_the_channels_that_are_taken_when_its_own_fails() -> None:
    planned = compose(Emission(event=cut_event()), people())
    assert {one.channel: one.instead for one in planned} == {"phone": ("sms", "mail"), "mail": ("sms", "phone")}


def test_that_nobody_was_told_goes_to_the_fallback_alone_and_is_never_old() -> None:
    event = cut_event(rule="nobody-was-told", severity="minor")
    late = event.at + timedelta(days=3)
    told = compose(Emission(event=event), people(fallback="boss"), late)
    assert [(one.lane, one.late) for one in told] == [("boss/pager", False)]
    assert compose(Emission(event=event), people(), late) == ()


def test_a_fallback_that_is_nobody_is_refused() -> None:
    with pytest.raises(ValueError, match="somebody is none of the recipients: boss, duty"):
        people(fallback="somebody")


def test_a_delivery_reads_back_from_its_json() -> None:
    (delivery,) = compose(Emission(event=cut_event()), subscribed())
    assert Delivery.model_validate_json(delivery.model_dump_json()) == delivery


def test_every_channel_that_is_used_is_known_by_name() -> None:
    assert subscribed().subscriptions.channels == ("mail", "phone")


def test_a_subscription_to_nobody_known_is_refused_with_who_is_known() -> None:
    with pytest.raises(ValueError, match="duty, logistics"):
        subscribed({"id": "all", "to": ["nobody"]})
