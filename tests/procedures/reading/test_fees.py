"""Fees are read where number and brackets agree, and never guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procedures.channels import Channel
from procedures.reading.facts import FeeFact
from procedures.reading.fees import read_fees


def one(text):
    doubts: list[str] = []
    (fee,) = read_fees([(None, None, text)], doubts)
    return fee, doubts


@pytest.mark.parametrize(
    ("text", "name", "amount", "per"),
    [
        ("Miễn phí", "Phí, lệ phí", 0, ""),
        ("Phí : 0 Đồng", "Phí", 0, ""),
        ("Lệ phí : Không Đồng", "Lệ phí", 0, ""),
        ("50,000 Việt Nam Đồng", "Phí, lệ phí", 50_000, ""),
        ("Phí : 2.000.000 Đồng", "Phí", 2_000_000, ""),
        ("800,000 Việt Nam Đồng (/hồ sơ)", "Phí, lệ phí", 800_000, "hồ sơ"),
        ("10,000 VNĐ (10.000 đồng/giấy.)", "Phí, lệ phí", 10_000, "giấy"),
        ("300,000 VNĐ (Theo Thông tư số 85/2019/TT-BTC ngày 29/11/2019)", "Phí, lệ phí", 300_000, ""),
    ],
)
def test_a_plain_rate_is_read_for_sure(text, name, amount, per):
    fee, doubts = one(text)
    assert (fee.name, fee.amount, fee.per, fee.text) == (name, amount, per, text)
    assert doubts == []


@pytest.mark.parametrize(
    "text",
    [
        "Miễn phí (8.000 đồng/bản sao)",
        "Miễn phí (Theo quy định của Hội đồng nhân dân cấp tỉnh.)",
        "20 VNĐ",
        "25 VNĐ (Bằng 50% mức thu)",
        "800,000 Việt Nam Đồng (áp dụng mức phí 400.000 đồng/hồ sơ đến hết ngày 31/12/2026)",
        "1,000,000 VNĐ (giảm 50% đến hết năm 2026)",
        "2,000,000 Việt Nam Đồng (02 triệu đồng/Giấy chứng nhận.)",
        "10 USD (10USD/giấy)",
        "Không có thông tin (1)",
        "99,999,999,999 VNĐ",
        "1.2.3 VNĐ",
    ],
)
def test_a_rate_that_is_not_sure_stays_text_and_is_flagged(text):
    fee, doubts = one(text)
    assert (fee.amount, fee.text) == (None, text)
    assert len(doubts) == 1


def test_three_lost_zeros_come_back_only_when_the_brackets_say_so_and_are_still_flagged():
    fee, doubts = one("100 VNĐ (Phí công bố: 100.000 đồng/lần)")
    assert fee.amount == 100_000
    assert "mất ba chữ số 0" in doubts[0]


def test_a_rate_of_every_channel_is_said_once_and_another_at_its_channel():
    doubts: list[str] = []
    rows = [
        (Channel.IN_PERSON, None, "20,000 VNĐ"),
        (Channel.ONLINE, None, "10,000 VNĐ"),
        (Channel.IN_PERSON, None, "Phí : 5.000 Đồng"),
        (Channel.ONLINE, None, "Phí : 5.000 Đồng"),
        (Channel.ONLINE, None, ""),
    ]
    assert [(fee.channel, fee.kind, fee.amount) for fee in read_fees(rows, doubts)] == [
        (Channel.IN_PERSON, "fee", 20_000),
        (Channel.ONLINE, "fee", 10_000),
        (None, "charge", 5_000),
    ]


def test_several_rates_in_one_text_become_several_fees_with_names_of_their_own():
    doubts: list[str] = []
    text = "Phí : 2.000.000 Đồng (Cấp mới)\nPhí : 1.000.000 Đồng (Cấp lại)"
    assert read_fees([(None, None, text)], doubts) == [
        FeeFact(None, None, "charge", "Phí (Phí : 2.000.000 Đồng (Cấp mới))", 2_000_000, "", text.split("\n")[0]),
        FeeFact(None, None, "charge", "Phí (Phí : 1.000.000 Đồng (Cấp lại))", 1_000_000, "", text.split("\n")[1]),
    ]


@given(st.text(max_size=60))
def test_whatever_is_written_no_amount_between_one_and_999_comes_out(text):
    doubts: list[str] = []
    for fee in read_fees([(None, None, text)], doubts):
        assert fee.amount is None or fee.amount == 0 or fee.amount >= 1000
        assert fee.amount is not None or doubts
