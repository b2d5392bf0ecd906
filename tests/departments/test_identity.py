"""Personal numbers, tax codes, phones and cards (số định danh, mã số thuế, số điện thoại, thẻ căn cước)."""

import contextlib
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from departments.identity import (
    PROVINCES,
    IdentityCard,
    IdentityError,
    PersonalId,
    Sex,
    check_personal_id,
    check_phone,
    check_tax_code,
    mask_name,
    mask_number,
    mask_phone,
    parse_card_line,
    parse_personal_id,
    personal_id_warnings,
    show_phone,
)
from departments.validators import validate_personal_id, validate_phone, validate_tax_code

CARD = "001085012345|012345678|Nguyễn Văn An|05031985|Nam|Số 1, phố Lê Duẩn, phường Cửa Nam, Hà Nội|20082021"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("001085012345", PersonalId("001085012345", "001", "Hà Nội", 1985, Sex.MALE)),
        ("001308012345", PersonalId("001308012345", "001", "Hà Nội", 2008, Sex.FEMALE)),
        (" 024 199 000 001 ", PersonalId("024199000001", "024", "Bắc Giang", 1999, Sex.FEMALE)),
        ("500299000001", PersonalId("500299000001", "500", None, 2099, Sex.MALE)),
        ("079907000001", PersonalId("079907000001", "079", "TP. Hồ Chí Minh", 2307, Sex.FEMALE)),
    ],
)
def test_a_personal_number_says_province_birth_year_and_sex(text, expected):
    assert parse_personal_id(text) == expected


def test_births_were_registered_in_63_provinces():
    assert len(PROVINCES) == 63
    assert all(len(code) == 3 and code.isdecimal() for code in PROVINCES)


@pytest.mark.parametrize(
    ("text", "said"),
    [("", "ô trống"), ("00108501234", "11 chữ số"), ("0010850123456", "13 chữ số"), ("00108501234O", "ký tự")],
)
def test_what_is_not_twelve_digits_is_refused_with_what_was_seen(text, said):
    with pytest.raises(IdentityError, match=said):
        check_personal_id(text)


def test_full_width_digits_are_read_and_other_scripts_are_not():
    assert check_personal_id("００１０８５０１２３４５") == "001085012345"
    with pytest.raises(IdentityError):
        check_personal_id("٠٠١٠٨٥٠١٢٣٤٥")


def test_disagreement_is_a_warning_to_confirm_and_never_a_refusal():
    warnings = personal_id_warnings("500085012345", birth_date=date(1986, 3, 5), sex=Sex.FEMALE)
    assert warnings == [
        "Ba chữ số đầu 500 không phải mã tỉnh nào; hãy đối chiếu với thẻ căn cước.",
        "Số định danh cho biết năm sinh 1985, khác ngày sinh đã nhập 05/03/1986.",
        "Số định danh cho biết giới tính Nam, khác giới tính đã nhập Nữ.",
    ]


def test_a_number_that_agrees_with_the_form_gives_no_warning():
    assert personal_id_warnings("001085012345", birth_date=date(1985, 3, 5), sex=Sex.MALE) == []


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("0100233488", "0100233488"),
        ("0100109106", "0100109106"),
        ("0314409058-002", "0314409058-002"),
        ("0314409058 002", "0314409058-002"),
        ("001085012345", "001085012345"),
    ],
)
def test_a_tax_code_has_ten_digits_a_branch_or_is_a_personal_number(text, stored):
    assert check_tax_code(text) == stored


@pytest.mark.parametrize("text", ["0100233489", "0100233488-000", "010023348", "01002334881", "", "abc"])
def test_a_tax_code_with_a_wrong_check_digit_branch_or_length_is_refused(text):
    with pytest.raises(IdentityError):
        check_tax_code(text)


@given(st.from_regex(r"[0-9]{9}", fullmatch=True))
def test_nine_digits_have_at_most_one_check_digit(nine):
    accepted = [digit for digit in "0123456789" if _accepted(f"{nine}{digit}")]
    assert len(accepted) <= 1


@given(st.from_regex(r"[0-9]{9}", fullmatch=True), st.integers(0, 8), st.integers(1, 9))
def test_one_mistyped_digit_of_a_tax_code_is_always_found(nine, place, shift):
    right = [digit for digit in "0123456789" if _accepted(f"{nine}{digit}")]
    wrong = f"{nine[:place]}{(int(nine[place]) + shift) % 10}{nine[place + 1 :]}"
    assert not any(_accepted(f"{wrong}{digit}") for digit in right)


def _accepted(code):
    try:
        return bool(check_tax_code(code))
    except IdentityError:
        return False


@pytest.mark.parametrize(
    ("text", "stored", "shown"),
    [
        ("0912345678", "+84912345678", "0912 345 678"),
        ("0912.345.678", "+84912345678", "0912 345 678"),
        ("+84 912 345 678", "+84912345678", "0912 345 678"),
        ("+84 (0) 912 345 678", "+84912345678", "0912 345 678"),
        ("84912345678", "+84912345678", "0912 345 678"),
        ("0084912345678", "+84912345678", "0912 345 678"),
        ("024 3825 3536", "+842438253536", "024 3825 3536"),
        ("0210-3846-647", "+842103846647", "0210 3846 647"),
    ],
)
def test_a_phone_is_stored_in_e164_and_shown_as_people_write_it(text, stored, shown):
    assert check_phone(text) == stored
    assert check_phone(shown) == stored
    assert show_phone(stored) == shown


@pytest.mark.parametrize("text", ["", "113", "0112345678", "091234567", "09123456789", "0243825353", "+1 212 555 0100"])
def test_what_nobody_can_call_is_refused(text):
    with pytest.raises(IdentityError, match="0912 345 678"):
        check_phone(text)


def test_what_is_no_stored_phone_is_shown_as_it_is():
    assert show_phone("1900 1009") == "1900 1009"


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("Nguyễn Văn A", "Nguyễn V** A"),
        ("Nguyễn Thị Thanh Hà", "Nguyễn T** T** Hà"),
        ("Trần Bình", "Trần B**"),
        ("Bình", "B**"),
        ("", ""),
    ],
)
def test_a_masked_name_is_known_to_its_owner_only(name, masked):
    assert mask_name(name) == masked


def test_masked_numbers_show_their_ends():
    assert mask_number("001185012345") == "0011****2345"
    assert mask_number("0123456") == "****56"
    assert mask_number("123") == "****"
    assert mask_phone("+84912345678") == "*** *** 678"
    assert mask_phone("113") == "***"


@given(st.from_regex(r"[0-9]{12}", fullmatch=True))
def test_a_masked_number_hides_four_digits_and_keeps_its_length(number):
    masked = mask_number(number)
    assert len(masked) == 12
    assert masked[4:8] == "****"


def test_the_line_a_scanner_types_becomes_a_card():
    assert parse_card_line(f"{CARD}\r\n") == IdentityCard(
        number="001085012345",
        old_number="012345678",
        name="Nguyễn Văn An",
        birth_date=date(1985, 3, 5),
        sex=Sex.MALE,
        address="Số 1, phố Lê Duẩn, phường Cửa Nam, Hà Nội",
        issued_on=date(2021, 8, 20),
    )


def test_a_newer_card_with_more_parts_and_no_old_number_is_read_too():
    card = parse_card_line("001308012345||Lê Thị Hoa|29022008|Nữ|Hà Nội|01072024|Lê Văn Ba||")
    assert (card.old_number, card.sex, card.birth_date) == ("", Sex.FEMALE, date(2008, 2, 29))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("https://example.org", "không phải của thẻ căn cước"),
        (CARD.replace("05031985", "31021985"), "ngày sinh"),
        (CARD.replace("20082021", ""), "ngày cấp"),
        (CARD.replace("Nguyễn Văn An", ""), "họ và tên"),
        (CARD.replace("001085012345", "0010"), "12 chữ số"),
    ],
)
def test_a_line_that_is_no_card_is_refused_with_what_to_do(line, said):
    with pytest.raises(IdentityError, match=said):
        parse_card_line(line)


@given(st.text(max_size=80))
def test_no_text_breaks_the_checks(text):
    for check in (check_personal_id, check_tax_code, check_phone, parse_card_line):
        with contextlib.suppress(IdentityError):
            assert check(text)


@pytest.mark.parametrize(
    ("validate", "good", "bad"),
    [
        (validate_personal_id, "001085012345", "0010"),
        (validate_tax_code, "0100233488", "0100233489"),
        (validate_phone, "0912 345 678", "0912"),
    ],
)
def test_the_validators_speak_the_same_rules(validate, good, bad):
    validate(good)
    with pytest.raises(ValidationError):
        validate(bad)
