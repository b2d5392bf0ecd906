"""Cleaning of published text: one form of every letter, no control characters, no crumbs of the web page. Pure."""

import re
import unicodedata
from collections.abc import Iterable

# What a crawler picked up around an empty box of the page.
_CRUMBS = re.compile(
    r"(?:Không có thông tin)?\s*(?:Từ khóa|Mô tả)\s*Không có thông tin.*\Z|\A\s*Không có thông tin\s*\Z", re.DOTALL
)
_HEADING_CRUMB = re.compile(r"\A\W*Thành phần hồ sơ\W*\w?\W*\Z")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\ufeff\ud800-\udfff]")
_SPACES = re.compile(r"[^\S\n]+")
_LINES = re.compile(r"\s*\n\s*")


def clean(text: str) -> str:
    """The text in NFC with single spaces and line ends, without characters no database can hold."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = _SPACES.sub(" ", _CONTROL.sub("", text))
    return _LINES.sub("\n", text).strip()


def one_line(text: str) -> str:
    """The text on one line."""
    return " ".join(clean(text).split())


def without_crumbs(text: str) -> str:
    """The text without what the page printed around it; empty when nothing else was there."""
    text = _CRUMBS.sub("", clean(text)).strip()
    return "" if _HEADING_CRUMB.match(text) else text


def joined(parts: Iterable[str]) -> str:
    """Different non-empty parts on one line, divided by semicolons."""
    return "; ".join(dict.fromkeys(part for part in map(one_line, parts) if part))


def cut(text: str, length: int, what: str, doubts: list[str]) -> str:
    """The text, cut to `length` characters with a doubt that keeps it whole."""
    if len(text) <= length:
        return text
    doubts.append(f"{what} dài quá {length} ký tự nên bị cắt; nguyên văn: {text}")
    return f"{text[: length - 1]}…"
