"""The text of VietQR: published samples give the same text and the same CRC; what is no transfer is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.gateways.viet_qr import Beneficiary, crc16, viet_qr

# Samples of Napas' specification and of a bank's: the last four characters are the CRC of all before.
PUBLISHED = [
    "00020101021238570010A00000072701270006970403011300110123456780208QRIBFTTA530370454061800005802VN"
    "62340107NPS68690819thanh toan don hang63042E2E",
    "00020101021238530010A0000007270123000697041601092576788590208QRIBFTTA5303704540410005802VN"
    "62150811Chuyen tien6304BBB8",
]


def fields(text: str) -> dict[str, str]:
    """The code read back: tag to value."""
    found, rest = {}, text
    while rest:
        tag, length = rest[:2], int(rest[2:4])
        found[tag], rest = rest[4 : 4 + length], rest[4 + length :]
    return found


@pytest.mark.parametrize("sample", PUBLISHED)
def test_a_published_code_has_the_crc_we_compute(sample: str) -> None:
    assert crc16(sample[:-4]) == sample[-4:]


def test_our_code_of_the_published_transfer_is_the_published_code_but_for_its_capitals() -> None:
    ours = viet_qr(Beneficiary("970416", "257678859"), amount=1000, text="Chuyển tiền")
    assert ours[:-8].upper() == PUBLISHED[1][:-8].upper()


@given(
    bank=st.from_regex(r"\A[0-9]{6}\Z"),
    account=st.from_regex(r"\A[0-9A-Za-z]{1,19}\Z"),
    amount=st.integers(1, 10**12),
    text=st.text(max_size=60),
)
def test_whatever_goes_in_is_read_back(bank: str, account: str, amount: int, text: str) -> None:
    code = viet_qr(Beneficiary(bank, account), amount=amount, text=text)
    found = fields(code)
    assert (found["54"], found["53"], found["58"], found["63"]) == (str(amount), "704", "VN", crc16(code[:-4]))
    assert fields(fields(found["38"])["01"]) == {"00": bank, "01": account}
    assert len(fields(found["62"]).get("08", "")) <= 25
    assert code.isascii()


@pytest.mark.parametrize(
    ("bank", "account", "amount"),
    [("97041", "1", 1), ("970416", "", 1), ("970416", "1" * 20, 1), ("970416", "1", 0), ("97041٠", "1", 1)],
)
def test_what_is_no_transfer_gets_no_code(bank: str, account: str, amount: int) -> None:
    with pytest.raises(ValueError, match=r"must be|has six"):
        viet_qr(Beneficiary(bank, account), amount=amount, text="")
