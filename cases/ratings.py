"""Ratings as pages show them: the one of a dossier, those of a unit and a period, and the pass from the look-up."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.db.models import Count, QuerySet

from cases.access import knows_the_people
from cases.models import Dossier, SatisfactionRating
from cases.models.dossier_queries import DossierQuerySet
from cases.rating_reasons import in_words
from cases.reports.periods import Period
from departments.access import posts_in_force
from departments.models import User
from departments.roles import Role
from departments.vietnamese import plain_moment

RATING_PASS_SECONDS = 3600
FILE_HEADINGS = ("Mã hồ sơ", "Thủ tục", "Đơn vị giải quyết", "Cơ quan", "Mức độ", "Điểm", "Lý do", "Ý kiến", "Lúc")
_SALT = "rating from the look-up"


def rating_of(dossier: Dossier) -> SatisfactionRating | None:
    """The dossier's rating, if it has been rated; asks nothing where it was loaded."""
    return getattr(dossier, "rating", None)


def can_be_rated(dossier: Dossier) -> bool:
    """Whether the applicant may rate it now."""
    return dossier.finished_at is not None and rating_of(dossier) is None


def rating_pass(dossier: Dossier) -> str:
    """A proof, for an hour, that whoever holds it has looked the dossier up by code and digits."""
    return signing.dumps(dossier.pk, salt=_SALT)


def pass_holder(text: str, *, max_age: int) -> Dossier:
    """The dossier of a pass. Raises `signing.BadSignature` for a forged or an old one, and for one deleted since."""
    pk = signing.loads(text, salt=_SALT, max_age=max_age)
    found = Dossier.objects.select_related("version", "owner", "rating").filter(pk=pk).first()
    if found is None:
        raise signing.BadSignature("The dossier is not there any more.")
    return found


def shown_to(user: User, dossier: Dossier) -> dict[str, Any] | None:
    """The rating for the head or the leader of the unit that handled the dossier; None for everybody else."""
    rating = rating_of(dossier)
    units = {Role.HEAD: (dossier.division_id,), Role.LEADER: (dossier.division_id, dossier.department_id)}
    leads = any(post.department_id in units.get(Role(post.role), ()) for post in posts_in_force(user))
    if rating is None or not leads:
        return None
    return _told(rating, in_full=True)


@dataclass(frozen=True)
class Summary:
    """How many ratings there are of each score."""

    numbers: Mapping[int, int]

    @property
    def count(self) -> int:
        """All of them."""
        return sum(self.numbers.values())

    @property
    def average(self) -> str:
        """The mean to one place, as Vietnamese writes it; "–" where there is none."""
        if not self.count:
            return "–"
        mean = sum(score * number for score, number in self.numbers.items()) / self.count
        return f"{mean:.1f}".replace(".", ",")


def ratings_of(rows: DossierQuerySet, period: Period) -> QuerySet[SatisfactionRating]:
    """The ratings of these dossiers that were given in the period."""
    return SatisfactionRating.objects.filter(dossier__in=rows, at__gte=period.start, at__lte=period.end)


def summary(rows: QuerySet[SatisfactionRating]) -> Summary:
    """Counted in one statement from the very rows the list shows."""
    found = rows.order_by().values_list("score").annotate(n=Count("pk"))
    return Summary(dict(found))


def with_dossiers(rows: QuerySet[SatisfactionRating]) -> QuerySet[SatisfactionRating]:
    """The rows with what a list shows of their dossiers."""
    return rows.select_related("dossier__version", "dossier__division", "dossier__department", "dossier__current_task")


def rows_for(user: User, rows: Iterable[SatisfactionRating]) -> list[dict[str, Any]]:
    """As the list shows them; the words only to whoever works on the dossier."""
    return [_told(row, in_full=knows_the_people(user, row.dossier)) for row in rows]


def cells(user: User, rows: Iterable[SatisfactionRating]) -> Iterator[tuple[object, ...]]:
    """As the file writes them."""
    for row in rows:
        told, dossier = _told(row, in_full=knows_the_people(user, row.dossier)), row.dossier
        yield (
            dossier.code,
            dossier.version.name,
            dossier.division.name,
            dossier.department.name,
            told["label"],
            row.score,
            "; ".join(told["reasons"]),
            told["words"],
            plain_moment(row.at),
        )


def _told(rating: SatisfactionRating, *, in_full: bool) -> dict[str, Any]:
    return {
        "dossier": rating.dossier,
        "score": rating.score,
        "label": rating.get_score_display(),
        "tone": "ok" if rating.score >= SatisfactionRating.Score.GOOD else "wait" if rating.score < 3 else "quiet",
        "reasons": in_words(rating.reasons),
        "words": rating.words if in_full else "",
        "at": rating.at,
    }
