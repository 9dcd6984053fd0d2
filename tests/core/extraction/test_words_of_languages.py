"""Words of a language stand in its tables, never in the code of the readers, where the other languages could not give theirs."""

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import streams.core.extraction

_READERS = Path(streams.core.extraction.__file__).parent
_OF_A_TOKEN = {"lower", "word", "words"}
"""What gives the words of a sentence: ``sentence.lower``, ``token.word``, ``sentence.words()``."""
_PARTS_OF_WORDS = {"startswith", "endswith", "removeprefix", "removesuffix"}
_WORDS = re.compile(r"[^\W\d_]+(?:[' ][^\W\d_]+)*|'s")
_ALLOWED = {
    ("routes/times.py", "s"): 'the ending of a figure, as in "6pm": "the 1970s"',
}


def _literals(node: ast.AST, constants: Mapping[str, ast.AST]) -> Iterator[str]:
    """The strings of letters that a side of a comparison consists of, those of a constant of the module among them."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and _WORDS.fullmatch(node.value):
        yield node.value
    elif isinstance(node, ast.Name) and node.id in constants:
        yield from _literals(constants[node.id], {})
    elif isinstance(node, ast.Tuple | ast.List | ast.Set):
        for one in node.elts:
            yield from _literals(one.value if isinstance(one, ast.Starred) else one, constants)
    elif isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("frozenset", "set", "tuple"):
        for one in node.args:
            yield from _literals(one, constants)


def _of_tokens(node: ast.AST, named: set[str]) -> bool:
    """Whether an expression gives words of a sentence, or is a name that holds them; not what else tokens tell, as their shape."""
    if isinstance(node, ast.Name):
        return node.id in named
    if isinstance(node, ast.Attribute):
        return node.attr in _OF_A_TOKEN
    if isinstance(node, ast.Subscript | ast.Starred):
        return _of_tokens(node.value, named)
    if isinstance(node, ast.Call):
        of = node.func.value if isinstance(node.func, ast.Attribute) and node.func.attr != "words" else node.func
        return any(_of_tokens(one, named) for one in (of, *node.args))
    if isinstance(node, ast.BinOp | ast.IfExp | ast.Tuple | ast.GeneratorExp | ast.ListComp | ast.SetComp):
        return any(_of_tokens(one, named) for one in ast.iter_child_nodes(node))
    return False


def _functions(node: ast.AST) -> Iterator[ast.FunctionDef]:
    """The functions of a module and of its classes; one inside of another is looked at with it."""
    for one in ast.iter_child_nodes(node):
        if isinstance(one, ast.FunctionDef):
            yield one
        else:
            yield from _functions(one)


def _holding_words(function: Sequence[ast.AST]) -> set[str]:
    """The names of a function that words are given to: ``word = sentence.lower[at]``, ``for word in words``."""
    named: set[str] = set()
    for one in function:
        if isinstance(one, ast.Assign | ast.NamedExpr):
            value, targets = one.value, one.targets if isinstance(one, ast.Assign) else [one.target]
        elif isinstance(one, ast.For | ast.comprehension):
            value, targets = one.iter, [one.target]
        else:
            continue
        if _of_tokens(value, named):
            named.update(name.id for target in targets for name in ast.walk(target) if isinstance(name, ast.Name))
    return named


def words_compared(source: str) -> Iterator[tuple[int, str]]:
    """Each word, or end of one, that a module compares the words of a sentence with, and the line where it does."""
    tree = ast.parse(source)
    constants = {
        target.id: one.value
        for one in tree.body
        if isinstance(one, ast.Assign)
        for target in one.targets
        if isinstance(target, ast.Name)
    }
    for function in _functions(tree):
        nodes = list(ast.walk(function))
        named = _holding_words(nodes)
        for one in nodes:
            sides: list[ast.expr] = []
            if isinstance(one, ast.Compare):
                sides = [one.left, *one.comparators]
            elif isinstance(one, ast.Call) and isinstance(one.func, ast.Attribute) and one.func.attr in _PARTS_OF_WORDS:
                sides = [one.func.value, *one.args]
            if any(_of_tokens(side, named) for side in sides):
                yield from ((side.lineno, word) for side in sides for word in _literals(side, constants))


def test_no_reader_compares_a_token_with_a_word_of_its_own() -> None:
    found = {
        (path.relative_to(_READERS).as_posix(), line, word)
        for path in _READERS.rglob("*.py")
        for line, word in words_compared(path.read_text(encoding="utf-8"))
    }
    assert {one for one in found if (one[0], one[2]) not in _ALLOWED} == set()


def test_words_are_seen_in_whatever_way_they_are_compared() -> None:
    source = """
_LISTS = (",", ";", "and")
def read(sentence, at):
    one = sentence.lower[at] == "no"
    two = sentence.tokens[at].word in ("for", "-")
    three = sentence.lower[at - 1] in _LISTS
    four = "if" in sentence.lower[at:]
    between = sentence.lower[at : at + 2]
    five = between == (",", "or")
    six = [at for at, word in enumerate(sentence.lower) if word == "it"]
    seven = sentence.lower[at].endswith(("ly", "-"))
    return sentence.tokens[at].shape == "word" or sentence.field == "title" or sentence.lower[at] == ","
"""
    assert [word for _, word in sorted(set(words_compared(source)))] == ["no", "for", "and", "if", "or", "it", "ly"]
