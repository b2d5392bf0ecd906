"""The file itself: for archives, for readers with a screen reader, the same bytes again, an agency's own layout."""

import io
import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import typst

from cases.printing.compile import SHIPPED, render, templates_folder
from cases.printing.forms import FORMS
from cases.printing.glyphs import coverage, printable
from cases.printing.wording import wording
from tests.cases.printing.papers import ADDRESS, LIVES, pdf_of, received, words_of
from tests.world import World


def facts_of(world: World) -> dict[str, Any]:
    facts = FORMS["tiep-nhan"].facts(received(world), ADDRESS, None)
    assert facts is not None
    return facts


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_a_tagged_archive_file_in_vietnamese(world: World, form: str) -> None:
    with pikepdf.open(io.BytesIO(pdf_of(LIVES[form](world), form))) as pdf:
        with pdf.open_metadata() as said:
            assert (said["pdfaid:part"], said["pdfaid:conformance"], said["pdfuaid:part"]) == ("2", "A", "1")
            assert str(said["dc:title"]).startswith(wording(FORMS[form].template)["name"])
        assert str(pdf.Root.Lang) == "vi-VN"
        assert bool(pdf.Root.MarkInfo.Marked)
        assert "/StructTreeRoot" in pdf.Root
        assert [float(side) for side in pdf.pages[0].mediabox][2:] == pytest.approx([595.28, 841.89], abs=0.01)


@pytest.mark.parametrize("form", FORMS)
def test_the_same_facts_give_the_same_bytes(world: World, form: str) -> None:
    dossier = LIVES[form](world)
    assert pdf_of(dossier, form) == pdf_of(dossier, form)


def test_other_facts_give_other_bytes(world: World) -> None:
    facts = facts_of(world)
    assert render("mau-01", facts) != render("mau-01", facts | {"limit": "08 ngày làm việc"})


def test_threads_print_at_once_what_one_prints_alone(world: World) -> None:
    facts = [facts_of(world) | {"book_number": str(number)} for number in range(6)]
    alone = [render("mau-01", one) for one in facts]
    with ThreadPoolExecutor(3) as pool:
        assert list(pool.map(lambda one: render("mau-01", one), facts)) == alone


def test_facts_are_plain_data(world: World) -> None:
    facts = facts_of(world)
    assert json.loads(json.dumps(facts)) == facts


def test_a_file_of_the_agency_replaces_the_shipped_one_from_the_next_print_on(
    world: World, settings: Any, tmp_path: Path
) -> None:
    facts = facts_of(world)
    shipped = render("mau-01", facts)
    own = tmp_path / "mau-01.typ"
    own.write_text('#import "base.typ": *\n#show: sheet\n#head()\nMẫu riêng của #data.submitter.name', encoding="utf-8")
    settings.PRINT_TEMPLATES_DIR = tmp_path
    assert "Mẫu riêng của Trần Thị Mai" in words_of(render("mau-01", facts))
    own.write_text(own.read_text(encoding="utf-8").replace("riêng", "mới"), encoding="utf-8")
    assert "Mẫu mới của Trần Thị Mai" in words_of(render("mau-01", facts))
    own.unlink()
    assert render("mau-01", facts) == shipped


def test_a_unit_a_field_or_a_procedure_may_have_a_template_and_words_of_its_own(
    world: World, settings: Any, tmp_path: Path
) -> None:
    settings.PRINT_TEMPLATES_DIR = tmp_path
    code = world.permit.procedure.code
    for place in ("", world.ward.code, world.field.code, code, f"{world.ward.code}.khac"):
        (tmp_path / place).mkdir(exist_ok=True)
        own = f'#import "base.typ": *\n#show: sheet\n#head()\nMẫu của “{place}”, #data.form.title'
        (tmp_path / place / "mau-01.typ").write_text(own, encoding="utf-8")
        words = {"forms": {"mau-01": {"title": f"GIẤY “{place}”"}}}
        (tmp_path / place / "wording.json").write_text(json.dumps(words), encoding="utf-8")
    for place in (code, world.field.code, world.ward.code, ""):
        assert f"Mẫu của “{place}”, GIẤY “{place}”" in words_of(render("mau-01", facts_of(world)))
        if place:
            shutil.rmtree(tmp_path / place)


def test_a_template_of_the_agency_reads_no_file_outside_its_folder(world: World, settings: Any, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("khóa")
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "mau-01.typ").write_text('#read("../secret.txt")')
    settings.PRINT_TEMPLATES_DIR = folder
    with pytest.raises(typst.TypstError):
        render("mau-01", facts_of(world))


def test_without_a_folder_of_the_agency_the_shipped_templates_print(settings: Any) -> None:
    settings.PRINT_TEMPLATES_DIR = None
    assert templates_folder() == SHIPPED


def test_a_new_circular_changes_words_without_code(settings: Any, tmp_path: Path) -> None:
    (tmp_path / "wording.json").write_text(
        json.dumps({"forms": {"mau-01": {"title": "TIÊU ĐỀ MỚI", "sentences": {"no_due": "theo thông báo"}}}}),
        encoding="utf-8",
    )
    settings.PRINT_TEMPLATES_DIR, settings.FORMS_BASIS = tmp_path, "TT 09/2027/TT-BTP"
    words = wording("mau-01")
    assert (words["title"], words["label"]) == ("TIÊU ĐỀ MỚI", "Mẫu số 01 – TT 09/2027/TT-BTP")
    assert words["sentences"]["no_due"] == "theo thông báo"
    assert words["sentences"]["no_limit"] == "không quy định"


def test_every_form_names_the_rule_it_follows() -> None:
    forms = json.loads((SHIPPED.parent / "wording.json").read_text(encoding="utf-8"))["forms"]
    others = {"mau-07", "to-khai", "bao-cao", "trang-ky", "ket-qua", "trinh-ky", "cho-ky", "nhan-ho"}
    assert set(forms) == {form.template for form in FORMS.values()} | others
    assert [name for name, form in forms.items() if not form["legal_basis"]] == []


def test_the_font_has_every_letter_of_vietnamese_and_no_emoji() -> None:
    assert {ord(letter) for letter in "ĐđƠơƯưẠỹỴ–…“”"} <= coverage()
    assert ord("☐") not in coverage()
    assert printable({"a": ["e\u0302\u0301", 1, None, "\u0007x"]}) == {"a": ["ế", 1, None, "x"]}
