"""Messages are counted as the phone companies charge them."""

import pytest

from departments.sms_length import sms_parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", 1),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("[" * 80, 1),
        ("[" * 81, 2),
        ("ồ" * 70, 1),
        ("ồ" * 71, 2),
        ("ồ" + "a" * 159, 3),
        ("Ho so H26.105-261120-0001 da co ket qua", 1),
    ],
)
def test_a_text_is_so_many_messages(text: str, parts: int) -> None:
    assert sms_parts(text) == parts
