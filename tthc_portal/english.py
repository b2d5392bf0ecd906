"""The English of the citizen's pages: which sentences want one, and the catalogue that holds them.

The source of every sentence is Vietnamese. Reading and compiling the catalogue needs Babel, which only developers have;
a running portal reads the compiled file alone.
"""

import ast
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(settings.BASE_DIR)
FOLDER = Path(settings.LOCALE_PATHS[0]) / "en" / "LC_MESSAGES"
SOURCE, COMPILED = FOLDER / "django.po", FOLDER / "django.mo"
FLOORS = ("departments", "procedures", "cases", "tthc_portal")

# A sentence alone, or its form for one and its form for several.
Text = str | tuple[str, str]
# Beside it the context in which it means something else than elsewhere, mostly none.
Sentence = tuple[Text, str | None]

_LOOKED_UP = {"gettext", "gettext_lazy", "gettext_noop", "said", "_"}
_COUNTED = {"ngettext", "ngettext_lazy"}
_IN_CONTEXT = {"pgettext", "pgettext_lazy"}
_IN_TWO_TEXTS = _COUNTED | _IN_CONTEXT
_TEXT = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
_IN_A_TEMPLATE = re.compile(rf"(?<!\w)(_|[np]?gettext)\(({_TEXT}(?:, {_TEXT})?)(?:, ?count)?\)")
# Nothing that changes by itself stands in the head: the same sentences make the same files.
_HEAD = """msgid ""
msgstr ""
"Language: en\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""
_ANY_DAY = datetime(2026, 1, 1, tzinfo=UTC)
_PERCENT = re.compile(r"%\((\w+)\)s")


def sentences() -> dict[Sentence, str]:
    """Every sentence that a page looks up, with the file where it stands first."""
    found: dict[Sentence, str] = {}
    for file in sorted((ROOT / "templates").rglob("*.*")):
        for one in in_template(file.read_text()):
            found.setdefault(one, str(file.relative_to(ROOT)))
    for floor in FLOORS:
        for file in sorted((ROOT / floor).rglob("*.py")):
            for one in in_python(file.read_text()):
                found.setdefault(one, str(file.relative_to(ROOT)))
    return found


def in_template(source: str) -> Iterator[Sentence]:
    """What a template looks up, by `translate`, `blocktranslate` or `_("…")`."""
    for name, given in _IN_A_TEMPLATE.findall(templatize(source)):
        texts = ast.literal_eval(f"({given},)")
        yield _sentence(name, texts)


def in_python(source: str) -> Iterator[Sentence]:
    """What a module looks up, by `gettext` and its kin."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        texts = [one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
        if (name in _LOOKED_UP and texts) or (name in _IN_TWO_TEXTS and len(texts) == 2):
            yield _sentence(name, texts)


def _sentence(name: str, texts: Sequence[str]) -> Sentence:
    if name in _IN_CONTEXT:
        return texts[1], texts[0]
    return (texts[0], texts[1]) if name in _COUNTED else texts[0], None


def read() -> Catalog:
    """The catalogue as it stands in the repository; an empty one where there is none."""
    return read_po(io.BytesIO(SOURCE.read_bytes() if SOURCE.is_file() else _HEAD.encode()), locale="en")


def wanted(catalog: Catalog, looked_up: Iterable[Sentence]) -> Catalog:
    """A catalogue of exactly these sentences, with the English of those that had one."""
    new = read_po(io.BytesIO(_HEAD.encode()), locale="en")
    for text, context in looked_up:
        known = catalog.get(text, context)
        new.add(text, known.string if known is not None and not known.fuzzy else "", context=context)
    return new


def written(catalog: Catalog) -> bytes:
    """The catalogue as text: by sentence, so that two people who add some seldom meet."""
    out = io.BytesIO()
    write_po(out, catalog, width=0, sort_output=True, no_location=True, omit_header=True)
    return _HEAD.encode() + out.getvalue()


def compiled(catalog: Catalog) -> bytes:
    """The catalogue as a running portal reads it."""
    catalog.creation_date = catalog.revision_date = _ANY_DAY
    out = io.BytesIO()
    write_mo(out, catalog)
    return out.getvalue()


def without_english(catalog: Catalog) -> list[str]:
    """The sentences whose English is missing."""
    return [_first(message) for message in catalog if message.id and not all(_all(message.string))]


def with_other_places(catalog: Catalog) -> list[str]:
    """The sentences whose English fills in something else than the Vietnamese does."""
    return [
        _first(message)
        for message in catalog
        if message.id and all(_all(message.string)) and len({frozenset(places(t)) for t in _texts(message)}) > 1
    ]


def places(text: str) -> set[str]:
    """The names of what is filled in: `{unit}`, `%(unit)s`."""
    try:
        braces = {str(name) for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError:
        braces = {"?"}
    return braces | {f"%{name}" for name in _PERCENT.findall(text)}


def _texts(message: Message) -> list[str]:
    return [*_all(message.id), *_all(message.string)]


def _all(text: object) -> tuple[str, ...]:
    return tuple(map(str, text)) if isinstance(text, tuple | list) else (str(text),)


def _first(message: Message) -> str:
    return _all(message.id)[0]
