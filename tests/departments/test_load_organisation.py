"""An organisation loaded from a file: every unit at its place, as often as one likes."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from departments.actions.load_organisation import Loaded, load_organisation
from departments.models import Department

pytestmark = pytest.mark.django_db

CHILDREN = {
    "phường": [
        {"suffix": "01", "name": "Trung tâm {short_name_lower}", "short_name": "TT", "level": "center", "is_desk": True}
    ],
    "xã": [],
}


def unit(code: str, parent: str | None, level: str = "city", **more: Any) -> dict[str, Any]:
    plain = {"short_name": code, "is_desk": False, "commune_code": "", "address": "", "phone": ""}
    return {"code": code, "name": code, "level": level, "parent": parent, "valid_from": "2025-07-01", **plain, **more}


def load(folder: Path, *units: dict[str, Any]) -> Loaded:
    file = folder / "organisation.json"
    file.write_text(json.dumps({"units": units, "commune_children": CHILDREN}), encoding="utf-8")
    return load_organisation(file)


def test_a_commune_gets_the_children_of_its_kind_under_its_own_name(tmp_path):
    loaded = load(tmp_path, unit("H1", None), unit("H1.7", "H1", "commune", short_name="Phường Cửa Nam", phone="024"))
    assert loaded == Loaded(created=3, changed=0)
    desk = Department.objects.get(code="H1.7.01")
    assert (desk.name, desk.path, desk.is_desk, desk.phone) == (
        "Trung tâm phường Cửa Nam",
        "H1/H1.7/H1.7.01/",
        True,
        "024",
    )


def test_a_second_time_nothing_changes_and_what_differs_follows_the_file(tmp_path):
    units = [unit("H1", None), unit("H1.1", "H1", "department")]
    load(tmp_path, *units)
    assert load(tmp_path, *units) == Loaded(0, 0)
    assert load(tmp_path, units[0], {**units[1], "name": "Sở Nội vụ"}) == Loaded(0, 1)
    assert Department.objects.get(code="H1.1").name == "Sở Nội vụ"


def test_a_unit_that_moves_takes_everything_below_it_along(tmp_path):
    units = [unit("H1", None), unit("A", "H1"), unit("B", "H1"), unit("A.1", "A")]
    load(tmp_path, *units)
    assert load(tmp_path, units[0], {**units[1], "parent": "B"}, units[2], units[3]) == Loaded(0, 1)
    assert Department.objects.get(code="A.1").path == "H1/B/A/A.1/"


def test_a_unit_under_nobody_is_refused_and_nothing_is_stored(tmp_path):
    with pytest.raises(ValueError, match=r"X\.1: không có đơn vị cấp trên X"):
        load(tmp_path, unit("H1", None), unit("X.1", "X"))
    assert not Department.objects.exists()


def test_the_city_has_its_communes_each_with_a_desk_and_paths_that_join_the_codes():
    load_organisation(settings.BASE_DIR / "departments" / "data" / "hanoi.json")
    assert Department.objects.filter(level="commune").count() == 126
    assert Department.objects.filter(parent__level="commune", is_desk=True).count() == 126
    for department in Department.objects.select_related("parent"):
        above = department.parent.path if department.parent else ""
        assert department.path == f"{above}{department.code}/"
