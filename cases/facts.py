"""What a dossier is and whose, in lines of label and value; what identifies a person only for those who may act."""

from cases.bill import rows_of
from cases.models import Applicant, Dossier
from cases.plain_words import DELIVERIES
from departments.identity import mask_name, mask_number, mask_phone, show_phone
from departments.vietnamese import money
from procedures.channels import Channel
from procedures.plain_words import CHANNELS


def facts_of(dossier: Dossier, *, plain: bool = False, in_full: bool = True) -> list[dict[str, str]]:
    """What the dossier is, in a few lines; `plain` for citizens, else in the law's words.

    Without `in_full` (for those who only watch) neither the summary, which may name people, nor the address.
    """
    about, channel, delivery = "Trích yếu", dossier.get_channel_display(), dossier.get_delivery_display()
    if plain:
        about, channel, delivery = "Về việc", CHANNELS[Channel(dossier.channel)], DELIVERIES[dossier.delivery]
    rows = [
        {"label": "Thủ tục", "value": dossier.version.name, "sub": dossier.version.procedure.code},
        {"label": about, "value": dossier.summary} if in_full and dossier.summary != dossier.version.name else {},
        {"label": "Trường hợp", "value": dossier.case.name} if dossier.case else {},
        {"label": "Nơi tiếp nhận", "value": dossier.desk.name},
        {"label": "Phòng giải quyết", "value": dossier.division.name},
        {} if plain else _paper_file(dossier),
        {"label": "Cách nộp", "value": channel},
        {"label": "Nhận kết quả", "value": delivery, "sub": dossier.delivery_address if in_full else ""},
        {"label": "Phí, lệ phí", "value": _fee(dossier), "sub": "; ".join(_counted(dossier))},
    ]
    return [row for row in rows if row]


def _paper_file(dossier: Dossier) -> dict[str, str]:
    """Where the paper file lies, where somebody has said so; empty else."""
    where = dossier.paper_unit.name if dossier.paper_unit else ""
    parts = [part for part in (dossier.shelf, where) if part]
    return {"label": "Hồ sơ giấy", "value": parts[0], "sub": ", ".join(parts[1:])} if parts else {}


def person_facts(person: Applicant, *, in_full: bool) -> list[dict[str, str]]:
    """Who it is: in full for those who may act on the dossier, else without what identifies the person."""
    number = person.personal_id if in_full else mask_number(person.personal_id) if person.personal_id else ""
    phone = show_phone(person.phone) if in_full else mask_phone(person.phone) if person.phone else ""
    shown_whole = in_full or person.kind == Applicant.Kind.ORGANISATION
    name = person.full_name if shown_whole else mask_name(person.full_name)
    born = f"{person.birth_date:%d/%m/%Y}" if in_full and person.birth_date else ""
    found = [
        ("Họ và tên" if person.kind == Applicant.Kind.PERSON else "Tên tổ chức", name),
        ("Số định danh", number),
        ("Mã số thuế", person.tax_code if in_full else ""),
        ("Ngày sinh", born),
        ("Điện thoại", phone),
        ("Thư điện tử", person.email if in_full else ""),
        ("Địa chỉ", person.address if in_full else ""),
    ]
    return [{"label": label, "value": value} for label, value in found if value]


def _counted(dossier: Dossier) -> list[str]:
    """How the fee came about, where there is more to say than its sum."""
    return [f"{row['name']}: {row['amount']}, {row['how']}" for row in rows_of(dossier.fee_lines) if row["how"]]


def _fee(dossier: Dossier) -> str:
    if dossier.finance_status == Dossier.Finance.UNSETTLED:
        return "Tính theo thực tế, thu tại Bộ phận Một cửa"
    if not dossier.fee_amount:
        return "Không phải nộp" if dossier.received_at else "Tính khi tiếp nhận"
    return f"{money(dossier.fee_amount)}, {dossier.get_finance_status_display().lower()}"
