"""What every test may ask for."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from cases import append_only
from procedures import guards
from tests.world import World, build

# A busy machine is no failure; what a property finds is found again by everybody.
hypothesis.settings.register_profile("house", deadline=None, derandomize=True)
hypothesis.settings.load_profile("house")

SHARED_DATA = Path(__file__).resolve().parents[2] / "shared" / "data"


@pytest.fixture(autouse=True, scope="session")
def _an_empty_static_root(tmp_path_factory: pytest.TempPathFactory) -> None:
    """WhiteNoise looks there when a server starts; tests take static files from where they are written."""
    settings.STATIC_ROOT = tmp_path_factory.mktemp("static")


@pytest.fixture(autouse=True)
def _quick_and_apart(settings: Any, tmp_path: Path) -> None:
    """Fast password hashes, files of each test in a folder of their own, pages without a built manifest."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.PAYMENT_TRIAL_DIR = tmp_path / "test-gateway"
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture
def world(db: None) -> World:
    """The small city of `tests.world`."""
    return build()


@pytest.fixture
def signed_in() -> Any:
    """`signed_in(user)` is a browser in which that person is signed in."""

    def client_of(user: Any) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return client_of


@pytest.fixture
def emptied_afterwards(transactional_db: None) -> Iterator[None]:
    """For tests with real transactions: without its guards the database can be emptied; a flush puts them back."""
    yield
    append_only.lift(connection)
    guards.lift(connection)


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
