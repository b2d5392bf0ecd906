"""The words of the forms that a decree may change, read from `wording.json`, or from the agency's own file."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

SHIPPED = Path(__file__).with_name("wording.json")


def wording(template: str) -> dict[str, Any]:
    """Label, title, file name, legal basis and sentences of one form.

    A `wording.json` in the agency's folder replaces single forms, or single words of them.
    """
    words = dict(_read(SHIPPED, SHIPPED.stat().st_mtime_ns)[template])
    own = settings.PRINT_TEMPLATES_DIR
    if own is not None and (file := own / SHIPPED.name).is_file():
        changed = _read(file, file.stat().st_mtime_ns).get(template, {})
        words |= changed | {"sentences": {**words["sentences"], **changed.get("sentences", {})}}
    if words["of_circular"]:
        words["label"] = f"{words['label']} – {settings.FORMS_BASIS}"
    return words


@lru_cache(maxsize=4)
def _read(file: Path, changed: int) -> dict[str, Any]:
    """The file's forms; `changed` makes an edited file another one."""
    forms: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))["forms"]
    return forms
