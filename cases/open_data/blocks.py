"""Figures of units and procedures put together until none is about too few people. Pure.

The dossiers of a period are divided into blocks: a unit's dossiers of one procedure, a unit's remaining ones, and those
of units that have too few altogether. Each dossier is in exactly one block and each block holds at least `least`; a
remainder that is too small takes in the smallest block beside it. Every published total is a sum of whole blocks, so
whatever is added or subtracted, across tables too, no fewer than `least` dossiers can be told apart.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Count:
    """Dossiers that came to a result, and how many of them were late."""

    done: int = 0
    late: int = 0

    def __add__(self, other: "Count") -> "Count":
        return Count(self.done + other.done, self.late + other.late)


@dataclass(frozen=True)
class Block:
    """`procedure` None: the unit's remaining procedures together; `unit` None: the units with too few together."""

    unit: int | None
    procedure: int | None
    count: Count


def blocks(cells: Mapping[tuple[int, int], Count], least: int) -> list[Block]:
    """The blocks of (unit, procedure) cells, in the order of their keys, remainders last; none below `least` in all."""
    units: defaultdict[int, dict[int, Count]] = defaultdict(dict)
    for (unit, procedure), count in cells.items():
        if count.done:
            units[unit][procedure] = count
    whole, few = {}, Count()
    for unit, own in units.items():
        found = _of_unit(unit, own, least)
        if found:
            whole[unit] = found
        else:
            few = sum(own.values(), few)
    while whole and 0 < few.done < least:
        smallest = min(whole, key=lambda unit: (_total(whole[unit]).done, unit))
        few += _total(whole.pop(smallest))
    told = [block for unit in sorted(whole) for block in whole[unit]]
    return [*told, Block(None, None, few)] if few.done >= least else told


def _of_unit(unit: int, own: Mapping[int, Count], least: int) -> list[Block]:
    """The unit's blocks; empty where it has too few altogether."""
    kept = {procedure: count for procedure, count in own.items() if count.done >= least}
    rest = sum((count for procedure, count in own.items() if procedure not in kept), Count())
    while kept and 0 < rest.done < least:
        smallest = min(kept, key=lambda procedure: (kept[procedure].done, procedure))
        rest += kept.pop(smallest)
    told = [Block(unit, procedure, kept[procedure]) for procedure in sorted(kept)]
    return [*told, Block(unit, None, rest)] if rest.done >= least else told


def _total(found: list[Block]) -> Count:
    return sum((block.count for block in found), Count())
