"""A program of its own: the first page of the PDF at its input as a small JPEG at its output.

Whoever made the PDF may mean harm, and the library that draws it is written in C++: it runs where a crash, a flood of
memory or an endless loop ends nobody but itself. Imports nothing of the portal.
"""

import resource
import sys

SIDE = 240  # dots
_SECONDS = 5  # of processor
_MEMORY = 1024 * 1024 * 1024  # bytes


def main() -> None:
    """Read, draw, write."""
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    import pypdfium2  # type: ignore[import-untyped]

    with pypdfium2.PdfDocument(sys.stdin.buffer.read()) as document:
        page = document[0]
        scale = SIDE / max(*page.get_size(), 1)
        picture = page.render(scale=scale, draw_annots=False).to_pil().convert("RGB")
    picture.thumbnail((SIDE, SIDE))
    picture.save(sys.stdout.buffer, "JPEG", quality=75)


if __name__ == "__main__":
    main()
