"""Imports go down only; each rule is also shown a violation, so that it cannot sleep."""

import pytest

from tests.house.layers import ROOT, floor_violations, imports, modules, room_violations

TOP = {
    "cases", "departments", "procedures", "static", "templates", "tests", "tthc_portal",
    "manage.py", "pyproject.toml", "README.md", "CHANGELOG.md", "LICENSE", "requirements.lock", "requirements-dev.lock",
}  # fmt: skip
MAY_BE_THERE = {"deploy", "var", "test-results"}


def test_imports_go_down_only() -> None:
    assert [found for name, file in modules() for found in floor_violations(name, file.read_text())] == []


def test_inside_a_floor_the_order_is_fixed_too() -> None:
    assert [found for name, file in modules() for found in room_violations(name, file.read_text())] == []


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("departments.models.user", "from cases.models import Dossier"),
        ("procedures.search", "import tthc_portal.settings"),
        ("cases.access", "def f():\n    from tthc_portal import views"),
        ("departments.access", "if TYPE_CHECKING:\n    from procedures.models import Procedure"),
        ("cases.actions.submit", "from . import receive"),
    ],
)
def test_a_planted_import_up_is_found(module: str, source: str) -> None:
    assert floor_violations(module, source)


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("cases.models.dossier", "from cases.actions.submit import submit"),
        ("cases.actions.submit", "from cases.views import citizen"),
        ("cases.views.citizen", "from cases.views import lookup"),
        ("procedures.models.version", "from procedures.views.public import catalogue"),
    ],
)
def test_a_planted_import_the_wrong_way_is_found(module: str, source: str) -> None:
    assert room_violations(module, source)


def test_the_pure_rooms_touch_no_database_and_no_clock() -> None:
    pure = [
        "departments/working_time.py", "departments/identity.py", "departments/vietnamese.py", "departments/roles.py",
        "procedures/time_limits.py", "procedures/channels.py", "procedures/steps.py",
        "cases/clock.py", "cases/lateness.py", "cases/status.py", "cases/reports/periods.py",
    ]  # fmt: skip
    allowed = {"django.db.models"}
    for file in pure:
        source = (ROOT / file).read_text()
        django = {name for name in imports(source) if name.split(".")[0] == "django"}
        assert {
            name for name in django if not any(name.startswith(a) or a.startswith(name) for a in allowed)
        } == set(), file
        assert ".now(" not in source, file
        assert ".today(" not in source, file
        assert "objects." not in source, file


def test_nothing_below_a_view_or_a_command_reads_the_clock() -> None:
    readers = ("timezone.now(", "datetime.now(", "date.today(", "time.time(")
    allowed = {"views", "management", "admin", "context", "middleware", "sign_in", "uploads", "demo"}
    found = [
        name
        for name, file in modules()
        if any(reader in file.read_text() for reader in readers) and not allowed & set(name.split("."))
    ]
    assert found == []


def test_the_top_level_is_the_one_of_the_floor_plan() -> None:
    present = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    assert present >= TOP
    assert present <= TOP | MAY_BE_THERE


def test_there_is_no_junk_drawer() -> None:
    names = {"common", "utils", "helpers", "services", "misc"}
    assert [name for name, _ in modules() if names & set(name.split("."))] == []


def test_every_package_says_what_lives_in_it() -> None:
    silent = [
        str(file.relative_to(ROOT))
        for name, file in modules()
        if file.name == "__init__.py" and "migrations" not in name and not file.read_text().startswith('"""')
    ]
    assert silent == []
