"""Ask each SMS of docs/messages.md five questions, by nothing but its words.

For docs/sms-check.md: python scripts/sms_check.py > docs/sms-check.md
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

PAGE = Path(__file__).parents[1] / "docs" / "messages.md"
_HEAD = """\
# Read as SMS alone: the check

Who has nothing but the SMS must be able to say what happened, where, when, how sure it is, and what changed. Here are all messages
that the two stories of [messages.md](messages.md) send in English, and the words in each that answer. Made by
`python scripts/sms_check.py`, which knows nothing but the messages; a test holds that none leaves a question open. In every language
the same questions are asked of each message by another test. What failed and was mended stands in
[writing-messages.md](writing-messages.md#read-as-sms-alone).
"""
_FOOT = """\
## What an SMS leaves to the chat message

- Who gives the figure of an update: its range, how many say so and their grade are there.
- Where on a road it is cut, if the news names the road by its ends: `Damascus/Aleppo` is the M5 from end to end.
- What a grade means: `B3` is how reliable the source is and how credible the claim ([grades](grades.md))."""
_RULES = ("route-severed", "casualty-threshold", "ceasefire-violated")


class Answers(NamedTuple):
    """What an SMS says to each question, in its own words; nothing where it does not say."""

    what: str
    where: str
    when: str
    sure: str
    changed: str


def messages(page: str) -> list[str]:
    """Every SMS of the stories."""
    stories = re.findall(r"## \S+: every SMS\n\n```text\n(.*?)\n```", page, re.DOTALL)
    return [line for story in stories for line in story.splitlines()]


def answers(message: str) -> Answers:
    """Read one."""
    first, *rest = message.split("; ")
    what = re.split(r", says | \(claims ", first)[0]
    named = re.search(r"[\w' ]+(?: \([A-Z]{3}\))?$", re.sub(r" is (?:cut|open again)$", "", what))
    said = re.findall(r"says [\w-]+|claims [\d,]+ to [\d,]+", first)
    when = [one for one in rest if re.match(r"\d{1,2} \w{3} \d\d:\d\d \(\d\d:\d\dZ\)", one)]
    sure = [one for one in rest if re.match(r"1 source only|reported by \d", one)]
    changed = [one for one in rest if one.startswith(("was ", "after "))]
    known = {*when, *sure, *changed, *_RULES}
    further = [one for one in rest if one not in known and not one.startswith("ack ")]
    begins = re.findall(r"^(?:NEW|NO FURTHER NEWS|OVER|WITHDRAWN)\b", first)
    where = [re.sub(r"^.* in ", "", named[0]).strip()] if named else []
    return Answers(what, *("; ".join(one) for one in ([*where, *further], when, [*said, *sure], [*begins, *changed])))


def check(page: str) -> Iterator[str]:
    """The page of the check, from the page of messages."""
    yield _HEAD
    for number, message in enumerate(messages(page), start=1):
        yield f"## {number}\n\n```text\n{message}\n```\n"
        yield "| what | where | when | how sure | what changed |\n| --- | --- | --- | --- | --- |"
        yield f"| {' | '.join(answers(message))} |\n"
    yield _FOOT


if __name__ == "__main__":
    print("\n".join(check(PAGE.read_text(encoding="utf-8"))))
