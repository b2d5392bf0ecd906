"""What every test may ask for."""

import gc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.db import connection
from django.test import Client, TransactionTestCase, override_settings
from xdist.scheduler import LoadScopeScheduling

from tests.standing_city import StandingCity, founded
from tests.world import World

# A busy machine is no failure; what a property finds is found again by everybody.
hypothesis.settings.register_profile("house", deadline=None, derandomize=True)
hypothesis.settings.load_profile("house")

# What is loaded once stays; looking through it for garbage again and again is a tenth of the time of all tests.
gc.freeze()
gc.set_threshold(50_000, 20, 50)

# What these modules play or load first takes longer than their tests: one process does it, not each.
ONE_PROCESS = {
    "tests/test_demo.py",
    "tests/cases/reports/test_two_months.py",
    "tests/cases/forms/test_shipped_forms.py",
    "tests/procedures/test_load_catalogue.py",
    "tests/tthc_portal/test_served.py",
}

# No database changes what these look at: words, looks, forms, files, servers. What a page asks of the database is asked
# on each of them by `tests/house/test_access.py`, which opens every address; what is done, by the tests of actions.
# Long plays are played once: what they put together is asked on each database by the tests beside them.
SAME_EVERYWHERE = (
    "tests/test_demo.py",
    "tests/cases/test_random_lives.py",
    "tests/cases/reports/test_two_months.py",
    "tests/procedures/test_real_catalogue.py",
    "tests/house/test_commands.py",
    "tests/house/test_english.py",
    "tests/house/test_inspector.py",
    "tests/house/test_layers.py",
    "tests/house/test_templates.py",
    "tests/house/test_valid_html.py",
    "tests/cases/forms/",
    "tests/cases/printing/",
    "tests/cases/storage/",
    "tests/cases/views/",
    "tests/cases/test_due_command.py",
    "tests/procedures/reading/",
    "tests/tthc_portal/accounts/test_identity",
    "tests/tthc_portal/test_served.py",
)

SHARED_DATA = Path(__file__).resolve().parents[2] / "shared" / "data"


QUICK_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what lies in `SAME_EVERYWHERE`, before anything is chosen by its marks."""
    for item in items:
        if item.nodeid.startswith(SAME_EVERYWHERE):
            item.add_marker(pytest.mark.same_everywhere)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling:
    """Tests go to whichever process is free, those of `ONE_PROCESS` together."""
    return _Together(config, log)


class _Together(LoadScopeScheduling):
    def _split_scope(self, nodeid: str) -> str:
        module = nodeid.partition("::")[0]
        return module if module in ONE_PROCESS else nodeid


@pytest.fixture(autouse=True, scope="session")
def _static_files_as_written(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """WhiteNoise looks into an empty root when a server starts; pages name static files without a built manifest.

    Set for good, not test by test: the live server answers a browser's late request between two tests too.
    """
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    storages = {**settings.STORAGES, "staticfiles": plain}
    with override_settings(STATIC_ROOT=tmp_path_factory.mktemp("static"), STORAGES=storages):
        yield


@pytest.fixture(autouse=True)
def _quick_and_apart(settings: Any, tmp_path: Path) -> None:
    """Fast password hashes, files of each test in a folder of their own."""
    settings.PASSWORD_HASHERS = QUICK_HASHERS
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.PAYMENT_TRIAL_DIR = tmp_path / "test-gateway"
    settings.SIGNING_DIR = tmp_path / "keys"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[StandingCity]:
    """The database with the city, before any transaction; a test with real ones puts it back, not empties it."""
    with django_db_blocker.unblock(), override_settings(PASSWORD_HASHERS=QUICK_HASHERS):
        # Asked once a process, with statements of its own, by whoever is first: not by a test that counts them.
        assert connection.features.supports_json_field
        city = founded()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda case: city.restore())
        yield city


@pytest.fixture(scope="session")
def standing_city(django_db_setup: StandingCity) -> StandingCity:
    """The city, built once a process."""
    return django_db_setup


@pytest.fixture(autouse=True)
def _the_city_or_nothing(request: pytest.FixtureRequest) -> None:
    """Who asks for the database alone finds no city in it."""
    wanted = {*request.fixturenames} & {"db", "transactional_db", "live_server"}
    if wanted or request.node.get_closest_marker("django_db"):
        city = request.getfixturevalue("standing_city")
        request.getfixturevalue("_django_db_helper")
        if "world" not in request.fixturenames:
            city.leave_for_now()


@pytest.fixture
def world(db: None, standing_city: StandingCity) -> World:
    """The small city of `tests.world`."""
    return standing_city.world()


@pytest.fixture
def signed_in() -> Any:
    """`signed_in(user)` is a browser in which that person is signed in."""

    def client_of(user: Any) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return client_of


@pytest.fixture
def on_postgresql() -> None:
    """Skip on the embedded database, whose writers take turns anyway."""
    if connection.vendor != "postgresql":
        pytest.skip("cần PostgreSQL: đặt DATABASE_URL")


@pytest.fixture
def shared_data() -> Path:
    """The folder of public facts used as test data, where there is one."""
    if not SHARED_DATA.is_dir():
        pytest.skip(f"không có dữ liệu đối chiếu tại {SHARED_DATA.name}")
    return SHARED_DATA
