"""Ordinary life: what the mass of dossiers is like. Pure."""

from random import Random

from cases.demo.lives import Life
from cases.demo.scenes import BUILDING, LAND_OFFICE, LICENCES, RESIDENCE, WARD, WELFARE, Scene

_NEIGHBOURS = ("H26.104", "H26.114", "H26.168", "H26.134", "H26.146")
# Procedures with how often they are asked for, by what they are about.
_WARD_WORK: tuple[tuple[float, dict[str, int]], ...] = (
    (0.34, {"1.001193": 6, "2.000635": 5, "2.000815": 6, "1.004873": 5, "1.000894": 3, "1.000656": 2, "1.004859": 2}),
    (0.38, {"1.001612": 7, "2.000720": 4, "1.001266": 2, "1.013225": 3, "1.013229": 2, "1.013274": 2, "2.000620": 1}),
    (0.20, {"1.004222": 4, "1.004194": 5, "1.010041": 3, "1.010038": 1, "1.014061": 2}),
    (0.08, {"1.001776": 2, "1.001731": 2, "1.001653": 1}),
)
_CITY_WORK: tuple[tuple[str, tuple[str, ...]], ...] = (
    (LAND_OFFICE, ("1.012783", "1.013831", "1.013833", "1.012784")),
    (LICENCES, ("3.000333", "3.000347", "3.000348", "1.001456")),
    ("H26.04", ("2.001583", "2.001199")),
    ("H26.07", ("1.013237", "1.012906")),
)
# Only what takes days leaves room for more than a note.
_ONE_DAY = {"1.001193", "2.000635", "2.000815", "1.000656", "1.000894"}
_MAY_BE_ASKED = {*BUILDING, *RESIDENCE, *WELFARE, "1.001612", "2.000720", "1.004859", "1.013831", "1.012783"}


def draw(rng: Random) -> Scene:
    """A dossier as they come, of the last hundred days."""
    place = rng.random()
    if place < 0.12:
        unit, codes = rng.choice(_CITY_WORK)
        code = rng.choice(codes)
    else:
        unit = WARD if place < 0.70 else rng.choice(_NEIGHBOURS)
        work = rng.choices([codes for _, codes in _WARD_WORK], [weight for weight, _ in _WARD_WORK])[0]
        code = rng.choices(list(work), list(work.values()))[0]
    return Scene(_life(code, rng), (code,), unit)


def _life(code: str, rng: Random) -> Life:
    if code in _ONE_DAY:
        finish = rng.choices(["early", "on_day", "late"], [30, 67, 3])[0]
        return Life(finish=finish, detours=("note",) if rng.random() < 0.05 else ())
    ending = rng.choices(["hand_over", "turned_down", "refuse", "withdraw", "stop"], [910, 25, 30, 20, 15])[0]
    finish = rng.choices(["early", "on_day", "late"], [63, 31, 6])[0]
    detours = [name for name, chance in _chances(code, finish) if rng.random() < chance]
    return Life(age=(0, 70), ending=ending, finish=finish, detours=tuple(detours))


def _chances(code: str, finish: str) -> list[tuple[str, float]]:
    return [
        ("completion", 0.08),
        ("reassign", 0.03),
        ("note", 0.15),
        ("supplement", 0.16 if code in _MAY_BE_ASKED else 0.03),
        ("payment", 0.8 if code == "1.013831" else 0.0),
        ("suspend", 0.02),
        ("apology", 0.4 if finish == "late" else 0.0),
        ("return", 0.05),
        ("recall", 0.01),
    ]
