"""Words by which people's names are told from other names: titles, given names, and capitals that name nobody.

All in lower case, without diacritics. The lists need not be complete: a name that they lack is met as capitals that
nothing explains, and what is not sure is cut for whoever is outside.
"""

from streams.core.spelling import plain


def _folded(words: str) -> frozenset[str]:
    """The words as ``plain`` writes them: й is и in it, and é is e."""
    return frozenset(plain(word) for word in words.split())


TITLES = _folded(
    """mr mrs ms miss mister madam dr doctor prof professor rev reverend father sister brother imam mullah maulana sheikh
    shaikh sheik cheikh jeque haji hajj hajja sayyid sayed syed ustadh emir prince princess king queen sir lady lord
    president minister governor mayor senator ambassador commander colonel col general gen brigadier major maj captain capt
    lieutenant lt sergeant sgt corporal private admiral officer inspector judge justice lawyer journalist reporter
    photographer cameraman activist nurse surgeon midwife teacher pastor bishop priest rabbi spokesman spokeswoman
    spokesperson secretary director chairman
    monsieur madame mademoiselle mme mlle docteur maitre pere soeur frere colonel commandant capitaine lieutenant sergent
    ministre gouverneur maire journaliste avocat infirmier infirmiere
    senor senora senorita sr sra srta don dona doctor doctora padre hermana hermano coronel capitan teniente sargento
    presidente ministro gobernador alcalde alcaldesa periodista abogado abogada
    г-н г-жа господин госпожа доктор профессор полковник генерал майор капитан лейтенант сержант журналист министр президент
    губернатор мэр врач пан пани лікар журналіст міністр підполковник подполковник солдат прем'єр премьер мер
    """
)
"""Words after which a name with a capital is a person's. Many are ordinary words too; a name must follow."""

MIDDLE = frozenset(
    "al el ar as ash at ad an az ul ur bin ibn ben bint abu abou umm um oum ould ag de del della di da dos das do du le la van von "
    "der den ter y e zu af av".split()
)
"""Words that stand inside names without a capital."""

KUNYAS = frozenset("abu abou umm oum ibn bint bin".split())
"""Words with which a name begins: whose father, mother, son or daughter it is."""

CALLED = (
    r"(?:named|called|identified|known)(?: (?:only|locally))? (?:as )?|by the name of |(?:his|her|their|whose) names? (?:is|are|was|were) |"
    r"nomm[ée]e?s? |identifi[ée]e?s? comme |prénomm[ée]e?s? |du nom de |appel[ée]e?s? |"
    r"llamad[oa]s? |identificad[oa]s? como |de nombre |"
    r"по имени |по фамилии |на имя |на ім['’]я |на прізвище |опознан\w* как |ідентифікован\w* як "
)
"""Words that say that a name follows."""

GIVEN = _folded(
    """abbas abdallah abdel abdelkader abdi abdirahman abdou abdoulaye abdul abdulaziz abdulkarim abdullah abdullahi abdulrahman abebe
    abraham adam adama adnan ahmad ahmed aicha aisha aissatou ajmal alaa alan albert alejandra alejandro aleksandr alexander
    alexandre alexei alfredo ali alice alina alisher alya amadou amal aman amanda amani amar amara amelia amina aminata amir amira
    amjad ammar ana anas anastasia anatoly andrea andreas andrei andres andrew andriy angela anita anna anne anton antonio
    anwar aram aras arif armando artem arturo asad asif asma assad atef awad ayesha ayman ayub aziz aziza bahaa bakr barakat
    bashar bashir basil basma bassam bassel benedict benjamin bernard bilal binta boris brahim brian camila carla carlos carmen
    caroline catherine cecilia charles chidi chinedu chloe christian christine christopher claire claude claudia daniel daniela
    danylo daoud darya david deborah denis denys diana diego dima dmitri dmitry dmytro dominique donald dua eduardo edward
    elena elias elizabeth ellen emma emmanuel enrique eric esmail esther eva fabio fadel fadi fahad faisal fanta faraj farah fares
    farid farida farouk fatema fatima fatma fatou fatoumata fawzi felipe felix fernando fiona firas florence francisco francois
    frank fuad gabriel gabriela george georges ghada ghassan gloria grace gustavo habib hadi hadiza hafsa haitham hala halima
    hamad hamed hamid hamza hana hanan hani hannah haroun harun hasan hashim hassan hatem hawa haya haytham heba hector
    helen helena henri henry hiba hisham hugo hussam hussein huda ibrahim ibrahima ihab ilham iman imad imran ines ingrid
    irina isaac isabel isabelle ishaq ismael ismail issa ivan ivanna ivo jaber jacob jacques jafar jalal jamal james jamil jamila jan
    jana jane javier jawad jean jennifer jessica jihad joan joao john jonathan jorge jose joseph juan juana julia julie julio karim
    karima kareem karina karl kamal kamel karen kate katerina kateryna katya kenneth kevin khadija khaled khalid khalifa khalil kirill
    kofi koffi kseniia kwame laila lamine lana larysa latif laura layla leila lena leon leonid lena lilia lina linda lisa louis louise lucas
    lucia lucy luis luisa lyudmila maha mahdi mahmood mahmoud mahmud mai majed majid maksym malak malik mamadou manal
    manuel marc marcel marcos maria mariam mariana marie marina mario mark marko marta martin martha marwa marwan
    mary maryam maryna masood massoud matteo maurice maya mehdi mehmet michael michel miguel mikhail mira mohamad
    mohamed mohammad mohammed mohsen mona moses mostafa mouna moussa muhammad muhammed muhannad mukhtar mukhammad
    munir musa mustafa mykola nabil nada nadia nadim nadir naim nancy naser nasser nasir natalia nataliya nawal nazar nicolas
    nicole nikolai nina nisreen nizar noah noor nour nora nuha nura oksana olena oleg oleh oleksandr oleksiy olga olha omar
    omran orest osama oscar osman othman oumar ousmane pablo paola patricia patrick paul paula pavel pavlo pedro
    peter petro philippe pierre rachel rachid rafael raed raja rajesh rami ramon ramzi rana rania rasha rashid raul razan rebecca
    reem rehab reza ricardo richard rida rima rita robert roberto rohan roman rosa ruba ruslan ruth saad sabah saber sabine
    sabrina sadiq safa sahar said saida saif sajid salah salam salem saleh salim salma salman sami samia samir samira samuel
    sana sandra sara sarah sayed sergei sergey serhiy shadi shaima sharif shereen sherif simon simone sofia sofiia solomon
    sophie stepan stephen steven suha suleiman suleman sultan susan svetlana svitlana taha talal tamara tamer tania taras tareq
    tariq tarek tatiana tetiana thabo thomas timur tigran tomas umar umaru usman valentina valeria vanessa vasyl vera veronica
    victor victoria viktor viktoriia vincent vladimir vladyslav volodymyr wael waleed walid wafa wassim william wisam yahya yakov
    yana yara yasmin yasser yassin yaroslav yolanda youssef yousef yuliia yulia yuri yuriy yusuf yusra yves zahra zaher zaid zakaria
    zaki zarifa zeina zeinab zainab zelensky zelenskyy zelenskiy zhanna ziad zoe zuhair
    александр алексей алексеи анастасия анатолий анатолии андреи андрей андрии андрій анна антон артем артём богдан борис вадим
    валентина валентин валерии валерий василь василий василии вера виктор виктория владимир володимир галина дарья денис дмитрии
    дмитрий дмитро евгений евгении екатерина елена иван ивана игорь ирина іван ігор ірина катерина кирилл константин ксения
    ксенія людмила максим марина мария марія михаил михаило михайло микола мыкола надежда наталия наталья наталія никита
    николай николаи оксана олег олександр олексій олексии олена ольга павел павло петр петро роман руслан світлана светлана
    сергей сергеи сергій сергии степан тарас татьяна тетяна федор юлия юлія юрий юрии юрій ярослав
    """
)
"""Given names; some are places' too, and count as people's all the same unless the whole name is a place's."""

ORDINARY = _folded(
    """january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept
    oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun ramadan eid christmas easter
    nowruz ashura al-fitr al-adha ist gmt utc
    public land ports nobody everyone everybody nothing people hospital good bad access displacement casualties deaths
    i the a an this that these those he she it they we you his her its their our there here when where while after before since
    during in on at of for from by with as to and but or if so all at-least about some many most several both no not more less than
    over under between into near around also then however meanwhile according despite one two three four five six seven eight nine
    ten eleven twelve dozens scores hundreds thousands
    north south east west northern southern eastern western northeast northwest southeast southwest northeastern northwestern
    southeastern southwestern central upper lower greater new old great grand white black red green blue river lake sea mountain
    mountains valley desert peninsula island islands hills bay gulf strip coast basin delta plain plains horn pass
    war wars operation resolution agreement accord accords treaty truce ceasefire act article chapter day night morning
    human rights humanitarian international national federal local civil civilian civilians defence defense health interior foreign
    affairs information security emergency emergencies rescue relief aid food children refugees refugee migration interim transitional
    high united nations european african asian american arab islamic muslim christian jewish kurdish turkish syrian russian iranian
    iraqi lebanese israeli palestinian jordanian egyptian libyan tunisian algerian moroccan sudanese ethiopian eritrean somali kenyan
    ugandan rwandan burundian congolese malian nigerien nigerian cameroonian chadian ukrainian polish german french british
    english spanish italian chinese indian pakistani afghan bangladeshi burmese haitian mexican colombian venezuelan cuban
    yemeni saudi emirati qatari omani kuwaiti bahraini armenian azerbaijani georgian belarusian moldovan greek cypriot
    uzbek tajik kazakh kyrgyz turkmen uyghur tamil sinhalese nepali nepalese thai vietnamese filipino indonesian malaysian
    korean japanese australian canadian dutch belgian swiss swedish norwegian danish finnish hungarian romanian bulgarian serb
    serbian croatian bosnian albanian alawite alawites druze sunni sunnis shia shiite shiites kurds arabs yazidi yazidis turks
    syrians russians iranians iraqis israelis palestinians ukrainians sudanese americans rohingya hutu tutsi houthi houthis hezbollah
    hizbullah hamas fatah jihad isis daesh taliban peshmerga wagner azov boko haram shabaab al-shabaab al-qaeda qaeda asayish
    hayat tahrir al-sham sham nusra janjaweed tuareg fulani dogon tigrayan amhara oromo kremlin pentagon nato unicef unhcr
    ocha unesco interpol twitter facebook telegram whatsapp youtube tiktok instagram starlink x red-cross crescent helmets msf
    covid ebola cholera shahed iskander grad himars patriot kalashnikov tomahawk kinzhal
    update exclusive analysis live breaking brief factbox timeline urgent correction editorial opinion
    rapid support liberation democratic people peoples popular revolutionary patriotic joint multinational allied free salvation
    opposition rebel rebels settlement settlements mission peacekeeping stabilisation stabilization assistance development world
    janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre lundi mardi mercredi jeudi vendredi samedi
    dimanche le la les un une des du de l d au aux en dans sur sous par pour avec sans selon apres avant depuis plus au-moins il
    elle ils elles on nous ce cette ces son sa ses leur leurs qui que et ou mais armee ministere gouvernement conseil rouge
    nord sud est ouest etat etats unis republique democratique route pont frontiere hopital
    enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre lunes martes miercoles jueves viernes
    sabado domingo el los las una uno unos unas en de del al por para con sin segun tras desde mas al-menos ella ellos ellas
    se su sus este esta estos estas que y o pero ejercito ministerio gobierno consejo roja norte sur oeste oriente puente
    carretera frontera fiscalia policia nacional guardia defensa
    в на у о об за з із зі с со к ко по до от від из і и а но але не що что как як це это эта эти ці при после після перед
    под над між между для его її их їх он она оно они він вона воно вони мы ми власти влада армия армія министерство міністерство
    россия росія україна украина російські російська росіяни россияне українські украинские путь траса трасса міст мост вечером
    утром вчора вчера сегодня сьогодні зсу мчс дснс генштаб служба области області район городе місті полиция поліція
    січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня
    """
)
"""Words with capitals that name nobody, and words that begin sentences."""

BODIES = _folded(
    """army armies force forces ministry ministries minister president government police military militia brigade brigades battalion
    division regiment corps guard guards command council committee commission parliament assembly senate congress party front
    movement group faction factions coalition alliance union league federation republic state states kingdom emirate caliphate
    authority authorities administration agency agencies news press media radio television tv channel monitor observatory
    organisation organization office department directorate bureau centre center institute foundation society association network
    programme program fund bank university college school hospital clinic church mosque cathedral temple court prison airport
    port bridge road highway motorway street avenue route crossing checkpoint junction border gate square market station
    power plant dam camp village town city district province governorate region county municipality oblast raion area zone
    cruz croix defensoria conaie sante interieur affaires salud justicia agence agencia doctors syndicate hurricane typhoon cyclone storm expressway autopista hwy interstate railway train
    """
)
"""Nouns of organisations, buildings and areas: beside one of them, a name with capitals is theirs."""

THINGS = (
    "road", "highway", "motorway", "expressway", "corridor", "street", "bridge", "bridges", "crossing", "crossings", "border", "junction",
    "roundabout", "checkpoint", "airport", "port", "railway", "tunnel", "pass", "river", "valley", "dam", "camp", "mosque", "church",
    "shrine", "hospital", "clinic", "school", "market", "square", "district", "province", "governorate", "village", "town", "city",
    "neighbourhood", "neighborhood", "quarter", "suburb", "area", "region", "station", "plant", "field", "base", "barracks",
)  # fmt: skip
"""Nouns behind the name of a place or a building."""

ENDINGS = ("ing", "tion", "sion", "ment", "ments", "ity", "ness", "ship", "ers", "ists", "ians", "als", "fire", "ages")
"""How an ordinary word that begins a sentence may end."""

ARABIC_TITLES = frozenset(
    """السيد السيدة الدكتور الدكتورة الطبيب الطبيبة الشيخ الحاج الحاجة الأستاذ المهندس المحامي الصحفي الصحفية الصحافي الصحافية
    المصور الناشط الناشطة الممرض الممرضة العقيد العميد اللواء الفريق الرائد النقيب الملازم الرقيب الجنرال القائد القيادي الشاب
    الشابة الطفل الطفلة الرضيع الرضيعة المواطن المواطنة المدعو المدعوة الشهيد الشهيدة القتيل المعتقل المعتقلة الأسير الضحية
    الوزير الرئيس المحافظ القس المطران الإمام أبو أبي أبا ابن بنت""".split()
)
"""Arabic words after which a name follows."""

ARABIC_CALLED = frozenset(
    "يدعى تدعى اسمه اسمها أسماؤهم المسمى المسماة المكنى المعروف المعروفة ويدعى وتدعى واسمه واسمها".split()
)

ARABIC_GIVEN = frozenset(
    """محمد أحمد احمد محمود مصطفى علي حسن حسين عمر عثمان خالد خليل يوسف إبراهيم ابراهيم إسماعيل اسماعيل عبدالله عبدالرحمن عبد
    فاطمة عائشة خديجة مريم زينب آمنة سارة ليلى هدى نور سعاد سلمى رنا رانيا ريم هبة دعاء آية إيمان يسرى نادية سميرة جميلة حليمة
    بشار بشير جمال حافظ حامد حمد حمزة زياد زيد سامي سامر سمير سليمان شادي صلاح طارق طلال عادل عباس عماد عمار غسان فادي فارس
    فراس فؤاد قاسم ماجد مازن ماهر مروان معاذ منير موسى ناصر نبيل نزار هاني هشام وائل وليد ياسر ياسين يحيى جورج إلياس حنا مها
    منى نوال وفاء أسماء أسامة أيمن أنس أنور باسل بلال تامر جابر جعفر جهاد رائد رامي رشيد رضا زكريا صالح عيسى فهد فيصل كمال
    كريم لؤي مالك منصور مهدي هيثم""".split()
)
"""Arabic given names, as they are written."""
