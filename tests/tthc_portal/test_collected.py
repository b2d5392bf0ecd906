"""Static files are collected again when one is new or has changed, and only then."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from tthc_portal.collected import is_current


@pytest.fixture
def source(settings: Any, tmp_path: Path) -> Path:
    """One static file, collected a minute ago."""
    settings.STATIC_ROOT = tmp_path / "collected"
    settings.STATICFILES_DIRS = [tmp_path / "source"]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATIC_ROOT.mkdir()
    source = tmp_path / "source" / "css" / "a.css"
    source.parent.mkdir(parents=True)
    source.write_text("")
    manifest = settings.STATIC_ROOT / "staticfiles.json"
    manifest.write_text(json.dumps({"paths": {"css/a.css": "css/a.0f.css"}}))
    moment = source.stat().st_mtime + 60
    os.utime(manifest, (moment, moment))
    return source


def test_what_was_collected_after_the_last_change_is_current(source: Path) -> None:
    assert is_current()


def test_a_changed_file_is_not(source: Path) -> None:
    later = source.stat().st_mtime + 120
    os.utime(source, (later, later))
    assert not is_current()


def test_neither_is_a_new_one_even_if_it_is_old(source: Path) -> None:
    (source.parent / "b.css").write_text("")
    assert not is_current()


def test_nor_is_nothing_at_all(source: Path, settings: Any) -> None:
    (settings.STATIC_ROOT / "staticfiles.json").unlink()
    assert not is_current()
