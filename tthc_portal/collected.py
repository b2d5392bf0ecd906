"""Whether the collected static files are those of the code: collecting and compressing them anew takes seconds."""

import json
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders


def is_current() -> bool:
    """Whether every static file was collected after its last change."""
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    try:
        collected = json.loads(manifest.read_text(encoding="utf-8"))["paths"]
        since = manifest.stat().st_mtime
    except (OSError, ValueError, KeyError):
        return False
    found = [(name, storage.path(name)) for finder in get_finders() for name, storage in finder.list([])]
    return all(Path(name).as_posix() in collected and Path(path).stat().st_mtime < since for name, path in found)
