"""Whatever an alert holds, each message is within its limit, names rule, place and age, and is read as text."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.core.alerts import SEVERITIES, AlertEvent, Cited, Earlier, ItemEvidence, Voice
from streams.core.deliveries import Delivery
from streams.core.digests import digested
from streams.core.facts import Place
from streams.core.messages.accounts import Account, Background
from streams.core.messages.characters import first_segment, folded, shown, size
from streams.core.messages.rendering import Rendered, bare, phrased, rendered
from streams.core.messages.samples import samples
from streams.core.messages.sms import fits
from streams.core.messages.together import gathered
from streams.core.notices import words
from streams.core.vigil import Limits, Signs, changes, troubles
from streams.edges.channels import fitted
from streams.edges.stationery import packaged_stationery
from tests.cases import each
from tests.drawing import at_least

STATIONERY = packaged_stationery()
LANGUAGES = STATIONERY.wording.languages
MOST = 3000
"""Characters of the longest message that channels are given."""

AT = datetime(2025, 3, 1, 7, 58, tzinfo=UTC)

_BAD = st.sampled_from(
    [
        "\u202e",
        "\u2066",
        "\u200f",
        "\x1b[2J",
        "<script>",
        "</p>",
        "&amp;",
        "{{ 7*7 }}",
        "${HOME}",
        "*b*",
        "قُتل",
        "😀",
        "€",
        "\r\n",
    ]
)
TEXT = st.lists(st.one_of(st.text(max_size=30), _BAD), max_size=8).map("".join) | st.just("x y " * 2500)
NAME = st.text(min_size=1, max_size=80) | _BAD
WHEN = st.integers(2, 4000).map(lambda hours: AT + timedelta(hours=hours))


@st.composite
def events(draw: st.DrawFn) -> AlertEvent:
    low, high = sorted(draw(st.tuples(st.integers(0, 10**6), st.integers(0, 10**6))))
    quotes = draw(st.lists(TEXT, max_size=3))
    return AlertEvent(
        id="e",
        incident="f" * 24,
        event=draw(st.sampled_from(["fire", "escalate", "update", "resolve", "acknowledge", "retract", "expire"])),
        rule=draw(st.text("abcxyz019-", min_size=1, max_size=80)),
        key=draw(st.dictionaries(st.sampled_from(["area", "route", "country", "source"]), NAME, max_size=3)),
        severity=draw(st.sampled_from(SEVERITIES)),
        value=draw(st.none() | st.just(high)),
        range=draw(st.none() | st.just((low, high))),
        at=AT,
        items=("i",),
        sources=(draw(NAME),),
        summary=draw(TEXT),
        reason=draw(TEXT),
        evidence=tuple(ItemEvidence(item="i", field="text", start=0, end=1, quote=quote) for quote in quotes),
        places=tuple(draw(st.lists(st.builds(Place, name=NAME, admin1=st.none() | NAME), max_size=3))),
        rules="r",
        exercise=draw(st.booleans()),
        contested=draw(st.just("") | NAME),
    )


@st.composite
def accounts(draw: st.DrawFn) -> Account:
    event = draw(events())
    earlier = Earlier(event="fire", at=AT, since=AT, severity="major", value=draw(st.none() | st.just(3)), sources=4)
    background = Background(
        voices=tuple(draw(st.lists(st.builds(Voice, source=NAME, value=st.none() | st.integers(0, 99)), max_size=5))),
        cited=(
            Cited(
                item="i",
                url=draw(TEXT | st.just("https://a.example/b")),
                language=draw(st.sampled_from(["", "ar", "xx"])),
            ),
        ),
        earlier=draw(st.none() | st.just(earlier)),
        corrected=draw(st.booleans()),
        unanswered=draw(st.sampled_from([0, 900])),
        again=draw(st.sampled_from([0, 2])),
        language=draw(st.sampled_from(LANGUAGES)),
        zone=draw(st.sampled_from(["UTC", "Asia/Damascus", "No/Where"])),
    )
    matter = draw(st.sampled_from(["", "killed", "route", "truce"]))
    return Account(event, background, matter, draw(TEXT), draw(WHEN), repeated=draw(st.booleans()))


class Page(HTMLParser):
    """What a browser shows of a page, its tags and attributes, and what of it is not closed where it should be."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.attributes: set[str] = set()
        self.open: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag not in _EMPTY:
            self.open.append(tag)
        self.links += [value or "" for name, value in attrs if name == "href"]

    def handle_endtag(self, tag: str) -> None:
        if self.open[-1:] == [tag]:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        self.words.append(data)


_ISOLATES = re.compile("[\u2068\u2069]")
_TURNING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066\u2067\u200e\u200f]")
_TAGS = set("html head meta title style body main header strong section h1 p b br bdi blockquote a code".split())
_ATTRIBUTES = {"lang", "dir", "charset", "name", "content", "style", "href", "rel"}
_EMPTY = {"meta", "br"}


def told(text: str) -> str:
    """The text without what only directs it."""
    return _ISOLATES.sub("", text)


@at_least(40)
@given(accounts())
def test_whatever_an_alert_holds_its_messages_fit_name_rule_place_and_age_and_are_read_as_text(
    account: Account,
) -> None:
    _is_an_sms(account, rendered(account, "sms", STATIONERY).body)
    _is_a_chat_message(account, rendered(account, "chat", STATIONERY))
    _is_an_e_mail(account, rendered(account, "email", STATIONERY))


@given(st.lists(events(), min_size=2, max_size=4))
def test_whatever_alerts_hold_the_plain_words_of_their_digest_fit_each_channel(told_of: list[AlertEvent]) -> None:
    one = [event.model_copy(update={"exercise": told_of[0].exercise}) for event in told_of]
    digest = digested([_delivery(event, number) for number, event in enumerate(one)], AT)
    sms, chat = bare(digest.title, digest.body, "sms"), bare(digest.title, digest.body, "chat")
    assert fits(sms.body, 1)
    title, body = fitted(chat.title, chat.body, 0, 250)
    assert (len(title) <= 250, len(title) + len(body) <= MOST) == (True, True)
    assert not _TURNING.search(f"{sms.body}{title}{body}")
    assert {sms.body.startswith("EXERCISE "), title.startswith("EXERCISE ")} == {one[0].exercise}
    assert f"DIGEST: {len(one)} alerts" in sms.body


@given(st.lists(events(), min_size=2, max_size=4), st.sampled_from(["ar", "en", "es", "fr"]))
def test_whatever_alerts_hold_their_digest_is_in_the_readers_language(told_of: list[AlertEvent], language: str) -> None:
    one = [event.model_copy(update={"exercise": told_of[0].exercise}) for event in told_of]
    told = digested([_delivery(event, number) for number, event in enumerate(one)], AT).gathered
    assert told is not None
    accounts = [Account(line.event, Background(language=language)) for line in told.lines]
    tongue = STATIONERY.wording.tongue(language)
    sms = gathered(told, accounts, "sms", STATIONERY.wording, repeated=False).body
    assert fits(sms, 1)
    assert not _TURNING.search(sms)
    assert tongue.say("digest") in sms or folded(tongue.say("digest")) in sms
    chat = gathered(told, accounts, "chat", STATIONERY.wording, repeated=True)
    assert tongue.say("why-digest") in chat.body
    assert chat.body.count("\n- ") == len(one)
    assert tongue.say("repeated") in chat.title
    assert (tongue.say("exercise") in chat.title) == one[0].exercise


def _delivery(event: AlertEvent, number: int) -> Delivery:
    title, body = words(event)
    return Delivery(id=f"{number}", event=event, recipient="duty", channel="phone", kind="info", title=title, body=body)


def _is_an_sms(account: Account, text: str) -> None:
    marks = len(phrased(account, "sms", STATIONERY.wording).marks)
    assert fits(text, 0 if not marks else 1 if marks < 4 else 2)
    assert not _TURNING.search(text)
    assert "\n" not in text
    _names(account, text, rule=11, place=8)


def _is_a_chat_message(account: Account, message: Rendered) -> None:
    assert len(message.whole) <= MOST
    assert not _TURNING.search(re.sub("(?m)^[\u200e\u200f](?=[\u2068«])", "", message.whole))
    assert message.whole.count("\u2068") == message.whole.count("\u2069")
    _names(account, message.whole, rule=80, place=50)


def _is_an_e_mail(account: Account, message: Rendered) -> None:
    page = Page(message.html)
    assert len(message.html) < 32_768
    assert (page.tags <= _TAGS, page.attributes <= _ATTRIBUTES, page.open) == (True, True, [])
    assert all(re.match(r"https?://[^\s\"'<>]+\Z", link) for link in page.links)
    assert not _TURNING.search("".join(message.headers.values()))
    _names(account, "".join(page.words), rule=80, place=50)


def _names(account: Account, text: str, *, rule: int, place: int) -> None:
    """The message has the rule, the first place or that there is none, and the age, as far as they are kept at least."""
    said = told(text).casefold()
    tongue = STATIONERY.wording.tongue(account.background.language)
    assert account.event.rule[:rule] in said
    age = tongue.say("old", span=tongue.span(account.age or timedelta()))
    assert any(_in(one, said) for one in (age, folded(age)))
    unplaced = account.label[:place] if account.silent else tongue.say("nowhere")
    where = [one[:place] for one in account.place_names[:1]] or [unplaced]
    assert any(_in(one, said) for name in where for one in (name, folded(name)))


def _in(words: str, said: str) -> bool:
    return " ".join(words.casefold().split()) in " ".join(said.split())


@each(("medium", "language"), product(("sms", "chat", "email"), LANGUAGES))
def test_every_sample_says_in_each_language_and_channel_what_it_is(medium: Any, language: str) -> None:
    for name, account in samples(language).items():
        message = rendered(account, medium, STATIONERY)
        assert not message.fault
        assert message.whole.startswith("EXERCISE" if language == "en" else "") or name != "exercise"
        assert message.title or medium == "sms"


def test_a_drill_says_so_before_all_else_in_every_language() -> None:
    for language, word in {"en": "EXERCISE", "fr": "EXERCICE", "es": "SIMULACRO", "ar": "تمرين"}.items():
        for medium in ("sms", "chat", "email"):
            message = rendered(samples(language)["exercise"], medium, STATIONERY)
            assert message.whole.startswith(word)


@each("language", LANGUAGES)
def test_of_an_sms_in_two_parts_the_first_says_what_changed_when_and_how_many_say_so(language: str) -> None:
    for name in ("fire", "toll", "escalate", "update", "resolve"):
        account = samples(language)[name]
        phrases = phrased(account, "sms", STATIONERY.wording)
        first = first_segment(rendered(account, "sms", STATIONERY).body)
        what = phrases.headline.replace(" (SYR)", "") if phrases.tongue.turned else phrases.headline
        for part in (what, *phrases.changed[:1], phrases.when_short[0], phrases.sources):
            assert part in first or folded(part) in first


def test_a_quotation_stays_in_its_language_and_says_which() -> None:
    body = rendered(samples("fr")["fire"], "chat", STATIONERY).body
    assert "« The M4 has been closed at Ariha since dawn, two drivers said. » (river-radio, en anglais)" in body
    assert "(river-radio, in Arabic)" in rendered(samples()["arabic-quote"], "chat", STATIONERY).body


def test_figures_are_told_as_claims_and_what_changed_as_a_change() -> None:
    body = rendered(samples()["escalate"], "chat", STATIONERY).body
    assert (
        "Who says so: 3 independent origins: coast-agency, hills-monitor, town-hospital; coast-agency says 210; town-hospital says 38"
        in body
    )
    assert "Changed: was 62; was major; reported by 3, was 2" in body


def test_local_time_stands_beside_utc_and_old_news_says_its_age() -> None:
    account = samples(now=AT + timedelta(hours=26))["fire"]
    assert "News of: 1 Mar 2025 10:58 (07:58 UTC), 1d 2h old" in rendered(account, "chat", STATIONERY).body
    late = Account(account.event.model_copy(update={"at": AT.replace(hour=23)}), account.background)
    assert "News of: 2 Mar 2025 02:58 (1 Mar 23:58 UTC)" in rendered(late, "chat", STATIONERY).body


def test_what_to_do_and_how_to_acknowledge_are_told_while_it_lasts() -> None:
    fired, over = (rendered(samples()[name], "chat", STATIONERY).body for name in ("fire", "resolve"))
    assert "To do: Hold every movement" in fired
    assert re.search(r"To acknowledge: tocsin incidents ack [0-9a-f]{12}$", fired)
    assert "incidents ack" not in over


@pytest.mark.parametrize("medium", ["chat", "email"])
@pytest.mark.parametrize("event", ["resolve", "expire", "retract"])
def test_once_it_is_over_nobody_is_told_to_hold_movements_unless_that_is_contested(medium: Any, event: Any) -> None:
    fired = samples()["fire"]
    over = replace(fired, event=fired.event.model_copy(update={"event": event}))
    message = rendered(over, medium, STATIONERY)
    assert "Hold every movement" not in message.body + message.html
    doubted = replace(over, event=over.event.model_copy(update={"contested": "state-radio"}))
    assert "Hold every movement" in rendered(doubted, medium, STATIONERY).body


def test_numbers_and_latin_names_are_isolated_in_arabic_but_not_in_an_sms() -> None:
    title = rendered(samples("ar")["toll"], "chat", STATIONERY).title
    assert "\u2068Idlib (SYR)\u2069" in title
    assert "\u2068" not in rendered(samples("ar")["toll"], "sms", STATIONERY).body


@each(
    ("count", "words"),
    [(1, "قتيل واحد"), (2, "قتيلان"), (5, "5 قتلى"), (11, "11 قتيلا"), (100, "100 قتيل")],
)
def test_arabic_counts_by_its_six_plural_forms(count: int, words: str) -> None:
    toll = samples("ar")["toll"]
    account = Account(toll.event.model_copy(update={"value": count, "range": None}), toll.background, "killed")
    assert words in rendered(account, "sms", STATIONERY).body


def test_all_messages_of_an_incident_are_of_one_thread_and_no_other() -> None:
    fired, over, toll = (rendered(samples()[name], "email", STATIONERY).headers for name in ("fire", "resolve", "toll"))
    assert fired["Message-ID"] == over["In-Reply-To"] == over["References"] != toll["Message-ID"]
    others = rendered(replace(samples()["fire"], reader="ben/mail"), "email", STATIONERY).headers
    assert others["Message-ID"] != fired["Message-ID"]


def test_a_link_goes_to_the_web_and_carries_no_password() -> None:
    fired = samples()["fire"]
    for url in (
        "javascript:alert(1)",
        "https://user:secret@a.example/",
        'https://a.example/"onclick=x',
        "ftp://a.example/",
    ):
        cited = (Cited(item="item-1", url=url),)
        account = Account(fired.event, fired.background.model_copy(update={"cited": cited}))
        message = rendered(account, "email", STATIONERY)
        assert "href" not in message.html
        assert url not in message.body


def test_an_sms_is_in_the_cheap_alphabet_whatever_quotes_and_accents_the_summary_has() -> None:
    fired = samples()["fire"]
    event = fired.event.model_copy(update={"summary": "Pont “d’Alep” coupé — forêt 😀"})
    body = rendered(Account(event, fired.background), "sms", STATIONERY).body
    assert size(body).alphabet == "GSM-7"
    assert 'Pont "d\'Alep" coupé - foret' in body
    assert shown(body) == body


@each(
    ("language", "worth", "headline"),
    [
        ("en", "Grade: B4: usually reliable, doubtful", "At least 62 killed in Idlib (SYR)"),
        ("fr", "Cote : B4 : source habituellement fiable, douteux", "Au moins 62 morts : Idlib (SYR)"),
        ("es", "Valoración: B4: fuente habitualmente fiable, dudoso", "Al menos 62 muertos en Idlib (SYR)"),
        ("ar", "التقييم: B4: مصدر موثوق عادةً، مشكوك فيه", "ما لا يقل عن 62 قتيلا في Idlib (SYR)"),
    ],
)
def test_what_it_is_worth_and_that_it_is_a_least_stand_in_each_language(
    language: str, worth: str, headline: str
) -> None:
    account = samples(language)["toll"]
    marks = dict.fromkeys((0x2068, 0x2069))
    message = rendered(account, "chat", STATIONERY).whole.translate(marks)
    assert worth in message
    assert headline in message
    assert "(B4)" in rendered(account, "sms", STATIONERY).body


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("medium", ["sms", "chat", "email"])
def test_what_is_wrong_with_the_service_says_why_in_every_language_and_on_every_channel(
    medium: Any, language: str
) -> None:
    found = Signs(unusable="subscriptions.yaml:12:5: no such recipient: anna")
    (fired,) = changes((), troubles(found, Limits(), AT), AT)
    message = rendered(Account(fired.event, Background(language=language)), medium, STATIONERY)
    assert "subscriptions.yaml:12:5" in message.body
    assert "place not named" not in message.body + message.html
    if medium != "sms":
        assert "tocsin only" not in told(message.body + message.html)
        said = f">{STATIONERY.wording.tongue(language).say('sure')}<"
        news = replace(samples(language)["fire"], background=Background(language=language))
        assert (said in message.html, said in rendered(news, medium, STATIONERY).html) == (False, medium == "email")
