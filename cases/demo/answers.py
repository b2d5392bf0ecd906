"""Answers to a procedure's form, believable enough to read."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from cases.demo.names import Names, personal_id
from cases.intake import Person
from procedures.models import FormField

Kind = FormField.Kind

_FEMALE = ("mother", "woman")
_PEOPLE = {"father", "mother", "spouse", "landlord", "manager", "other_party", "guardian"}
_TEXTS: dict[str, Sequence[str]] = {
    "birth_place": ("Bệnh viện Phụ sản Hà Nội", "Bệnh viện Phụ sản Trung ương", "Bệnh viện Bạch Mai"),
    "death_place": ("Bệnh viện Bạch Mai", "Tại nhà"),
    "death_cause": ("Tuổi cao", "Bệnh tim mạch"),
    "hospital": ("Bệnh viện Phụ sản Hà Nội", "Bệnh viện Bạch Mai"),
    "child_ethnic": ("Kinh", "Kinh", "Tày", "Mường"),
    "child_hometown": ("Hà Nội", "Nam Định", "Thái Bình", "Nghệ An"),
    "nationality": ("Hàn Quốc", "Nhật Bản", "Pháp"),
    "foreign_country": ("Hàn Quốc", "Nhật Bản", "Pháp"),
    "purpose": ("Bổ túc hồ sơ vay vốn", "Đăng ký kết hôn", "Nộp cho nhà trường", "Làm thủ tục thừa kế"),
    "relation": ("Con đẻ", "Anh, chị, em ruột"),
    "head_relation": ("Con", "Vợ", "Chồng", "Người thuê nhà"),
    "permanent": ("Phường Cửa Nam, thành phố Hà Nội", "Xã Gia Lâm, thành phố Hà Nội"),
    "shop_name": ("Tạp hóa Cô Hiên", "Phở Bà Tâm", "Trà Chiều", "Hoa tươi Ngõ Nhỏ", "Cắt tóc Anh Đức"),
    "business": ("Bán lẻ hàng tạp hóa (4711)", "Dịch vụ ăn uống phục vụ lưu động (5610)", "Bán lẻ hoa tươi (4773)"),
    "parcel": ("112", "45", "207"),
    "map_sheet": ("18", "7", "23"),
    "degree": ("Kỹ sư xây dựng", "Kiến trúc sư", "Cử nhân luật"),
    "designer": ("Công ty TNHH Thiết kế Nếp Nhà",),
    "work": ("Nhà ở riêng lẻ 4 tầng, khung bê tông cốt thép", "Sửa chữa, gia cố mái và thay cửa"),
    "change": ("Thay đổi địa chỉ trụ sở", "Bổ sung ngành, nghề kinh doanh", "Đổi tên theo giấy tờ tùy thân"),
    "reason": ("Do tuổi cao, sức yếu", "Do chuyển nơi làm việc"),
    "request": ("Đề nghị giải quyết theo quy định.", "Kính đề nghị cơ quan xem xét, giải quyết trong thời hạn."),
    "family": ("Hộ có 4 người, 1 người đang đi học.",),
    "residence": ("Từ năm 2015 đến nay thường trú tại phường Cửa Nam, thành phố Hà Nội.",),
}
_NUMBERS = {"copies": (1, 5), "pages": (2, 20), "floors": (2, 5), "trees": (1, 3), "workers": (1, 6), "parts": (2, 3)}


def answers(fields: Sequence[FormField], applicant: Person, *, on: date, names: Names, rng: Random) -> dict[str, Any]:
    """What the applicant writes on the day, by the keys of the questions; some optional ones stay empty."""
    asked = [field for field in fields if field.required or rng.random() < 0.6]
    return {field.key: _ANSWERS[Kind(field.kind)](field, applicant, on, names, rng) for field in asked}


def _text(field: FormField, applicant: Person, on: date, names: Names, rng: Random) -> str:
    key = field.key
    if key in _TEXTS:
        return rng.choice(_TEXTS[key])
    if "address" in key or key in ("place", "head_office", "old_place", "registered_at"):
        return names.address(rng)
    if key == "child_name":
        return names.full_name(rng, female=rng.random() < 0.5, family=applicant.full_name.split()[0])
    if key.endswith(("_name", "_a", "_b")) or key in (
        "father",
        "mother",
        "spouse",
        "landlord",
        "manager",
        "other_party",
    ):
        return names.full_name(rng, female=key.startswith(_FEMALE))
    if key.endswith("_no") or key == "account":
        return f"{rng.randrange(1000, 999_999)}/{on.year}"
    return "Theo giấy tờ nộp kèm"


def _number(field: FormField, applicant: Person, on: date, names: Names, rng: Random) -> int:
    if "year" in field.key or field.key == "used_since":
        return on.year - rng.randint(2, 30)
    return rng.randint(*_NUMBERS.get(field.key, (20, 120)))


def _date(field: FormField, applicant: Person, on: date, names: Names, rng: Random) -> str:
    if field.key in ("birth", "person_birth") and applicant.birth_date:
        return applicant.birth_date.isoformat()
    if field.key.endswith(("until", "to_date", "end_date", "appointment")):
        return (on + timedelta(days=rng.randint(10, 200))).isoformat()
    years = rng.randint(24, 60) if field.key.endswith("birth") and not field.key.startswith("child") else 0
    return (on - timedelta(days=years * 365 + rng.randint(5, 60))).isoformat()


def _personal_id(field: FormField, applicant: Person, on: date, names: Names, rng: Random) -> str:
    born = date(on.year - rng.randint(20, 60), 6, 1)
    return personal_id(rng, born, female=field.key.startswith(_FEMALE))


def _phone(field: FormField, applicant: Person, on: date, names: Names, rng: Random) -> str:
    return applicant.phone


def _choice(field: FormField, applicant: Person, on: date, names: Names, rng: Random) -> str:
    return str(rng.choice(field.choices))


def _money(field: FormField, applicant: Person, on: date, names: Names, rng: Random) -> int:
    return rng.randint(5, 300) * 10_000_000


def _yes_no(field: FormField, applicant: Person, on: date, names: Names, rng: Random) -> str:
    return rng.choice(("yes", "no"))


_ANSWERS: dict[FormField.Kind, Callable[[FormField, Person, date, Names, Random], Any]] = {
    Kind.TEXT: _text,
    Kind.TEXTAREA: _text,
    Kind.NUMBER: _number,
    Kind.DATE: _date,
    Kind.CHOICE: _choice,
    Kind.PERSONAL_ID: _personal_id,
    Kind.PHONE: _phone,
    Kind.MONEY: _money,
    Kind.YES_NO: _yes_no,
}
