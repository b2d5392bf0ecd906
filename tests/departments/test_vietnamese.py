"""Vietnamese text: folding, the order of names, numbers in words, dates."""

import unicodedata
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from departments.vietnamese import (
    file_size,
    fold,
    long_date,
    long_moment,
    money,
    money_in_words,
    name_key,
    number_in_words,
    plain_moment,
    read_day,
    short_date,
    short_moment,
    weekday_name,
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đăng ký khai sinh", "dang ky khai sinh"),
        ("ĐĂNG KÝ  KHAI\tSINH!", "dang ky khai sinh"),
        ("hòa giải, hoà giải", "hoa giai hoa giai"),
        ("Thủy sản – thuỷ lợi", "thuy san thuy loi"),
        ("1.001193.000.00.00.H26", "1 001193 000 00 00 h26"),
        ("  ", ""),
    ],
)
def test_search_ignores_marks_case_and_punctuation(text, folded):
    assert fold(text) == folded


@given(st.text())
def test_folding_is_stable_and_blind_to_how_letters_are_composed(text):
    assert fold(fold(text)) == fold(text)
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


def test_names_are_ordered_by_given_name_then_family_name_in_the_vietnamese_alphabet():
    names = [
        "Trần Văn An",
        "Lê Thị Ân",
        "Đỗ Văn Dũng",
        "Bùi Văn Đức",
        "Nguyễn Hoa",
        "Nguyễn Thị Hoa",
        "Trần Thị Hoa",
        "Nguyễn Văn Hòa",
        "An Hoàn",
        "Phạm Văn Ơn",
        "Phạm Văn Uy",
        "Phạm Văn Ước",
        "Vũ Văn Ý",
    ]
    shuffled = names[::2] + names[1::2]
    assert sorted(shuffled, key=name_key) == names


@given(st.text(alphabet="aăâđeêôơưàảãáạ NGUYỄN", min_size=1))
def test_a_name_key_is_digits_whatever_the_name(name):
    key = name_key(name)
    assert key == "" or key.isdecimal()
    assert key == name_key(unicodedata.normalize("NFD", name))


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (4, "bốn"),
        (10, "mười"),
        (11, "mười một"),
        (14, "mười bốn"),
        (15, "mười lăm"),
        (20, "hai mươi"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (25, "hai mươi lăm"),
        (101, "một trăm linh một"),
        (105, "một trăm linh năm"),
        (110, "một trăm mười"),
        (115, "một trăm mười lăm"),
        (1000, "một nghìn"),
        (1001, "một nghìn không trăm linh một"),
        (8000, "tám nghìn"),
        (20_500, "hai mươi nghìn năm trăm"),
        (1_000_005, "một triệu không trăm linh năm"),
        (1_234_567, "một triệu hai trăm ba mươi tư nghìn năm trăm sáu mươi bảy"),
        (105_000_000, "một trăm linh năm triệu"),
        (2_000_000_021, "hai tỷ không trăm hai mươi mốt"),
        (1_500_000_000_000, "một nghìn năm trăm tỷ"),
        (-15, "âm mười lăm"),
    ],
)
def test_numbers_are_said_as_people_say_them(number, words):
    assert number_in_words(number) == words


@given(st.integers(0, 10**15))
def test_different_numbers_never_sound_the_same(number):
    assert _number(number_in_words(number)) == number


def _number(words):
    """Read the words back, by other rules than they were written."""
    if " tỷ" in words:
        billions, _, rest = words.rpartition(" tỷ")
        return _number(billions) * 10**9 + (_number(rest.strip()) if rest.strip() else 0)
    total = group = 0
    values = {"không": 0, "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9}
    values |= {"mốt": 1, "tư": 4, "lăm": 5}
    for word in words.split():
        if word in {"triệu", "nghìn"}:
            total, group = total + group * (10**6 if word == "triệu" else 1000), 0
        elif word == "trăm":
            group *= 100
        elif word == "mươi":
            group += 9 * (group % 10)
        elif word == "mười":
            group += 10
        elif word != "linh":
            group += values[word]
    return total + group


def test_money_is_grouped_by_dots_and_written_out_on_receipts():
    assert money(1_234_567) == "1.234.567 đồng"
    assert money(0) == "0 đồng"
    assert money_in_words(20_000) == "Hai mươi nghìn đồng"


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2026, 2, 5), "ngày 05 tháng 02 năm 2026"),
        (date(2026, 3, 10), "ngày 10 tháng 3 năm 2026"),
        (date(2026, 11, 26), "ngày 26 tháng 11 năm 2026"),
    ],
)
def test_an_official_date_guards_small_days_and_the_first_two_months(day, written):
    assert long_date(day) == written


def test_the_week_begins_with_thu_hai_and_ends_with_chu_nhat():
    assert [weekday_name(date(2026, 11, day)) for day in range(23, 30)] == [
        "thứ Hai",
        "thứ Ba",
        "thứ Tư",
        "thứ Năm",
        "thứ Sáu",
        "thứ Bảy",
        "Chủ nhật",
    ]
    assert short_date(date(2026, 2, 5)) == "05/02/2026"


def test_a_moment_is_shown_in_the_time_of_hanoi():
    moment = datetime(2026, 11, 25, 17, 30, tzinfo=UTC)
    assert short_moment(moment) == "00:30, thứ Năm 26/11/2026"
    assert long_moment(moment) == "00 giờ 30 phút, ngày 26 tháng 11 năm 2026"


def test_a_moment_without_a_zone_is_a_mistake_of_the_program():
    with pytest.raises(ValueError, match="time zone"):
        short_moment(datetime(2026, 11, 25, 17, 30))  # noqa: DTZ001  # the very mistake


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (0, "0 KB"),
        (1, "1 KB"),
        (340 * 1024, "340 KB"),
        (1024 * 1024, "1 MB"),
        (13107200, "12,5 MB"),
        (20971520, "20 MB"),
    ],
)
def test_a_file_is_as_large_as_people_say(size, text):
    assert file_size(size) == text


def test_a_moment_in_figures_is_hanois_and_none_is_empty():
    assert plain_moment(datetime(2026, 11, 25, 20, 30, tzinfo=UTC)) == "03:30 26/11/2026"
    assert plain_moment(None) == ""


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("3/4/2026", date(2026, 4, 3)),
        (" 24/11/2026 ", date(2026, 11, 24)),
        ("2026-11-24", date(2026, 11, 24)),
        ("11/24/2026", None),
        ("29/02/2026", None),
        ("24/11/26", None),
        ("24/11/1926", None),
        ("9999-12-31", None),
        ("", None),
        ("hôm nay", None),
    ],
)
def test_a_day_is_read_day_before_month(text: str, day: date | None) -> None:
    assert read_day(text) == day
