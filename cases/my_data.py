"""A person's own data as files: what the account says, each dossier with its files, and who looked at them.

Read piece by piece while they are sent, so that a hundred dossiers weigh no more in memory than one (right to access
and to a copy: Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15).
"""

import json
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch, QuerySet

from cases.archive import Entry, files_in, is_theirs
from cases.feedback_data import feedback_data, files_of_sender
from cases.forms.eform import answers_in_words
from cases.models import Applicant, Document, Dossier, Draft, Feedback, Notice, NoticePreference, Opening
from cases.printing.forms import FORMS
from cases.rating_reasons import in_words
from departments.models import Session, User

READ_ME = """Dữ liệu của bạn tại cổng hồ sơ một cửa.

tai-khoan.json      thông tin tài khoản, thiết bị đang đăng nhập
ho-so/<mã>.json     từng hồ sơ bạn đã nộp: người nộp, tờ khai, mốc thời gian, thông báo, hỏi đáp, ai đã xem
ho-so/<mã>/         các tệp của hồ sơ ấy, và giấy tờ cơ quan đã lập
phan-anh/<mã>.json  từng phản ánh, kiến nghị bạn đã gửi và câu trả lời
ban-nhap/           bản nháp chưa nộp và tệp của nó

Tệp .json mở được bằng trình duyệt hoặc trình soạn thảo văn bản; máy khác cũng đọc được.
"""


def entries(user: User) -> Iterator[Entry]:
    """Everything, in the order in which people look for it."""
    yield "DOC-TRUOC.txt", iter([READ_ME.encode()])
    yield "tai-khoan.json", _json(_account(user))
    for dossier in _dossiers(user).iterator(chunk_size=50):
        yield f"ho-so/{dossier.code}.json", _json(_dossier(dossier))
        yield from files_in(
            f"ho-so/{dossier.code}", [one for one in dossier.documents.all() if is_theirs(one, dossier)]
        )
        printed = [one for one in dossier.printed_forms.all() if FORMS[one.form].for_applicant]
        yield from files_in(f"ho-so/{dossier.code}/giay-to-co-quan", printed)
    for feedback in Feedback.objects.sent_by(user).select_related("department").prefetch_related("documents", "events"):
        yield f"phan-anh/{feedback.code}.json", _json(feedback_data(feedback))
        yield from files_in(f"phan-anh/{feedback.code}", files_of_sender(feedback))
    drafts = Draft.objects.filter(account=user).select_related("version__procedure").prefetch_related("documents")
    for number, draft in enumerate(drafts, start=1):
        yield f"ban-nhap/{number}.json", _json(_draft(draft))
        yield from files_in(f"ban-nhap/{number}", list(draft.documents.all()))


def openings_of(user: User) -> QuerySet[Opening]:
    """Who looked at the person's dossiers."""
    return Opening.objects.filter(dossier__account=user).select_related("dossier__version", "department")


def _dossiers(user: User) -> QuerySet[Dossier]:
    openings = Opening.objects.select_related("department").order_by("first_at")
    notices = Notice.objects.order_by("created_at")
    parts = (
        *("documents", "printed_forms", "version__form_fields", "supplements", "payments", "messages"),
        *(Prefetch("openings", openings), Prefetch("notices", notices)),
    )
    alone = ("version__procedure", "department", "submitter", "owner", "result", "rating")
    return Dossier.objects.submitted_by(user).select_related(*alone).prefetch_related(*parts).order_by("pk")


def _account(user: User) -> dict[str, Any]:
    sessions = Session.objects.filter(account=user).order_by("since")
    chosen = NoticePreference.objects.filter(account=user).first() or NoticePreference()
    return {
        "ho_va_ten": user.full_name,
        "so_dinh_danh_ca_nhan": user.personal_id,
        "dinh_danh_luc": user.identified_at,
        "dinh_danh_bang": user.identified_by,
        "ngay_sinh": user.birth_date,
        "thu_dien_tu": user.email,
        "thu_dien_tu_xac_nhan_luc": user.email_verified_at,
        "so_dien_thoai": user.phone,
        "so_dien_thoai_xac_nhan_luc": user.phone_verified_at,
        "dia_chi": user.address,
        "mo_tai_khoan_luc": user.date_joined,
        "cach_nhan_thong_bao": {
            "thu_dien_tu": chosen.email,
            "tin_nhan": chosen.sms,
            "ngon_ngu": user.get_language_display(),
        },
        "thiet_bi_dang_nhap": [
            {"thiet_bi": one.device, "mang": one.place, "tu": one.since, "dung_lan_cuoi": one.seen_at}
            for one in sessions
        ],
    }


def _dossier(dossier: Dossier) -> dict[str, Any]:
    result = getattr(dossier, "result", None)
    signed = result if result is not None and result.issued_at is not None else None
    return {
        "ma_ho_so": dossier.code,
        "thu_tuc": dossier.version.name,
        "ma_thu_tuc": dossier.version.procedure.code,
        "co_quan": dossier.department.name,
        "cach_nop": dossier.get_channel_display(),
        "trang_thai": dossier.get_status_display(),
        "nop_luc": dossier.submitted_at,
        "tiep_nhan_luc": dossier.received_at,
        "hen_tra": dossier.promised_at,
        "xong_luc": dossier.finished_at,
        "tra_ket_qua_luc": dossier.returned_at,
        "nguoi_nop": _person(dossier.submitter),
        "chu_ho_so": _person(dossier.owner),
        "to_khai": answers_in_words(dossier.version.form_fields.all(), dossier.form_data),
        "ket_qua": {"ket_luan": signed.get_outcome_display(), "noi_dung": signed.text, "ky_luc": signed.signed_at}
        if signed
        else None,
        "yeu_cau_bo_sung": [
            {"luc": one.asked_at, "ly_do": one.reason, "tra_loi": one.answer, "tra_loi_luc": one.answered_at}
            for one in dossier.supplements.all()
        ],
        "khoan_nop": [
            {
                "so_tien_dong": one.amount,
                "cach_nop": one.get_method_display(),
                "tinh_trang": one.get_state_display(),
                "nguoi_nop_tien": one.payer,
                "xac_nhan_luc": one.confirmed_at,
            }
            for one in dossier.payments.all()
        ],
        "danh_gia": _rating(dossier),
        "thong_bao": [
            {
                "luc": one.created_at,
                "tieu_de": one.subject,
                "noi_dung": one.text,
                "noi_dung_tieng_anh": one.english_text,
            }
            for one in dossier.notices.all()
        ],
        "hoi_dap": [
            {"luc": one.sent_at, "ben_gui": one.get_side_display(), "noi_dung": one.text}
            for one in dossier.messages.all()
        ],
        "ai_da_xem": [
            {
                "luc": one.first_at,
                "don_vi": one.department.name,
                "vai_tro": one.get_role_display(),
                "da_mo": one.get_what_display(),
            }
            for one in dossier.openings.all()
        ],
        "tep": [_file(one) for one in dossier.documents.all() if is_theirs(one, dossier)],
    }


def _rating(dossier: Dossier) -> dict[str, Any] | None:
    rating = getattr(dossier, "rating", None)
    if rating is None:
        return None
    return {"luc": rating.at, "muc_do": rating.score, "ly_do": in_words(rating.reasons), "y_kien": rating.words}


def _draft(draft: Draft) -> dict[str, Any]:
    return {
        "thu_tuc": draft.version.name,
        "ma_thu_tuc": draft.version.procedure.code,
        "bat_dau_luc": draft.started_at,
        "luu_luc": draft.saved_at,
        "da_nhap": draft.answers,
        "tep": [_file(one) for one in draft.documents.all()],
    }


def _person(person: Applicant) -> dict[str, Any]:
    return {
        "loai": person.get_kind_display(),
        "ten": person.full_name,
        "so_dinh_danh_ca_nhan": person.personal_id,
        "ma_so_thue": person.tax_code,
        "ngay_sinh": person.birth_date,
        "so_dien_thoai": person.phone,
        "thu_dien_tu": person.email,
        "dia_chi": person.address,
    }


def _file(document: Document) -> dict[str, Any]:
    return {
        "ten": document.name,
        "loai": document.get_kind_display(),
        "dung_luong_byte": document.size,
        "tai_len_luc": document.uploaded_at,
        "ma_bam_sha256": document.sha256,
    }


def _json(value: Any) -> Iterator[bytes]:
    yield json.dumps(value, ensure_ascii=False, indent=2, default=_plain).encode()


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime | date) else str(value)
