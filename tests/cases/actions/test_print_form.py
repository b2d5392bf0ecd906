"""A paper is made once and kept: printed again it is the same file, whatever has changed since."""

import hashlib
import json
from typing import Any

import pytest
from django.urls import reverse

from cases.actions.apologise import apologise
from cases.actions.comment import comment
from cases.actions.print_form import print_form
from cases.models import Applicant, Dossier, PrintedForm
from cases.office_papers import office_papers
from cases.printing.forms import FORMS
from tests.cases.printing.papers import ADDRESS, LIVES, apologised, returned, words_of
from tests.world import World, hanoi

LATER = hanoi("2026-12-01 10:00")


def kept(dossier: Dossier, form: str, world: World, ordinal: int | None = None) -> PrintedForm:
    made = print_form(dossier, form, look_up=ADDRESS, by=world.lan, at=LATER, ordinal=ordinal)
    assert made is not None
    return made


def content(printed: PrintedForm) -> bytes:
    with printed.file.open("rb") as file:
        return bytes(file.read())


@pytest.mark.parametrize("form", sorted(set(FORMS) - {"phieu-nop"}))
def test_a_paper_is_kept_and_says_for_what_and_in_which_layout_it_was_made(world: World, form: str) -> None:
    dossier = LIVES[form](world)
    made = kept(dossier, form, world)
    assert (made.sha256, made.size) == (hashlib.sha256(content(made)).hexdigest(), len(content(made)))
    assert (made.made_by, made.made_at, made.event.dossier) == (world.lan, LATER, dossier)
    assert kept(dossier, form, world) == made
    # Thrown away and made anew from the same rows it is the same paper, byte for byte.
    before = made.sha256
    made.delete()
    assert kept(dossier, form, world).sha256 == before


def test_neither_new_facts_nor_new_words_change_a_paper_that_was_made(
    world: World, settings: Any, tmp_path: Any
) -> None:
    dossier = LIVES["tiep-nhan"](world)
    first = kept(dossier, "tiep-nhan", world)
    Applicant.objects.update(full_name="Trần Thị Mai Anh")
    words = {"forms": {"mau-01": {"title": "TIÊU ĐỀ MỚI"}}}
    (tmp_path / "wording.json").write_text(json.dumps(words), encoding="utf-8")
    settings.PRINT_TEMPLATES_DIR = tmp_path
    again = kept(Dossier.objects.get(), "tiep-nhan", world)
    assert (again, "Trần Thị Mai Anh" in words_of(content(again))) == (first, False)
    again.delete()
    assert "TIÊU ĐỀ MỚI" in words_of(content(kept(Dossier.objects.get(), "tiep-nhan", world)))
    assert PrintedForm.objects.get().template != first.template


def test_each_apology_has_its_own_letter(world: World) -> None:
    dossier = apologised(world)
    first = kept(dossier, "xin-loi", world)
    again = {"reason": "Chờ lần nữa.", "new_day": hanoi("2026-12-04 00:00").date(), "exception": "Lần hai."}
    apologise(dossier, by=world.son, at=hanoi("2026-11-27 09:00"), **again)
    second = kept(dossier, "xin-loi", world)
    assert [kept(dossier, "xin-loi", world, number) for number in (1, 2)] == [first, second]
    assert "Chờ lần nữa." in words_of(content(second))


def test_the_control_slip_goes_on_with_the_log_and_every_print_of_it_is_kept(world: World) -> None:
    dossier = returned(world)
    first = kept(dossier, "kiem-soat", world)
    comment(dossier, by=world.lan, at=LATER, text="Đã lưu hồ sơ.")
    assert kept(dossier, "kiem-soat", world) != first
    assert PrintedForm.objects.filter(form="kiem-soat").count() == 2


def test_the_dossiers_page_lists_the_papers_in_their_order_for_each_reader(world: World, signed_in: Any) -> None:
    dossier = returned(world)
    kept(dossier, "tiep-nhan", world)
    names = [row["name"] for row in office_papers(dossier, for_applicant=False)]
    assert names == [
        "Xác nhận đã nộp hồ sơ trực tuyến",
        "Giấy tiếp nhận hồ sơ và hẹn trả kết quả",
        "Biên bản giao nhận hồ sơ",
        "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ",
        "Biên nhận trả kết quả",
        "Phiếu kiểm soát quá trình giải quyết hồ sơ",
    ]
    hers = [row["url"] for row in office_papers(dossier, for_applicant=True)]
    for who, page, rows in (
        (world.lan, f"/xu-ly/{dossier.code}/?phan=ho-so", office_papers(dossier, for_applicant=False)),
        (world.mai, f"/ho-so-cua-toi/{dossier.code}/?xem=noi-dung", office_papers(dossier, for_applicant=True)),
    ):
        client = signed_in(who)
        shown = client.get(page).content.decode()
        for row in rows:
            assert row["url"] in shown
            assert client.get(row["url"]).status_code == 200
            saved = client.get(row["save_url"])
            assert saved["Content-Disposition"].startswith("attachment")
    assert not any("giao-nhan" in url or "kiem-soat" in url for url in hers)


def test_a_slip_of_money_given_back_goes_by_its_payment(world: World, signed_in: Any) -> None:
    dossier = LIVES["phieu-hoan"](world)
    rows = {row["name"]: row["url"] for row in office_papers(dossier, for_applicant=True)}
    assert rows["Phiếu hoàn phí, lệ phí"] == f"{reverse('cases:pdf', args=[dossier.code, 'phieu-hoan'])}?lan=1"
    assert signed_in(world.lan).get(rows["Phiếu hoàn phí, lệ phí"]).status_code == 200


def test_the_qr_code_leads_to_the_address_that_citizens_know(world: World, signed_in: Any, settings: Any) -> None:
    settings.PUBLIC_URL = "https://mot-cua.example"
    dossier = LIVES["tiep-nhan"](world)
    answer = signed_in(world.lan).get(reverse("cases:pdf", args=[dossier.code, "tiep-nhan"]))
    assert "https://mot-cua.example/tra-cuu/" in words_of(answer.content).replace(" ", "")
