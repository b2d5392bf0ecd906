"""Why it is that day, line by line, in English: the clock speaks Vietnamese, for what it says is printed too.

Each pattern is one way in which `procedures.time_limits`, `cases.clock` and `departments.day_names` make a line; names
of holidays and reasons that an office gave stay Vietnamese and are marked. Pure.
"""

import re
from collections.abc import Callable
from functools import partial

from departments.written import as_vietnamese, filled

_WEEKDAYS = {
    "hai": "Monday", "ba": "Tuesday", "tư": "Wednesday", "năm": "Thursday", "sáu": "Friday", "bảy": "Saturday",
}  # fmt: skip
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAY = re.compile(r"(?:thứ (\w+)|chủ nhật) (\d\d/\d\d(?:/\d{4})?)", re.IGNORECASE)
_FIGURES = re.compile(r"\b(\d\d)/(\d\d)(?:/(\d{4}))?\b")
_EVENTS = {
    "Nhận đủ hồ sơ": "Everything received",
    "Hệ thống nhận hồ sơ": "Received by the system",
    "Bắt đầu bước": "Step begun",
    "Tính lại thời hạn từ đầu": "The time limit begins anew",
    "Cổng nhận phản ánh": "Feedback received by the portal",
    "Trả lời người gửi": "Answered",
}
_UNITS = (
    (r"0*(\d+) ngày làm việc", "working day"),
    (r"0*(\d+) giờ làm việc", "working hour"),
    (r"0*(\d+) tháng", "month"),
    (r"0*(\d+) ngày", "day"),
    (r"(\d+) giờ", "hour"),
    (r"(\d+) phút", "minute"),
)
_STOPS = {
    "chờ bổ sung hồ sơ": "waiting for missing items",
    "chờ người gửi bổ sung": "waiting for the sender",
    "chờ thực hiện nghĩa vụ tài chính": "waiting for a payment",
    "chờ ý kiến cơ quan khác": "waiting for another office",
    "kiểm tra thực địa": "inspection on site",
    "tạm dừng giải quyết": "suspended",
    "lý do khác": "another reason",
}


def explained(line: str) -> str:
    """The line in English, as markup; one that no pattern knows stays Vietnamese and is marked."""
    for pattern, english in _LINES:
        if found := pattern.fullmatch(line):
            return english(*found.groups())
    return as_vietnamese(line)


def _plain(text: str) -> str:
    """Days, moments, lengths and the words between them."""
    text = _DAY.sub(lambda day: f"{_weekday(day[1])} {day[2]}", text)
    text = _FIGURES.sub(lambda day: f"{int(day[1])} {_MONTHS[int(day[2]) - 1]}{f' {day[3]}' if day[3] else ''}", text)
    for pattern, unit in _UNITS:
        text = re.sub(pattern, partial(_unit, unit), text)
    text = text.replace("trong ngày làm việc", "within the working day").replace(" làm việc", " of working time")
    return text.replace(" đến ", " to ")


def _unit(what: str, found: re.Match[str]) -> str:
    return _counted(int(found[1]), what)


def _weekday(word: str | None) -> str:
    return _WEEKDAYS[word.lower()] if word else "Sunday"


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _head(text: str) -> str:
    """What is counted: "Ngày 3", "Ngày 1–5", "Hết 02 tháng", "Trả kết quả"."""
    if text == "Trả kết quả":
        return "Result"
    if text.startswith("Hết "):
        return f"End of {_plain(text.removeprefix('Hết '))}"
    return text.replace("Ngày", "Days" if "–" in text else "Day")


def _why(reason: str | None) -> str:
    """The reason of a stop in brackets, with what holds for it; several are joined by semicolons."""
    if not reason:
        return ""
    parts = [_STOPS.get(one) or as_vietnamese(one) for one in reason.split("; ")]
    return filled(" ({})", filled("; ".join("{}" for _ in parts), *parts))


def _note(days: str, note: str) -> str:
    if note == "là ngày làm bù":
        return f"{_plain(days)}: worked in place of a day off"
    return filled("{}: day off, {}", _plain(days), as_vietnamese(note.removeprefix("nghỉ: ")))


def _began(event: str, moment: str, zero: str | None) -> str:
    return f"{_EVENTS[event]} at {_plain(moment)}" + (", and that day is not counted" if zero else "")


def _rolled(moment: str, off: str | None) -> str:
    return f"New date: {_plain(moment)}" + (f", for {_plain(off)} is a day off" if off else "")


def _limit(text: str, rest: str) -> str:
    if rest.startswith("hồ sơ nhận sau 15"):
        return f"Time limit: {_plain(text)}; what is received after 15:00 is due on the next working day"
    return f"Time limit: {_plain(text)}; counted by Articles 147 and 148 of the Civil Code"


_D = r"(?:[Tt]hứ \w+|[Cc]hủ nhật) \d\d/\d\d(?:/\d{4})?"
_S = rf"{_D}(?: đến {_D})?"
_M = rf"\d\d:\d\d {_D}"
_B = r"\d\d:\d\d \d\d/\d\d(?:/\d{4})?"
_WHY = r"(?: \((.+)\))?"
_COUNTED = r"(Ngày \d+(?:–\d+)?|Hết .+?|Trả kết quả)"
_LINES: tuple[tuple[re.Pattern[str], Callable[..., str]], ...] = tuple(
    (re.compile(pattern), english)
    for pattern, english in (
        (rf"({'|'.join(_EVENTS)}) lúc ({_M})(, .+ không tính)?", _began),
        (rf"{_COUNTED}: ({_D}), hết giờ làm việc (\d\d:\d\d)",
         lambda what, day, hour: f"{_head(what)}: {_plain(day)}, end of office hours at {hour}"),
        (rf"{_COUNTED}: ({_D}) là ngày nghỉ hằng tuần",
         lambda what, day: f"{_head(what)}: {_plain(day)}, a weekly day off"),
        (rf"{_COUNTED}: ({_D}) (nghỉ: .+)", lambda what, day, note: filled("{}: {}", _head(what), _note(day, note))),
        (rf"{_COUNTED}: ({_S})", lambda what, days: f"{_head(what)}: {_plain(days)}"),
        (rf"Thời hạn kết thúc vào ngày làm việc tiếp theo: ({_D}), hết giờ làm việc (\d\d:\d\d)",
         lambda day, hour: f"It ends on the next working day: {_plain(day)}, end of office hours at {hour}"),
        (rf"({_S}) (nghỉ: .+|là ngày làm bù)", _note),
        (r"Tháng (\d\d)/(\d{4}) không có ngày (\d+), thời hạn tính đến ngày cuối tháng",
         lambda month, year, day: f"{_MONTHS[int(month) - 1]} {year} has no day {day}: counted to its last day"),
        (rf"({_D}) không phải ngày làm việc: trả trong ngày làm việc tiếp theo",
         lambda day: f"{_plain(day)} is no working day: due on the next one"),
        (r"Nhận sau 15 giờ: trả trong ngày làm việc tiếp theo",
         lambda: "Received after 15:00: due on the next working day"),
        (rf"Ngoài giờ làm việc, tính từ ({_M})", lambda moment: f"Outside office hours, counted from {_plain(moment)}"),
        (rf"({_S}) từ (\d\d:\d\d) đến (\d\d:\d\d) = (.+)",
         lambda days, opens, closes, time: f"{_plain(days)} from {opens} to {closes} = {_plain(time)}"),
        (rf"({_S}) = (.+)", lambda days, time: f"{_plain(days)} = {_plain(time)}"),
        (rf"Đủ (.+) lúc ({_M})", lambda time, moment: f"{_plain(time)} are complete at {_plain(moment)}"),
        (r"Lịch nghỉ năm (\d{4}) là dự kiến, chưa có thông báo chính thức",
         lambda year: f"The days off of {year} are expected ones, not announced yet"),
        (r"Thời hạn (.+?); (cách tính .+|hồ sơ nhận sau 15 .+)", _limit),
        (r"Thủ tục không quy định thời hạn giải quyết nên không có ngày hẹn trả",
         lambda: "The procedure sets no time limit, so there is no result date"),
        (r"Hạn không đổi", lambda: "The date stays the same"),
        (rf"Hạn mới: ({_M})(?:, vì ({_D}) là ngày nghỉ)?", _rolled),
        (rf"Tạm dừng từ ({_B}) đến ({_B}) = (.+? làm việc|\d+ ngày){_WHY}",
         lambda since, until, time, why: filled(
             "Stopped from {} to {} = {}{}", _plain(since), _plain(until), _plain(time), _why(why))),
        (rf"Tạm dừng từ ({_B}) đến ({_B}){_WHY}: thời hạn tính lại từ đầu",
         lambda since, until, why: filled(
             "Stopped from {} to {}{}: the time limit begins anew", _plain(since), _plain(until), _why(why))),
        (rf"Đang tạm dừng từ ({_M}){_WHY}; ngày hẹn trả được tính lại khi hết tạm dừng",
         lambda since, why: filled(
             "Stopped since {}{}; the date is worked out anew when it goes on", _plain(since), _why(why))),
        (rf"Tạm dừng từ ({_M})(?: đến ({_M}))? không có căn cứ pháp lý nên không làm đổi ngày hẹn trả",
         lambda since, until: f"Stopped from {_plain(since)}{f' to {_plain(until)}' if until else ''}"
         " without a legal basis, which does not change the date"),
        (rf"Tạm dừng từ ({_M}) bắt đầu sau khi đã hết hạn \(({_M})\) nên không làm đổi ngày hẹn trả",
         lambda since, due: f"Stopped from {_plain(since)}, after the date had passed ({_plain(due)}):"
         " that does not change it"),
    )
)  # fmt: skip
