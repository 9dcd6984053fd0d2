# كلمات الرسائل بالعربية. تُعزل الأرقام والأسماء اللاتينية تلقائياً في الدردشة والبريد.

exercise = تمرين
repeated = ربما وصلتكم من قبل
corrected = تصحيح
contested = محل خلاف
unanswered = لم يؤكد أحد الاطلاع منذ { $span }
again = ما زال مستمراً

fire = جديد
escalate = تفاقم
update = تحديث
resolve = انتهى
acknowledge = تم الاطلاع
retract = سُحب
expire = لا أنباء جديدة

critical = حرج
major = خطير
minor = محدود
info = للعلم

what-killed = { $count ->
    [zero] لا قتلى
    [one] قتيل واحد
    [two] قتيلان
    [few] { $count } قتلى
    [many] { $count } قتيلا
   *[other] { $count } قتيل
} في { $label }
what-injured = { $count ->
    [zero] لا جرحى
    [one] جريح واحد
    [two] جريحان
    [few] { $count } جرحى
    [many] { $count } جريحا
   *[other] { $count } جريح
} في { $label }
what-missing = { $count ->
    [zero] لا مفقودين
    [one] مفقود واحد
    [two] مفقودان
    [few] { $count } مفقودين
    [many] { $count } مفقودا
   *[other] { $count } مفقود
} في { $label }
what-detained = { $count ->
    [zero] لا محتجزين
    [one] محتجز واحد
    [two] محتجزان
    [few] { $count } محتجزين
    [many] { $count } محتجزا
   *[other] { $count } محتجز
} في { $label }
what-displaced = { $count ->
    [zero] لا نازحين
    [one] نازح واحد
    [two] نازحان
    [few] { $count } نازحين
    [many] { $count } نازحا
   *[other] { $count } نازح
} في { $label }
what-route = انقطع المرور: { $label }
what-truce = خرق هدنة مزعوم: { $label }
what-drill = تجربة لسلسلة التنبيه: يرجى تأكيد الاطلاع
over-route = أعيد فتح { $label }
bare = { $label }
nowhere = مكان غير مذكور

sources = { $count ->
    [zero] بلا مصدر
    [one] مصدر واحد
    [two] مصدران
    [few] { $count } مصادر
    [many] { $count } مصدرا
   *[other] { $count } مصدر
}
named-sources = { $count ->
    [zero] بلا مصدر
    [one] { $names } وحده
    [two] مصدران مستقلان: { $names }
    [few] { $count } مصادر مستقلة: { $names }
    [many] { $count } مصدرا مستقلا: { $names }
   *[other] { $count } مصدر مستقل: { $names }
}
claim = { $value } بحسب { $source }
claims = من { $low } إلى { $high } بحسب المصادر
sources-range = { $sources }: { $low }-{ $high }
contested-by = { $who } وحده يقول إن الأمر انتهى، وهو يتحدث باسم طرف في النزاع
was = كان { $before }
claims-were = كانت المصادر من { $low } إلى { $high }
sources-changed = { $count ->
    [one] مصدر واحد، وكانت المصادر { $before }
    [two] مصدران، وكانت المصادر { $before }
    [few] { $count } مصادر، وكانت { $before }
    [many] { $count } مصدرا، وكانت { $before }
   *[other] { $count } مصدر، وكانت { $before }
}
lasted = بعد { $span }

moment-local = { $local } ({ $utc } بالتوقيت العالمي)
moment-utc = { $utc } بالتوقيت العالمي
old = قبل { $span }
span-two = { $first } و{ $second }
span-day = { $count ->
    [one] يوم
    [two] يومين
    [few] { $count } أيام
    [many] { $count } يوما
   *[other] { $count } يوم
}
span-hour = { $count ->
    [one] ساعة
    [two] ساعتين
    [few] { $count } ساعات
   *[other] { $count } ساعة
}
span-minute = { $count ->
    [one] دقيقة
    [two] دقيقتين
    [few] { $count } دقائق
   *[other] { $count } دقيقة
}

quoted = «{ $text }»
speaker-in = { $source }، بلغة المصدر: { $language }
unnamed = مصدر غير مذكور

colon = :
where = المكان
changed = ما تغيّر
sure = من يقول ذلك
doubt = محل خلاف
when = وقت الخبر
why = السبب
rule = القاعدة
do = المطلوب
confirm = لتأكيد الاطلاع
confirm-short = ack { $id }
link = المصدر
drill = هذا تمرين، ولا شيء منه حقيقي.
repeated-line = ربما وصلتكم هذه الرسالة من قبل.
incident = الواقعة

protected = مصدر محمي
left-out = حُجب: { $what }
cut-names = أسماء
cut-coordinates = إحداثيات
cut-contacts = وسائل اتصال
cut-links = روابط خاصة
cut-sources = مصادر
cut-staff = موظفون

worth = التقييم
grade-was = التقييم { $now }، وكان { $before }
reliability-a = مصدر موثوق تماماً
reliability-b = مصدر موثوق عادةً
reliability-c = مصدر موثوق إلى حد ما
reliability-d = مصدر غير موثوق عادةً
reliability-e = مصدر غير موثوق
reliability-f = لا يمكن الحكم على المصدر
credibility-1 = أكدته مصادر أخرى
credibility-2 = صحيح على الأرجح
credibility-3 = ربما يكون صحيحاً
credibility-4 = مشكوك فيه
credibility-5 = مستبعد
credibility-6 = لا يمكن الحكم على صحته
at-least = ما لا يقل عن
claim-at-least = ما لا يقل عن { $value } بحسب { $source }

catch-up = أخبار متأخرة
after-quiet = بعد ساعات الهدوء
digest = موجز
alerts = { $count ->
    [zero] لا تنبيهات
    [one] تنبيه واحد
    [two] تنبيهان
    [few] { $count } تنبيهات
    [many] { $count } تنبيها
   *[other] { $count } تنبيه
}
more-alerts = { $count ->
    [zero] ولا غيره
    [one] وتنبيه آخر
    [two] وتنبيهان آخران
    [few] و{ $count } تنبيهات أخرى
    [many] و{ $count } تنبيها آخر
   *[other] و{ $count } تنبيه آخر
}
tally = { $severity }: { $count }
and-more = و{ $count } غيرها: { $command }
why-catch-up = عُرفت هذه الأخبار متأخرة، كما بعد انقطاع: إنها أخبار مضت.
why-after-quiet = وردت في ساعات الهدوء لديكم. ما انتهى قبل انقضائها ليس بينها.
why-digest = ورد أكثر مما تنقله هذه القناة واحداً واحداً.
why-together = هذه التنبيهات مترابطة وتُرسل في رسالة واحدة.
