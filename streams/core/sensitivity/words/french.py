"""French: the words around people's names, spots and numbers."""

from streams.core.sensitivity.words.table import Words

FRENCH = Words(
    titles="""
        monsieur madame mademoiselle mme mlle docteur maitre pere soeur frere colonel commandant capitaine lieutenant
        sergent ministre gouverneur maire journaliste avocat infirmier infirmiere
    """,
    called=(
        r"nomm[ée]e?s?",
        r"identifi[ée]e?s? comme",
        r"prénomm[ée]e?s?",
        r"du nom de",
        r"appel[ée]e?s?",
    ),
    articles="le la",
    ages_before="de",
    ages_behind=(r"ans",),
    tells=(
        r"a été",
        r"est",
    ),
    asides=(
        r"une?",
        r"qui",
        r"que",
    ),
    ordinary="""
        janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre lundi mardi mercredi
        jeudi vendredi samedi dimanche le la les un une des du de l d au aux en dans sur sous par pour avec sans selon
        apres avant depuis plus au-moins il elle ils elles on nous ce cette ces son sa ses leur leurs qui que et ou
        mais armee ministere gouvernement conseil rouge nord sud est ouest etat etats unis republique democratique
        route pont frontiere hopital
    """,
    bodies="croix sante interieur affaires agence",
    directions="O",
    spots=("coordonnées",),
    joins="et",
)
