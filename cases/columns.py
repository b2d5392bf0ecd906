"""The columns a list may show: each is a name in the address and the settings, a heading, and what stands in a row."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from cases.desk_state import desk_state
from cases.lists import Looking
from cases.marks import Mark
from cases.rows import Row, desk_mark
from cases.spent import Spent
from departments.vietnamese import money, plain_moment


@dataclass(frozen=True)
class Cell:
    """What stands in one place of a table: words, a smaller line, a deadline mark or the bar of time."""

    label: str
    text: str = ""
    sub: str = ""
    sub2: str = ""
    mark: Mark | None = None
    spent: Spent | None = None


@dataclass(frozen=True)
class Column:
    """`fill` says text, smaller line and so on of a row; `sort` is the order in which the heading puts the list."""

    key: str
    label: str
    fill: Callable[[Row, Looking], dict[str, object]]
    sort: str = ""

    def cell(self, row: Row, look: Looking) -> Cell:
        """What the row says under this heading."""
        return Cell(self.label, **self.fill(row, look))  # type: ignore[arg-type]


def _holder(row: Row, _: Looking) -> dict[str, object]:
    slow = row.step if row.step.kind == "slow" else None
    return {"text": row.holder, "sub": row.holder_sub, "sub2": row.at_work, "mark": slow}


def _step_due(row: Row, _: Looking) -> dict[str, object]:
    task = row.dossier.current_task
    return {"mark": row.step, "sub": plain_moment(task.due_at) if task else ""}


def _promise(row: Row, _: Looking) -> dict[str, object]:
    dossier = row.dossier
    again = f"hẹn lại {plain_moment(dossier.reappointed_at)}" if dossier.is_reappointed else ""
    return {"mark": row.due, "sub": plain_moment(dossier.due_at), "sub2": again}


def _state(row: Row, _: Looking) -> dict[str, object]:
    state = desk_state(row.dossier)
    return {"text": state.state, "sub": state.since, "sub2": row.at_work}


def _desk_due(row: Row, look: Looking) -> dict[str, object]:
    return {"mark": desk_mark(row.dossier, look), "sub": desk_state(row.dossier).until}


def _fee(row: Row, _: Looking) -> dict[str, object]:
    dossier = row.dossier
    return {
        "text": money(dossier.fee_amount) if dossier.fee_amount else "",
        "sub": dossier.get_finance_status_display(),
    }


def _text(say: Callable[[Row], str]) -> Callable[[Row, Looking], dict[str, object]]:
    return lambda row, _: {"text": say(row)}


def _papers(row: Row, _: Looking) -> dict[str, object]:
    unit = row.dossier.paper_unit
    return {"text": row.dossier.shelf, "sub": (unit.short_name or unit.name) if unit else ""}


_HOLDER, _STEP_DUE = "dang-giu", "han-buoc"
STORY = "thoi-gian"  # the one column that needs the dossier's steps and stops
_ALL = (
    Column("tinh-trang", "Tình trạng", _state),
    Column("han", "Hạn tại quầy", _desk_due),
    Column(_HOLDER, "Đang giữ", _holder),
    Column(_STEP_DUE, "Hạn của bước", _step_due),
    Column(STORY, "Thời gian ở từng bước", lambda row, _: {"spent": row.spent}),
    Column("hen-tra", "Hẹn trả", _promise, sort="han"),
    Column("trang-thai", "Trạng thái", _text(lambda row: row.dossier.get_status_display())),
    Column("nop-luc", "Nộp lúc", _text(lambda row: plain_moment(row.dossier.submitted_at)), sort="nop"),
    Column("tiep-nhan-luc", "Tiếp nhận lúc", _text(lambda row: plain_moment(row.dossier.received_at))),
    Column("phong", "Phòng giải quyết", _text(lambda row: row.dossier.division.name)),
    Column(
        "co-quan",
        "Đơn vị",
        _text(lambda row: row.dossier.department.short_name or row.dossier.department.name),
    ),
    Column("phi", "Phí, lệ phí", _fee),
    Column("bo-sung", "Lần bổ sung", _text(lambda row: f"{row.dossier.supplement_count} lần")),
    Column("ho-so-giay", "Hồ sơ giấy", _papers),
    Column("nhan-ket-qua", "Cách nhận kết quả", _text(lambda row: row.dossier.get_delivery_display())),
)
COLUMNS = {one.key: one for one in _ALL}
MOST = 6


def cells_of(columns: Iterable[Column], row: Row, look: Looking) -> list[Cell]:
    """What the row says under each heading; how the step stands is said once, under its own where that is shown."""
    shown = list(columns)
    twice = any(one.key == _STEP_DUE for one in shown)
    cells = ((one.key, one.cell(row, look)) for one in shown)
    return [replace(cell, mark=None) if twice and key == _HOLDER else cell for key, cell in cells]


def columns_of(keys: Iterable[str]) -> list[Column]:
    """Those of the names that are columns, each once, in the order given and not more than a screen holds."""
    return [COLUMNS[key] for key in dict.fromkeys(keys) if key in COLUMNS][:MOST]
