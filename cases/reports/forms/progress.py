"""Reports on how dossiers stand to their promise: roll-up, 07a, the whole picture, what is late, by status.

Their members are those of biểu II.06a, so they say what it says.
"""

from dataclasses import replace

from django.db.models import Case, CharField, Exists, OuterRef, Q, Subquery, Value, When

from cases.models import Apology
from cases.models.dossier_queries import DossierQuerySet
from cases.reports.form_06a import Origin
from cases.reports.forms.listings import DOSSIERS, LATE
from cases.reports.frame.definition import Carried, Column, Definition, Identity, Ratio
from cases.reports.list_06a import AS_KNOWN
from cases.reports.outcomes import CLOSED, UNFINISHED, Outcome
from cases.reports.question import By, Question
from cases.reports.report_06a import II_06A, explained, members_of, open_before
from cases.reports.standing_at import finished_by, known_at, last_event
from cases.status import Status
from procedures.channels import Channel

_NEW = (Origin.ONLINE, Origin.DIRECT)
_OLD = (Origin.CARRIED, Origin.REOPENED)
_ENDED = (Outcome.ENDED, Outcome.ENDED_LATE)
_GOOD = (Outcome.EARLY, Outcome.ON_TIME)
_DONE = (*_GOOD, Outcome.LATE)
# What a dossier waits for at the moment, where its clock stands rightly.
_PAUSES = {Status.WAITING: "supplement", Status.PAYING: "payment", Status.STOPPED: "rest"}

II_06B = replace(
    II_06A,
    key="ii06b",
    number="Biểu số II.06b/VPCP/KSTT",
    title="Tổng hợp tình hình, kết quả giải quyết thủ tục hành chính theo cấp và đơn vị",
    about="Cùng các cột của II.06a, cộng theo sở ngành, phường xã và từng đơn vị, kể cả đơn vị không có hồ sơ",
    bys=(By.LEVEL, By.UNIT),
)


def _with_pause(question: Question) -> DossierQuerySet:
    then = Subquery(last_event(question.moment).values("to_status")[:1])
    pauses = [When(Q(outcome=Outcome.STANDING, then_at=status), then=Value(name)) for status, name in _PAUSES.items()]
    members = members_of(question).alias(then_at=then)
    return members.annotate(pause=Case(*pauses, default=Value(""), output_field=CharField()))


_HOW_07A = (
    "“Trả lại” là hồ sơ người dân rút hoặc cơ quan dừng giải quyết trong kỳ; từ chối tiếp nhận không tính vì hồ sơ "
    "chưa được tiếp nhận.",
    "“Bổ sung” là hồ sơ lúc chốt đang chờ người dân bổ sung đúng căn cứ; hồ sơ chờ nghĩa vụ tài chính hoặc tạm dừng vì "
    "lý do khác nằm ở cột chưa đến hạn.",
)
FORM_07A = Definition(
    key="07a",
    number="Biểu số 07a/KSTT",
    title="Kết quả giải quyết hồ sơ theo cơ chế một cửa",
    about="Kỳ trước, nhận mới, trả đúng hạn, quá hạn, trả lại, chưa đến hạn, quá hạn, bổ sung",
    members=_with_pause,
    axes=("origin", "outcome", "pause"),
    columns=(
        Column("3", "Tiếp nhận: tổng số", "Tổng số", sums=("4", "5")),
        Column("4", "Tiếp nhận: kỳ trước chuyển qua", "Kỳ trước", {"origin": _OLD}),
        Column("5", "Tiếp nhận: nhận mới trong kỳ", "Nhận mới", {"origin": _NEW}),
        Column("6", "Đã giải quyết: tổng số", "Tổng số", {"outcome": CLOSED}, sums=("7", "8", "9")),
        Column("7", "Đã giải quyết: trả đúng hạn", "Đúng hạn", {"outcome": _GOOD}, meaning="Gồm cả trước hạn."),
        Column("8", "Đã giải quyết: trả quá hạn", "Quá hạn", {"outcome": (Outcome.LATE,)}, late=True),
        Column("9", "Trả lại", "Trả lại", {"outcome": _ENDED}, meaning="Người dân rút, hoặc dừng giải quyết."),
        Column("10", "Đang giải quyết: tổng số", "Tổng số", {"outcome": UNFINISHED}, sums=("11", "12", "13")),
        Column(
            "11",
            "Đang giải quyết: chưa đến hạn",
            "Chưa đến hạn",
            {"outcome": (Outcome.WITHIN, Outcome.STANDING), "pause": ("", "payment", "rest")},
        ),
        Column("12", "Đang giải quyết: quá hạn", "Quá hạn", {"outcome": (Outcome.OVERDUE,)}, late=True),
        Column("13", "Đang chờ bổ sung", "Bổ sung", {"outcome": (Outcome.STANDING,), "pause": ("supplement",)}),
    ),
    groups=(("Tiếp nhận", "3", "5"), ("Đã giải quyết", "6", "9"), ("Đang giải quyết", "10", "13")),
    notes=(*(note for note in II_06A.notes if note.key in ("mo-lai", "chua-ro")),),
    identities=(
        Identity(("3",), ("4", "5")),
        Identity(("3",), ("6", "10")),
        Identity(("6",), ("7", "8", "9")),
        Identity(("10",), ("11", "12", "13")),
    ),
    carried=Carried("4", "mo-lai", open_before),
    headline=Ratio("dung-han", "Trả đúng hạn", {"7": 1}, {"7": 1, "8": 1}),
    headline_text="hồ sơ có kết quả",
    explained=lambda question: (*_HOW_07A, *explained(question)),
    listing=AS_KNOWN,
    by_second=True,
)


def _origin_by(channel: Channel) -> dict[str, tuple[str, ...]]:
    return {"origin": _NEW, "channel": (channel,)}


WHOLE = Definition(
    key="tong-hop",
    number="Tổng hợp",
    title="Tổng hợp tình hình giải quyết hồ sơ",
    about="Đủ các cột: kênh tiếp nhận, kết quả, đang xử lý, tạm dừng theo lý do, rút và dừng, tỷ lệ",
    members=_with_pause,
    axes=("origin", "outcome", "pause", "channel"),
    columns=(
        Column("3", "Tiếp nhận: tổng số", "Tổng số", sums=("4", "5", "6", "7")),
        Column("4", "Tiếp nhận: kỳ trước", "Kỳ trước", {"origin": _OLD}),
        Column("5", "Tiếp nhận: qua mạng", "Qua mạng", _origin_by(Channel.ONLINE)),
        Column(
            "6",
            "Tiếp nhận: trực tiếp, ki-ốt",
            "Trực tiếp",
            {"origin": _NEW, "channel": (Channel.IN_PERSON, Channel.KIOSK)},
        ),
        Column("7", "Tiếp nhận: bưu chính công ích", "Bưu chính", _origin_by(Channel.POSTAL)),
        Column("8", "Có kết quả: tổng số", "Tổng số", {"outcome": _DONE}, sums=("9", "10", "11")),
        Column("9", "Có kết quả: trước hạn", "Trước hạn", {"outcome": (Outcome.EARLY,)}),
        Column("10", "Có kết quả: đúng hạn", "Đúng hạn", {"outcome": (Outcome.ON_TIME,)}),
        Column("11", "Có kết quả: quá hạn", "Quá hạn", {"outcome": (Outcome.LATE,)}, late=True),
        Column("12", "Đang xử lý: tổng số", "Tổng số", {"outcome": UNFINISHED}, sums=("13", "14", "15", "16", "17")),
        Column("13", "Đang xử lý: trong hạn", "Trong hạn", {"outcome": (Outcome.WITHIN,)}),
        Column("14", "Đang xử lý: quá hạn", "Quá hạn", {"outcome": (Outcome.OVERDUE,)}, late=True),
        Column("15", "Chờ bổ sung", "Bổ sung", {"outcome": (Outcome.STANDING,), "pause": ("supplement",)}),
        Column("16", "Chờ nghĩa vụ tài chính", "Nghĩa vụ tài chính", {"pause": ("payment",)}),
        Column("17", "Tạm dừng", "Tạm dừng", {"pause": ("rest",)}),
        Column("18", "Rút, dừng giải quyết", "Rút, dừng", {"outcome": _ENDED}),
        Ratio("ty-le", "Tỷ lệ trước và đúng hạn", {"9": 1, "10": 1}, {"8": 1}, "Tỷ lệ đúng hạn"),
    ),
    groups=(("Tiếp nhận", "3", "7"), ("Có kết quả", "8", "11"), ("Đang xử lý", "12", "17")),
    notes=(*(note for note in II_06A.notes if note.key in ("mo-lai", "chua-ro")),),
    identities=(
        Identity(("3",), ("4", "5", "6", "7")),
        Identity(("3",), ("8", "12", "18")),
        Identity(("8",), ("9", "10", "11")),
        Identity(("12",), ("13", "14", "15", "16", "17")),
    ),
    carried=Carried("4", "mo-lai", open_before),
    headline=Ratio("dung-han", "Giải quyết trước và đúng hạn", {"9": 1, "10": 1}, {"8": 1}),
    headline_text="hồ sơ có kết quả",
    explained=explained,
    listing=AS_KNOWN,
    by_second=True,
)


def _late(question: Question) -> DossierQuerySet:
    sorry = Exists(Apology.objects.filter(dossier=OuterRef("pk"), at__lte=question.moment))
    late = members_of(question).filter(Q(outcome__in=[Outcome.LATE, Outcome.OVERDUE]))
    return late.annotate(apologised=Case(When(sorry, then=Value("yes")), default=Value("no"), output_field=CharField()))


_HOW_LATE = (
    "Phụ lục I xếp theo đơn vị, Phụ lục II theo người: chọn “Dòng theo”. Số ngày quá hạn là số ngày làm việc sau ngày "
    "hẹn ban đầu đến ngày xong, chưa xong thì đến lúc chốt.",
    "Người thụ lý là người được giao hoặc nhận hồ sơ sau cùng tính đến lúc chốt; danh sách nêu bước chậm nhất và người "
    "giữ bước đó, vì người thụ lý chưa hẳn là người làm chậm.",
)
LATE_LIST = Definition(
    key="qua-han",
    number="Phụ lục I, II",
    title="Hồ sơ quá hạn",
    about="Theo đơn vị (Phụ lục I) và theo cá nhân (Phụ lục II): đã xong, chưa xong, đã xin lỗi, số ngày quá",
    members=_late,
    axes=("outcome", "apologised"),
    columns=(
        Column("3", "Quá hạn: tổng số", "Tổng số", sums=("4", "5"), late=True),
        Column("4", "Đã giải quyết, quá hạn", "Đã giải quyết", {"outcome": (Outcome.LATE,)}, late=True),
        Column("5", "Đang giải quyết, quá hạn", "Đang giải quyết", {"outcome": (Outcome.OVERDUE,)}, late=True),
        Column("6", "Đã có văn bản xin lỗi, hẹn lại", "Đã xin lỗi", {"apologised": ("yes",)}),
        Column("7", "Chưa có văn bản xin lỗi", "Chưa xin lỗi", {"apologised": ("no",)}, late=True),
    ),
    groups=(("Hồ sơ quá hạn", "3", "5"), ("Xin lỗi người dân", "6", "7")),
    identities=(Identity(("3",), ("4", "5")), Identity(("3",), ("6", "7"))),
    explained=lambda question: (*_HOW_LATE, *explained(question)[-2:]),
    listing=LATE,
    bys=(By.UNIT, By.OFFICER, By.LEVEL, By.FIELD, By.PROCEDURE, By.CASE, By.CHANNEL, By.MONTH),
    by_second=True,
)


def _by_status(question: Question) -> DossierQuerySet:
    before = question.period.before
    recalled = question.rows.filter(events__action="recall", events__at__gt=before).values("pk")
    there = question.rows.filter(Q(finished_at=None) | Q(finished_at__gt=before) | Q(pk__in=recalled))
    return known_at(there.alias(over_before=finished_by(before)).filter(over_before=None), question.moment)


BY_STATUS = Definition(
    key="trang-thai",
    number="Theo trạng thái",
    title="Hồ sơ theo trạng thái của Cổng Dịch vụ công quốc gia",
    about="Mười trạng thái, như đã ghi lúc chốt; gồm cả hồ sơ chưa tiếp nhận và không được tiếp nhận",
    members=_by_status,
    axes=("then_status",),
    columns=(
        Column("3", "Tổng số", sums=tuple(str(status + 3) for status in Status)),
        *(Column(str(status + 3), status.label, where={"then_status": (status.value,)}) for status in Status),
    ),
    identities=(Identity(("3",), tuple(str(status + 3) for status in Status)),),
    explained=lambda question: (
        "Mọi hồ sơ đã nộp mà trước kỳ chưa kết thúc, theo trạng thái sau cùng trong nhật ký tính đến lúc chốt.",
    ),
    listing=DOSSIERS,
    months="submitted_at",
)
PROGRESS = (II_06B, FORM_07A, WHOLE, LATE_LIST, BY_STATUS)
