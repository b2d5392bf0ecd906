"""A small city with people in it, for every test that needs one: one ward, its desk, two divisions, a neighbour ward.

People have names and keep them: Lan receives, Hà heads the division, Minh and Bình work there, Sơn and Dung lead the
ward, Thanh inspects the city, Quân administers, Mai is a citizen; Oanh, Phú and Tâm work in the neighbour ward.
"""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from cases.actions.assign import assign
from cases.actions.propose import approve, propose
from cases.actions.receive import receive
from cases.actions.send_feedback import send_feedback
from cases.actions.sign import sign
from cases.actions.submit import submit
from cases.actions.take_in import take_in
from cases.actions.transfer import transfer
from cases.intake import Intake, Person
from cases.models import Dossier, Feedback
from departments.actions.load_calendar import load_calendar
from departments.actions.place import place
from departments.models import Department, Post, User
from departments.roles import Role
from departments.vietnamese import fold
from procedures.models import (
    FeeItem,
    FeeRelief,
    Field,
    FormField,
    Offering,
    Procedure,
    ProcedureVersion,
    ProcessingLimit,
    RequiredDocument,
    ResultPaper,
    WorkflowStep,
)

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
SINCE = date(2025, 7, 1)

LONG_WAY = [
    ("receive", "Tiếp nhận, chuyển hồ sơ", "receiver", "desk", None, ""),
    ("assign", "Phân công thụ lý", "head", "division", 4, "working_hour"),
    ("handle", "Thẩm định hồ sơ", "officer", "division", 2, "working_day"),
    ("review", "Kiểm tra dự thảo, trình ký", "head", "division", 4, "working_hour"),
    ("sign", "Ký kết quả", "leader", "agency", 4, "working_hour"),
    ("hand_over", "Trả kết quả", "receiver", "desk", None, ""),
]
SHORT_WAY = [
    ("receive", "Tiếp nhận, chuyển hồ sơ", "receiver", "desk", None, ""),
    ("handle", "Kiểm tra, vào sổ", "officer", "division", 4, "working_hour"),
    ("sign", "Ký kết quả", "leader", "agency", 2, "working_hour"),
    ("hand_over", "Trả kết quả", "receiver", "desk", None, ""),
]


def hanoi(text: str) -> datetime:
    """A moment in Hà Nội: `hanoi("2026-11-20 16:40")`."""
    return datetime.fromisoformat(text).replace(tzinfo=HANOI)


def person(username: str, full_name: str, **more: Any) -> User:
    """An account with the password `demo` (a fast hash, tests make many)."""
    user = User(username=username, full_name=full_name, **more)
    user.set_password("demo")
    user.save()
    return user


def unit(code: str, name: str, level: str, parent: Department | None, **more: Any) -> Department:
    """A unit at its place in the tree."""
    return place(Department(code=code, name=name, level=level, valid_from=SINCE, **more), parent=parent)


def version(
    code: str,
    name: str,
    field: Field,
    *,
    amount: int,
    unit: str,
    steps: list[Any],
    policy: str = "PAUSE",
    number: int = 1,
    fee: int | None = None,
    per: str = "",
    relief: int = 0,
    by_post: int | None = None,
    expiry: str = "",
    checklist: str = "",
) -> ProcedureVersion:
    """A published version with one limit, two papers, one rate where `fee` (đồng) is given, and a workflow."""
    procedure, _ = Procedure.objects.get_or_create(code=code, defaults={"field": field})
    made = ProcedureVersion.objects.create(
        procedure=procedure,
        number=number,
        name=name,
        search_text=fold(f"{name} {code}"),
        commune_level=True,
        agency="Ủy ban nhân dân cấp xã",
        audience="Công dân Việt Nam",
        legal_basis="Luật Hộ tịch 60/2014/QH13",
        supplement_policy=policy,
        supplement_basis="Luật Hộ tịch",
        supplement_days=10,
        supplement_expiry=expiry,
    )
    ProcessingLimit.objects.create(version=made, amount=amount, unit=unit, legal_basis="Luật Hộ tịch")
    RequiredDocument.objects.create(version=made, position=1, code="TK", name="Tờ khai", originals=1)
    RequiredDocument.objects.create(
        version=made, position=2, code="CM", name="Giấy tờ chứng minh", copies=1, required=False
    )
    if fee is not None:
        FeeItem.objects.create(version=made, name="Lệ phí", amount=fee, per=per)
    if by_post is not None:
        FeeItem.objects.create(version=made, name="Lệ phí", amount=by_post, channel="postal")
        ProcessingLimit.objects.create(version=made, amount=amount + 2, unit=unit, channel="postal")
    if relief:
        FeeRelief.objects.create(
            version=made, name="Người thuộc hộ nghèo", percent=relief, legal_basis="TT 64/2025/TT-BTC"
        )
    ResultPaper.objects.create(version=made, code="KQ.G15.000031", name="Giấy xác nhận")
    FormField.objects.create(version=made, position=1, group="Nội dung", key="subject", label="Nội dung đề nghị")
    FormField.objects.create(
        version=made, position=2, group="Nội dung", key="since", label="Từ ngày", kind="date", required=False
    )
    for position, (kind, step_name, role, at_place, limit, limit_unit) in enumerate(steps, start=1):
        WorkflowStep.objects.create(
            version=made,
            position=position,
            kind=kind,
            name=step_name,
            role=role,
            place=at_place,
            checklist=checklist if kind == "handle" else "",
            limit_amount=limit,
            limit_unit=limit_unit,
        )
    ProcedureVersion.objects.filter(pk=made.pk).update(status="published", valid_from=SINCE)
    made.refresh_from_db()
    return made


@dataclass
class World:
    """The city and what happens in it; every verb takes the moment it happens at."""

    city: Department
    ward: Department
    desk: Department
    office: Department
    other_ward: Department
    other_desk: Department
    field: Field
    permit: ProcedureVersion
    birth: ProcedureVersion
    renewal: ProcedureVersion
    offerings: dict[tuple[str, str], Offering]
    people: dict[str, User]

    def __getattr__(self, name: str) -> User:
        try:
            return self.__dict__["people"][name]
        except KeyError:
            raise AttributeError(name) from None

    def intake(self, version: ProcedureVersion | None = None, *, ward: Department | None = None, **more: Any) -> Intake:
        """A complete intake of Mai at the ward; anything may be given otherwise."""
        version = version or self.permit
        values: dict[str, Any] = {
            "key": uuid.uuid4(),
            "version": version,
            "offering": self.offerings[version.procedure.code, (ward or self.ward).code],
            "channel": "online",
            "submitter": Person(
                full_name="Trần Thị Mai", personal_id="001190012345", phone="+84912345678", address="Phường Cửa Nam"
            ),
            "form_data": {"subject": "Xác nhận"},
        }
        return Intake(**{**values, **more})

    def priced_by_the_page(self, *, relief: int = 0, by_post: int | None = None) -> ProcedureVersion:
        """A procedure whose fee depends on how many pages there are, offered by the ward; `by_post` costs so much."""
        made = version(
            "2.000815",
            "Chứng thực bản sao",
            self.field,
            amount=3,
            unit="working_day",
            steps=LONG_WAY,
            fee=2_000,
            per="trang",
            relief=relief,
            by_post=by_post,
        )
        self.offerings[made.procedure.code, self.ward.code] = Offering.objects.create(
            procedure=made.procedure, department=self.ward, desk=self.desk, division=self.office, valid_from=SINCE
        )
        return made

    def submitted(self, at: datetime, version: ProcedureVersion | None = None, **more: Any) -> Dossier:
        """Mai has submitted online."""
        return submit(self.intake(version, **more), by=self.mai, at=at)

    def taken_in(self, at: datetime, version: ProcedureVersion | None = None, **more: Any) -> Dossier:
        """Lan has taken Mai's dossier in at the counter."""
        return take_in(self.intake(version, **{"channel": "in_person", **more}), by=self.lan, at=at)

    def received(self, at: datetime, version: ProcedureVersion | None = None, **more: Any) -> Dossier:
        """Lan has received what Mai submitted online at the same moment."""
        return receive(self.submitted(at, version, **more), by=self.lan, at=at)

    def transferred(self, at: datetime, version: ProcedureVersion | None = None, **more: Any) -> Dossier:
        """The dossier is in the division."""
        return transfer(self.received(at, version, **more), by=self.lan, at=at)

    def assigned(self, at: datetime, version: ProcedureVersion | None = None, **more: Any) -> Dossier:
        """Minh holds the dossier."""
        return assign(self.transferred(at, version, **more), by=self.ha, at=at, officer=self.minh)

    def proposed(self, at: datetime, version: ProcedureVersion | None = None, **more: Any) -> Dossier:
        """Minh has proposed, Hà has to check (long way)."""
        return propose(self.assigned(at, version, **more), by=self.minh, at=at, outcome="granted", text="Đủ điều kiện.")

    def for_signature(self, at: datetime, version: ProcedureVersion | None = None, **more: Any) -> Dossier:
        """Sơn has to sign."""
        return approve(self.proposed(at, version, **more), by=self.ha, at=at)

    def finished(self, at: datetime, version: ProcedureVersion | None = None, **more: Any) -> Dossier:
        """Sơn has signed."""
        return sign(self.for_signature(at, version, **more), by=self.son, at=at)

    def complained(self, at: datetime, **more: Any) -> Feedback:
        """Mai has sent a feedback to the ward; its desk has it."""
        said = {
            "kind": "late",
            "subject": "Chậm trả kết quả",
            "text": "Quá hẹn năm ngày chưa có kết quả.",
            "sender_name": "Trần Thị Mai",
            "phone": "+84912345678",
        }
        values: dict[str, Any] = {"key": uuid.uuid4(), "by": self.mai, "department": self.ward, **said, **more}
        return send_feedback(at=at, **values)


def build() -> World:
    """Make the city."""
    load_calendar()
    city = unit("H26", "UBND thành phố Hà Nội", "city", None)
    ward = unit("H26.105", "UBND phường Cửa Nam", "commune", city, short_name="Phường Cửa Nam", commune_code="00073")
    desk = unit("H26.105.01", "Trung tâm Phục vụ hành chính công phường Cửa Nam", "center", ward, is_desk=True)
    office = unit("H26.105.03", "Phòng Kinh tế, Hạ tầng và Đô thị", "division", ward)
    other_ward = unit("H26.104", "UBND phường Hoàn Kiếm", "commune", city, short_name="Phường Hoàn Kiếm")
    other_desk = unit(
        "H26.104.01", "Trung tâm Phục vụ hành chính công phường Hoàn Kiếm", "center", other_ward, is_desk=True
    )
    other_office = unit("H26.104.03", "Phòng Kinh tế, Hạ tầng và Đô thị", "division", other_ward)
    posts = [
        ("lan", "Nguyễn Thị Lan", Role.RECEIVER, desk),
        ("ha", "Nguyễn Thu Hà", Role.HEAD, office),
        ("minh", "Lê Quang Minh", Role.OFFICER, office),
        ("binh", "Phạm Văn Bình", Role.OFFICER, office),
        ("son", "Đỗ Hải Sơn", Role.LEADER, ward),
        ("dung", "Vũ Tiến Dung", Role.LEADER, ward),
        ("thanh", "Hoàng Thị Thanh", Role.INSPECTOR, city),
        ("oanh", "Bùi Kim Oanh", Role.RECEIVER, other_desk),
        ("phu", "Trịnh Văn Phú", Role.OFFICER, other_office),
        ("tam", "Ngô Minh Tâm", Role.LEADER, other_ward),
    ]
    people = {name: person(name, full_name) for name, full_name, _, _ in posts}
    for name, _, role, department in posts:
        Post.objects.create(user=people[name], role=role, department=department, since=SINCE)
    people["mai"] = person("mai", "Trần Thị Mai", personal_id="001190012345", phone="+84912345678")
    people["hung"] = person("hung", "Đặng Quốc Hùng")
    people["quan"] = person("quan", "Lý Anh Quân", is_staff=True, is_superuser=True)
    Post.objects.create(user=people["quan"], role=Role.ADMINISTRATOR, department=city, since=SINCE)
    field = Field.objects.create(code="XD", name="Hoạt động xây dựng")
    permit = version(
        "1.013225", "Cấp giấy phép xây dựng nhà ở riêng lẻ", field, amount=7, unit="working_day", steps=LONG_WAY
    )
    birth = version("1.001193", "Đăng ký khai sinh", field, amount=1, unit="same_day", steps=SHORT_WAY)
    renewal = version(
        "1.013227",
        "Gia hạn giấy phép xây dựng",
        field,
        amount=7,
        unit="working_day",
        steps=LONG_WAY,
        policy="RESET",
        fee=75_000,
    )
    offerings = {}
    for made in (permit, birth, renewal):
        for agency, at_desk, division in ((ward, desk, office), (other_ward, other_desk, other_office)):
            offerings[made.procedure.code, agency.code] = Offering.objects.create(
                procedure=made.procedure, department=agency, desk=at_desk, division=division, valid_from=SINCE
            )
    return World(city, ward, desk, office, other_ward, other_desk, field, permit, birth, renewal, offerings, people)
