"""For oneself, a child, another person or an organisation: each is asked what it has, and nothing twice."""

from typing import Any

import pytest
from django.test import Client

from cases.models import Dossier, Draft
from procedures.models import FormField, Offering, Procedure, ProcedureVersion
from tests.world import SINCE, World

CODE = "1.500002"
START = f"/nop-ho-so/{CODE}/"
WHO = {
    "full_name": "Trần Thị Mai",
    "personal_id": "001190012345",
    "phone": "0912 345 678",
    "address": "12 Lý Thường Kiệt",
    "go": "next",
}
NA = {
    "owner-full_name": "Bé Na",
    "owner-birth_date_ngay": "1",
    "owner-birth_date_thang": "9",
    "owner-birth_date_nam": "2026",
}
FIRM = {
    "owner-full_name": "Công ty Cửa Nam",
    "owner-tax_code": "0100109106",
    "owner-address": "Phường Cửa Nam",
    "owner-grounds": "Lê Văn Tư, giám đốc",
}


@pytest.fixture
def mai(world: World, signed_in: Any) -> Client:
    client: Client = signed_in(world.mai)
    return client


@pytest.fixture
def birth(world: World) -> ProcedureVersion:
    """A procedure of the ward that is usually filed for a child, whose form asks for the child again."""
    made = ProcedureVersion.objects.create(
        procedure=Procedure.objects.create(code=CODE, field=world.field),
        number=1,
        name="Khai sinh",
        usual_owner="child",
    )
    asked = [("child_name", "Tên trẻ", "text", "full_name"), ("born", "Ngày sinh của trẻ", "date", "birth_date")]
    for position, (key, label, kind, fact) in enumerate(asked, 1):
        FormField.objects.create(
            version=made, position=position, group="Trẻ", key=key, label=label, kind=kind, owner_fact=fact
        )
    ProcedureVersion.objects.filter(pk=made.pk).update(status="published", valid_from=SINCE)
    world.offerings[CODE, "H26.105"] = Offering.objects.create(
        procedure=made.procedure, department=world.ward, desk=world.desk, division=world.office, valid_from=SINCE
    )
    return made


def begin(world: World, mai: Client, whom: str, people: dict[str, str]) -> Any:
    mai.post(START, {"offering": world.offerings[CODE, "H26.105"].pk, "for_whom": whom})
    return mai.post(f"{START}nguoi-nop/", {**WHO, **people})


def finish(mai: Client, name: str = "Bé Na") -> Dossier:
    day = {"born_ngay": "1", "born_thang": "9", "born_nam": "2026"}
    mai.post(f"{START}to-khai/", {"child_name": name, **day, "go": "next"})
    mai.post(f"{START}nhan-ket-qua/", {"delivery": "pick_up", "go": "next"})
    mai.post(f"{START}kiem-tra/", {"declared": "yes", "key": Draft.objects.get().key})
    return Dossier.objects.get()


def test_for_a_child_is_chosen_beforehand_where_the_procedure_is_for_children(
    world: World, mai: Client, birth: ProcedureVersion
) -> None:
    form = mai.get(START).context["form"]
    assert form["for_whom"].value() == "child"
    assert mai.get("/nop-ho-so/1.013225/").context["form"]["for_whom"].value() == "self"


def test_the_childs_name_and_birthday_are_not_typed_twice(world: World, mai: Client, birth: ProcedureVersion) -> None:
    assert begin(world, mai, "child", NA).url == f"{START}to-khai/"
    page = mai.get(f"{START}to-khai/").content.decode()
    assert 'value="Bé Na"' in page
    assert 'value="2026"' in page
    dossier = finish(mai)
    assert (dossier.owner.full_name, dossier.owner.address) == ("Bé Na", "12 Lý Thường Kiệt")
    assert dossier.form_data == {"child_name": "Bé Na", "born": "2026-09-01"}
    assert dossier.events.get().note == ""


def test_for_oneself_the_form_knows_oneself(world: World, mai: Client, birth: ProcedureVersion) -> None:
    begin(world, mai, "self", {})
    assert 'value="Trần Thị Mai"' in mai.get(f"{START}to-khai/").content.decode()


def test_another_name_in_the_form_is_a_doubt_and_no_error(world: World, mai: Client, birth: ProcedureVersion) -> None:
    begin(world, mai, "child", NA)
    mai.post(f"{START}to-khai/", {"child_name": "Bé  NA", "go": "next"})
    assert "khác với" not in mai.get(f"{START}kiem-tra/").content.decode()
    mai.post(f"{START}to-khai/", {"child_name": "Bé Bo", "go": "next"})
    assert "khác với “Bé Na” đã khai ở bước đầu" in mai.get(f"{START}kiem-tra/").content.decode()
    assert finish(mai, "Bé Bo").form_data["child_name"] == "Bé Bo"


def test_a_child_has_a_birthday_and_one_of_age_is_doubted(world: World, mai: Client, birth: ProcedureVersion) -> None:
    assert begin(world, mai, "child", {"owner-full_name": "Bé Na"}).status_code == 422
    begin(world, mai, "child", {**NA, "owner-birth_date_nam": "2000"})
    assert "đã đủ 18 tuổi" in mai.get(f"{START}kiem-tra/").content.decode()


def test_who_files_for_another_says_by_what_right(world: World, mai: Client, birth: ProcedureVersion) -> None:
    refused = begin(world, mai, "other", {"owner-full_name": "Lê Văn Tư"})
    assert refused.status_code == 422
    assert "Bạn là gì của người đó, hoặc nộp thay theo giấy ủy quyền nào?" in refused.content.decode()
    begin(world, mai, "other", {"owner-full_name": "Lê Văn Tư", "owner-grounds": "giấy ủy quyền số 12 ngày 03/4/2026"})
    dossier = finish(mai, "Lê Văn Tư")
    assert dossier.owner.full_name == "Lê Văn Tư"
    assert dossier.events.get().note == "Nộp thay với tư cách: giấy ủy quyền số 12 ngày 03/4/2026."


def test_an_organisation_has_a_tax_code_and_a_representative(
    world: World, mai: Client, birth: ProcedureVersion
) -> None:
    assert begin(world, mai, "organisation", {**FIRM, "owner-grounds": ""}).status_code == 422
    assert begin(world, mai, "organisation", {**FIRM, "owner-tax_code": "0100109107"}).status_code == 422
    begin(world, mai, "organisation", FIRM)
    assert "Tổ chức bạn nộp thay cho" in mai.get(f"{START}nguoi-nop/").content.decode()
    dossier = finish(mai, "Công ty Cửa Nam")
    assert (dossier.owner.kind, dossier.owner.tax_code) == ("organisation", "0100109106")
    assert dossier.events.get().note == "Người đại diện: Lê Văn Tư, giám đốc."
