"""Who is told what at which move, and by which carriers: one table, in plain Vietnamese; its English: `locale/`.

Pure text; `cases.actions._notice` stores it. The words are the shipped ones: an administrator may replace each by a
`MessageText`. A name in braces is filled in from the dossier; `PLACEHOLDERS` lists them all. Words are filled in as the
language that is active writes them.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as said

from cases.dossier_news import DOSSIER_NEWS
from cases.feedback_news import FEEDBACK_NEWS
from cases.news import Audience, Carrier, News
from cases.plain_words import DELIVERIES
from cases.report_news import REPORT_NEWS
from departments import written
from departments.languages import Language

if TYPE_CHECKING:
    from cases.models import Dossier, Feedback

__all__ = ["Audience", "Carrier", "News"]

# What a text may name: what it stands for, and an example at its longest.
PLACEHOLDERS: dict[str, tuple[str, str]] = {
    "ma_ho_so": ("mã hồ sơ, mã phản ánh", "H26.105.03-261125-0001"),
    "thu_tuc": ("tên thủ tục, tóm tắt phản ánh", "Cấp giấy phép xây dựng mới đối với nhà ở riêng lẻ"),
    "noi_tiep_nhan": (
        "Bộ phận Một cửa giữ hồ sơ, cơ quan trả lời phản ánh",
        "Trung tâm Phục vụ hành chính công phường Cửa Nam",
    ),
    "nop_luc": ("lúc nộp", "16:40, thứ Sáu 20/11/2026"),
    "tra_loi_truoc": ("lúc phải trả lời hồ sơ trực tuyến", "16:40, thứ Hai 23/11/2026"),
    "hen_tra": ("ngày hẹn trả kết quả, hạn trả lời phản ánh", "17:00, thứ Năm 26/11/2026"),
    "hen_lai": ("ngày hẹn lại", "17:00, thứ Hai 30/11/2026"),
    "so_tien": ("phí, lệ phí của hồ sơ", "99.999.999 đồng"),
    "cach_nhan": ("cách nhận kết quả", "Gửi về nhà qua bưu điện (bưu chính công ích)"),
    "noi_dung": ("lý do hoặc nội dung cán bộ ghi", "Bản vẽ thiếu chữ ký của chủ đầu tư."),
}
# The examples that are written otherwise in English.
IN_ENGLISH = {
    "nop_luc": "16:40, Wednesday 30 September 2026",
    "tra_loi_truoc": "16:40, Wednesday 30 September 2026",
    "hen_tra": "17:00, Wednesday 30 September 2026",
    "hen_lai": "17:00, Wednesday 30 September 2026",
    "so_tien": "99,999,999 VND",
    "cach_nhan": "Sent home by post (public postal service)",
}
# In a short message only what is short, for one that breaks off says nothing; moments are written in figures there.
IN_SMS = ("ma_ho_so", "nop_luc", "tra_loi_truoc", "hen_tra", "hen_lai", "so_tien")
# A dossier takes its code last of all, so what stands in the portal is written before there is one; its page shows it.
IN_PORTAL = tuple(name for name in PLACEHOLDERS if name != "ma_ho_so")
_IN_FIGURES = {Language.VIETNAMESE.value: "16:40 20/11/2026", Language.ENGLISH.value: "16:40, 20 Nov 2026"}
SMS_LONGEST = 160
# What the reader did himself stands in his list and is no news to him.
OLD_HAT = ("submit", "withdraw", "feedback_send", "feedback_withdraw")
_NAMED = re.compile(r"\{(\w*)\}")
_LATER = said("khi có thông báo")

TABLE: dict[str, News] = {**DOSSIER_NEWS, **FEEDBACK_NEWS, **REPORT_NEWS}


def text_for(action: str, dossier: "Dossier", note: str) -> tuple[str, str] | None:
    """The shipped subject and text, or None when the move is nobody's news outside the office."""
    news = TABLE.get(action)
    if news is None:
        return None
    subject, text = news.default(Carrier.PORTAL)
    return subject, fill(text, words_of(dossier, note))


def words_of(dossier: "Dossier", note: str, *, in_figures: bool = False) -> dict[str, str]:
    """What the placeholders stand for at this dossier, its code apart: that one is filled in when it is sent."""
    moment = _in_figures if in_figures else _in_words
    return {
        "thu_tuc": dossier.version.name,
        "noi_tiep_nhan": str(dossier.desk),
        "nop_luc": moment(dossier.submitted_at),
        "tra_loi_truoc": moment(dossier.answer_due_at),
        "hen_tra": moment(dossier.due_at),
        "hen_lai": moment(dossier.reappointed_at),
        "so_tien": written.money(dossier.fee_amount),
        "cach_nhan": gettext(DELIVERIES[dossier.delivery]),
        "noi_dung": note,
    }


def words_of_feedback(feedback: "Feedback", note: str, *, in_figures: bool = False) -> dict[str, str]:
    """What the placeholders stand for at this feedback; those that a feedback has nothing for say so by staying."""
    moment = _in_figures if in_figures else _in_words
    return {
        "thu_tuc": feedback.subject,
        "noi_tiep_nhan": feedback.department.name,
        "nop_luc": moment(feedback.sent_at),
        "hen_tra": moment(feedback.due_at),
        "noi_dung": note,
    }


def _in_words(at: datetime | None) -> str:
    return written.moment(at) if at else gettext(_LATER)


def _in_figures(at: datetime | None) -> str:
    return written.short(at) if at else gettext(_LATER)


def fill(text: str, words: Mapping[str, str]) -> str:
    """The text with the words in their places; a name without a word stays as it is."""
    return _NAMED.sub(lambda found: words.get(found[1], found[0]), text)


def unknown_names(text: str, allowed: tuple[str, ...]) -> list[str]:
    """Names in braces that mean nothing there, and single braces."""
    names = [found for found in _NAMED.findall(text) if found not in allowed]
    return names + [brace for brace in "{}" if brace in _NAMED.sub("", text)]


def example(text: str, carrier: str, language: str = Language.VIETNAMESE) -> str:
    """The text with every placeholder at its longest."""
    words = {name: longest for name, (_, longest) in PLACEHOLDERS.items()}
    if language == Language.ENGLISH:
        words = {**words, **IN_ENGLISH}
    if carrier == Carrier.SMS:
        words = {**words, **{name: _IN_FIGURES[language] for name in IN_SMS if name not in ("ma_ho_so", "so_tien")}}
    return fill(text, words)


def one_message(text: str) -> str:
    """The text on one line and never longer than one short message."""
    line = " ".join(text.split())
    return line if len(line) <= SMS_LONGEST else f"{line[: SMS_LONGEST - 3].rstrip()}..."
