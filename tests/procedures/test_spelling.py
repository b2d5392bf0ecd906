"""Mistyped words: Telex left as typed, words run together, one slip."""

import pytest

from procedures.spelling import one_slip, readings, typed_in_telex

KNOWN = {"khai": 9, "sinh": 8, "ket": 5, "hon": 5, "giay": 9, "phep": 4, "dung": 3, "dang": 9, "ky": 9, "sin": 1}


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("giaays", "giay"),
        ("giaasy", "giay"),
        ("phesp", "phep"),
        ("duwngj", "dung"),
        ("ddawng", "dang"),
        ("kys", "ky"),
        ("hoon", "hon"),
        ("sinh", "sinh"),
        ("cuws", "cu"),
    ],
)
def test_keystrokes_of_telex_are_read_as_the_word(typed: str, word: str) -> None:
    assert typed_in_telex(typed) == word


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("sih", [("sinh",)]),
        ("sihn", [("sinh",)]),
        ("sinj", [("sin",)]),
        ("hkai", [("khai",)]),
        ("khaisinh", [("khai", "sinh")]),
        ("giaasy", [("giay",)]),
        ("zzzzz", []),
        ("x", []),
        ("s" * 200, []),
    ],
)
def test_what_may_have_been_meant(typed: str, meant: list[tuple[str, ...]]) -> None:
    assert readings(typed, KNOWN)[: len(meant) or 1] == meant


def test_the_commonest_word_comes_first_and_the_word_itself_is_no_reading() -> None:
    assert readings("sing", KNOWN) == [("sinh",), ("sin",)]
    assert ("sinh",) not in readings("sinh", KNOWN)


def test_one_slip_is_a_letter_less_more_other_or_two_changed_about() -> None:
    assert {"a", "abc", "ac", "ba"} <= one_slip("ab")
    assert "abcd" not in one_slip("ab")


def test_one_slip_is_likelier_than_two_words_run_together() -> None:
    assert readings("khauu", {"khau": 1, "kha": 9, "uu": 9}) == [("khau",), ("kha", "uu")]
