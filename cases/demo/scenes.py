"""Set scenes: what every visitor of the demo should find on his page, in the order of how telling it is. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cases.demo.lives import Life

WARD = "H26.105"
HOUSEHOLD = ("1.001612", "2.000720", "1.001570", "1.001266", "2.000575")
BUILDING = ("1.013225", "1.013229")
ECONOMY = (*HOUSEHOLD, "1.013225", "1.013229", "1.013274", "1.002693", "2.000620")
REGISTRY = ("1.004873", "1.004884", "1.004859", "1.001022", "2.002516")
RESIDENCE = ("1.004222", "1.004194", "1.010038", "1.003197")
WELFARE = ("1.001776", "1.001731", "1.001653")
SAME_DAY = ("1.001193", "2.000635", "1.000656")
LAND_CHANGE = ("1.013831",)
LAND_OFFICE, LICENCES = "H26.42", "H26.40"


@dataclass(frozen=True)
class Scene:
    """A life at a unit under one of the procedures; `people` says who has which part, `account` whose dossier it is."""

    life: Life
    procedures: tuple[str, ...]
    unit: str = WARD
    people: Mapping[str, str] = field(default_factory=dict)
    account: str = ""
    online: bool = False


US = {"clerk": "motcua", "officer": "thuly", "head": "truongphong", "leader": "lanhdao"}
DESK = {"clerk": "motcua"}
SIGNER = {"clerk": "motcua", "leader": "lanhdao"}


def _hers(life: Life, procedures: tuple[str, ...], unit: str = WARD) -> Scene:
    """A dossier of the citizen `congdan`."""
    people = US if unit == WARD and set(procedures) <= set(ECONOMY) else {}
    return Scene(life, procedures, unit, people, account="congdan", online=True)


def _ours(life: Life, procedures: tuple[str, ...] = ECONOMY, *, online: bool = False) -> Scene:
    """A dossier in the hands of `motcua`, `thuly`, `truongphong` and `lanhdao`."""
    return Scene(life, procedures, people=US, online=online)


SCENES: tuple[Scene, ...] = (
    # One of each, so that the smallest demo already has every status.
    _hers(Life("answer_supplement", age=(6, 9), detours=("supplement",)), ("1.013225",)),
    _ours(Life("propose", due_in=-3, waits="long"), ("1.001612",)),
    _ours(Life("sign", due_in=1, waits="short"), ("2.000720",)),
    _hers(Life("propose", due_in=2), ("1.001612",)),
    _hers(Life(age=(30, 36)), ("1.004873",)),
    _ours(Life("receive", age=(0, 0)), ("1.001612",), online=True),
    _ours(Life("transfer", due_in=3), ("1.001266",)),
    _ours(Life("hand_over", due_in=1, waits="long"), ("2.000575",)),
    _hers(Life("confirm_payment", age=(9, 12), detours=("payment",)), LAND_CHANGE, LAND_OFFICE),
    Scene(Life(age=(8, 20), ending="refuse"), REGISTRY, people=DESK, online=True),
    Scene(Life(age=(8, 20), ending="withdraw"), RESIDENCE, people=DESK, online=True),
    _ours(Life(age=(25, 40), ending="stop", detours=("note",)), BUILDING),
    _ours(Life("propose", due_in=0), ("1.001612",)),
    _ours(Life("assign", due_in=2, waits="long"), ("1.001570",)),
    _ours(Life("approve", due_in=2), ("2.000720",)),
    Scene(Life("answer_completion", age=(2, 3), detours=("completion",)), REGISTRY, people=DESK, online=True),
    _ours(Life("resume", age=(8, 10), detours=("suspend",)), BUILDING),
    _ours(Life("propose:2", age=(9, 11), detours=("return",)), BUILDING),
    _hers(Life("propose", due_in=-1, detours=("apology",), waits="long"), ("1.013274",)),
    _hers(Life("hand_over", due_in=1), ("1.010038",)),
    _hers(Life("receive", age=(0, 0)), ("1.004194",)),
    _hers(Life(age=(50, 60)), SAME_DAY),
    _hers(Life(age=(20, 28), ending="refuse"), ("1.004859",)),
    _ours(Life("accept_supplement", age=(8, 10), detours=("supplement",)), BUILDING),
    Scene(Life("sign", due_in=1, waits="short"), REGISTRY, people=SIGNER),
    # The work of the division.
    _ours(Life("propose", due_in=-5, waits="long"), BUILDING),
    _ours(Life("approve", due_in=-2, waits="long")),
    _ours(Life("sign", due_in=-1, waits="long")),
    _ours(Life("propose", due_in=0), HOUSEHOLD),
    _ours(Life("sign", due_in=0, waits="short"), HOUSEHOLD),
    _ours(Life("propose", due_in=1)),
    _ours(Life("propose", due_in=1, detours=("note",))),
    _ours(Life("approve", due_in=1, waits="long")),
    _ours(Life("propose", due_in=3), BUILDING),
    _ours(Life("propose", due_in=6, detours=("reassign", "note")), BUILDING),
    _ours(Life("forward", due_in=4, waits="long"), BUILDING),
    _ours(Life("assign", due_in=2)),
    _ours(Life("assign", due_in=7), BUILDING),
    _ours(Life("assign", due_in=2, waits="short")),
    _ours(Life("approve", due_in=3), BUILDING),
    _ours(Life("sign", due_in=2), BUILDING),
    _ours(Life("sign", due_in=4, waits="short"), BUILDING),
    # Signed, and with the records clerk.
    *(_ours(Life("issue", due_in=due), ("1.013274",), online=True) for due in (1, 3)),
    _ours(Life("propose:2", due_in=1, detours=("return",), waits="short"), BUILDING),
    _ours(Life("propose:2", age=(12, 14), detours=("recall",)), BUILDING),
    _ours(Life("answer_supplement", age=(5, 8), detours=("supplement",)), BUILDING),
    _ours(Life("answer_supplement:2", age=(12, 16), detours=("supplement", "supplement again")), BUILDING),
    _ours(Life("propose", age=(12, 14), detours=("supplement", "note")), BUILDING),
    _ours(Life("propose", due_in=2, detours=("apology",), waits="long"), BUILDING),
    # What waits for the leader's word, and what he did not approve.
    _ours(Life("request_supplement:2", age=(10, 12), detours=("supplement", "supplement again")), BUILDING),
    _ours(Life("propose", age=(11, 13), detours=("supplement", "supplement declined")), BUILDING),
    _ours(Life("ask_completion:2", age=(3, 4), detours=("completion", "completion again")), HOUSEHOLD, online=True),
    _ours(Life("refuse", age=(0, 1), ending="refuse"), HOUSEHOLD, online=True),
    # The desk.
    *(Scene(Life("receive", age=(0, 0)), REGISTRY, people=DESK, online=True) for _ in range(3)),
    *(Scene(Life("receive", age=(0, 1)), RESIDENCE, people=DESK, online=True) for _ in range(2)),
    Scene(Life("receive", age=(3, 3)), WELFARE, people=DESK, online=True),
    Scene(Life("receive", age=(3, 4), detours=("completion",)), HOUSEHOLD, people=DESK, online=True),
    Scene(Life("answer_completion", age=(3, 5), detours=("completion",)), HOUSEHOLD, people=DESK, online=True),
    Scene(Life("transfer", due_in=5), RESIDENCE, people=DESK),
    Scene(Life("transfer", due_in=3), REGISTRY, people=DESK),
    *(Scene(Life("hand_over", due_in=due, waits="long"), REGISTRY, people=SIGNER) for due in (-4, -1, 0, 1)),
    Scene(Life("hand_over", due_in=2, waits="long"), RESIDENCE, people=DESK),
    *(Scene(Life("hand_over", due_in=due, waits="long"), ECONOMY, people=US) for due in (-2, 1)),
    Scene(Life(age=(5, 12), ending="withdraw_early"), HOUSEHOLD, people=DESK, online=True),
    # The rest of the ward and of the city.
    Scene(Life("sign", due_in=1), REGISTRY, people=SIGNER),
    Scene(Life("sign", due_in=2), WELFARE, people=SIGNER),
    Scene(Life("propose", due_in=-2, waits="long"), REGISTRY, people=DESK),
    Scene(Life("propose", due_in=-6, waits="long"), RESIDENCE, people=DESK),
    Scene(Life("propose", due_in=0), WELFARE, people=DESK),
    Scene(Life("propose", due_in=-8, waits="long"), ECONOMY, "H26.104"),
    Scene(Life("propose", due_in=0), REGISTRY, "H26.114"),
    Scene(Life("sign", due_in=-1), RESIDENCE, "H26.168"),
    Scene(Life("confirm_payment", age=(8, 12), detours=("payment",)), LAND_CHANGE, LAND_OFFICE),
    Scene(Life("propose", age=(12, 16), detours=("payment",)), LAND_CHANGE, LAND_OFFICE),
    Scene(Life("propose", due_in=-2, waits="long"), ("3.000333",), LICENCES),
    Scene(Life("propose", due_in=1), ("3.000347", "3.000348"), LICENCES),
)
