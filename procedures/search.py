"""Search that forgives: versions in force by words as people type them, and by field, level, audience, way in.

Words are compared without accents, case or order. What finds nothing as it was typed is read again with small slips
mended, then by most of its words. Everyday phrases stand for official words (see `procedures.everyday`).
"""

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, Length, NullIf, StrIndex
from django.utils.translation import gettext_noop as said

from departments.vietnamese import fold
from procedures.catalogue import for_rows
from procedures.everyday import Everyday, Spoken, everyday_words, spoken_in, vocabulary
from procedures.models import Offering, ProcedureVersion, UsualTime
from procedures.models.version import ProcedureVersionQuerySet
from procedures.spelling import Reading, one_word_of, readings
from procedures.word_index import WordIndex, word_index

LEVELS = {
    "xa": (said("Cấp xã"), "commune_level"),
    "tinh": (said("Cấp tỉnh"), "city_level"),
    "bo": (said("Cấp bộ"), "ministry_level"),
}
# For whom: the words by which sources name them.
AUDIENCES = {
    "cong-dan": (said("Công dân"), ("công dân", "cá nhân", "hộ gia đình")),
    "to-chuc": (said("Tổ chức, doanh nghiệp"), ("tổ chức", "doanh nghiệp", "hợp tác xã", "hộ kinh doanh")),
    "nuoc-ngoai": (said("Người nước ngoài"), ("nước ngoài",)),
}
_MOST_WORDS = 10
_MOST_MENDED = 200  # so many versions that mended words lead to are ranked
_SURE_PHRASE = 3  # where every word is doubted, an everyday phrase must be so long to be recognised
_NEAREST = 5  # so many are offered when nothing holds every word
_WORD = re.compile(r"\w+")

Meant = list[list[Reading]]


@dataclass(frozen=True)
class Wanted:
    """What a visitor looks for; empty means anything."""

    words: str = ""
    field: str = ""
    level: str = ""
    audience: str = ""
    online: bool = False
    desks: tuple[int, ...] = ()  # only what one of these desks takes in, for its own agency or for another one


@dataclass(frozen=True)
class Found:
    """One page of versions, and how the words were understood.

    `meant` is set where slips were mended: the phrase as it should have been typed. `near` says that the rows hold only
    most of the words. `said` is the everyday phrase that was recognised.
    """

    versions: list[ProcedureVersion]
    more: bool = False
    meant: str = ""
    near: bool = False
    said: Everyday | None = None


def find(wanted: Wanted, day: date, *, start: int, size: int) -> Found:
    """The versions from the place `start` on; where none is exact, on the first page, what may have been meant."""
    phrases = everyday_words() if wanted.words else []
    spoken = spoken_in(_as_typed(_words(wanted)), phrases)
    found = list(_search(wanted, day, spoken)[start : start + size + 1])
    if not found and start == 0 and _words(wanted):
        return _not_as_typed(wanted, day, phrases)
    return Found(found[:size], more=len(found) > size, said=spoken.said if spoken else None)


def search(wanted: Wanted, day: date) -> ProcedureVersionQuerySet:
    """All versions in force on the day that the words and filters lead to, as they were typed, best first."""
    phrases = everyday_words() if wanted.words else []
    return _search(wanted, day, spoken_in(_as_typed(_words(wanted)), phrases))


def _search(wanted: Wanted, day: date, spoken: Spoken | None) -> ProcedureVersionQuerySet:
    words = _words(wanted)
    if not words:
        return for_rows(_narrowed(wanted, day).order_by(F("is_offered").desc(), "search_text", "pk"))
    holds = _holding(words)
    if spoken is not None:
        # Words that make up an everyday phrase mean it; apart from each other they would find what is far-fetched.
        holds = _holding([" ".join(words)]) if len(words) == len(spoken.said.words) else holds
        holds |= Q(procedure__in=spoken.said.procedures)
        if spoken.said.official:
            holds |= _holding(spoken.replaced(words)) | _holding(fold(spoken.said.official).split())
    return _ranked(_narrowed(wanted, day).filter(holds), " ".join(words), spoken)


def _not_as_typed(wanted: Wanted, day: date, phrases: Sequence[Everyday]) -> Found:
    """What small slips or a word too many may have hidden."""
    words, index = _words(wanted), word_index(day)
    told = vocabulary(phrases)
    known = {**told, **index.known}
    begun = {word for word in words if index.beginning(word) or any(other.startswith(word) for other in told)}
    for doubted, least in (([word for word in words if word not in begun], 1), (words, _SURE_PHRASE)):
        near = [one_word_of(word, told) if word in doubted else frozenset([word]) for word in words]
        spoken = spoken_in(near, [one for one in phrases if len(one.words) >= least])
        phrase = spoken.said.phrase if spoken else _mended(wanted, day, index, _meant(words, doubted, begun, known))
        found = list(_search(replace(wanted, words=phrase), day, spoken)[:_NEAREST]) if phrase else []
        if found:
            return Found(found, meant=phrase, said=spoken.said if spoken else None)
    return _nearest(wanted, day, index)


def _mended(wanted: Wanted, day: date, index: WordIndex, meant: Meant) -> str:
    """The search as it should be, in the words of the version that is likeliest meant; "" where none holds them."""
    held = index.holding_all(_words(wanted), meant, most=_MOST_MENDED)
    likeliest = _ranked(_narrowed(wanted, day).filter(pk__in=held), "", None).prefetch_related(None) if held else None
    version = likeliest.first() if likeliest is not None else None
    return _as_it_should_be(meant, version) if version else ""


def _nearest(wanted: Wanted, day: date, index: WordIndex) -> Found:
    """The versions that hold the most words as they were typed, at least half; one word has nothing near it."""
    words = _words(wanted)
    held = index.holding_half(words, most=_MOST_MENDED) if len(words) > 1 else []
    found = list(_ranked(_narrowed(wanted, day).filter(pk__in=held), "", None)[:_NEAREST]) if held else []
    return Found(found, near=bool(found))


def _meant(words: Sequence[str], doubted: Sequence[str], begun: Set[str], known: Mapping[str, int]) -> Meant:
    """The readings of each word: of one that nobody doubts itself alone; one that somebody knows may also be right."""
    return [
        [*([(word,)] if word in begun else []), *(readings(word, known) if word in doubted else [])] for word in words
    ]


def _as_it_should_be(meant: Meant, version: ProcedureVersion) -> str:
    """The search in the words that the version holds of it, with their accents."""
    accents = {
        fold(word): word for word in _WORD.findall(f"{version.synopsis} {version.keywords} {version.name}".lower())
    }
    held, chosen = set(version.search_text.split()), list[str]()
    for options in meant:
        there = [one for one in options if held.issuperset(one)] or options[:1]
        # Of two readings the one that follows the word before it, as in the version's own text.
        follows = [one for one in there if chosen and f"{chosen[-1]} {one[0]}" in version.search_text]
        chosen += [*follows, *there][0]
    return " ".join(accents.get(word, word) for word in chosen)


def _narrowed(wanted: Wanted, day: date) -> ProcedureVersionQuerySet:
    """Versions in force on the day that pass the filters, whatever the words."""
    found = ProcedureVersion.objects.in_force(day)
    if wanted.field:
        found = found.filter(procedure__field__code=wanted.field)
    if wanted.level in LEVELS:
        found = found.filter(**{LEVELS[wanted.level][1]: True})
    if wanted.audience in AUDIENCES:
        found = found.filter(_any_of("audience__icontains", AUDIENCES[wanted.audience][1]))
    offered = Offering.objects.in_force(day).filter(procedure=OuterRef("procedure"))
    if wanted.online:
        found = found.filter(Exists(offered.online()))
    if wanted.desks:
        for_others = Q(procedure__non_territorial=True) & Exists(offered)
        found = found.filter(Exists(offered.filter(desk__in=wanted.desks)) | for_others)
    return found.annotate(is_online=Exists(offered.online()), is_offered=Exists(offered))


def _ranked(found: ProcedureVersionQuerySet, phrase: str, spoken: Spoken | None) -> ProcedureVersionQuerySet:
    """What an everyday phrase leads to, names that begin with the phrase, names that hold it, the rest.

    Within each: what is offered here first, then what is asked for most, then the phrase early in a short name.
    """
    phrase = fold(spoken.said.official) if spoken and spoken.said.official else phrase
    direct = spoken.said.procedures if spoken else frozenset[int]()
    asked = UsualTime.objects.filter(procedure=OuterRef("procedure"), department=None).order_by().values("count")
    # The text begins with the name, so what stands early stands in the name.
    found = found.annotate(place=NullIf(StrIndex("search_text", Value(phrase)), Value(0)))
    tier = Case(
        When(Q(procedure__in=direct), then=Value(0)),
        When(Q(place=1), then=Value(1)),
        When(Q(place__lte=Length("name")), then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )
    often = Coalesce(Subquery(asked[:1]), Value(0))
    order = (F("is_offered").desc(), often.desc(), F("place").asc(nulls_last=True), Length("name"), "search_text", "pk")
    return for_rows(found.order_by(*([tier] if phrase else []), *order))


def _holding(words: Sequence[str]) -> Q:
    """Every word, from its beginning on."""
    found = Q()
    for word in words:
        found &= Q(search_text__startswith=word) | Q(search_text__contains=f" {word}")
    return found


def _any_of(lookup: str, words: Sequence[str]) -> Q:
    found = Q(pk__in=[])
    for word in words:
        found |= Q(**{lookup: word})
    return found


def _words(wanted: Wanted) -> list[str]:
    return fold(wanted.words).split()[:_MOST_WORDS]


def _as_typed(words: Sequence[str]) -> list[frozenset[str]]:
    return [frozenset([word]) for word in words]
