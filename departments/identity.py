"""Personal numbers, tax codes, phone numbers and identity cards: parse, check, mask. Pure.

Every `check_…` returns the one form that is stored and raises `IdentityError` with a sentence for people. What is only
unlikely (a province nobody knows, a birth year that differs) is a warning to confirm, never a refusal: the numbers on
real cards are sometimes wrong, and their holders still have a right to be served.
"""

import csv
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from departments.vietnamese import said

_PROVINCES_FILE = Path(__file__).with_name("data") / "personal_id_provinces.csv"
_TAX_WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)
_SEPARATORS = re.compile(r"[\s.\-()]+")
_MOBILE = re.compile(r"0[35789][0-9]{8}\Z")
_FIXED = re.compile(r"02[0-9]{9}\Z")


class IdentityError(ValueError):
    """What was typed cannot be what it should be; the message says in Vietnamese how to mend it.

    `text` is the sentence by which a page looks up its own words, `filled` what is filled in.
    """

    def __init__(self, text: str, **filled: object) -> None:
        """The sentence with its places."""
        super().__init__(text.format(**filled))
        self.text, self.filled = text, filled


class Sex(StrEnum):
    """The sex written on an identity card and inside a personal number."""

    MALE = "male"
    FEMALE = "female"

    @property
    def label(self) -> str:
        """The word on the card."""
        return "Nam" if self is Sex.MALE else "Nữ"


def _provinces() -> dict[str, str]:
    with _PROVINCES_FILE.open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["name"] for row in csv.DictReader(file)}


# The codes of the 63 provinces where births were registered; the merger of 2025 changed no number already given.
PROVINCES = _provinces()


@dataclass(frozen=True, slots=True)
class PersonalId:
    """What the twelve digits of a personal number say."""

    number: str
    province_code: str
    province: str | None  # None: born abroad, or a code that is not in the list
    birth_year: int
    sex: Sex


def check_personal_id(text: str) -> str:
    """The twelve digits of a personal number, without spaces."""
    number = _digits(text)
    if not re.fullmatch(r"[0-9]{12}", number):
        raise IdentityError(_wrong_number(number), count=len(number))
    return number


def parse_personal_id(text: str) -> PersonalId:
    """Read province, birth year and sex: `PPP` province, `C` century and sex, `YY` year, six digits at random."""
    number = check_personal_id(text)
    century = int(number[3])
    return PersonalId(
        number=number,
        province_code=number[:3],
        province=PROVINCES.get(number[:3]),
        birth_year=1900 + 100 * (century // 2) + int(number[4:6]),
        sex=Sex.FEMALE if century % 2 else Sex.MALE,
    )


def personal_id_warnings(text: str, *, birth_date: date | None = None, sex: Sex | None = None) -> list[str]:
    """What a clerk should look at again before going on; an empty list when all agrees."""
    person = parse_personal_id(text)
    warnings = []
    if person.province is None:
        warnings.append(f"Ba chữ số đầu {person.province_code} không phải mã tỉnh nào; hãy đối chiếu với thẻ căn cước.")
    if birth_date is not None and birth_date.year != person.birth_year:
        warnings.append(
            f"Số định danh cho biết năm sinh {person.birth_year}, khác ngày sinh đã nhập {birth_date:%d/%m/%Y}."
        )
    if sex is not None and sex != person.sex:
        warnings.append(f"Số định danh cho biết giới tính {person.sex.label}, khác giới tính đã nhập {sex.label}.")
    return warnings


def check_tax_code(text: str) -> str:
    """A tax code as it is stored: ten digits, ten and a branch of three ("0314409058-002"), or a personal number.

    Since 01/7/2025 people and households use the personal number (Thông tư 86/2024/TT-BTC).
    """
    digits = _digits(text)
    if re.fullmatch(r"[0-9]{12}", digits):
        return digits
    if not re.fullmatch(r"[0-9]{10}(?:[0-9]{3})?", digits):
        raise IdentityError(
            said(
                "Mã số thuế gồm 10 chữ số, 10 chữ số kèm 3 chữ số đơn vị phụ thuộc (0314409058-002) "
                "hoặc 12 chữ số của số định danh cá nhân."
            )
        )
    if digits[9] != _tax_check_digit(digits):
        raise IdentityError(said("Mã số thuế không hợp lệ: chữ số kiểm tra không khớp. Hãy xem lại từng chữ số."))
    if digits[10:] == "000":
        raise IdentityError(said("Mã số thuế không hợp lệ: số của đơn vị phụ thuộc bắt đầu từ 001."))
    return f"{digits[:10]}-{digits[10:]}" if len(digits) == 13 else digits


def check_phone(text: str) -> str:
    """A Vietnamese phone number as it is stored, in E.164: "+84912345678"."""
    digits = _digits(text)
    national = re.sub(r"\A(?:\+84|0084|84(?=[0-9]{9,10}\Z))0?", "0", digits)
    if not (_MOBILE.match(national) or _FIXED.match(national)):
        raise IdentityError(
            said(
                "Số điện thoại không hợp lệ. Số di động gồm 10 chữ số, ví dụ 0912 345 678; "
                "số cố định gồm 11 chữ số kể cả mã vùng, ví dụ 024 3825 3536."
            )
        )
    return f"+84{national[1:]}"


def is_mobile(phone: str) -> bool:
    """Whether the stored number is one that short messages reach."""
    return re.fullmatch(r"\+84[35789][0-9]{8}", phone) is not None


def show_phone(phone: str) -> str:
    """A stored number as people write it: "0912 345 678", "024 3825 3536"; anything else comes back as it is."""
    if not re.fullmatch(r"\+84[0-9]{9,10}", phone):
        return phone
    number = f"0{phone[3:]}"
    if len(number) == 10:
        return f"{number[:4]} {number[4:7]} {number[7:]}"
    area = 3 if number[:3] in {"024", "028"} else 4
    return f"{number[:area]} {number[area : area + 4]} {number[area + 4 :]}"


def mask_name(name: str) -> str:
    """A name that its owner recognises and a stranger does not: "Nguyễn Văn A" becomes "Nguyễn V** A"."""
    words = name.split()
    if len(words) < 3:
        return " ".join([*words[:-1], *(f"{word[0]}**" for word in words[-1:])])
    return " ".join([words[0], *(f"{word[0]}**" for word in words[1:-1]), words[-1]])


def mask_number(number: str) -> str:
    """The first and the last four characters: "001185012345" becomes "0011****2345"; a short one shows its end only."""
    if len(number) < 10:
        return f"****{number[-2:]}" if len(number) > 4 else "****"
    return f"{number[:4]}****{number[-4:]}"


def mask_phone(phone: str) -> str:
    """The last three digits: "+84912345678" becomes "*** *** 678"."""
    return f"*** *** {phone[-3:]}" if len(phone) > 6 else "***"


@dataclass(frozen=True, slots=True)
class IdentityCard:
    """What the QR code of an identity card says."""

    number: str
    old_number: str
    name: str
    birth_date: date
    sex: Sex | None
    address: str
    issued_on: date


def parse_card_line(text: str) -> IdentityCard:
    """Read the line a scanner types: `number|old number|name|ddmmyyyy|sex|address|ddmmyyyy`."""
    parts = [part.strip() for part in unicodedata.normalize("NFC", text).strip().split("|")]
    if len(parts) < 7:
        raise IdentityError("Mã QR này không phải của thẻ căn cước. Hãy quét lại hoặc nhập tay.")
    number, old_number, name, born, sex, address, issued = parts[:7]
    if not name:
        raise IdentityError("Mã QR của thẻ thiếu họ và tên. Hãy quét lại hoặc nhập tay.")
    return IdentityCard(
        number=check_personal_id(number),
        old_number=old_number,
        name=name,
        birth_date=_card_date(born, "ngày sinh"),
        sex={"nam": Sex.MALE, "nữ": Sex.FEMALE}.get(sex.lower()),
        address=address,
        issued_on=_card_date(issued, "ngày cấp"),
    )


def _digits(text: str) -> str:
    # NFKC turns the full-width digits of some keyboards and PDF copies into ordinary ones.
    return _SEPARATORS.sub("", unicodedata.normalize("NFKC", text))


def _wrong_number(number: str) -> str:
    if not number:
        return said("Số định danh cá nhân gồm đúng 12 chữ số, ví dụ 001085012345; bạn đã nhập một ô trống.")
    if not number.isdecimal():
        return said(
            "Số định danh cá nhân gồm đúng 12 chữ số, ví dụ 001085012345; bạn đã nhập cả ký tự không phải chữ số."
        )
    return said("Số định danh cá nhân gồm đúng 12 chữ số, ví dụ 001085012345; bạn đã nhập {count} chữ số.")


def _tax_check_digit(digits: str) -> str:
    # A remainder of zero leaves 10, and no code ends in "10": that code does not exist.
    total = sum(weight * int(digit) for weight, digit in zip(_TAX_WEIGHTS, digits[:9], strict=True))
    return str(10 - total % 11)


def _card_date(text: str, what: str) -> date:
    if re.fullmatch(r"[0-9]{8}", text):
        try:
            return date(int(text[4:]), int(text[2:4]), int(text[:2]))
        except ValueError:
            pass
    raise IdentityError(f"Mã QR của thẻ có {what} không đọc được. Hãy quét lại hoặc nhập tay.")
