"""What a dossier is and whose, in lines of label and value; what identifies a person only for those who may act."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cases.bill import rows_of
from cases.models import Applicant, Dossier
from cases.plain_words import delivery_words
from departments.identity import mask_name, mask_number, mask_phone, show_phone
from departments.written import as_vietnamese, day, filled, joined, money, short
from procedures.plain_words import channel_words


def facts_of(dossier: Dossier, *, plain: bool = False, in_full: bool = True) -> list[dict[str, str]]:
    """What the dossier is, in a few lines; `plain` for citizens, else in the law's words.

    Without `in_full` (for those who only watch) neither the summary, which may name people, nor the address.
    """
    about, channel, delivery = _("Trích yếu"), dossier.get_channel_display(), dossier.get_delivery_display()
    if plain:
        about, channel, delivery = _("Về việc"), channel_words(dossier.channel), delivery_words(dossier.delivery)
    rows = [
        {
            "label": pgettext("one", "Thủ tục"),
            "value": as_vietnamese(dossier.version.name),
            "sub": dossier.version.procedure.code,
        },
        {"label": about, "value": as_vietnamese(dossier.summary)}
        if in_full and dossier.summary != dossier.version.name
        else {},
        {"label": _("Trường hợp"), "value": as_vietnamese(dossier.case.name)} if dossier.case else {},
        {"label": _("Nơi tiếp nhận"), "value": as_vietnamese(dossier.desk.name)},
        _taken_in_for(dossier),
        {"label": _("Phòng giải quyết"), "value": as_vietnamese(dossier.division.name)},
        {} if plain else _paper_file(dossier),
        {"label": _("Cách nộp"), "value": channel},
        {
            "label": _("Nhận kết quả"),
            "value": delivery,
            "sub": as_vietnamese(dossier.delivery_address) if in_full else "",
        },
        {"label": _("Phí, lệ phí"), "value": _fee(dossier), "sub": _counted(dossier)},
    ]
    return [row for row in rows if row]


def _taken_in_for(dossier: Dossier) -> dict[str, str]:
    """Which other desk took it in, how long it was there and on its way, and where the result is fetched."""
    if dossier.origin_desk is None:
        return {}
    sent = filled(_("chuyển đi {}"), short(dossier.sent_on_at)) if dossier.sent_on_at else _("chưa chuyển đi")
    parts = [filled(_("nhận {}"), short(dossier.submitted_at)), sent]
    if dossier.received_at is not None:
        parts.append(filled(_("nơi có thẩm quyền tiếp nhận {}"), short(dossier.received_at)))
    if dossier.returns_to_origin:
        parts.append(_("trả kết quả tại đây"))
    return {"label": _("Nhận hộ tại"), "value": as_vietnamese(dossier.origin_desk.name), "sub": joined("; ", parts)}


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
    born = day(person.birth_date) if in_full else ""
    found = [
        (_("Họ và tên") if person.kind == Applicant.Kind.PERSON else _("Tên tổ chức"), as_vietnamese(name)),
        (_("Số định danh"), number),
        (_("Mã số thuế"), person.tax_code if in_full else ""),
        (_("Ngày sinh"), born),
        (_("Điện thoại"), phone),
        (_("Thư điện tử"), person.email if in_full else ""),
        (_("Địa chỉ"), as_vietnamese(person.address) if in_full else ""),
    ]
    return [{"label": label, "value": value} for label, value in found if value]


def _counted(dossier: Dossier) -> str:
    """How the fee came about, where there is more to say than its sum."""
    told = [row for row in rows_of(dossier.fee_lines) if row["how"]]
    return joined("; ", (filled("{}: {}, {}", row["name"], row["amount"], row["how"]) for row in told))


def _fee(dossier: Dossier) -> str:
    if dossier.finance_status == Dossier.Finance.UNSETTLED:
        return _("Tính theo thực tế, thu tại Bộ phận Một cửa")
    if not dossier.fee_amount:
        return _("Không phải nộp") if dossier.received_at else _("Tính khi tiếp nhận")
    return f"{money(dossier.fee_amount)}, {dossier.get_finance_status_display().lower()}"
