"""Where the marks of a chart stand, in whole units of its drawing; the page draws them as SVG beside words. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT, FOOT, HEAD, SIDE = 720, 240, 30, 30, 54
OVER, UNDER = -8, 20


@dataclass(frozen=True)
class Bar:
    """One bar; `kind` is its style."""

    x: int
    y: int
    width: int
    height: int
    kind: str


@dataclass(frozen=True)
class Label:
    """A word in the drawing."""

    x: int
    y: int
    text: str


@dataclass(frozen=True)
class Dot:
    """A point of a line and its value, whose foot lies `shift` under the point (over it when negative)."""

    x: int
    y: int
    text: str
    shift: int


@dataclass(frozen=True)
class Bars:
    """Pairs of bars over their labels; `grid` holds the heights with their numbers."""

    bars: tuple[Bar, ...]
    labels: tuple[Label, ...]
    grid: tuple[Label, ...]


@dataclass(frozen=True)
class Lines:
    """Two lines of shares as SVG point lists; `dots` are the points of the first with their values."""

    now: str
    before: str
    dots: tuple[Dot, ...]
    labels: tuple[Label, ...]
    grid: tuple[Label, ...]


def bars(pairs: Sequence[tuple[int, int]], names: Sequence[str], kinds: tuple[str, str]) -> Bars:
    """Two bars for each name, scaled to the greatest number."""
    top = _top(max((max(pair) for pair in pairs), default=0))
    step = (WIDTH - SIDE) // max(len(pairs), 1)
    width = max(2, step * 2 // 5)
    found, labels = [], []
    for index, (pair, name) in enumerate(zip(pairs, names, strict=True)):
        left = SIDE + index * step + (step - 2 * width) // 2
        for place, (number, kind) in enumerate(zip(pair, kinds, strict=True)):
            height = _height(number, 0, top)
            found.append(Bar(left + place * width, HEIGHT - FOOT - height, width - 1, height, kind))
        labels.append(Label(left + width, HEIGHT - 8, name))
    grid = tuple(Label(0, HEIGHT - FOOT - _height(value, 0, top), _short(value)) for value in (0, top // 2, top))
    return Bars(tuple(found), tuple(labels), grid)


def lines(now: Sequence[int | None], before: Sequence[int | None], names: Sequence[str]) -> Lines:
    """Two lines of tenths of percent; None leaves a gap out.

    The scale begins at a full ten percent below the least, low enough for the word of the least to stand under it.
    """
    told = [value for value in (*now, *before) if value is not None]
    least = min(min(told, default=0) // 100 * 100, 900)
    if least and told and _height(min(told), least, 1000) < UNDER:
        least -= 100
    step = (WIDTH - SIDE) // max(len(names), 1)

    def points(values: Sequence[int | None]) -> list[tuple[int, int, int]]:
        return [
            (SIDE + index * step + step // 2, HEIGHT - FOOT - _height(value, least, 1000), value)
            for index, value in enumerate(values)
            if value is not None
        ]

    here = points(now)
    dots = tuple(
        Dot(x, y, f"{value // 10},{value % 10}", UNDER if _in_a_dip(here, index) else OVER)
        for index, (x, y, value) in enumerate(here)
    )
    labels = tuple(Label(SIDE + index * step + step // 2, HEIGHT - 8, name) for index, name in enumerate(names))
    marks = (least, (least + 1000) // 2, 1000)
    grid = tuple(Label(0, HEIGHT - FOOT - _height(value, least, 1000), f"{value // 10}%") for value in marks)
    return Lines(_path(here), _path(points(before)), dots, labels, grid)


def _in_a_dip(points: Sequence[tuple[int, int, int]], index: int) -> bool:
    """Whether the line comes down to this point from its neighbours, so that a word over it would lie on the line."""
    y = points[index][1]
    beside = [points[place][1] for place in (index - 1, index + 1) if 0 <= place < len(points)]
    room_under = y + UNDER <= HEIGHT - FOOT
    return bool(beside) and room_under and y * len(beside) > sum(beside)


def _path(points: Sequence[tuple[int, int, int]]) -> str:
    return " ".join(f"{x},{y}" for x, y, _ in points)


def _height(value: int, least: int, top: int) -> int:
    room = HEIGHT - FOOT - HEAD
    return (value - least) * room // (top - least) if top > least else 0


def _top(greatest: int) -> int:
    """The next even number of one or two leading figures: 7 gives 8, 143 gives 150, 1201 gives 1300."""
    if greatest < 2:
        return 2
    unit = int(10 ** max(len(str(greatest)) - 2, 0))
    top = -(-greatest // unit) * unit
    return top if top % 2 == 0 else top + unit


def _short(value: int) -> str:
    if value >= 10_000:
        return f"{value / 1000:g}k".replace(".", ",")
    return str(value)
