"""Word table: the words of one language by which people's names, exact spots and telephone numbers are known."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a language, with blanks between them; those of several words, or with endings, are patterns.

    They need not be complete: a name that they lack is met as capitals that nothing explains, and what is not sure is cut
    for whoever is outside.
    """

    titles: str = ""
    """Words after which a name with a capital is a person's. Many are ordinary words too; a name must follow."""
    given: str = ""
    """Given names; some are places' too, and count as people's all the same unless the whole name is a place's."""
    patronymics: str = ""
    """How names of who somebody's father is end."""
    given_endings: str = ""
    """Letters that one of these may have for its ending where it is inflected."""
    inside: str = ""
    """Words that stand inside names without a capital."""
    fathers: str = ""
    """Words with which a name begins: whose father, mother, son or daughter somebody is."""
    named: str = ""
    """Single words that say that a name follows."""
    called: tuple[str, ...] = ()
    """The same of several words, as patterns."""
    articles: str = ""
    """What may stand between these and the name."""
    ages_before: str = ""
    """What stands before the figure of an age: "aged 34"."""
    ages_behind: tuple[str, ...] = ()
    """Patterns of what stands behind it: "34 years old"."""
    of_age: tuple[str, ...] = ()
    """Patterns that say of somebody what age he is of."""
    tells: tuple[str, ...] = ()
    """Patterns of what a name as subject is followed by."""
    asides: tuple[str, ...] = ()
    """Patterns of what says who somebody is, behind a comma."""
    joined: str = ""
    """Letters that are written as one with the word behind them."""
    ordinary: str = ""
    """Words with capitals that name nobody, and words that begin sentences."""
    endings: str = ""
    """How an ordinary word that begins a sentence may end."""
    bodies: str = ""
    """Nouns of organisations, buildings and areas: beside one of them, a name with capitals is theirs."""
    things: str = ""
    """Nouns behind the name of a place or a building."""
    degrees: tuple[str, ...] = ()
    """Patterns of what stands before the degrees of a spot: "latitude 34.5"."""
    directions: str = ""
    """Words, and letters, behind them: "34 degrees N"."""
    spots: tuple[str, ...] = ()
    """Patterns of what stands before a spot in whatever form: "coordinates 37S..."."""
    joins: str = ""
    """What stands between the two halves of a spot."""
    phones: str = ""
    """Words before a number by which somebody is reached."""
