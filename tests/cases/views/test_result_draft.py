"""The officer drafts a result from its template, sees it, changes it and proposes it; what is signed is that paper."""

from typing import Any
from urllib.parse import urlencode

import pytest

from cases.actions.propose import approve
from cases.actions.sign import sign
from cases.models import Document, Dossier, IssuedResult, Result
from cases.signing.checking import signatures_in
from departments.models import Post
from procedures.models import ResultPaper
from tests.cases.actions.test_signing import file_of
from tests.cases.printing.papers import words_of
from tests.cases.signing.keys import AT, gives_key
from tests.queries import statements
from tests.world import LONG_WAY, SINCE, World, hanoi, version

NOW = hanoi("2026-11-20 10:00")
WORDING = (
    "Xét đề nghị của {chu_ho_so}, hồ sơ {ma_ho_so}:\nXÁC NHẬN:\nNội dung: {subject}\n?Từ ngày {since}\nCăn cứ {luat}."
)


@pytest.fixture
def dossier(world: World, monkeypatch: pytest.MonkeyPatch) -> Dossier:
    """Minh holds it; its procedure has a template."""
    create = ResultPaper.objects.create
    monkeypatch.setattr(
        ResultPaper.objects, "create", lambda **said: create(**said, symbol="GXN-UBND", wording=WORDING)
    )
    made = version("1.013301", "Xác nhận theo mẫu", world.field, amount=7, unit="working_day", steps=LONG_WAY)
    monkeypatch.setattr(world, "permit", made)
    world.offerings[made.procedure.code, world.ward.code] = made.procedure.offerings.create(
        department=world.ward, desk=world.desk, division=world.office, valid_from=SINCE
    )
    return world.assigned(AT, form_data={"subject": "Đủ điều kiện *đậm*"})


def test_a_result_is_drafted_seen_changed_proposed_and_signed(
    world: World, dossier: Dossier, settings: Any, signed_in: Any
) -> None:
    page, minh = f"/xu-ly/{dossier.code}/soan-ket-qua/", signed_in(world.minh)
    assert f'href="{page}?tiep=1"' in minh.get(f"/xu-ly/{dossier.code}/propose/?tiep=1").content.decode()
    form = minh.get(page).context["form"]
    text = f"Xét đề nghị của Trần Thị Mai, hồ sơ {dossier.code}:\nXÁC NHẬN:\nNội dung: Đủ điều kiện *đậm*\nCăn cứ ……."
    said = {"revision": dossier.revision, "title": form["title"].value(), "symbol": "GXN-UBND", "text": text}
    assert (form["title"].value(), form["symbol"].value(), form["text"].value()) == ("GIẤY XÁC NHẬN", "GXN-UBND", text)
    seen = minh.post(page, {**said, "xem-thu": "1"})
    assert (seen["Content-Type"], "BẢN XEM THỬ" in words_of(seen.content)) == ("application/pdf", True)
    wrong = minh.post(page, {**said, "text": " ", "title": "Giấy khác"})
    assert (wrong.status_code, "Giấy khác" in wrong.content.decode()) == (422, True)
    assert not Result.objects.exists()
    assert not Document.objects.filter(kind="result").exists()
    changed = text.replace("……", "Luật Hộ tịch")
    assert minh.post(page, {**said, "text": changed}).status_code == 302
    result = Result.objects.get()
    assert (result.outcome, result.symbol, result.text, result.proposed_by) == (
        "granted",
        "GXN-UBND",
        changed,
        world.minh,
    )
    assert minh.post(page, {**said, "text": changed}).status_code == 409  # another has it now; what he wrote is kept
    approve(Dossier.objects.get(), by=world.ha, at=NOW)
    Post.objects.filter(user=world.son).update(title="Phó Chủ tịch")
    gives_key(world.son, settings)
    sign(Dossier.objects.get(), by=world.son, at=NOW)
    content, issued = file_of(dossier), IssuedResult.objects.get()
    assert [(one.signer, one.whole) for one in signatures_in(content)] == [("Đỗ Hải Sơn", True)]
    assert (issued.shown_number, issued.token) == ("1/GXN-UBND", Result.objects.get().token)
    words = words_of(content)
    for part in (
        "GIẤY XÁC NHẬN",
        "*đậm*",
        "Luật Hộ tịch",
        "1/GXN-UBND",
        "ngày 20 tháng 11 năm 2026",
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "Đỗ Hải Sơn",
    ):
        assert part in words, part  # fmt: skip


def test_a_refusal_has_a_template_for_every_procedure_and_only_the_holder_drafts(world: World, signed_in: Any) -> None:
    dossier = world.assigned(AT)
    page = f"/xu-ly/{dossier.code}/soan-ket-qua/"
    minh = signed_in(world.minh)
    assert statements(lambda: minh.get(page)) <= 10
    form = minh.get(page).context["form"]
    assert form["title"].value() == "VĂN BẢN TỪ CHỐI GIẢI QUYẾT HỒ SƠ"
    said = {"revision": dossier.revision, "title": "Từ chối", "symbol": "", "text": "Không đủ điều kiện."}
    assert signed_in(world.binh).post(page, said).status_code == 403
    assert signed_in(world.minh).get(f"{page}?giay=99999999").status_code == 404
    assert signed_in(world.minh).post(page, said).status_code == 302
    assert Result.objects.get().outcome == "refused"


def test_a_draft_is_a_step_of_the_walk_through_the_list(world: World, dossier: Dossier, signed_in: Any) -> None:
    following = world.assigned(AT)
    minh = signed_in(world.minh)
    page = f"/xu-ly/{dossier.code}/soan-ket-qua/?{urlencode({'tu': 'xu-ly?muc=cua-toi', 'tiep': 1})}"
    form = minh.get(page).context["form"]
    said = {name: form[name].value() for name in ("revision", "title", "symbol", "text")}
    assert minh.post(page, said)["Location"].startswith(following.get_absolute_url())
    page = f"/xu-ly/{following.code}/soan-ket-qua/?{urlencode({'tu': 'xu-ly?muc=cua-toi', 'tiep': 1})}"
    assert minh.post(page, {**said, "revision": following.revision})["Location"] == "/xu-ly/?muc=cua-toi"
