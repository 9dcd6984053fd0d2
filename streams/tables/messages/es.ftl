# Las palabras de los mensajes en español.

exercise = SIMULACRO
repeated = puede estar repetido
corrected = CORREGIDO
contested = EN DISPUTA
unanswered = SIN ACUSE DE RECIBO desde hace { $span }
again = SIGUE IGUAL

fire = NUEVO
escalate = EMPEORA
update = ACTUALIZACIÓN
resolve = TERMINADO
acknowledge = VISTO
retract = RETIRADO
expire = SIN MÁS NOTICIAS

critical = crítico
major = grave
minor = leve
info = aviso

what-killed = { $count ->
    [one] { $count } muerto
   *[other] { $count } muertos
} en { $label }
what-injured = { $count ->
    [one] { $count } herido
   *[other] { $count } heridos
} en { $label }
what-missing = { $count ->
    [one] { $count } desaparecido
   *[other] { $count } desaparecidos
} en { $label }
what-detained = { $count ->
    [one] { $count } detenido
   *[other] { $count } detenidos
} en { $label }
what-displaced = { $count ->
    [one] { $count } desplazado
   *[other] { $count } desplazados
} en { $label }
what-route = Paso cortado: { $label }
what-truce = Tregua rota, según informes: { $label }
what-drill = Prueba de la cadena de alerta: por favor, acuse recibo
over-route = Paso reabierto: { $label }
bare = { $label }
nowhere = lugar sin precisar

sources = { $count ->
    [one] una sola fuente
   *[other] { $count } orígenes
}
named-sources = { $count ->
    [one] solo { $names }
   *[other] { $count } orígenes independientes: { $names }
}
claim = { $value } según { $source }
claims = de { $low } a { $high } según las fuentes
sources-range = { $sources }: { $low } a { $high }
contested-by = solo { $who } dice que ha terminado, y habla por una parte en el conflicto
was = antes { $before }
claims-were = antes de { $low } a { $high }
sources-changed = { $count ->
    [one] una sola fuente, antes { $before }
   *[other] { $count } orígenes, antes { $before }
}
lasted = tras { $span }

moment-local = { $local } ({ $utc } UTC)
moment-utc = { $utc } UTC
old = hace { $span }
span-two = { $first } { $second }
span-day = { $count } d
span-hour = { $count } h
span-minute = { $count } min

quoted = «{ $text }»
speaker-in = { $source }, en { $language }
unnamed = fuente sin precisar

colon = :
where = Lugar
changed = Qué cambia
sure = Quién lo dice
doubt = En disputa
when = Noticia del
why = Por qué
rule = Regla
do = Qué hacer
confirm = Para acusar recibo
confirm-short = ack { $id }
link = Fuente
drill = Esto es un simulacro. Nada de ello es real.
repeated-line = Puede que ya haya recibido este mensaje.
incident = Incidente

protected = una fuente protegida
left-out = Se omite: { $what }
cut-names = nombres
cut-coordinates = coordenadas
cut-contacts = contactos
cut-links = enlaces privados
cut-sources = fuentes
cut-staff = personal

worth = Valoración
grade-was = valoración { $now }, antes { $before }
reliability-a = fuente totalmente fiable
reliability-b = fuente habitualmente fiable
reliability-c = fuente bastante fiable
reliability-d = fuente no siempre fiable
reliability-e = fuente no fiable
reliability-f = fiabilidad no valorable
credibility-1 = confirmado por otras fuentes
credibility-2 = probablemente cierto
credibility-3 = posiblemente cierto
credibility-4 = dudoso
credibility-5 = improbable
credibility-6 = veracidad no valorable
at-least = Al menos
claim-at-least = al menos { $value } según { $source }

catch-up = RECUPERACIÓN
after-quiet = TRAS SUS HORAS DE SILENCIO
digest = RESUMEN
alerts = { $count ->
    [one] { $count } alerta
   *[other] { $count } alertas
}
more-alerts = { $count ->
    [one] y { $count } alerta más
   *[other] y { $count } alertas más
}
tally = { $severity }: { $count }
and-more = y { $count } más: { $command }
why-catch-up = Se supo tarde, como tras una avería: son noticias pasadas.
why-after-quiet = Llegó en sus horas de silencio. Lo que terminó antes de que acabaran no figura aquí.
why-digest = Llegaron más de las que este canal admite una por una.
why-together = Estas alertas van juntas y salen en un solo mensaje.
