"""Everyday words for official ones: which of the phrases an administrator keeps are spoken in a search."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from departments.vietnamese import fold
from procedures.models import Synonym


@dataclass(frozen=True)
class Everyday:
    """One phrase: as people say it, its folded words, its official words, and the procedures it leads to."""

    phrase: str
    words: tuple[str, ...]
    official: str
    procedures: frozenset[int]


@dataclass(frozen=True)
class Spoken:
    """A phrase found in a search, from the word at `start` on."""

    said: Everyday
    start: int

    def replaced(self, words: Sequence[str]) -> list[str]:
        """The search in official words."""
        return [*words[: self.start], *fold(self.said.official).split(), *words[self.start + len(self.said.words) :]]


def everyday_words() -> list[Everyday]:
    """All phrases, the longest first, so that “mất sổ đỏ” is understood before “sổ đỏ”; 1 statement."""
    rows: dict[str, tuple[str, str, set[int]]] = {}
    for phrase, folded, official, procedure in Synonym.objects.values_list(
        "phrase", "folded", "official", "procedures"
    ):
        _, _, procedures = rows.setdefault(folded, (phrase, official, set()))
        procedures |= {procedure} - {None}
    found = [
        Everyday(phrase, tuple(folded.split()), official, frozenset(procedures))
        for folded, (phrase, official, procedures) in rows.items()
    ]
    return sorted(found, key=lambda row: (-len(row.words), row.words))


def spoken_in(meant: Sequence[frozenset[str]], phrases: Sequence[Everyday]) -> Spoken | None:
    """The longest phrase that stands in the search, whose words may each have been meant as any of several."""
    for row in phrases:
        for start in range(len(meant) - len(row.words) + 1):
            if all(word in meant[start + at] for at, word in enumerate(row.words)):
                return Spoken(row, start)
    return None


def vocabulary(phrases: Sequence[Everyday]) -> Mapping[str, int]:
    """The words of all phrases, each as if it occurred once."""
    return {word: 1 for row in phrases for word in row.words}
