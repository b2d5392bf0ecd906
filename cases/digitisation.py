"""Which papers of a dossier exist as files, and how far the whole is digitised (TT 01/2023/TT-VPCP)."""

from collections.abc import Iterable, Mapping

from cases.models import Document, Dossier, Paper

_Kind = Paper.Digitisation


def of_files(documents: Iterable[Document]) -> dict[int, str]:
    """By the id of the paper whether it is digitised or, where all its files were there before, used again."""
    found: dict[int, str] = {}
    for one in documents:
        if one.requirement_id is not None:
            again = one.is_reused and found.get(one.requirement_id, _Kind.REUSED) == _Kind.REUSED
            found[one.requirement_id] = _Kind.REUSED if again else _Kind.DIGITISED
    return found


def of_whole(on_paper: Iterable[int], files: Mapping[int, str]) -> str:
    """What is said of the dossier: of all that was handed in, how much there is as a file."""
    handed_in = {*on_paper, *files}
    if not files:
        return Dossier.Digitisation.NONE
    return Dossier.Digitisation.FULL if handed_in == set(files) else Dossier.Digitisation.PARTIAL


def digitised_in_words(papers: Iterable[Paper]) -> str:
    """How many of the papers are there as files, and how many of these were there before; "" for none."""
    kinds = [one.digitisation for one in papers]
    parts = [
        f"{count} {words}"
        for count, words in (
            (kinds.count(_Kind.DIGITISED), "giấy tờ đã số hóa"),
            (kinds.count(_Kind.REUSED), "giấy tờ dùng lại từ kho"),
        )
        if count
    ]
    return ", ".join(parts)


def note_files(dossier: Dossier, documents: Iterable[Document]) -> None:
    """Further files have come for the locked dossier: its papers say so, and it does itself, unsaved."""
    new = of_files(documents)
    if not new:
        return
    papers = {paper.requirement_id: paper for paper in Paper.objects.filter(dossier=dossier)}
    for pk, kind in new.items():
        paper = papers.setdefault(pk, Paper(dossier=dossier, requirement_id=pk))
        if paper.digitisation != _Kind.DIGITISED:
            paper.digitisation = kind
            paper.save()
    files = {pk: paper.digitisation for pk, paper in papers.items() if paper.digitisation != _Kind.NONE}
    dossier.digitisation_status = of_whole((pk for pk, paper in papers.items() if paper.is_on_paper), files)
