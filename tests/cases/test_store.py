"""A person's own papers are offered again, counted as reused, and nobody else's are ever among them."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from cases.intake import Person
from cases.models import Document, Dossier, Draft, Paper, Result
from cases.storage import accept_upload
from cases.store import fitting, likeness, own_papers, stored_papers, usable_papers
from procedures.models import ProcedureVersion, RequiredDocument, ResultPaper
from tests.cases.uploads import a_pdf, an_image, upload
from tests.queries import statements
from tests.world import World, hanoi

AT = hanoi("2026-11-20 09:00")
PAPERS = "/nop-ho-so/1.013225/giay-to/"


@pytest.fixture
def mai(world: World, signed_in: Any) -> Client:
    browser: Client = signed_in(world.mai)
    return browser


@pytest.fixture
def draft(world: World) -> Draft:
    return Draft.objects.create(
        account=world.mai, version=world.permit, answers={"for_whom": "self"}, started_at=AT, saved_at=AT
    )


def proof(world: World) -> RequiredDocument:
    """The paper of the building permit that is no declaration."""
    return world.permit.requirements.get(code="CM")


def sent(world: World, dossier: Dossier, content: bytes = b"", code: str = "CM", **more: Any) -> Document:
    """A file of the dossier."""
    paper = dossier.version.requirements.get(code=code)
    name = f"{code}-{dossier.code}"
    return accept_upload(
        upload(content or a_pdf(), name), at=AT, by=world.mai, dossier=dossier, requirement=paper, **more
    )


@pytest.mark.parametrize(
    ("stored", "wanted", "is_same"),
    [
        ("Giấy xác nhận tình trạng hôn nhân", "Giấy xác nhận tình trạng hôn nhân (bản chính) còn giá trị", True),
        ("Giấy chứng sinh", "Giấy chứng sinh; nếu không có thì văn bản của người làm chứng", True),
        ("Giấy chứng nhận quyền sử dụng đất", "Bản sao giấy chứng nhận quyền sử dụng đất", True),
        ("Giấy chứng sinh", "Giấy chứng tử", False),
        ("Giấy chứng nhận kết hôn", "Giấy chứng nhận quyền sử dụng đất", False),
        ("", "Giấy chứng sinh", False),
    ],
)
def test_papers_are_known_by_the_words_that_matter(stored: str, wanted: str, is_same: bool) -> None:
    assert (likeness(stored, wanted) > 0) == is_same


def test_the_store_holds_ones_own_papers_and_nobody_elses(world: World) -> None:
    own = sent(world, world.submitted(AT))
    other = world.submitted(AT, owner=Person("Đặng Quốc Hùng", personal_id="001080012345"))
    sent(world, other, an_image())
    stated = world.submitted(AT, submitter=Person("Đặng Quốc Hùng", personal_id="001080012345"))
    sent(world, stated, an_image(size=(50, 50)))
    sent(world, world.submitted(AT), an_image(size=(60, 50)), kind=Document.Kind.MESSAGE)
    infected = sent(world, world.submitted(AT), an_image(size=(70, 50)))
    Document.objects.filter(pk=infected.pk).update(scan="infected")
    assert list(own_papers(world.mai)) == [own]
    assert not own_papers(world.hung).exists()


def test_an_issued_paper_is_in_the_store_once_it_is_signed_and_while_it_is_good(world: World) -> None:
    dossier = world.for_signature(AT)
    result = accept_upload(upload(a_pdf(), "kq.pdf"), at=AT, by=world.minh, dossier=dossier, kind=Document.Kind.RESULT)
    Result.objects.filter(dossier=dossier).update(document=result)
    assert not own_papers(world.mai).exists()
    Result.objects.filter(dossier=dossier).update(signed_at=hanoi("2026-08-31 09:00"), signed_by=world.son)
    # A published version stays as it is: one that says how long its result is good.
    newer = ProcedureVersion.objects.create(procedure=world.permit.procedure, number=2, name=world.permit.name)
    ResultPaper.objects.create(version=newer, name="Giấy xác nhận", valid_months=6)
    Dossier.objects.filter(pk=dossier.pk).update(version=newer)
    (one,) = stored_papers(own_papers(world.mai))
    assert (one.name, one.valid_until) == ("Giấy xác nhận", date(2027, 2, 28))
    assert [len(usable_papers(world.mai, day)) for day in (date(2027, 2, 28), date(2027, 3, 1))] == [1, 0]


def test_a_paper_is_used_again_with_one_press_and_counted(world: World, draft: Draft, mai: Client) -> None:
    first = sent(world, world.submitted(AT))
    sent(world, world.submitted(AT, world.birth), an_image(), code="TK")  # a declaration is filled in anew
    page = mai.get(PAPERS).content.decode()
    assert page.count('name="reuse"') == 1
    assert mai.post(PAPERS, {"reuse": f"{proof(world).pk}:{first.pk}"}).status_code == 302
    copy = draft.documents.get()
    assert (copy.reused_from, copy.is_reused, copy.requirement) == (first, True, proof(world))
    assert str(copy.file) != str(first.file)
    assert 'name="reuse"' not in mai.get(PAPERS).content.decode()
    mai.post(PAPERS, {"reuse": f"{proof(world).pk}:{first.pk}"})
    assert draft.documents.count() == 1
    from cases.actions.submit import submit

    dossier = submit(world.intake(), by=world.mai, at=AT, documents=list(draft.documents.all()), draft=draft)
    assert list(dossier.papers.values_list("digitisation", flat=True)) == ["reused"]
    assert dossier.digitisation_status == Dossier.Digitisation.FULL
    # It stands in the store once, where it came from.
    assert list(own_papers(world.mai).filter(requirement=proof(world))) == [first]


def test_nobody_uses_what_is_not_his(world: World, draft: Draft, mai: Client) -> None:
    dossier = world.submitted(AT, owner=Person("Đặng Quốc Hùng"))
    foreign = sent(world, dossier)
    own = sent(world, world.submitted(AT), an_image())
    declaration = world.birth.requirements.first()
    assert declaration is not None
    for text in (f"{proof(world).pk}:{foreign.pk}", f"{declaration.pk}:{own.pk}", "x:y", "1", f"{proof(world).pk}:0"):
        assert mai.post(PAPERS, {"reuse": text}).status_code == 302
    assert not draft.documents.exists()
    Draft.objects.update(answers={"for_whom": "other"})
    assert 'name="reuse"' not in mai.get(PAPERS).content.decode()


def test_what_was_sent_on_paper_is_digitised_in_part(world: World) -> None:
    from cases.actions.submit import submit

    papers = list(world.permit.requirements.all())
    draft = Draft.objects.create(account=world.mai, version=world.permit, started_at=AT, saved_at=AT)
    file = accept_upload(upload(a_pdf()), at=AT, by=world.mai, draft=draft, requirement=papers[1])
    intake = world.intake(papers={papers[0].pk: (1, 0)})
    dossier = submit(intake, by=world.mai, at=AT, documents=[file], draft=draft)
    assert dossier.digitisation_status == Dossier.Digitisation.PARTIAL
    assert world.taken_in(AT, papers={papers[0].pk: (1, 0)}).digitisation_status == Dossier.Digitisation.NONE
    assert world.submitted(AT).digitisation_status == Dossier.Digitisation.NONE


def test_a_supplement_is_answered_with_a_paper_one_has(world: World, mai: Client) -> None:
    from cases.actions.supplement import Missing, ask_completion

    first = sent(world, world.submitted(AT))
    dossier = world.submitted(AT)
    ask_completion(dossier, by=world.lan, at=AT, missing=[Missing("Giấy tờ chứng minh: mờ", proof(world))])
    item = dossier.supplements.get().items.get()
    address = f"/ho-so-cua-toi/{dossier.code}/bo-sung/"
    assert f'name="kho_{item.pk}"' in mai.get(address).content.decode()
    assert mai.post(address, {f"kho_{item.pk}": "0"}).status_code == 422
    assert mai.post(address, {f"kho_{item.pk}": first.pk, "text": ""}).status_code == 302
    copy = dossier.documents.get()
    assert (copy.kind, copy.reused_from, copy.requirement) == ("supplement", first, proof(world))
    assert Paper.objects.get(dossier=dossier).digitisation == "reused"
    assert Dossier.objects.get(pk=dossier.pk).digitisation_status == "full"


def test_a_paper_is_taken_out_and_its_dossier_keeps_it(world: World, mai: Client, signed_in: Any) -> None:
    first = sent(world, world.submitted(AT))
    page = mai.get("/giay-to-cua-toi/").content.decode()
    assert "Giấy tờ chứng minh" in page
    assert f"hồ sơ {first.dossier}" in page
    assert str(first.dossier) in mai.get("/giay-to-cua-toi/?dang=csv").getvalue().decode()
    out = f"/giay-to-cua-toi/{first.pk}/bo/"
    assert signed_in(world.hung).post(out).status_code == 404
    assert mai.post(out).status_code == 302
    assert "Chưa có giấy tờ nào" in mai.get("/giay-to-cua-toi/").content.decode()
    assert mai.post(out).status_code == 404
    first.refresh_from_db()
    assert first.file.storage.exists(str(first.file))


@pytest.mark.parametrize("count", [1, 3])
def test_the_store_costs_the_same_for_many(world: World, draft: Draft, mai: Client, count: int) -> None:
    for number in range(count):
        sent(world, world.submitted(AT), an_image(size=(40 + number, 40)))
    mai.get("/giay-to-cua-toi/")
    assert statements(lambda: mai.get("/giay-to-cua-toi/")) == 7
    assert len(fitting(usable_papers(world.mai, AT.date()), proof(world))) == count
