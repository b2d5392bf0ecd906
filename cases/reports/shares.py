"""Shares on time that can be compared: with the uncertainty of small numbers, and none below a least number. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt

# Below it a share says more about chance than about a unit; the same number as for usual times.
LEAST = 30
_Z = 1.96  # of 95 %


def expected(counted: Mapping[int, int], all_counted: Mapping[int, int], all_good: Mapping[int, int]) -> float:
    """What all reach with the same mix: their share of each procedure, as often as it is `counted`; 0 for nothing."""
    like = sum(number * all_good[key] / all_counted[key] for key, number in counted.items())
    total = sum(counted.values())
    return like / total if total else 0.0


def told(share: float) -> str:
    """`92,1%`, rounded down."""
    tenths = int(share * 1000)
    return f"{tenths // 10},{tenths % 10}%"


@dataclass(frozen=True)
class Share:
    """`good` of `of`; percentages are in tenths, rounded down, so that 100,0 is said only where nothing was late."""

    good: int
    of: int

    @property
    def tenths(self) -> int:
        """0 to 1000; 0 where nothing was counted."""
        return self.good * 1000 // self.of if self.of else 0

    @property
    def text(self) -> str:
        """`97,4%`; a dash where nothing was counted."""
        return f"{self.tenths // 10},{self.tenths % 10}%" if self.of else "–"

    @property
    def comparable(self) -> bool:
        """Whether there are enough to be compared."""
        return self.of >= LEAST

    @property
    def bounds(self) -> tuple[float, float]:
        """Wilson's interval of 95 %, as shares from 0 to 1; from 0 to 1 where nothing was counted."""
        if not self.of:
            return 0.0, 1.0
        n, p, z2 = self.of, self.good / self.of, _Z * _Z
        middle, spread = p + z2 / (2 * n), _Z * sqrt(p * (1 - p) / n + z2 / (4 * n * n))
        return max(0.0, (middle - spread) / (1 + z2 / n)), min(1.0, (middle + spread) / (1 + z2 / n))

    @property
    def between(self) -> str:
        """`93–98%`: where the true share lies, 19 times of 20."""
        low, high = self.bounds
        return f"{int(low * 100)}–{-int(-high * 100 // 1)}%"

    @property
    def band(self) -> int:
        """0 to 4 for colours that are also told in figures: below 80, 90, 95, 98 percent, and above."""
        return sum(self.tenths >= edge for edge in (800, 900, 950, 980))
