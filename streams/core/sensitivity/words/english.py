"""English: the words around people's names, spots and numbers."""

from streams.core.sensitivity.words.table import Words

ENGLISH = Words(
    titles="""
        mr mrs ms miss mister madam dr doctor prof professor rev reverend father sister brother imam mullah maulana
        sheikh shaikh sheik cheikh jeque haji hajj hajja sayyid sayed syed ustadh emir prince princess king queen sir
        lady lord president minister governor mayor senator ambassador commander colonel col general gen brigadier
        major maj captain capt lieutenant lt sergeant sgt corporal private admiral officer inspector judge justice
        lawyer journalist reporter photographer cameraman activist nurse surgeon midwife teacher pastor bishop priest
        rabbi spokesman spokeswoman spokesperson secretary director chairman
    """,
    called=(
        r"(?:named|called|identified|known)(?: (?:only|locally))?(?: as)?",
        r"by the name of",
        r"(?:his|her|their|whose) names? (?:is|are|was|were)",
    ),
    articles="the",
    ages_before="aged age",
    ages_behind=(r"years?[ -]old",),
    tells=(
        r"was",
        r"is",
        r"has",
        r"had",
        r"died",
        r"said",
        r"says",
        r"told",
        r"lost",
        r"left",
    ),
    asides=(
        r"who",
        r"whose",
        r"a",
        r"an",
        r"the",
        r"\w+ (?:mother|father)",
    ),
    ordinary="""
        january february march april may june july august september october november december jan feb mar apr jun jul
        aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun
        ramadan eid christmas easter nowruz ashura al-fitr al-adha ist gmt utc public land ports nobody everyone
        everybody nothing people hospital good bad access displacement casualties deaths i the a an this that these
        those he she it they we you his her its their our there here when where while after before since during in on
        at of for from by with as to and but or if so all at-least about some many most several both no not more less
        than over under between into near around also then however meanwhile according despite one two three four five
        six seven eight nine ten eleven twelve dozens scores hundreds thousands north south east west northern
        southern eastern western northeast northwest southeast southwest northeastern northwestern southeastern
        southwestern central upper lower greater new old great grand white black red green blue river lake sea
        mountain mountains valley desert peninsula island islands hills bay gulf strip coast basin delta plain plains
        horn pass war wars operation resolution agreement accord accords treaty truce ceasefire act article chapter
        day night morning human rights humanitarian international national federal local civil civilian civilians
        defence defense health interior foreign affairs information security emergency emergencies rescue relief aid
        food children refugees refugee migration interim transitional high united nations european african asian
        american arab islamic muslim christian jewish kurdish turkish syrian russian iranian iraqi lebanese israeli
        palestinian jordanian egyptian libyan tunisian algerian moroccan sudanese ethiopian eritrean somali kenyan
        ugandan rwandan burundian congolese malian nigerien nigerian cameroonian chadian ukrainian polish german
        french british english spanish italian chinese indian pakistani afghan bangladeshi burmese haitian mexican
        colombian venezuelan cuban yemeni saudi emirati qatari omani kuwaiti bahraini armenian azerbaijani georgian
        belarusian moldovan greek cypriot uzbek tajik kazakh kyrgyz turkmen uyghur tamil sinhalese nepali nepalese
        thai vietnamese filipino indonesian malaysian korean japanese australian canadian dutch belgian swiss swedish
        norwegian danish finnish hungarian romanian bulgarian serb serbian croatian bosnian albanian alawite alawites
        druze sunni sunnis shia shiite shiites kurds arabs yazidi yazidis turks syrians russians iranians iraqis
        israelis palestinians ukrainians americans rohingya hutu tutsi houthi houthis hezbollah hizbullah hamas fatah
        jihad isis daesh taliban peshmerga wagner azov boko haram shabaab al-shabaab al-qaeda qaeda asayish hayat
        tahrir al-sham sham nusra janjaweed tuareg fulani dogon tigrayan amhara oromo kremlin pentagon nato unicef
        unhcr ocha unesco interpol twitter facebook telegram whatsapp youtube tiktok instagram starlink x red-cross
        crescent helmets msf covid ebola cholera shahed iskander grad himars patriot kalashnikov tomahawk kinzhal
        update exclusive analysis live breaking brief factbox timeline urgent correction editorial opinion rapid
        support liberation democratic peoples popular revolutionary patriotic joint multinational allied free
        salvation opposition rebel rebels settlement settlements mission peacekeeping stabilisation stabilization
        assistance development world
    """,
    bodies="""
        army armies force forces ministry ministries minister president government police military militia brigade
        brigades battalion division regiment corps guard guards command council committee commission parliament
        assembly senate congress party front movement group faction factions coalition alliance union league
        federation republic state states kingdom emirate caliphate authority authorities administration agency
        agencies news press media radio television tv channel monitor observatory organisation organization office
        department directorate bureau centre center institute foundation society association network programme program
        fund bank university college school hospital clinic church mosque cathedral temple court prison airport port
        bridge road highway motorway street avenue route crossing checkpoint junction border gate square market
        station power plant dam camp village town city district province governorate region county municipality oblast
        raion area zone doctors syndicate hurricane typhoon cyclone storm expressway hwy interstate railway train
    """,
    things="""
        road highway motorway expressway corridor street bridge bridges crossing crossings border junction roundabout
        checkpoint airport port railway tunnel pass river valley dam camp mosque church shrine hospital clinic school
        market square district province governorate village town city neighbourhood neighborhood quarter suburb area
        region station plant field base barracks
    """,
    endings="ing tion sion ment ments ity ness ship ers ists ians als fire ages",
    degrees=("lat", "latitude", "lon", "lng", "long", "longitude"),
    directions="N S E W",
    spots=("grid", "coordinates?"),
    joins="and",
    phones="tel phone call mobile whatsapp",
)
