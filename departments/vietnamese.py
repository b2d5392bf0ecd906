"""Vietnamese text: folding for search, the order of names, numbers and amounts in words, dates as people write them.

Pure.
"""

import re
import unicodedata
from datetime import date, datetime
from zoneinfo import ZoneInfo

_HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_NOT_A_WORD = re.compile(r"[\W_]+")

# The 29 letters in the order of the dictionary, with f, j, w, z where foreign names need them.
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_LETTER_MARKS = "\u0306\u0302\u031b"  # breve, circumflex, horn make another letter; every other mark is a tone
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}  # huyền hỏi ngã sắc nặng

# What stands for a typographic sign where only the plain ones can be written.
_PLAIN_SIGNS = str.maketrans(
    {"đ": "d", "Đ": "D", "–": "-", "—": "-", "“": '"', "”": '"', "‘": "'", "’": "'", "…": "..."}
)

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_BILLION = 1_000_000_000
_MEGABYTE = 1024 * 1024
_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)


def said(text: str) -> str:
    """A sentence of a pure module, marked: a page looks up its English when it shows it."""
    return text


def fold(text: str) -> str:
    """The text as search compares it: no marks, đ as d, small letters, one space between words, no punctuation."""
    bare = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return _NOT_A_WORD.sub(" ", bare.lower().replace("đ", "d")).strip()


def plain_capitals(text: str) -> str:
    """What a bank keeps of the text of a transfer: capitals without marks, digits, single spaces."""
    return re.sub(r"[^A-Z0-9]+", " ", fold(text).upper()).strip()


def without_marks(text: str) -> str:
    """The text as a short message without marks writes it: "Đã trả kết quả" becomes "Da tra ket qua"."""
    bare = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return bare.translate(_PLAIN_SIGNS)


def name_key(name: str) -> str:
    """Digits that sort names as a Vietnamese list does: given name first, then family name, then what stands between.

    Only digits, so that every database collation orders the keys alike.
    """
    words = unicodedata.normalize("NFC", name).lower().split()
    return "".join(_word_key(word) for word in [*words[-1:], *words[:-1]])


def number_in_words(number: int) -> str:
    """A whole number in words: 1234567 is "một triệu hai trăm ba mươi tư nghìn năm trăm sáu mươi bảy"."""
    if number < 0:
        return f"âm {number_in_words(-number)}"
    if number == 0:
        return _DIGITS[0]
    billions, rest = divmod(number, _BILLION)
    words = [number_in_words(billions), "tỷ"] if billions else []
    for value, unit in ((rest // 1_000_000, "triệu"), (rest // 1000 % 1000, "nghìn"), (rest % 1000, "")):
        if value:
            words += [*_three_digits(value, full=bool(words)), *([unit] if unit else [])]
    return " ".join(words)


def grouped(number: int) -> str:
    """A number as people read it: "1.234.567"."""
    return f"{number:,}".replace(",", ".")


def money(amount: int) -> str:
    """An amount as people read it: "1.234.567 đồng"."""
    return f"{grouped(amount)} đồng"


def file_size(size: int) -> str:
    """So many bytes as people read them: "340 KB" (rounded up), "12,5 MB", "20 MB"."""
    if size < _MEGABYTE:
        return f"{-(-size // 1024)} KB"
    return f"{size / _MEGABYTE:.1f} MB".replace(".0 ", " ").replace(".", ",")


def money_in_words(amount: int) -> str:
    """An amount as a receipt writes it: "Hai mươi nghìn đồng"."""
    words = number_in_words(amount)
    return f"{words[0].upper()}{words[1:]} đồng"


def weekday_name(day: date) -> str:
    """The day of the week inside a sentence: "thứ Hai" … "Chủ nhật"."""
    return _WEEKDAYS[day.weekday()]


def short_date(day: date) -> str:
    """The date in figures: "05/02/2026"."""
    return f"{day:%d/%m/%Y}"


def read_day(text: str) -> date | None:
    """The day as people write it (`24/11/2026`) or addresses do (`2026-11-24`), of 2000 to 2199; else None."""
    written = _DAY.fullmatch(text.strip())
    try:
        day = date(*map(int, reversed(written.groups()))) if written else date.fromisoformat(text.strip())
    except ValueError:
        return None
    return day if 2000 <= day.year < 2200 else None


def long_date(day: date) -> str:
    """The date of an official paper: "ngày 05 tháng 02 năm 2026".

    Days under 10 and the months 1 and 2 take a leading zero, so that nobody can add a digit (Nghị định 30/2020/NĐ-CP).
    """
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def short_moment(moment: datetime) -> str:
    """An aware moment in Hà Nội's time: "17:00, thứ Năm 26/11/2026"."""
    local = _in_hanoi(moment)
    return f"{local:%H:%M}, {weekday_name(local)} {short_date(local)}"


def plain_moment(moment: datetime | None) -> str:
    """An aware moment in Hà Nội's time in a narrow place: "17:00 26/11/2026"; empty for none."""
    return f"{_in_hanoi(moment):%H:%M %d/%m/%Y}" if moment else ""


def long_moment(moment: datetime) -> str:
    """An aware moment in Hà Nội's time, as a form prints it: "17 giờ 00 phút, ngày 26 tháng 11 năm 2026"."""
    local = _in_hanoi(moment)
    return f"{local:%H} giờ {local:%M} phút, {long_date(local)}"


def _in_hanoi(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("A moment without a time zone cannot be shown.")
    return moment.astimezone(_HANOI)


def _word_key(word: str) -> str:
    letters, tones = [], []
    for char in word:
        base, tone = _letter_and_tone(char)
        # Two digits a letter from 10 on; what is no letter sorts behind z.
        position = _ALPHABET.find(base)
        letters.append(str(10 + position) if position >= 0 else "99")
        tones.append(tone)
    # "00" ends the letters, so that a shorter word stands before a longer one that begins with it.
    return f"{''.join(letters)}00{''.join(tones)}00"


def _letter_and_tone(char: str) -> tuple[str, str]:
    marks = unicodedata.normalize("NFD", char)
    base = unicodedata.normalize("NFC", marks[0] + "".join(mark for mark in marks[1:] if mark in _LETTER_MARKS))
    return base, next((_TONES[mark] for mark in marks[1:] if mark in _TONES), "0")


def _three_digits(value: int, *, full: bool) -> list[str]:
    """The words of 1..999; `full` says the hundreds even when they are zero, because something stands before."""
    hundreds, rest = divmod(value, 100)
    words = [_DIGITS[hundreds], "trăm"] if hundreds or full else []
    tens, units = divmod(rest, 10)
    if tens == 0:
        if units == 0:
            return words
        return [*words, *(["linh"] if words else []), _DIGITS[units]]
    words += ["mười"] if tens == 1 else [_DIGITS[tens], "mươi"]
    return [*words, _unit_after_ten(tens, units)] if units else words


def _unit_after_ten(tens: int, units: int) -> str:
    if units == 5:
        return "lăm"
    if tens > 1 and units == 1:
        return "mốt"
    if tens > 1 and units == 4:
        return "tư"
    return _DIGITS[units]
