"""What the first visit of a public page costs a phone: everything over the wire, from the real server."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser

from tests.house.test_access import STRANGER, TABLE
from tests.journeys.conftest import DRAWN, PHONE
from tests.tthc_portal.test_served import PATIENCE, demo_command, free_port, wait_for

pytestmark = [pytest.mark.browser, DRAWN]

MOST = 120_000  # bytes: about five seconds by a slow telephone line
FILES = {"cases:blank_form", "cases:open_data_file", "manifest", "worker"}
# An address with a row's own name in it leads nowhere in this city; its page is drawn like its neighbours.
PUBLIC = {
    name: address
    for name, (address, welcome) in TABLE.items()
    if STRANGER in welcome and name not in FILES and "{" not in address
}
FILL = """
import django; django.setup()
from tests.world import build; build()
from procedures.models import LifeEvent; LifeEvent.objects.create(slug="lam-nha", name="Làm nhà")
"""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A running portal of its own, with the small city and collected, compressed static files."""
    folder: Path = tmp_path_factory.mktemp("portal")
    environment = {**os.environ, "TTHC_VAR_DIR": str(folder), "TTHC_HTTPS": "false"}
    environment |= {"DJANGO_SETTINGS_MODULE": "tthc_portal.settings"}
    environment.pop("DATABASE_URL", None)
    for command in (["manage.py", "migrate"], ["manage.py", "collectstatic", "--noinput"], ["-c", FILL]):
        subprocess.run(
            [sys.executable, *command], cwd=settings.BASE_DIR, env=environment, check=True, capture_output=True
        )
    port = free_port()
    server = subprocess.Popen(demo_command(port), cwd=settings.BASE_DIR, env=environment, stderr=subprocess.DEVNULL)
    try:
        wait_for(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(PATIENCE)


def first_visit(chromium: Browser, address: str) -> tuple[int, int]:
    """The bytes that came over the wire, heads of answers included, and how many answers; nothing is known before."""
    context = chromium.new_context(viewport=PHONE, locale="vi-VN")  # type: ignore[arg-type]
    page = context.new_page()
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    sizes: list[int] = []
    line.on("Network.loadingFinished", lambda answer: sizes.append(int(answer["encodedDataLength"])))
    answer = page.goto(address, wait_until="networkidle")
    assert answer is not None
    assert answer.status == 200, address
    context.close()
    return sum(sizes), len(sizes)


def test_the_first_visit_of_a_public_page_is_light(chromium: Browser, served: str) -> None:
    weights = {name: first_visit(chromium, served + address) for name, address in PUBLIC.items()}
    for name, (size, answers) in weights.items():
        print(f"{name:28}{size / 1000:8.1f} kB{answers:4} answers")  # noqa: T201  # shown with -s
    assert {name: size for name, (size, _) in weights.items() if size > MOST} == {}
