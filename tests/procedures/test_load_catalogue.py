"""The shipped catalogue: published as a whole, offered where it belongs, as often as one likes."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.db.models import Count

from departments.actions.load_organisation import load_organisation
from departments.models import User
from departments.vietnamese import fold
from procedures.actions.load_catalogue import Loaded, load_catalogue
from procedures.actions.load_entrances import load_entrances
from procedures.completeness import missing
from procedures.models import Offering, ProcedureVersion, Synonym
from procedures.search import Wanted, find
from tests.standing_city import StandingCity

pytestmark = pytest.mark.django_db

FILE = settings.BASE_DIR / "procedures" / "data" / "demo_procedures.json"
SINCE, TODAY = date(2025, 7, 1), date(2026, 11, 25)


@pytest.fixture(scope="module")
def loaded(standing_city: StandingCity, django_db_blocker: Any) -> Iterator[Loaded]:
    """The city with its catalogue, loaded once for the tests of this module and taken back at its end."""
    with django_db_blocker.unblock(), standing_city.away():
        load_organisation(settings.BASE_DIR / "departments" / "data" / "hanoi.json")
        yield load_catalogue(FILE, by=User.objects.create(username="quan"), since=SINCE)


def test_a_second_time_brings_nothing_new(loaded):
    assert loaded.versions >= 60
    assert loaded.offerings == Offering.objects.count()
    assert load_catalogue(FILE, by=User.objects.get(username="quan"), since=SINCE) == Loaded(0, 0)


def test_every_version_is_complete_published_and_found_without_accents(loaded):
    versions = ProcedureVersion.objects.in_force(date(2026, 11, 25)).prefetch_related("limits", "steps")
    assert versions.count() == loaded.versions
    assert not [version for version in versions if missing(version)]
    assert "dang ky khai sinh" in versions.get(procedure__code="1.001193").search_text
    assert all(fold(version.search_text) == version.search_text for version in versions)


def test_commune_level_procedures_are_offered_by_every_commune_with_its_own_desk_and_division(loaded):
    communes = dict(
        Offering.objects.filter(department__level="commune")
        .values_list("procedure__code")
        .annotate(Count("department", distinct=True))
        .order_by()
    )
    level = ProcedureVersion.objects.filter(commune_level=True).values_list("procedure__code", flat=True)
    assert communes == dict.fromkeys(level, 126)
    birth = Offering.objects.get(procedure__code="1.001193", department__code="H26.105")
    assert (birth.desk.code, birth.division.code) == ("H26.105.01", "H26.105.02")


def test_city_level_procedures_are_received_by_a_branch_of_the_citys_centre(loaded):
    city = Offering.objects.exclude(department__level="commune")
    assert {offering.desk.level for offering in city.select_related("desk")} == {"branch"}
    assert all(offering.division.path.startswith(offering.department.path) for offering in city)


def test_every_shipped_everyday_phrase_finds_its_procedures_first_also_in_a_sentence(loaded):
    load_entrances(FILE.with_name("entrances.json"))
    for synonym in Synonym.objects.prefetch_related("procedures"):
        wanted = {procedure.code for procedure in synonym.procedures.all()}
        for words in (synonym.phrase, f"tôi muốn {fold(synonym.phrase)}"):
            found = find(Wanted(words), TODAY, start=0, size=30)
            assert {one.procedure.code for one in found.versions[: len(wanted)]} == wanted, words


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("khai sih", "1.001193"),
        ("kết hon", "1.000894"),
        ("giấy phep xay dung", "1.013225"),
        ("ddawng kys keets hoon", "1.000894"),
        ("hộ kinh doang", "1.001612"),
        ("thuong tru", "1.004222"),
        ("khaitu", "1.000656"),
        ("trich luc ho tich", "2.000635"),
        ("nhập hộ khẩuu", "1.004222"),
        ("bằng lái xe máy bị mất", "3.000347"),
        ("ly lich tu phap", "3.000333"),
        ("cai chinh ho tich", "1.004859"),
        ("phep lao dong", "2.000205"),
    ],
)
def test_what_people_type_finds_what_they_mean_first(loaded, words, first):
    load_entrances(FILE.with_name("entrances.json"))
    assert find(Wanted(words), TODAY, start=0, size=30).versions[0].procedure.code == first
