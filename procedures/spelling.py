"""What a mistyped word may have been meant as: words left in Telex, words run together, and small slips.

Pure. Words are folded (see `departments.vietnamese.fold`); `known` holds the words of the catalogue and how often.
"""

import re
from collections.abc import Collection, Iterator, Mapping

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_MOST = 12  # so many readings of one word are tried
_FEW = 4  # so many of them as two words
_LONGEST = 12  # no word of Vietnamese is longer
_DOUBLED = re.compile(r"aa|ee|oo|dd")
_TONE = re.compile(r"(?<=[a-z])[sfrxj]$")

Reading = tuple[str, ...]


def readings(word: str, known: Mapping[str, int]) -> list[Reading]:
    """What may have been meant, each as one word or two, likeliest first; empty where nothing is near."""
    plain = typed_in_telex(word)
    if plain != word and plain in known:
        return [(plain,)]
    near = (one_slip(word) & known.keys()) - {word}
    slips: list[Reading] = [(other,) for other in sorted(near, key=lambda other: (-known[other], other))]
    halves = ((word[:at], word[at:]) for at in range(2, len(word) - 1))
    parted: list[Reading] = [pair for pair in halves if pair[0] in known and pair[1] in known]
    parted.sort(key=lambda pair: -min(known[part] for part in pair))
    return [*slips[: _MOST - len(parted[:_FEW])], *parted[:_FEW]]


def one_word_of(word: str, known: Collection[str]) -> frozenset[str]:
    """Every single word of a small vocabulary that may have been meant, the word itself among them."""
    slips = one_slip(word)
    return frozenset([word, typed_in_telex(word), *(other for other in known if other in slips)])


def typed_in_telex(word: str) -> str:
    """The folded word of keystrokes that no input method turned into letters: "giaasy" and "giaays" are "giay"."""
    bare = _TONE.sub("", _DOUBLED.sub(lambda pair: pair[0][0], word.replace("w", "")))
    # A tone may also be typed right after its vowel.
    return re.sub(r"(?<=[aeiouy])[sfrxj](?=[aeiouyctnmgph])", "", bare)


def one_slip(word: str) -> set[str]:
    """Everything one slip away: a letter left out, too many, wrong, or two changed about."""
    return set(_slips(word)) if 2 <= len(word) <= _LONGEST else set()


def _slips(word: str) -> Iterator[str]:
    for at in range(len(word) + 1):
        before, after = word[:at], word[at:]
        if after:
            yield before + after[1:]
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
        for letter in _LETTERS:
            yield before + letter + after
            if after:
                yield before + letter + after[1:]
