"""The words of the forms that a decree may change, read from `wording.json`, or from the agency's own file."""

import json
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

SHIPPED = Path(__file__).with_name("wording.json")


def wording(template: str, closer: Sequence[str] = ()) -> dict[str, Any]:
    """Label, title, file name, legal basis and sentences of one form.

    A `wording.json` in the agency's folder replaces single forms, or single words of them; one in its folder of that
    unit, field or procedure (`closer`) goes before it.
    """
    words = dict(_read(SHIPPED, SHIPPED.stat().st_mtime_ns)[template])
    for folder in own_folders(closer):
        if (file := folder / SHIPPED.name).is_file():
            changed = _read(file, file.stat().st_mtime_ns).get(template, {})
            words |= changed | {"sentences": {**words["sentences"], **changed.get("sentences", {})}}
    if words["of_circular"]:
        words["label"] = f"{words['label']} – {settings.FORMS_BASIS}"
    return words


def own_folders(closer: Sequence[str] = ()) -> list[Path]:
    """The agency's own folders that are there: first the one for all, then by name those in it, later ones closer."""
    own = settings.PRINT_TEMPLATES_DIR
    if own is None:
        return []
    return [own, *(own / name for name in closer if Path(name).name == name and (own / name).is_dir())]


@lru_cache(maxsize=64)
def _read(file: Path, changed: int) -> dict[str, Any]:
    """The file's forms; `changed` makes an edited file another one."""
    forms: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))["forms"]
    return forms
