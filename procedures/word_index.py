"""Which words the catalogue consists of and which versions hold each: what mistyped words are compared with.

Read only when a search finds nothing as it was typed. Kept by which versions are in force: a published version never
changes, so that this is all that can, and a change holds at once in every process; 6,000 procedures take about 4 MB.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from django.db.models import Count, Max, Sum

from procedures.models import ProcedureVersion
from procedures.spelling import Reading

_LAST = "\U0010ffff"


@dataclass(frozen=True)
class WordIndex:
    """For each word a number whose bits say which of the versions hold it."""

    versions: tuple[int, ...]
    holding: Mapping[str, int]

    @cached_property
    def known(self) -> Mapping[str, int]:
        """Each word and the number of versions that hold it."""
        return {word: bits.bit_count() for word, bits in self.holding.items()}

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(self.holding)

    def beginning(self, word: str) -> list[str]:
        """The words of the catalogue that begin with it; found without looking at the others."""
        first = bisect_left(self._sorted, word)
        # No letter of a folded word comes after this one.
        return self._sorted[first : bisect_left(self._sorted, f"{word}{_LAST}", lo=first)]

    def holding_all(self, words: Sequence[str], meant: Sequence[Sequence[Reading]], *, most: int) -> list[int]:
        """Ids of versions that hold, for each word of the search, one of its readings; at most so many.

        Half of the words must be held as they were typed, else anything could be made of anything; of a search in
        which nothing is known as it was typed, none.
        """
        unknown = sum((word,) not in options for word, options in zip(words, meant, strict=True))
        kept = min((len(words) + 1) // 2, len(words) - unknown)
        return self._named(self._held_by(meant)[-1] & self._held_by([[(word,)] for word in words])[kept], most)

    def holding_half(self, words: Sequence[str], *, most: int) -> list[int]:
        """Ids of the versions that hold the most words of the search, at least half of them and at least one."""
        held = self._held_by([[(word,)] for word in words])
        enough = max((len(words) + 1) // 2, 1)
        return next((self._named(bits, most) for bits in reversed(held[enough:]) if bits), [])

    def _held_by(self, meant: Sequence[Sequence[Reading]]) -> list[int]:
        """Which versions hold at least 0, 1, 2 … of the words."""
        at_least = [(1 << len(self.versions)) - 1, *[0] * len(meant)]
        for alternatives in meant:
            bits = self._any_of(alternatives)
            for number in range(len(meant), 0, -1):
                at_least[number] |= at_least[number - 1] & bits
        return at_least

    def _named(self, bits: int, most: int) -> list[int]:
        found: list[int] = []
        while bits and len(found) < most:
            lowest = bits & -bits
            found.append(self.versions[lowest.bit_length() - 1])
            bits ^= lowest
        return found

    def _any_of(self, alternatives: Sequence[Reading]) -> int:
        found = 0
        for words in alternatives:
            held = -1
            for word in words:
                held &= self._beginning(word)
            found |= held
        return found

    def _beginning(self, word: str) -> int:
        if word in self.holding:
            return self.holding[word]
        held = 0
        for other in self.beginning(word):
            held |= self.holding[other]
        return held


def word_index(day: date) -> WordIndex:
    """The index of the versions in force on the day; 1 statement while the catalogue stays as it is, else 2."""
    content = ProcedureVersion.objects.in_force(day).aggregate(rows=Count("pk"), newest=Max("pk"), keys=Sum("pk"))
    return _read(day, *content.values())


@lru_cache(maxsize=2)
def _read(day: date, *content: int | None) -> WordIndex:
    """What the database holds now; `content` makes a changed catalogue another one."""
    versions: list[int] = []
    places: dict[str, list[int]] = {}
    for place, (pk, text) in enumerate(ProcedureVersion.objects.in_force(day).values_list("pk", "search_text")):
        versions.append(pk)
        for word in set(text.split()):
            places.setdefault(word, []).append(place)
    return WordIndex(tuple(versions), {word: _bits(found, len(versions)) for word, found in places.items()})


def _bits(places: Sequence[int], size: int) -> int:
    bits = bytearray((size + 7) // 8)
    for place in places:
        bits[place // 8] |= 1 << place % 8
    return int.from_bytes(bits, "little")
