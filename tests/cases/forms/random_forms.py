"""Forms and answers that nobody would think of: questions of every kind whose conditions look back."""

from typing import Any

from hypothesis import strategies as st

from procedures.models import FormField

Kind = FormField.Kind
_KINDS = [
    Kind.TEXT, Kind.TEXTAREA, Kind.NUMBER, Kind.DATE, Kind.CHOICE, Kind.CHOICES, Kind.YES_NO, Kind.DECLARATION,
    Kind.PERSONAL_ID, Kind.PHONE, Kind.MONEY, Kind.ADDRESS,
]  # fmt: skip
_CHOICES = ["Nam", "Nữ", ["k", 'Không "rõ" & khác']]
_BLANKS = ["", " ", "\t", "\u00a0", "\u3000 ", "\ufeff", "\x85"]
_TYPED = ["Hà Nội", "0", "1", "25", "3000", "không", "yes", " x ", "0912345678", "001190012345", *_BLANKS]


@st.composite
def forms(draw: Any) -> list[FormField]:
    """Two to eight questions in one to three groups."""
    questions: list[FormField] = []
    group = 1
    for place in range(draw(st.integers(2, 8))):
        group += draw(st.integers(0, 3)) == 0 and place > 0
        kind = draw(st.sampled_from(_KINDS))
        required = draw(st.booleans())
        questions.append(
            FormField(
                key=f"q{place}",
                label=f"Câu {place}",
                group=f"Nhóm {group}",
                kind=kind,
                required=required,
                choices=_CHOICES if kind in (Kind.CHOICE, Kind.CHOICES) else [],
                show_when=draw(conditions(questions)) if draw(st.booleans()) else {},
                require_when=draw(conditions(questions)) if not required and draw(st.booleans()) else {},
            )
        )
    return questions


def conditions(before: list[FormField]) -> Any:
    """Conditions that look at these questions; {} where there is none."""
    leaves = [_leaf(one) for one in before]
    if not leaves:
        return st.just({})
    return st.recursive(
        st.one_of(leaves),
        lambda inner: st.one_of(
            st.builds(lambda parts: {"and": parts}, st.lists(inner, min_size=1, max_size=3)),
            st.builds(lambda parts: {"or": parts}, st.lists(inner, min_size=1, max_size=3)),
            st.builds(lambda part: {"not": part}, inner),
        ),
        max_leaves=4,
    )


def _leaf(one: FormField) -> Any:
    filled = st.booleans().map(lambda flag: {"field": one.key, "filled": flag})
    values = [value for value, _ in one.pairs()]
    if not values:
        return filled
    is_one = st.sampled_from(values).map(lambda value: {"field": one.key, "is": value})
    some = st.lists(st.sampled_from(values), min_size=1, max_size=2, unique=True)
    return st.one_of(filled, is_one, some.map(lambda found: {"field": one.key, "in": found}))


@st.composite
def answers(draw: Any, questions: list[FormField]) -> dict[str, list[str]]:
    """What is put into the boxes, right or wrong, by the names of the boxes; some are left alone."""
    sent: dict[str, list[str]] = {}
    for one in questions:
        if draw(st.integers(0, 3)):
            sent |= draw(_of(one))
    return sent


def _of(one: FormField) -> Any:
    text = st.sampled_from(_TYPED)
    match one.kind:
        case Kind.DATE:
            parts = st.tuples(
                st.sampled_from(["", "3", "31"]), st.sampled_from(["", "2"]), st.sampled_from(["", "2020"])
            )
            return parts.map(
                lambda day: {
                    f"{one.key}_{name}": [part] for name, part in zip(("ngay", "thang", "nam"), day, strict=True)
                }
            )
        case Kind.ADDRESS:
            parts = st.tuples(st.sampled_from(["", "H26.105", "khac"]), text, text)
            names = ("commune", "elsewhere", "street")
            return parts.map(
                lambda place: {f"{one.key}_{name}": [part] for name, part in zip(names, place, strict=True)}
            )
        case Kind.CHOICES:
            values = [value for value, _ in one.pairs()]
            return st.lists(st.sampled_from(values), max_size=3, unique=True).map(lambda found: {one.key: found})
        case Kind.CHOICE | Kind.YES_NO | Kind.DECLARATION:
            return st.sampled_from([value for value, _ in one.pairs()]).map(lambda value: {one.key: [value]})
    return text.map(lambda value: {one.key: [value]})
