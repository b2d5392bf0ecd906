"""Pages keep the strict Content-Security-Policy and decide nothing; each rule is also shown a violation."""

import re
from pathlib import Path

import pytest

from tests.house.layers import ROOT

TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
# What must not stand in a template, and why.
FORBIDDEN = {
    "inline style": r"\sstyle\s*=|<style[\s>]",
    "inline script": r"<script(?![^>]*\ssrc=)[\s>]",
    "inline handler": r"\son[a-z]+\s*=\s*[\"']",
    "script address": r"(?:href|src|action)\s*=\s*[\"']\s*javascript:",
    "foreign address": r"(?:src|href)\s*=\s*[\"'](?:https?:)?//",
    "unescaped value": r"\|\s*safe\b|\{%\s*autoescape\s+off",
    "question to the database": r"\.objects\b|\.(?:filter|exclude|all)\b(?!\s*=)",
}
# The few places where one of these is right, each with its reason.
EXCEPTIONS: dict[tuple[str, str], str] = {}


def violations(text: str) -> set[str]:
    """Which of the forbidden things a template holds."""
    bare = re.sub(r"\{#.*?#\}|\{% comment.*?%\}.*?\{% endcomment %\}", "", text, flags=re.DOTALL)
    return {name for name, pattern in FORBIDDEN.items() if re.search(pattern, bare)}


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: str(file.relative_to(ROOT / "templates")))
def test_a_template_holds_nothing_that_the_policy_forbids(file: Path) -> None:
    name = str(file.relative_to(ROOT / "templates"))
    found = {what for what in violations(file.read_text()) if (name, what) not in EXCEPTIONS}
    assert found == set()


@pytest.mark.parametrize(
    ("what", "planted"),
    [
        ("inline style", '<i style="width:3%"></i>'),
        ("inline script", "<script>alert(1)</script>"),
        ("inline handler", '<a onclick="x()">'),
        ("script address", '<a href="javascript:x()">'),
        ("foreign address", '<img src="https://example.com/x.png">'),
        ("unescaped value", "{{ name|safe }}"),
        ("question to the database", "{% for d in unit.dossiers.all %}{% endfor %}"),
    ],
)
def test_a_planted_violation_is_found(what: str, planted: str) -> None:
    assert what in violations(planted)


def test_every_component_names_its_props() -> None:
    silent = [
        file.name
        for file in (ROOT / "templates/components").glob("*.html")
        if not re.match(r"\s*\{(#|% comment)", file.read_text())
    ]
    assert silent == []


def test_every_form_that_posts_carries_its_token() -> None:
    without = [
        str(file.relative_to(ROOT))
        for file in TEMPLATES
        for form in re.findall(
            r"<form[^>]*method=\"post\".*?</form>", file.read_text(), flags=re.DOTALL | re.IGNORECASE
        )
        if "csrf_token" not in form
    ]
    assert without == []


def test_every_icon_used_is_in_the_sprite() -> None:
    sprite = set(re.findall(r'<symbol id="([\w-]+)"', (ROOT / "static/img/icons.svg").read_text()))
    used = {
        (str(file.relative_to(ROOT)), name)
        for file in TEMPLATES
        for name in re.findall(r"components/icon\.html\" with name=\"([\w-]+)\"", file.read_text())
    }
    assert [(file, name) for file, name in sorted(used) if name not in sprite] == []


def test_no_page_asks_for_a_day_in_the_browsers_own_order() -> None:
    """A date picker shows month before day to whoever has an English browser, whatever the page's language is."""
    assert [str(file) for file in (ROOT / "templates").rglob("*.html") if 'type="date"' in file.read_text()] == []
