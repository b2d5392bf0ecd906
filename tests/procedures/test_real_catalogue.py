"""The import against procedures as they were really published, where that file is at hand."""

import json
from collections import Counter
from pathlib import Path

import pytest
from django.core.management import call_command

from procedures.models import ProcedureVersion

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"


@pytest.fixture
def catalogue():
    file = DATA / "procedures.jsonl.gz"
    if not file.is_file():
        pytest.skip(f"the published catalogue is not here: {file}")
    return file


@pytest.mark.django_db
def test_all_2257_published_procedures_are_imported_once_and_only_once(catalogue, tmp_path):
    reports = []
    for name in ("first", "second"):
        call_command("import_procedures", str(catalogue), report=tmp_path / name)
        reports.append([json.loads(line) for line in (tmp_path / name).read_text().splitlines()])
    first, second = reports
    assert Counter(line["outcome"] for line in first) == {"imported": 2257}
    assert Counter(line["outcome"] for line in second) == {"unchanged": 2257}
    assert ProcedureVersion.objects.count() == 2257
    by_code = {line["code"]: line for line in first}
    assert all(line["needs_review"] == bool(line["reasons"]) for line in first)
    # Khai sinh: "1" of nobody knows what. Thường trú: seven working days on every channel.
    assert {limit["unit"] for limit in by_code["1.001193"]["limits"]} == {None}
    assert by_code["1.001193"]["needs_review"]
    assert {(limit["amount"], limit["unit"]) for limit in by_code["1.004222"]["limits"]} == {(7, "working_day")}
    unitless = [line for line in first if any(limit["unit"] is None for limit in line["limits"])]
    assert all(line["needs_review"] for line in unitless)
    assert len(unitless) > 300


@pytest.mark.django_db
def test_the_portals_own_answer_is_imported(tmp_path):
    file = DATA / "national_api_procedure_1.008004.json"
    if not file.is_file():
        pytest.skip(f"the portal's answer is not here: {file}")
    call_command("import_procedures", str(file), report=tmp_path / "report")
    line = json.loads((tmp_path / "report").read_text())
    assert (line["code"], line["outcome"], line["needs_review"]) == ("1.008004", "imported", False)
    assert {(limit["channel"], limit["amount"], limit["unit"]) for limit in line["limits"]} == {
        ("in_person", 5, "working_day"),
        ("online", 5, "working_day"),
        ("postal", 5, "working_day"),
    }
