"""No published number, and nothing that can be calculated from all of them, is about fewer than the least number."""

from collections import defaultdict
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from cases.open_data.blocks import Block, Count, blocks

LEAST = 5
CELLS = st.dictionaries(
    st.tuples(st.integers(1, 4), st.integers(1, 4)),
    st.integers(0, 9).flatmap(lambda done: st.builds(Count, st.just(done), st.integers(0, done))),
    max_size=12,
)
Cell = tuple[int, int]


def inside(block: Block, cells: dict[Cell, Count], told: list[Block]) -> frozenset[Cell]:
    """Which cells the block is made of, from what the tables say."""
    listed = {(one.unit, one.procedure) for one in told}
    units = {one.unit for one in told}
    own = {cell for cell, count in cells.items() if count.done}
    if block.procedure is not None and block.unit is not None:
        return frozenset({(block.unit, block.procedure)})
    if block.unit is not None:
        return frozenset(cell for cell in own if cell[0] == block.unit and cell not in listed)
    return frozenset(cell for cell in own if cell[0] not in units)


def published(cells: dict[Cell, Count]) -> list[frozenset[Cell]]:
    """The cells behind every row of the three tables, and behind the total."""
    told = blocks(cells, LEAST)
    rows, units, procedures = [], defaultdict(set), defaultdict(set)
    for block in told:
        made_of = inside(block, cells, told)
        rows.append(made_of)
        units[block.unit] |= made_of
        procedures[block.procedure] |= made_of
    whole = {cell for row in rows for cell in row}
    return [*rows, *map(frozenset, units.values()), *map(frozenset, procedures.values()), frozenset(whole)]


def rank(rows: list[list[Fraction]]) -> int:
    """How many of the rows say something that the others do not."""
    rows, found = [row[:] for row in rows], 0
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((row for row in rows[found:] if row[column]), None)
        if pivot is None:
            continue
        rows.remove(pivot)
        rows.insert(found, pivot)
        for other in rows[found + 1 :]:
            factor = other[column] / pivot[column]
            other[:] = [a - factor * b for a, b in zip(other, pivot, strict=True)]
        found += 1
    return found


@settings(max_examples=60)
@given(CELLS)
def test_each_dossier_is_in_one_block_and_no_block_is_small(cells: dict[Cell, Count]) -> None:
    told, total = blocks(cells, LEAST), sum(cells.values(), Count())
    assert all(block.count.done >= LEAST for block in told)
    assert sum((block.count for block in told), Count()) == (total if total.done >= LEAST else Count())
    for block in told:
        assert block.count == sum((cells[cell] for cell in inside(block, cells, told)), Count()), block


@settings(max_examples=60)
@given(CELLS)
def test_no_sum_or_difference_of_published_rows_is_a_small_group(cells: dict[Cell, Count]) -> None:
    told = published(cells)
    own = sorted(cell for cell, count in cells.items() if count.done)
    known = [[Fraction(cell in row) for cell in own] for row in told if row]
    before = rank(known)
    small = [cell for cell in own if cells[cell].done < LEAST]
    for cell in small:
        wanted = [Fraction(one == cell) for one in own]
        assert rank([*known, wanted]) == before + 1, f"{cell} can be calculated"
    for one in told:
        for other in told:
            if one < other:
                assert sum(cells[cell].done for cell in other - one) >= LEAST


def test_a_small_remainder_takes_in_the_smallest_beside_it() -> None:
    cells = {(1, 1): Count(9, 1), (1, 2): Count(6), (1, 3): Count(2, 2)}
    assert blocks(cells, LEAST) == [
        Block(1, 1, Count(9, 1)),
        Block(1, None, Count(8, 2)),
    ]


def test_units_with_few_dossiers_are_told_together() -> None:
    cells = {(1, 1): Count(9), (2, 1): Count(3), (3, 1): Count(4, 1)}
    assert blocks(cells, LEAST) == [Block(1, 1, Count(9)), Block(None, None, Count(7, 1))]
