"""Files are scanned on their way in; while nobody can scan they are taken, marked, and scanned later."""

import socket
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.test import Client

from cases import antivirus
from cases.actions._log import first_broken
from cases.antivirus import ScannerAway, scanner_at
from cases.models import Document, Draft
from cases.storage import UploadRefused, accept_upload, copy_document, one_file_a_paper
from tests.cases.uploads import a_pdf, an_image, new_pdf, saved, upload
from tests.clamd import CLAMD, NAME, VIRUS, real_daemon, small_server
from tests.world import World, hanoi
from tthc_portal.environment import clamav_url
from tthc_portal.health import Finding, look

AT = hanoi("2026-11-25 09:00")
NOWHERE = "unix:///nowhere/clamd.ctl"


@pytest.fixture(scope="module")
def daemon() -> Iterator[str]:
    if CLAMD is None:
        pytest.skip("không có clamd: cài gói clamav-daemon để chạy kiểm thử này")
    with real_daemon() as address:
        yield address


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with small_server() as address:
        yield address


@pytest.fixture
def draft(world: World) -> Draft:
    return Draft.objects.create(account=world.mai, version=world.permit, started_at=AT, saved_at=AT)


def infected() -> bytes:
    """A document that opens, with the harmless virus in it."""
    pdf = new_pdf()
    pdf.Root.Note = pdf.make_stream(VIRUS)
    return saved(pdf, compress_streams=False)


@pytest.mark.parametrize("which", ["daemon", "server"])
def test_every_scanner_keeps_the_promise(which: str, request: Any) -> None:
    scanner = scanner_at(request.getfixturevalue(which))
    assert scanner is not None
    assert scanner.found_in(a_pdf()) == ""
    assert scanner.found_in(b"x" * 700_000) == ""
    assert NAME in scanner.found_in(infected())
    assert "ClamAV" in scanner.version()


@pytest.mark.parametrize("answer", [b"INSTREAM size limit exceeded. ERROR", b"stream: ", b"nonsense"])
def test_no_answer_but_ok_is_clean(answer: bytes) -> None:
    with small_server(answer) as address, pytest.raises(ScannerAway):
        scanner_at(address).found_in(b"x")  # type: ignore[union-attr]


def test_a_scanner_that_hangs_is_left_alone_for_a_while(monkeypatch: Any) -> None:
    monkeypatch.setattr(antivirus, "_TIMEOUT", 0.1)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        scanner = scanner_at(f"tcp://127.0.0.1:{silent.getsockname()[1]}")
        for sentence in ("không trả lời", "vừa không trả lời"):
            with pytest.raises(ScannerAway, match=sentence):
                scanner.found_in(b"x")  # type: ignore[union-attr]


@pytest.mark.parametrize("url", ["clamd", "unix://run/clamd.ctl", "tcp://", "tcp://host:99999", "http://host"])
def test_a_setting_that_names_no_scanner_stops_the_start(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="CLAMAV_URL"):
        clamav_url(url)


def test_an_infected_file_is_refused_by_its_name(world: World, draft: Draft, server: str, settings: Any) -> None:
    settings.CLAMAV_URL = server
    with pytest.raises(UploadRefused, match=rf"Tệp “Bản vẽ\.pdf” có mã độc \({NAME}\)"):
        accept_upload(upload(infected(), "Bản vẽ.pdf"), at=AT, by=world.mai, draft=draft)
    kept = accept_upload(upload(a_pdf()), at=AT, by=world.mai, draft=draft)
    assert (kept.scan, kept.scanned_at) == ("clean", AT)


def test_what_is_made_of_scanned_pages_is_scanned_when_all_are(
    world: World, draft: Draft, server: str, settings: Any
) -> None:
    paper = world.permit.requirements.get(code="CM")
    for number, (url, scan) in enumerate([(server, "clean"), (server, "clean"), (NOWHERE, "waiting")]):
        settings.CLAMAV_URL = url
        page = accept_upload(
            upload(an_image(size=(600 + number, 800)), "a.jpg"), at=AT, by=world.mai, draft=draft, requirement=paper
        )
        assert page.scan == scan
        again = Draft.objects.create(
            account=world.mai, version=world.birth, number=9 + number, started_at=AT, saved_at=AT
        )
        copy = copy_document(page, draft=again, requirement=paper, by=world.mai, at=AT)
        assert copy is not None
        assert copy.scan == scan
    pages = list(draft.documents.order_by("position"))
    (both,) = one_file_a_paper(draft, pages[:2], at=AT)
    assert both.scan == "clean"
    (all_three,) = one_file_a_paper(draft, [both, pages[2]], at=AT)
    assert all_three.scan == "waiting"


def sent_unscanned(world: World, settings: Any) -> tuple[Any, Document, Document]:
    """A dossier of Mai's with one clean and one infected file, taken while the scanner was away."""
    settings.CLAMAV_URL = NOWHERE
    dossier = world.assigned(AT)
    bad, good = (
        accept_upload(upload(content, name), at=AT, by=world.mai, dossier=dossier)
        for content, name in ((infected(), "bản vẽ.pdf"), (a_pdf(), "đơn.pdf"))
    )
    return dossier, bad, good


def test_what_came_unscanned_is_scanned_later_and_shut_away(
    world: World, server: str, settings: Any, signed_in: Any, django_capture_on_commit_callbacks: Any
) -> None:
    dossier, bad, good = sent_unscanned(world, settings)
    minh, mai = signed_in(world.minh), signed_in(world.mai)
    papers, own = f"/xu-ly/{dossier.code}/?phan=ho-so", f"/ho-so-cua-toi/{dossier.code}/?xem=noi-dung"
    assert minh.get(papers).content.decode().count("chưa quét mã độc") == 2
    assert "quét mã độc" not in mai.get(own).content.decode()
    with pytest.raises(CommandError, match="Không nói chuyện được"):
        call_command("scan_files")
    settings.CLAMAV_URL = server
    out = StringIO()
    with django_capture_on_commit_callbacks(execute=True):
        call_command("scan_files", stdout=out)
    assert out.getvalue() == "Sạch 1, có mã độc 1, không còn trong kho 0.\n"
    bad.refresh_from_db()
    good.refresh_from_db()
    assert (good.scan, bad.scan, bad.scan_found) == ("clean", "infected", NAME)
    folder = Path(settings.MEDIA_ROOT)
    assert bad.file.name.startswith("cach-ly/")
    assert sorted(path.name for path in folder.rglob("*.pdf")) == sorted(
        Path(str(one.file)).name for one in (bad, good)
    )
    # Nobody opens it; the officer reads it on the dossier's page, in its papers and its log; Mai is told.
    for client in (minh, mai):
        refused = client.get(f"/tep/{bad.pk}/")
        assert refused.status_code == 410
        assert "đã được cách ly" in refused.content.decode()
    assert "Một tệp của hồ sơ có mã độc, đã cách ly" in minh.get(f"/xu-ly/{dossier.code}/").content.decode()
    assert f"có mã độc ({NAME}), đã cách ly" in minh.get(papers).content.decode()
    assert "Cách ly một tệp có mã độc" in minh.get(f"/xu-ly/{dossier.code}/?phan=nhat-ky").content.decode()
    assert dossier.notices.filter(action="quarantine", account=world.mai).count() == 1
    assert first_broken(dossier) is None
    out = StringIO()
    call_command("scan_files", stdout=out)
    assert out.getvalue() == ""


def test_an_infected_page_of_a_draft_is_not_sent(
    world: World, draft: Draft, server: str, settings: Any, signed_in: Any
) -> None:
    settings.CLAMAV_URL = NOWHERE
    paper = world.permit.requirements.get(code="CM")
    page = accept_upload(upload(infected(), "xấu.pdf"), at=AT, by=world.mai, draft=draft, requirement=paper)
    settings.CLAMAV_URL = server
    call_command("scan_files")
    shown = signed_in(world.mai).get("/nop-ho-so/1.013225/giay-to/").content.decode()
    assert "Tệp có mã độc nên không được gửi đi" in shown
    assert f'href="/tep/{page.pk}/"' not in shown
    page.refresh_from_db()
    other = Draft.objects.create(account=world.mai, version=world.birth, started_at=AT, saved_at=AT)
    assert copy_document(page, draft=other, requirement=paper, by=world.mai, at=AT) is None


def test_files_from_before_the_scanner_are_scanned_when_asked(
    world: World, draft: Draft, server: str, settings: Any
) -> None:
    with pytest.raises(CommandError, match="Chưa cấu hình máy quét"):
        call_command("scan_files")
    kept = accept_upload(upload(a_pdf()), at=AT, by=world.mai, draft=draft)
    settings.CLAMAV_URL = server
    for options, scan in (([], ""), (["--all"], "clean")):
        call_command("scan_files", *options)
        kept.refresh_from_db()
        assert kept.scan == scan


def test_a_file_that_is_gone_does_not_stop_the_others(world: World, draft: Draft, server: str, settings: Any) -> None:
    settings.CLAMAV_URL = NOWHERE
    first, second = (
        accept_upload(upload(content, name), at=AT, by=world.mai, draft=draft)
        for content, name in ((a_pdf(), "a.pdf"), (an_image(), "b.jpg"))
    )
    (Path(settings.MEDIA_ROOT) / str(first.file)).unlink()
    settings.CLAMAV_URL = server
    call_command("scan_files")
    second.refresh_from_db()
    assert second.scan == "clean"


def test_the_health_page_says_whether_somebody_scans(world: World, draft: Draft, server: str, settings: Any) -> None:
    assert (scanning().ok, scanning().grave) == (True, False)
    settings.CLAMAV_URL = NOWHERE
    accept_upload(upload(a_pdf()), at=AT, by=world.mai, draft=draft)
    away = scanning()
    assert (away.ok, away.numbers) == (False, {"waiting": 1})
    assert Client().get("/suc-khoe/").status_code in (200, 503)
    settings.CLAMAV_URL = server
    assert (scanning().ok, "ClamAV 1.4.3" in scanning().text) == (True, True)


def scanning() -> Finding:
    """What the health page says of the scanner."""
    (found,) = [one for one in look(AT) if one.name == "Quét mã độc"]
    return found
