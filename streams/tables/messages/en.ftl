# The words of messages in English. Other languages take from here what they lack.
# Fluent: https://projectfluent.org. $count takes plural forms (CLDR). Marks and kinds of event stand in capitals.

## Marks, before everything else

exercise = EXERCISE
repeated = possibly repeated
corrected = CORRECTED
contested = CONTESTED
unanswered = NOT ACKNOWLEDGED for { $span }
again = STILL SO

## What happened to the incident

fire = NEW
escalate = WORSE
update = UPDATE
resolve = OVER
acknowledge = SEEN
retract = WITHDRAWN
expire = NO FURTHER NEWS

critical = critical
major = major
minor = minor
info = info

## What it is. English messages have the rule's own summary; these are for the preview and for other languages.

what-killed = { $count } killed in { $label }
what-injured = { $count } injured in { $label }
what-missing = { $count } missing in { $label }
what-detained = { $count } detained in { $label }
what-displaced = { $count } displaced in { $label }
what-route = { $label } is cut
what-truce = Truce reported broken: { $label }
what-drill = Test of the alert chain: please acknowledge
over-route = { $label } is open again
bare = { $label }
nowhere = place not named

## How sure, and what changed

sources = { $count ->
    [one] 1 source only
   *[other] reported by { $count }
}
# $names: those sources, with commas between.
named-sources = { $count ->
    [one] { $names } only
   *[other] { $count } independent origins: { $names }
}
claim = { $source } says { $value }
claims = claims { $low } to { $high }
sources-range = { $sources }: { $low } to { $high }
contested-by = only { $who } says that it is over, and speaks for a party to the conflict
was = was { $before }
claims-were = claims were { $low } to { $high }
sources-changed = { $count ->
    [one] 1 source only, was { $before }
   *[other] reported by { $count }, was { $before }
}
lasted = after { $span }

## When

moment-local = { $local } ({ $utc } UTC)
moment-utc = { $utc } UTC
old = { $span } old
span-two = { $first } { $second }
span-day = { $count }d
span-hour = { $count }h
span-minute = { $count }min

## Quotations stay in their own language

quoted = “{ $text }”
speaker-in = { $source }, in { $language }
unnamed = source not named

## Lines, each a name and its text

colon = :
where = Where
changed = Changed
sure = Who says so
doubt = Contested
when = News of
why = Why
rule = Rule
do = To do
confirm = To acknowledge
confirm-short = ack { $id }
link = Source
drill = This is an exercise. Nothing of it is real.
repeated-line = This may have reached you before.
incident = Incident

## What was cut, for readers outside

protected = a protected source
left-out = Left out: { $what }
cut-names = names
cut-coordinates = coordinates
cut-contacts = contacts
cut-links = private links
cut-sources = sources
cut-staff = staff

## What it is worth, on the scales of the Admiralty system (docs/grades.md), and figures that are a least

worth = Grade
grade-was = grade { $now }, was { $before }
reliability-a = completely reliable
reliability-b = usually reliable
reliability-c = fairly reliable
reliability-d = not usually reliable
reliability-e = unreliable
reliability-f = reliability cannot be judged
credibility-1 = confirmed by others
credibility-2 = probably true
credibility-3 = possibly true
credibility-4 = doubtful
credibility-5 = improbable
credibility-6 = truth cannot be judged
at-least = At least
claim-at-least = { $source } says at least { $value }

## Digests: several alerts as one message

catch-up = CATCH-UP
after-quiet = AFTER QUIET HOURS
digest = DIGEST
alerts = { $count ->
    [one] 1 alert
   *[other] { $count } alerts
}
more-alerts = { $count ->
    [one] and 1 more alert
   *[other] and { $count } more alerts
}
tally = { $count } { $severity }
and-more = and { $count } more: { $command }
why-catch-up = These were known late, as after an outage: this is past news.
why-after-quiet = These came in your quiet hours. What was over before they ended is not among them.
why-digest = More came than this channel takes one by one.
why-together = These belong together, and go out as one message.
