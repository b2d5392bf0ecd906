"""Search that forgives, everyday words, the order of what is found, and what is remembered of what is not."""

import logging
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import settings

from departments.vietnamese import fold
from procedures.actions.count_missed import KEPT, count_missed
from procedures.actions.load_entrances import load_entrances
from procedures.actions.save_synonym import save_synonym
from procedures.models import MissedSearch, Offering, ProcedureVersion, Synonym, UsualTime
from procedures.search import Found, Wanted, find
from tests.queries import statements
from tests.world import LONG_WAY, SINCE, World, hanoi, version

DAY = date(2026, 11, 25)
AT = hanoi("2026-11-25 02:00")


@pytest.fixture
def search(world: World) -> Callable[[str], Found]:
    """Search in the small city's catalogue."""
    return lambda words: find(Wanted(words=words), DAY, start=0, size=30)


def names(found: Found) -> list[str]:
    return [one.name for one in found.versions]


def everyday(phrase: str, official: str, *versions: ProcedureVersion) -> Synonym:
    made = save_synonym(Synonym(phrase=phrase, official=official))
    made.procedures.set(one.procedure for one in versions)
    return made


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("khai sih", "khai sinh"),
        ("khia sinh", "khai sinh"),
        ("khaisinh", "khai sinh"),
        ("dang ki khai sinh", "đăng ký khai sinh"),
        ("ddawng kys khai sinh", "đăng ký khai sinh"),
        ("KHAI SINHH", "khai sinh"),
    ],
)
def test_a_small_slip_is_mended_and_said(search: Callable[[str], Found], words: str, meant: str) -> None:
    found = search(words)
    assert (found.meant, names(found)) == (meant, ["Đăng ký khai sinh"])


@pytest.mark.parametrize("words", ["giấy phep xay dung", "giâý phép xây dựng", "xây dựng giấy phép", "giay  PHÉP xay"])
def test_marks_their_place_and_order_do_not_matter(search: Callable[[str], Found], words: str) -> None:
    found = search(words)
    assert found.meant == ""
    assert set(names(found)) == {"Cấp giấy phép xây dựng nhà ở riêng lẻ", "Gia hạn giấy phép xây dựng"}


def test_the_page_asks_whether_the_mended_words_were_meant_and_links_to_them(world: World, client: Any) -> None:
    page = client.get("/thu-tuc/", {"q": "khai sih", "cap": "xa"}).content.decode()
    assert "Không có thủ tục nào đúng chữ “khai sih”" in page
    assert '<a href="?q=khai+sinh&amp;cap=xa"><b lang="vi">khai sinh</b></a>' in page


def test_an_everyday_phrase_leads_to_its_procedures_and_says_the_official_words(world: World, client: Any) -> None:
    everyday("sổ em bé", "đăng ký khai sinh", world.birth)
    page = client.get("/thu-tuc/", {"q": "xin SO EM BE ở đâu"}).content.decode()
    assert '“<span lang="vi">sổ em bé</span>” trong văn bản gọi là <b lang="vi">đăng ký khai sinh</b>' in page
    assert "Đăng ký khai sinh</a>" in page
    assert "Cấp giấy phép" not in page


def test_an_everyday_phrase_may_be_mistyped_too(world: World, search: Callable[[str], Found]) -> None:
    everyday("mở quán", "", world.renewal)
    found = search("mở quánn")
    assert (found.meant, names(found)) == ("mở quán", ["Gia hạn giấy phép xây dựng"])


def test_the_longer_phrase_is_understood_first(world: World, search: Callable[[str], Found]) -> None:
    everyday("sổ đỏ", "", world.permit)
    everyday("mất sổ đỏ", "", world.birth)
    assert names(search("tôi bị mất sổ đỏ"))[0] == "Đăng ký khai sinh"
    assert names(search("sổ đỏ"))[0] == "Cấp giấy phép xây dựng nhà ở riêng lẻ"


def test_names_first_then_what_is_offered_here_then_what_is_asked_for_most(
    world: World, search: Callable[[str], Found]
) -> None:
    made = {
        name: version(code, name, world.field, amount=3, unit="working_day", steps=LONG_WAY)
        for code, name in (
            ("1.300001", "Trích lục khai sinh, bản không nơi nào nhận"),
            ("1.300002", "Trích lục khai sinh, ít người hỏi"),
            ("1.300003", "Trích lục khai sinh, nhiều người hỏi hơn"),
            ("1.300004", "Khai sinh ghi vào sổ"),
        )
    }
    for count, name in ((40, "Trích lục khai sinh, ít người hỏi"), (90, "Trích lục khai sinh, nhiều người hỏi hơn")):
        procedure = made[name].procedure
        Offering.objects.create(
            procedure=procedure, department=world.ward, desk=world.desk, division=world.office, valid_from=SINCE
        )
        UsualTime.objects.create(
            procedure=procedure, count=count, on_time=1, half_within=1, most_within=1, since=SINCE, counted_at=AT
        )
    assert names(search("khai sinh")) == [
        "Khai sinh ghi vào sổ",
        "Trích lục khai sinh, nhiều người hỏi hơn",
        "Trích lục khai sinh, ít người hỏi",
        "Đăng ký khai sinh",
        "Trích lục khai sinh, bản không nơi nào nhận",
    ]


def test_filters_hold_for_mended_words_too(world: World) -> None:
    wanted = Wanted(words="khai sih", level="bo")
    assert find(wanted, DAY, start=0, size=30).versions == []


def test_a_published_procedure_is_found_by_mistyped_words_at_once(world: World, search: Callable[[str], Found]) -> None:
    assert names(search("thuyền bườm")) == []
    version("1.300009", "Đăng kiểm thuyền buồm", world.field, amount=3, unit="working_day", steps=LONG_WAY)
    assert names(search("thuyền bườm")) == ["Đăng kiểm thuyền buồm"]


def test_every_search_costs_few_statements_however_it_ends(world: World, client: Any) -> None:
    load_entrances(settings.BASE_DIR / "procedures" / "data" / "entrances.json")
    for words in ("khai sinh", "khai sih", "đăng ký khai sinh giúp cháu tôi", "zzz yyy", "sổ đỏ"):
        client.get("/thu-tuc/", {"q": words})
        assert statements(lambda words=words: client.get("/thu-tuc/", {"q": words})) <= 10, words  # type: ignore[misc]


# What was not found.


def test_what_finds_nothing_is_counted_by_day_and_phrase(world: World, client: Any) -> None:
    for words in ("thuyền buồm", "THUYEN BUOM", "khai sinh", "khai sih"):
        client.get("/thu-tuc/", {"q": words})
    assert list(MissedSearch.objects.values_list("phrase", "count")) == [("thuyen buom", 2)]


@pytest.mark.parametrize(
    "words", ["nguyễn văn an 0912345678", "001190012345", "an@example.vn", "một " * 9, "ườ" * 40, "!!!", ""]
)
@pytest.mark.django_db
def test_what_may_name_a_person_is_not_kept(words: str) -> None:
    assert not count_missed(words, day=DAY)
    assert not MissedSearch.objects.exists()


@pytest.mark.django_db
def test_days_long_past_are_forgotten() -> None:
    count_missed("thuyền buồm", day=DAY - KEPT - timedelta(days=1))
    count_missed("thuyền thúng", day=DAY - KEPT)
    count_missed("xe lu", day=DAY)
    assert set(MissedSearch.objects.values_list("phrase", flat=True)) == {"thuyen thung", "xe lu"}


@pytest.mark.django_db
def test_nobody_fills_the_database_by_typing_nonsense(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("procedures.actions.count_missed._MOST_A_DAY", 2)
    counted = [count_missed(words, day=DAY) for words in ("a b", "b c", "c d", "a b")]
    assert counted == [True, True, False, True]
    assert list(MissedSearch.objects.order_by("phrase").values_list("phrase", "count")) == [("a b", 2), ("b c", 1)]


def test_the_administrator_sees_only_what_several_have_looked_for(world: World, signed_in: Any) -> None:
    for words, times in (("thuyền buồm", 3), ("nguyễn thị x", 2)):
        for _ in range(times):
            count_missed(words, day=DAY)
    page = signed_in(world.quan).get("/quan-tri/procedures/missedsearch/").content.decode()
    assert ("thuyen buom" in page, "nguyen thi x" in page) == (True, False)
    teach = "/quan-tri/procedures/synonym/add/?phrase=thuyen+buom"
    assert teach in page
    assert 'value="thuyen buom"' in signed_in(world.quan).get(teach).content.decode()


def test_the_words_of_a_search_are_in_no_log(
    world: World, client: Any, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.DEBUG)
    client.get("/thu-tuc/", {"q": "bí mật gia đình"})
    client.get("/thu-tuc/khong-co/", {"q": "bí mật gia đình"})
    monkeypatch.setattr("procedures.views.public.find", _broken)
    client.raise_request_exception = False
    assert client.get("/thu-tuc/", {"q": "bí mật gia đình"}).status_code == 500
    told = fold(caplog.text.replace("%", " "))
    assert ("bi mat" in told, "b c3 ad" in told) == (False, False)


def _broken(*_: Any, **__: Any) -> Found:
    raise RuntimeError("vỡ")


# Everyday words of the administrator, and those shipped.


def test_a_phrase_needs_somewhere_to_lead_and_is_there_once(world: World, signed_in: Any) -> None:
    client = signed_in(world.quan)
    address = "/quan-tri/procedures/synonym/add/"
    assert "chọn ít nhất một thủ tục" in client.post(address, {"phrase": "Sổ đỏ"}).content.decode()
    assert "bằng chữ" in client.post(address, {"phrase": "!?", "official": "x"}).content.decode()
    assert client.post(address, {"phrase": "Sổ đỏ", "official": "giấy phép xây dựng"}).status_code == 302
    assert "đã có" in client.post(address, {"phrase": "so do", "official": "x"}).content.decode()
    assert list(Synonym.objects.values_list("phrase", "folded")) == [("Sổ đỏ", "so do")]


def test_shipped_words_are_added_once_and_keep_what_was_changed(world: World) -> None:
    path = settings.BASE_DIR / "procedures" / "data" / "entrances.json"
    first = load_entrances(path)
    assert first.synonyms >= 60
    Synonym.objects.filter(folded="so do").update(official="khác")
    assert (load_entrances(path).synonyms, load_entrances(path).events) == (0, 0)
    assert Synonym.objects.get(folded="so do").official == "khác"
    assert list(Synonym.objects.get(folded="xay nha").procedures.all()) == [world.permit.procedure]


def test_half_of_the_words_must_stand_as_they_were_typed(world: World, search: Callable[[str], Found]) -> None:
    assert search("khai sinn").meant == "khai sinh"
    version("1.300008", "Tin giấy đổi thay", world.field, amount=3, unit="working_day", steps=LONG_WAY)
    version("1.300007", "Xin giàu, thảo", world.field, amount=3, unit="working_day", steps=LONG_WAY)
    assert search("xin giàu đổi thảo").meant == ""
    assert search("tin giay doi thai").meant == "tin giấy đổi thay"
