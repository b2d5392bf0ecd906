"""The portal as an app: what a browser is told, what it keeps, and that it keeps nothing of a person."""

import json
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from PIL import Image

from tests.world import World


def test_a_browser_is_told_how_to_install_the_portal_in_the_visitors_language(client: Client, db: None) -> None:
    told = json.loads(client.get("/ung-dung.webmanifest").content)
    assert (told["lang"], told["start_url"], told["scope"], told["display"]) == ("vi", "/", "/", "standalone")
    for icon in told["icons"]:
        path = finders.find(icon["src"].removeprefix(settings.STATIC_URL))
        with Image.open(str(path)) as picture:
            assert f"{picture.width}x{picture.height}" == icon["sizes"]
    assert {icon["purpose"] for icon in told["icons"]} == {"any", "maskable"}
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert json.loads(client.get("/ung-dung.webmanifest").content)["name"] == "One-Stop Portal"


def test_a_maskable_icon_is_full_to_its_edges() -> None:
    with Image.open(str(finders.find("img/app-maskable-512.png"))) as picture:
        colours = {picture.convert("RGBA").getpixel(corner) for corner in ((0, 0), (511, 0), (0, 511), (511, 511))}
    assert colours == {(10, 54, 64, 255)}


def test_the_worker_watches_the_whole_portal_and_is_asked_for_anew(client: Client, db: None) -> None:
    answer = client.get("/tho-phuc-vu.js")
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert answer.headers["Cache-Control"] == "no-cache"
    assert "worker-src 'self'" in answer.headers["Content-Security-Policy"]
    assert 'const WIZARD = "/nop-ho-so/";' in answer.content.decode()


def test_what_a_browser_keeps_is_the_same_for_everybody(world: World, signed_in: Any) -> None:
    strangers, mais = Client().get("/ngoai-tuyen/").content, signed_in(world.mai).get("/ngoai-tuyen/").content
    assert strangers == mais
    assert Client().get("/tho-phuc-vu.js").content == signed_in(world.mai).get("/tho-phuc-vu.js").content
