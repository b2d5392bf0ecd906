"""Which floor may import which: read from the code's own imports, so that a planted violation is seen."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FLOORS = ("departments", "procedures", "cases", "tthc_portal")

# Inside a floor: pure rooms below models, models below actions, and so on up to the addresses.
ROOMS = ("models", "actions", "forms", "views", "urls")
# A room may import from itself and from rooms before it; other modules of the floor are rules anyone may read.
EXCEPTIONS: dict[str, str] = {}


def modules() -> Iterator[tuple[str, Path]]:
    """Every module of the four floors with its dotted name."""
    for floor in FLOORS:
        for file in sorted((ROOT / floor).rglob("*.py")):
            yield ".".join(file.relative_to(ROOT).with_suffix("").parts), file


def imports(source: str) -> Iterator[str]:
    """The dotted names that the source imports, at any depth, also those only for type checking."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level:
            yield "." * node.level


def floor_violations(module: str, source: str) -> list[str]:
    """Imports that go up a floor, and relative ones, which hide where they go."""
    here = FLOORS.index(module.split(".")[0])
    above = FLOORS[here + 1 :]
    found = [name for name in imports(source) if name.split(".")[0] in above]
    found += [name for name in imports(source) if name.startswith(".")]
    return [f"{module} imports {name}" for name in found]


def room_violations(module: str, source: str) -> list[str]:
    """Imports that go the wrong way between the rooms of one floor."""
    parts = module.split(".")
    if len(parts) < 2 or parts[1] not in ROOMS:
        return []
    rank = ROOMS.index(parts[1])
    found = []
    for name in imports(source):
        target = name.split(".")
        if target[0] != parts[0] or len(target) < 2 or target[1] not in ROOMS:
            continue
        wrong_way = ROOMS.index(target[1]) > rank
        view_to_view = parts[1] == target[1] == "views" and len(target) > 2 and target[:3] != parts[:3]
        if wrong_way or view_to_view:
            found.append(f"{module} imports {name}")
    return found
