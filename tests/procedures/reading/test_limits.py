"""Processing limits are read as the source says them, and never guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procedures.channels import Channel
from procedures.reading.facts import LimitFact
from procedures.reading.limits import read_limits
from procedures.time_limits import LimitUnit


def method(time_text="", *, name="Trực tiếp", unit="", note=""):
    return {"method": name, "time_text": time_text, "time_unit": unit, "note": note}


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("5 Ngày làm việc", 5, LimitUnit.WORKING_DAY),
        ("30 Ngày", 30, LimitUnit.CALENDAR_DAY),
        ("08 Giờ", 8, LimitUnit.WORKING_HOUR),
        ("24 giờ làm việc", 24, LimitUnit.WORKING_HOUR),
        ("12 Tháng", 12, LimitUnit.MONTH),
        ("Ngay trong ngày làm việc", 0, LimitUnit.SAME_DAY),
    ],
)
def test_a_number_with_its_unit_is_read_for_sure(text, amount, unit):
    doubts: list[str] = []
    assert read_limits([method(text)], doubts) == [LimitFact(Channel.IN_PERSON, None, amount, unit, text)]
    assert doubts == []


def test_a_number_without_a_unit_keeps_no_unit_and_is_flagged():
    doubts: list[str] = []
    assert read_limits([method("1", unit="KHÔNG GHI ĐƠN VỊ")], doubts) == [
        LimitFact(Channel.IN_PERSON, None, 1, None, "1")
    ]
    assert doubts == [
        "Thời hạn (Trực tiếp): nguồn chỉ ghi số “1”, không ghi đơn vị (ngày làm việc, ngày, giờ hay tháng)."
    ]


@pytest.mark.parametrize(
    "text", ["", "0", "0 Giờ", "1.5 Ngày làm việc", "10-25", "Không quy định", "Trước khi tàu rời cảng", "99999 Ngày"]
)
def test_what_is_no_whole_number_stays_text_and_is_flagged(text):
    doubts: list[str] = []
    assert read_limits([method(text)], doubts) == [LimitFact(Channel.IN_PERSON, None, None, None, text)]
    assert len(doubts) == 1


def test_more_hours_than_a_day_of_work_may_be_hours_on_the_clock():
    doubts: list[str] = []
    assert read_limits([method("24 Giờ")], doubts)[0].unit == LimitUnit.WORKING_HOUR
    assert doubts == ["Thời hạn (Trực tiếp): “24 Giờ” chưa rõ là giờ làm việc hay giờ liên tục."]


def test_a_note_that_says_another_limit_is_a_doubt_and_the_number_is_kept():
    doubts: list[str] = []
    limit = read_limits([method("5 Ngày làm việc", note="Trong thời hạn 07 (bảy) ngày, kể từ khi đủ hồ sơ")], doubts)[0]
    assert (limit.amount, limit.unit) == (5, LimitUnit.WORKING_DAY)
    assert "con số và ghi chú khác nhau (ghi chú: Trong thời hạn 07 (bảy) ngày)" in doubts[0]


def test_a_note_that_agrees_is_no_doubt():
    doubts: list[str] = []
    limit = read_limits([method("5 Ngày làm việc", note="05 (năm) ngày làm việc kể từ ngày nhận đủ hồ sơ.")], doubts)[0]
    assert limit.text == "5 Ngày làm việc. 05 (năm) ngày làm việc kể từ ngày nhận đủ hồ sơ."
    assert doubts == []


def test_limits_of_one_channel_are_told_apart_by_their_cases():
    doubts: list[str] = []
    limits = read_limits(
        [
            method("2 Ngày làm việc", note="- Trường hợp không phải xác minh: trong thời hạn 02 ngày làm việc."),
            method("3 Ngày làm việc", note="Trong thời hạn 03 ngày làm việc đối với lâm sản phải xác minh."),
        ],
        doubts,
    )
    assert [(limit.case, limit.amount) for limit in limits] == [
        ("Trường hợp không phải xác minh", 2),
        ("đối với lâm sản phải xác minh", 3),
    ]
    assert doubts == []


def test_stages_of_one_limit_are_not_taken_for_cases():
    doubts: list[str] = []
    limits = read_limits(
        [
            method("4 Ngày làm việc", note="Thời hạn kiểm tra thực tế: 04 ngày làm việc"),
            method("2 Ngày làm việc", note="Thời hạn cấp giấy phép: 02 ngày làm việc kể từ khi kiểm tra"),
        ],
        doubts,
    )
    assert [limit.case for limit in limits] == [None, None]
    assert "Một cách thức có nhiều thời hạn; chưa rõ là các trường hợp hay các giai đoạn." in doubts


def test_channels_with_limits_of_their_own_keep_them_and_share_one_doubt():
    doubts: list[str] = []
    limits = read_limits(
        [
            method("1"),
            method("1", name="Trực tuyến"),
            method("2 Ngày làm việc", name="Dịch vụ bưu chính"),
            method("1 Giờ", name="Ki-ốt"),
        ],
        doubts,
    )
    assert [limit.channel for limit in limits] == [Channel.IN_PERSON, Channel.ONLINE, Channel.POSTAL, Channel.KIOSK]
    assert [doubt.partition(":")[0] for doubt in doubts] == ["Thời hạn (Trực tiếp, Trực tuyến)"]


def test_an_unknown_channel_is_named():
    doubts: list[str] = []
    assert read_limits([method("1 Ngày", name="Bồ câu")], doubts)[0].channel is None
    assert doubts == ["Cách thức thực hiện “Bồ câu” không có trong danh mục."]


@given(st.text(max_size=40), st.text(max_size=40))
def test_whatever_is_written_a_unit_never_comes_without_an_amount_or_a_word(text, note):
    doubts: list[str] = []
    limit = read_limits([method(text, note=note)], doubts)[0]
    assert limit.unit is None or limit.amount is not None
    assert limit.unit is not None or doubts
