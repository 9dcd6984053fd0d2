"""Spanish: the words around people's names, spots and numbers."""

from streams.core.sensitivity.words.table import Words

SPANISH = Words(
    titles="""
        senor senora senorita sr sra srta don dona doctor doctora padre hermana hermano coronel capitan teniente
        sargento presidente ministro gobernador alcalde alcaldesa periodista abogado abogada
    """,
    called=(
        r"llamad[oa]s?",
        r"identificad[oa]s? como",
        r"de nombre",
    ),
    articles="el la",
    ages_before="de",
    ages_behind=(r"años",),
    tells=(
        r"fue",
        r"murió",
        r"era",
    ),
    asides=(
        r"una?",
        r"que",
    ),
    ordinary="""
        enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre lunes martes
        miercoles jueves viernes sabado domingo el los las una uno unos unas en de del al por para con sin segun tras
        desde mas al-menos ella ellos ellas se su sus este esta estos estas que y o pero ejercito ministerio gobierno
        consejo roja norte sur oeste oriente puente carretera frontera fiscalia policia nacional guardia defensa
    """,
    bodies="cruz defensoria conaie salud justicia agencia autopista",
    degrees=("latitud", "longitud"),
    directions="O",
    spots=("coordenadas",),
    joins="y",
)
