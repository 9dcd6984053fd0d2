# Les mots des messages en français.

exercise = EXERCICE
repeated = peut-être déjà reçu
corrected = CORRIGÉ
contested = CONTESTÉ
unanswered = SANS RÉPONSE depuis { $span }
again = TOUJOURS EN COURS

fire = NOUVEAU
escalate = AGGRAVATION
update = MISE À JOUR
resolve = TERMINÉ
acknowledge = PRIS EN CHARGE
retract = RETIRÉ
expire = SANS NOUVELLES

critical = critique
major = grave
minor = mineur
info = info

what-killed = { $count ->
    [one] { $count } mort
   *[other] { $count } morts
} : { $label }
what-injured = { $count ->
    [one] { $count } blessé
   *[other] { $count } blessés
} : { $label }
what-missing = { $count ->
    [one] { $count } disparu
   *[other] { $count } disparus
} : { $label }
what-detained = { $count ->
    [one] { $count } personne détenue
   *[other] { $count } personnes détenues
} : { $label }
what-displaced = { $count ->
    [one] { $count } déplacé
   *[other] { $count } déplacés
} : { $label }
what-route = Passage coupé : { $label }
what-truce = Rupture de trêve signalée : { $label }
what-drill = Essai de la chaîne d'alerte : accusez réception, s'il vous plaît
over-route = Passage rouvert : { $label }
bare = { $label }
nowhere = lieu non précisé

sources = { $count ->
    [one] une seule source
   *[other] { $count } origines
}
named-sources = { $count ->
    [one] { $names } seul
   *[other] { $count } origines indépendantes : { $names }
}
claim = { $value } selon { $source }
claims = de { $low } à { $high } selon les sources
sources-range = { $sources } : { $low } à { $high }
contested-by = seul { $who } dit que c'est terminé, et parle pour une partie au conflit
was = contre { $before } avant
claims-were = les sources allaient de { $low } à { $high }
sources-changed = { $count ->
    [one] une seule source, contre { $before } avant
   *[other] { $count } origines, contre { $before } avant
}
lasted = après { $span }

moment-local = { $local } ({ $utc } UTC)
moment-utc = { $utc } UTC
old = il y a { $span }
span-two = { $first } { $second }
span-day = { $count } j
span-hour = { $count } h
span-minute = { $count } min

quoted = « { $text } »
speaker-in = { $source }, en { $language }
unnamed = source non précisée

colon = { " " }:
where = Lieu
changed = Ce qui change
sure = Qui le dit
doubt = Contesté
when = Information du
why = Pourquoi
rule = Règle
do = À faire
confirm = Pour accuser réception
confirm-short = ack { $id }
link = Source
drill = Ceci est un exercice. Rien de tout cela n'est réel.
repeated-line = Vous avez peut-être déjà reçu ce message.
incident = Incident

protected = une source protégée
left-out = Non transmis : { $what }
cut-names = noms
cut-coordinates = coordonnées
cut-contacts = contacts
cut-links = liens privés
cut-sources = sources
cut-staff = personnel

worth = Cote
grade-was = cote { $now }, contre { $before } avant
reliability-a = source totalement fiable
reliability-b = source habituellement fiable
reliability-c = source assez fiable
reliability-d = source pas toujours fiable
reliability-e = source non fiable
reliability-f = fiabilité impossible à apprécier
credibility-1 = confirmé par d'autres
credibility-2 = probablement vrai
credibility-3 = peut-être vrai
credibility-4 = douteux
credibility-5 = improbable
credibility-6 = véracité impossible à apprécier
at-least = Au moins
claim-at-least = au moins { $value } selon { $source }

catch-up = RATTRAPAGE
after-quiet = APRÈS VOS HEURES CALMES
digest = RÉCAPITULATIF
alerts = { $count ->
    [one] { $count } alerte
   *[other] { $count } alertes
}
more-alerts = { $count ->
    [one] et { $count } autre alerte
   *[other] et { $count } autres alertes
}
tally = { $severity } : { $count }
and-more = et { $count } de plus : { $command }
why-catch-up = Connu avec retard, comme après une panne : ces nouvelles sont passées.
why-after-quiet = Reçu pendant vos heures calmes. Ce qui était terminé avant leur fin n'y figure pas.
why-digest = Il en est venu plus que ce canal n'en prend une par une.
why-together = Ces alertes vont ensemble et partent en un seul message.
