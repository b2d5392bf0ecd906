"""What turned: a share on time or an intake out of its usual band, a unit that fell silent. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, stdev

from cases.reports.shares import Share

_MONTHS_BACK = 6
_DAYS_BACK = 20
_LEAST_DAYS = 10
_SPREADS = 3
# A unit that usually takes in fewer a day may be silent for a day without a reason.
_USUAL = 3


@dataclass(frozen=True)
class Alarm:
    """One sentence for those who lead; `worse` says whether it is bad news, `unit` whose it is (0: all)."""

    text: str
    worse: bool
    unit: int = 0


def share_turned(months: Sequence[Share]) -> Alarm | None:
    """The newest month (last) against the mean of up to six before it; only where all of its interval lies beyond."""
    *past, now = months
    past = [month for month in past[-_MONTHS_BACK:] if month.of]
    usual = Share(sum(month.good for month in past), sum(month.of for month in past))
    if not now.comparable or not usual.comparable:
        return None
    low, high = now.bounds
    if usual.tenths / 1000 > high:
        return Alarm(f"Đúng hạn tháng này {now.text}, thấp hơn hẳn mức quen {usual.text} của các tháng trước.", True)
    if usual.tenths / 1000 < low:
        return Alarm(f"Đúng hạn tháng này {now.text}, cao hơn hẳn mức quen {usual.text} của các tháng trước.", False)
    return None


def intake_turned(days: Sequence[int], name: str) -> Alarm | None:
    """The last working day against the twenty before it: further from their mean than three of their spreads."""
    *past, last = days[-_DAYS_BACK - 1 :] or [0]
    if len(past) < _LEAST_DAYS:
        return None
    usual, spread = fmean(past), max(stdev(past), 1.0)
    if abs(last - usual) <= _SPREADS * spread:
        return None
    side = "nhiều" if last > usual else "ít"
    return Alarm(f"{name} tiếp nhận {last} hồ sơ, {side} khác thường: mọi ngày khoảng {round(usual)}.", last < usual)


def silent(units: Mapping[int, Sequence[int]], names: Mapping[int, str], name: str) -> list[Alarm]:
    """Units that took in nothing on the last working day and usually do; days as for `intake_turned`."""
    found = []
    for unit, days in units.items():
        *past, last = days[-_DAYS_BACK - 1 :] or [0]
        if len(past) >= _LEAST_DAYS and not last and fmean(past) >= _USUAL:
            usual = round(fmean(past))
            found.append(
                Alarm(f"{names[unit]}: {name} không tiếp nhận hồ sơ nào, mọi ngày khoảng {usual}.", True, unit)
            )
    return found
