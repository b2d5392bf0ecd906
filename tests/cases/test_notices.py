"""The words of notices: every move that is news has some, each can be sent, and wrong ones are refused."""

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from cases.feedback_status import FEEDBACK_MOVES
from cases.models import MessageText
from cases.notices import IN_PORTAL, IN_SMS, PLACEHOLDERS, TABLE, Carrier, example, fill, one_message, unknown_names
from cases.status import MOVES
from departments.sms_length import sms_parts
from departments.vietnamese import without_marks


def test_every_row_of_the_table_is_a_move_or_one_of_the_few_other_events() -> None:
    of_feedback = {f"feedback_{name}" for name in (*FEEDBACK_MOVES, "send")}
    others = {
        "submit", "recount", "pay", "overpay", "refund", "reply", "quarantine", "remind_supplement", "release",
        "take_in_for", "let_go", "wait_again", "report_ready", "report_failed",
    }  # fmt: skip
    assert set(TABLE) - set(MOVES) - of_feedback == others


@pytest.mark.parametrize("action", TABLE)
def test_the_shipped_words_name_only_what_there_is_and_fit_into_one_message(action: str) -> None:
    news = TABLE[action]
    assert unknown_names(news.subject + news.text, IN_PORTAL) == []
    assert unknown_names(news.sms, IN_SMS) == []
    assert sms_parts(without_marks(example(news.sms, "sms"))) == 1
    assert "{" not in example(news.text, "portal")
    with override("en"):
        (_, text), (_, sms) = news.default(Carrier.PORTAL), news.default(Carrier.SMS)
    assert sms_parts(without_marks(example(sms, "sms", "en"))) == 1
    assert (bool(text), bool(sms)) == (True, bool(news.sms))
    assert text != news.text or text == "{noi_dung}"


def test_a_name_in_braces_is_filled_in_and_what_people_write_is_not_read_as_one() -> None:
    assert fill("Lý do: {noi_dung} Hẹn {hen_tra}", {"noi_dung": "{hen_tra}", "hen_tra": "mai"}) == (
        "Lý do: {hen_tra} Hẹn mai"
    )
    assert fill("{noi_dung.__class__} {0} {}", {"noi_dung": "x"}) == "{noi_dung.__class__} {0} {}"


def test_a_message_that_is_too_long_ends_with_three_dots() -> None:
    assert one_message("a " * 100) == f"{('a ' * 100)[:157].rstrip()}..."
    assert one_message("hai\n dòng") == "hai dòng"


@pytest.mark.parametrize(
    ("carrier", "subject", "text", "field", "words"),
    [
        ("portal", "Tin", "Mã {ma_ho_so}", "text", "không dùng được {ma_ho_so}"),
        ("email", "Tin {x}", "Được", "subject", "không dùng được {x}"),
        ("email", "Tin", "Hẹn {hen_tra", "text", "không dùng được {."),
        ("email", " ", "Được", "subject", "Hãy ghi tiêu đề"),
        ("sms", "", "Lý do {noi_dung}", "text", "Chỉ dùng: {ma_ho_so}"),
        ("sms", "Tin", "Được", "subject", "không có tiêu đề"),
        ("sms", "", "{ma_ho_so}" + "a" * 139, "text", "Dài nhất 161 ký tự"),
    ],
)
def test_words_that_could_not_be_sent_are_refused_with_a_sentence(
    carrier: str, subject: str, text: str, field: str, words: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        MessageText(action="receive", carrier=carrier, subject=subject, text=text).clean()
    assert words in " ".join(refused.value.message_dict[field])


@pytest.mark.parametrize("carrier", ["portal", "email", "sms"])
def test_words_that_can_be_sent_are_taken(carrier: str) -> None:
    subject = "" if carrier == "sms" else "Hồ sơ đã được tiếp nhận"
    MessageText(action="receive", carrier=carrier, subject=subject, text="Hẹn {hen_tra}.").clean()
    assert "hen_tra" in PLACEHOLDERS
