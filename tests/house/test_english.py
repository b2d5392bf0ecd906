"""The citizen's pages in English: every sentence has one, nothing else is Vietnamese, and work stays Vietnamese.

To add a sentence: mark it (`{% translate "…" %}`, `{% blocktranslate %}`, `_("…")`), run `manage.py english`, write its
`msgstr` in tthc_portal/locale/en/LC_MESSAGES/django.po, run the command again. What comes from the catalogue, a form
or a person stays as it is and stands in an element with `lang="vi"`.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import html5lib
import pytest
from babel.messages.catalog import Catalog
from django.conf import settings
from django.test import Client

from tests.house.layers import ROOT
from tests.house.test_access import CITIZEN, STRANGER, TABLE, places
from tests.world import World
from tthc_portal import english

__all__ = ["places"]
HOW = "chạy “manage.py english”, viết msgstr trong tthc_portal/locale/en/LC_MESSAGES/django.po, rồi chạy lại"
LETTERS = re.compile(r"[ạảãăắằẳẵặâấầẩẫậđẹẻẽêếềểễệịỉĩọỏõôốồổỗộơớờởỡợụủũưứừửữựỳỵỷỹàáèéìíòóùúý]", re.IGNORECASE)
# What English sentences hold of Vietnamese: names, and the official word in brackets where one must recognise it.
KNOWN = re.compile(
    r"Hà Nội|VNeID|NĐ-CP|QĐ-TTg"
    r"|\((?:số định danh|số định danh cá nhân|phản ánh, kiến nghị|khiếu nại, tố cáo|Tờ khai|Mẫu 04)\)"
)
# Pages and templates that are read by staff alone, or handed out as files.
WORK = (
    "admin/", "cases/counter/", "cases/desk/", "cases/reports/", "mail/", "django/", "base_desk.html",
    "cases/citizen/form_preview", "tthc_portal/health.html", "tthc_portal/offline.html",
)  # fmt: skip
COMPONENTS_OF_WORK = {
    "list_filters.html", "tile.html", "tiles.html", "due.html", "spent.html", "dossier_cell.html", "day_box.html",
    "review_entries.html", "fact_rows.html", "review_rows.html", "walk.html",
}  # fmt: skip
VIETNAMESE = {
    "health",
    "offline",
    "worker",
    "manifest",
    "cases:open_data_file",
    "cases:my_bundle",
    "cases:document",
    "cases:document_preview",
    "cases:pdf",
    "cases:blank_form",
}
# Spoken aloud or shown, though no text of the page.
READ_ATTRIBUTES = ("aria-label", "alt", "title", "placeholder", "data-label")


def test_every_sentence_of_the_pages_has_its_english() -> None:
    catalog, looked_up = english.read(), english.sentences()
    missing = [f"{file}: {text}" for (text, context), file in looked_up.items() if catalog.get(text, context) is None]
    left_over = [m.id for m in catalog if m.id and (m.id, m.context) not in looked_up]
    assert not missing, f"{HOW}:\n" + "\n".join(missing)
    assert not left_over, f"{HOW}; không trang nào còn nói:\n{left_over}"
    assert english.without_english(catalog) == [], HOW


def test_the_english_fills_in_what_the_vietnamese_does() -> None:
    assert english.with_other_places(english.read()) == []


def test_the_compiled_catalogue_is_the_one_that_is_written() -> None:
    assert english.compiled(english.read()) == english.COMPILED.read_bytes(), HOW
    assert english.written(english.read()) == english.SOURCE.read_bytes(), HOW


def test_a_sentence_without_english_or_with_other_places_is_found() -> None:
    catalog = Catalog(locale="en")
    catalog.add("Có {number} hồ sơ", "There are {count} applications")
    catalog.add("Quay lại", "")
    assert english.with_other_places(catalog) == ["Có {number} hồ sơ"]
    assert english.without_english(catalog) == ["Quay lại"]


def test_what_pages_look_up_is_found_in_every_way_they_do() -> None:
    template = (
        "{# Không #}{% translate 'Một' %}{% translate 'Một' context 'menu' %}"
        "{% include 'x' with a=_(\"Hai (2)\") only %}"
        "{% blocktranslate with b=c.d %}Ba {{ b }}{% endblocktranslate %}"
        "{% blocktranslate count n=n %}{{ n }} bốn{% plural %}{{ n }} bốn (nhiều){% endblocktranslate %}"
    )
    texts = ["Một", "Hai (2)", "Ba %(b)s", ("%(n)s bốn", "%(n)s bốn (nhiều)")]
    assert set(english.in_template(template)) == {("Một", "menu"), *((text, None) for text in texts)}
    module = 'a = _("Năm" " sáu")\nb = ngettext("{n} bảy", "{n} bảy", n)\nc = "tám"\nd = pgettext("giờ", "chín")\n'
    found = {("Năm sáu", None), (("{n} bảy", "{n} bảy"), None), ("chín", "giờ")}
    assert set(english.in_python(module)) == found


def citizens_templates() -> list[Path]:
    """Every template that a citizen's page is made of."""
    folder = ROOT / "templates"
    return [
        file
        for file in sorted(folder.rglob("*.html"))
        if not str(file.relative_to(folder)).startswith(WORK) and file.name not in COMPONENTS_OF_WORK | {"500.html"}
    ]


def unmarked(source: str) -> list[str]:
    """The Vietnamese of a template that is written out and not looked up."""
    source = re.sub(r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}", "", source, flags=re.DOTALL)
    source = re.sub(r"\{% blocktranslate.*?endblocktranslate %\}", "", source, flags=re.DOTALL)
    source = re.sub(r"<(\w+)[^>]* lang=\"vi\"[^>]*>.*?</\1>", "", source, flags=re.DOTALL)
    source = re.sub(r"""\{% translate ("[^"]*"|'[^']*')[^%]*%\}|_\("[^"]*"\)""", "", source)
    return [line.strip()[:150] for line in source.splitlines() if LETTERS.search(line)]


@pytest.mark.parametrize("file", citizens_templates(), ids=lambda file: str(file.relative_to(ROOT / "templates")))
def test_a_citizens_template_looks_its_words_up(file: Path) -> None:
    assert unmarked(file.read_text()) == [], HOW


def test_words_that_are_not_looked_up_are_found() -> None:
    assert unmarked('<p title="Quay lại">x</p>')
    assert unmarked('{% include "a.html" with title="Quay lại" only %}')
    assert not unmarked('<p>{% translate "Quay lại" %}</p><b lang="vi">khai sinh</b>')


def in_english(client: Client) -> Client:
    """The same browser after “English” was pressed."""
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def still_vietnamese(page: str) -> list[str]:
    """What a page in English says in Vietnamese without saying that it does; the name of the window apart."""
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    texts = [text for text in _read(tree, "en") if LETTERS.search(KNOWN.sub("", text))]
    return [*([] if tree.get("lang") == "en" else ["<html lang>"]), *texts]


def _read(element: Any, language: str) -> Iterator[str]:
    """The texts and read attributes of all that is not marked as Vietnamese."""
    if not isinstance(element.tag, str) or element.tag in ("title", "script", "textarea"):
        return
    language = element.get("lang", language)
    if language == "en":
        yield element.text or ""
        yield from (element.get(name, "") for name in READ_ATTRIBUTES)
    for part in element:
        yield from _read(part, language)
        if language == "en":
            yield part.tail or ""


def test_the_citizens_pages_speak_english(world: World, places: dict[str, Any], signed_in: Any) -> None:
    browsers = {STRANGER: in_english(Client()), CITIZEN: in_english(signed_in(world.mai))}
    problems = {}
    for name, (address, welcome) in TABLE.items():
        if name in VIETNAMESE:
            continue
        for who in browsers.keys() & welcome:
            page = browsers[who].get(address.format(**places)).content.decode()
            if found := still_vietnamese(page):
                problems[f"{name} ({who})"] = found
    assert problems == {}, (
        json.dumps(problems, ensure_ascii=False, indent=1)
        + f"{HOW}; địa chỉ mới của người dân thì ghi vào tthc_portal/language.py"
    )


def test_work_and_paper_stay_vietnamese(world: World, places: dict[str, Any], signed_in: Any) -> None:
    for name, (address, welcome) in TABLE.items():
        if {STRANGER, CITIZEN, "hung"} & welcome or not welcome:
            continue
        answer = in_english(signed_in(world.people[sorted(welcome)[0]])).get(address.format(**places))
        assert answer.headers["Content-Language"] == "vi", name
        if answer.streaming:  # read to the end, so that a file is closed
            b"".join(answer.streaming_content)


def test_what_is_vietnamese_on_an_english_page_is_found() -> None:
    page = '<!doctype html><html lang="en"><title>Hồ sơ</title><p lang="vi">Khai sinh ở phường</p>'
    assert still_vietnamese(page) == []
    assert still_vietnamese(f"{page}<p>Quay lại</p>") == ["Quay lại"]
    assert still_vietnamese(f'{page}<i aria-label="Đường dẫn">a</i>') == ["Đường dẫn"]


def test_the_switch_stays_on_the_page_and_is_remembered(world: World, client: Client) -> None:
    here = "/thu-tuc/?q=xay+dung"
    assert '<html lang="vi">' in client.get(here).content.decode()
    answer = client.post("/ngon-ngu/", {"language": "en", "next": here})
    assert answer.headers["Location"] == here
    assert answer.cookies[settings.LANGUAGE_COOKIE_NAME]["max-age"] >= 30 * 24 * 3600
    assert '<html lang="en">' in client.get(here).content.decode()
    client.post("/ngon-ngu/", {"language": "vi", "next": here})
    assert '<html lang="vi">' in client.get(here).content.decode()


def test_the_switch_leads_nowhere_else_and_knows_two_languages(client: Client, db: None) -> None:
    answer = client.post("/ngon-ngu/", {"language": "xx", "next": "https://elsewhere.example/"})
    assert answer.headers["Location"] == "/"
    assert settings.LANGUAGE_COOKIE_NAME not in answer.cookies
    assert '<html lang="vi">' in client.get("/", headers={"accept-language": "en"}).content.decode()
