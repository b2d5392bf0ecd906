"""Papers beside the form: seen in place, marked, and everything that is missing asked for in one notice."""

import re
from typing import Any

import pytest
from django.test import Client

from cases.models import Document, Dossier, Paper
from cases.storage import accept_upload
from tests.cases.uploads import a_docx, a_pdf, an_image, upload
from tests.queries import statements
from tests.world import World, hanoi

AT = hanoi("2026-11-20 09:00")


@pytest.fixture
def dossier(world: World) -> Dossier:
    """Mai has sent one scan and one photo and left the e-form empty; nobody has looked at them."""
    sent = world.submitted(AT)
    Dossier.objects.filter(pk=sent.pk).update(form_data={})
    keep(world, sent, a_pdf(), "giấy tờ.pdf")
    keep(world, sent, an_image(size=(600, 900)), "ảnh.jpg")
    return sent


@pytest.fixture
def lan(world: World, signed_in: Any) -> Client:
    browser: Client = signed_in(world.lan)
    return browser


def keep(world: World, dossier: Dossier, content: bytes, name: str) -> Document:
    """A file for the second paper."""
    paper = world.permit.requirements.get(code="CM")
    return accept_upload(upload(content, name), at=AT, by=world.mai, dossier=dossier, requirement=paper)


def address(dossier: Dossier) -> str:
    return f"/xu-ly/{dossier.code}/giay-to/"


def marks(world: World, **said: Any) -> dict[str, Any]:
    """What the form sends: by code of the paper, `TK="fits"` or `CM=("fails", "why")`."""
    sent = {}
    for paper in world.permit.requirements.all():
        verdict, note = (
            (said[paper.code], "") if isinstance(said.get(paper.code), str) else said.get(paper.code, ("", ""))
        )
        sent |= {f"dat-{paper.pk}": verdict, f"ghi-{paper.pk}": note}
    return sent


def test_one_file_after_the_other_is_shown_in_place(world: World, dossier: Dossier, lan: Client) -> None:
    scan, photo = dossier.documents.order_by("pk")
    docx = keep(world, dossier, a_docx(), "đơn.docx")
    answer = lan.get(address(dossier))
    page = answer.content.decode()
    assert f'<iframe src="/tep/{scan.pk}/#' in page
    assert "frame-src 'self'" in answer["Content-Security-Policy"]
    assert "Nội dung đề nghị" in page
    assert f'<img src="/tep/{photo.pk}/"' in lan.get(f"{address(dossier)}?tep={photo.pk}").content.decode()
    assert "không hiện được loại tệp này" in lan.get(f"{address(dossier)}?tep={docx.pk}").content.decode()
    assert f'<iframe src="/tep/{scan.pk}/#' in lan.get(f"{address(dossier)}?tep=0").content.decode()
    # Our own pages alone may frame a file, and no page may frame a page of ours.
    shown = lan.get(f"/tep/{scan.pk}/")
    assert (shown["X-Frame-Options"], "frame-ancestors 'self'" in shown["Content-Security-Policy"]) == (
        "SAMEORIGIN",
        True,
    )
    assert b"".join(shown.streaming_content)  # type: ignore[attr-defined]
    assert (answer["X-Frame-Options"], "frame-ancestors 'none'" in answer["Content-Security-Policy"]) == ("DENY", True)
    assert "frame-src" not in lan.get(f"/xu-ly/{dossier.code}/")["Content-Security-Policy"]


def test_everything_that_will_not_do_is_asked_for_in_one_notice(world: World, dossier: Dossier, lan: Client) -> None:
    sent = marks(world, CM=("fails", "Thiếu trang 2")) | {"go": "ask_completion"}
    went = lan.post(address(dossier), sent)
    assert went.status_code == 302
    assert went["Location"] == f"/xu-ly/{dossier.code}/ask_completion/"
    form = lan.get(went["Location"]).content.decode()
    ticked = set(re.findall(r'name="papers" value="(\d+)"[^>]*checked', form))
    # The declaration is required and was never sent.
    assert ticked == {str(paper.pk) for paper in world.permit.requirements.all()}
    assert "Giấy tờ chứng minh: Thiếu trang 2" in form
    lan.post(went["Location"], {"papers": list(ticked), "lines": "", "reason": "x", "revision": dossier.revision})
    items = dossier.supplements.get().items.order_by("position")
    assert [(one.text, one.requirement.code if one.requirement else "") for one in items] == [
        ("Tờ khai", "TK"),
        ("Giấy tờ chứng minh: Thiếu trang 2", "CM"),
    ]


def test_marks_say_who_and_why_and_can_be_taken_back(world: World, dossier: Dossier, lan: Client) -> None:
    lan.post(address(dossier), marks(world, TK="fits", CM=("fails", "Mờ")))
    assert "Nguyễn Thị Lan" in lan.get(address(dossier)).content.decode()
    papers = lan.get(f"/xu-ly/{dossier.code}/?phan=ho-so").content.decode()
    assert (papers.count(">đạt<"), papers.count(">không đạt<")) == (1, 1)
    assert "chưa có" in papers  # a mark is no paper
    lan.post(address(dossier), marks(world, TK="fits"))
    assert list(Paper.objects.filter(dossier=dossier).values_list("verdict", "verdict_note")) == [
        ("fits", ""),
        ("", ""),
    ]
    assert dossier.revision == Dossier.objects.get(pk=dossier.pk).revision
    # Nothing failing: the form of a request begins empty.
    assert "checked" not in lan.get(f"/xu-ly/{dossier.code}/ask_completion/").content.decode()


def test_what_was_wrong_with_a_paper_goes_when_it_fits(world: World, dossier: Dossier, lan: Client) -> None:
    lan.post(address(dossier), marks(world, CM=("fails", "Chưa ký")))
    lan.post(address(dossier), marks(world, CM=("fits", "Chưa ký")))
    assert Paper.objects.get(dossier=dossier, requirement__code="CM").verdict_note == ""
    lan.post(address(dossier), marks(world, CM=("fits", "Ký bằng bút chì")))
    assert Paper.objects.get(dossier=dossier, requirement__code="CM").verdict_note == "Ký bằng bút chì"


def test_whoever_finds_a_paper_wrong_says_why(world: World, dossier: Dossier, lan: Client) -> None:
    answer = lan.post(address(dossier), marks(world, TK="fits", CM="fails"))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Hãy ghi rõ giấy tờ này chưa đạt ở chỗ nào" in page
    assert page.count("checked") == 2
    assert not Paper.objects.exists()
    assert lan.post(address(dossier), {f"dat-{world.permit.requirements.first().pk}": "x"}).status_code == 422  # type: ignore[union-attr]


def test_who_may_not_make_the_move_only_saves(world: World, dossier: Dossier, lan: Client, signed_in: Any) -> None:
    went = lan.post(address(dossier), marks(world, TK="fits") | {"go": "sign"})
    assert went["Location"] == address(dossier)
    for who in ("thanh", "oanh", "phu", "mai", "quan"):
        client = signed_in(world.people[who])
        assert client.post(address(dossier), marks(world, CM="fits")).status_code in (403, 404), who
    assert Paper.objects.get().marked_by == world.lan


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_many_files(world: World, dossier: Dossier, lan: Client, count: int) -> None:
    for number in range(count):
        keep(world, dossier, an_image(size=(600 + number, 901)), "a.jpg")
    lan.get(address(dossier))
    assert statements(lambda: lan.get(address(dossier))) <= 10
