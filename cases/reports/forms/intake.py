"""Reports on how dossiers come in and what becomes of them otherwise: answers, requests, refusals, stops."""

from django.db.models import Case, CharField, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce

from cases.models import ClockStop, Event, SupplementRequest
from cases.models.dossier_queries import DossierQuerySet
from cases.reports.forms.listings import ANSWERS, DOSSIERS, REQUESTS, STOPS
from cases.reports.frame.definition import Column, Definition, Identity, Ratio
from cases.reports.question import By, Question
from cases.reports.standing_at import finished_by, known_at
from cases.status import Status

_DOSSIER_BYS = tuple(by for by in By if by != By.OFFICER)


def _answered(question: Question) -> DossierQuerySet:
    before, moment = question.period.before, question.moment
    refused = Q(status=Status.REFUSED, finished_at__gt=before, finished_at__lte=moment)
    answered = question.rows.filter(
        refused | Q(received_at__gt=before, received_at__lte=moment), answer_due_at__isnull=False
    )
    return answered.annotate(answered=Coalesce("received_at", "finished_at")).annotate(
        verdict=_either(Q(received_at=None), "refused", "received"),
        timely=_either(Q(answered__gt=F("answer_due_at")), "no", "yes"),
    )


LATE_ANSWERS = Definition(
    key="tiep-nhan",
    number="Tiếp nhận quá hạn",
    title="Trả lời hồ sơ trực tuyến",
    about="Trả lời trong 08 giờ làm việc hay muộn; tiếp nhận hay không tiếp nhận",
    members=_answered,
    axes=("verdict", "timely"),
    columns=(
        Column("3", "Đã trả lời: tổng số", "Tổng số", sums=("4", "5")),
        Column("4", "Trả lời đúng giờ", "Đúng giờ", {"timely": ("yes",)}),
        Column("5", "Trả lời muộn", "Muộn", {"timely": ("no",)}, late=True),
        Column("6", "Tiếp nhận", "Tiếp nhận", {"verdict": ("received",)}),
        Column("7", "Không tiếp nhận", "Không tiếp nhận", {"verdict": ("refused",)}),
        Ratio("ty-le", "Tỷ lệ đúng giờ", {"4": 1}, {"3": 1}),
    ),
    groups=(("Trả lời", "3", "5"), ("Kết quả", "6", "7")),
    identities=(Identity(("3",), ("4", "5")), Identity(("3",), ("6", "7"))),
    explained=lambda question: (
        "Hồ sơ nộp trực tuyến phải được trả lời trong 08 giờ làm việc kể từ khi hệ thống nhận (Nghị định 45/2020/NĐ-CP "
        "Điều 11); hồ sơ đã bổ sung thì tính từ lần gửi lại sau cùng.",
        "Hồ sơ thuộc kỳ theo lúc được tiếp nhận hoặc bị từ chối tiếp nhận. Hồ sơ chưa trả lời có danh sách ở trang Một "
        "cửa.",
    ),
    listing=ANSWERS,
    months="answered",
    bys=_DOSSIER_BYS,
)


def _asked_for(question: Question) -> QuerySet[SupplementRequest]:
    moment = question.moment
    asked = SupplementRequest.objects.filter(
        dossier__in=question.rows.values("pk"), asked_at__gt=question.period.before, asked_at__lte=moment
    )
    return asked.annotate(
        phase=_either(Q(before_receipt=True), "before", "in process"),
        again=_either(Q(ordinal__gt=1), "yes", "no"),
        state=Case(
            When(accepted_at__lte=moment, then=Value("accepted")),
            When(dropped_at__lte=moment, then=Value("dropped")),
            When(answered_at__lte=moment, then=Value("answered")),
            default=Value("waiting"),
            output_field=CharField(),
        ),
    )


SUPPLEMENTS = Definition(
    key="bo-sung",
    number="Bổ sung hồ sơ",
    title="Yêu cầu bổ sung hồ sơ",
    about="Trước khi tiếp nhận, khi giải quyết, lần thứ hai trở lên, đã nhận đủ hay còn chờ",
    members=_asked_for,
    axes=("phase", "again", "state"),
    columns=(
        Column("3", "Yêu cầu bổ sung: tổng số", "Tổng số", sums=("4", "5")),
        Column("4", "Trước khi tiếp nhận", where={"phase": ("before",)}),
        Column("5", "Trong quá trình giải quyết", "Khi giải quyết", {"phase": ("in process",)}),
        Column(
            "6",
            "Lần thứ hai trở lên",
            where={"again": ("yes",)},
            late=True,
            meaning="Nghị định 118/2025/NĐ-CP Điều 17: phải yêu cầu một lần, đủ mọi nội dung; Bộ chỉ số QĐ 766 coi hồ "
            "sơ bị yêu cầu quá một lần khi giải quyết là quá hạn.",
        ),
        Column("7", "Đã nhận đủ", where={"state": ("accepted",)}),
        Column("8", "Người nộp đã gửi, chờ kiểm tra", "Chờ kiểm tra", {"state": ("answered",)}),
        Column("9", "Chờ người nộp", where={"state": ("waiting",)}),
        Column("10", "Không còn cần", where={"state": ("dropped",)}, meaning="Hồ sơ đã rút, dừng hoặc bị từ chối."),
    ),
    groups=(("Số lần yêu cầu", "3", "6"), ("Tình trạng lúc chốt", "7", "10")),
    identities=(Identity(("3",), ("4", "5")), Identity(("3",), ("7", "8", "9", "10"))),
    explained=lambda question: (
        "Mỗi phiếu yêu cầu (Mẫu 02) là một lần; phiếu thuộc kỳ theo lúc yêu cầu, tình trạng tính đến lúc chốt.",
    ),
    listing=REQUESTS,
    prefix="dossier__",
    months="asked_at",
    noun="yêu cầu",
)


def _ended(question: Question) -> DossierQuerySet:
    before, moment = question.period.before, question.moment
    over = question.rows.filter(Q(finished_at=None) | Q(finished_at__gt=before)).alias(over=finished_by(moment))
    proposals = Event.objects.filter(dossier=OuterRef("pk"), action="propose", at__lte=moment).order_by("-number")
    stands = Q(finished_at__lte=moment)
    return known_at(over.filter(over__gt=before), moment).annotate(
        decided=Subquery(proposals.annotate(outcome=KT("data__outcome")).values("outcome")[:1]),
        ending=Case(
            When(stands & Q(status=Status.REFUSED), then=Value("refused")),
            When(stands & Q(status=Status.WITHDRAWN), then=Value("withdrawn")),
            When(stands & Q(status=Status.STOPPED), then=Value("stopped")),
            When(decided="refused", then=Value("turned down")),
            default=Value("granted"),
            output_field=CharField(),
        ),
    )


REFUSALS = Definition(
    key="tu-choi",
    number="Từ chối, rút, dừng",
    title="Hồ sơ kết thúc: cấp kết quả, từ chối, rút, dừng",
    about="Không tiếp nhận, từ chối giải quyết bằng văn bản, người dân rút, dừng giải quyết",
    members=_ended,
    axes=("ending",),
    columns=(
        Column("3", "Kết thúc trong kỳ: tổng số", "Tổng số", sums=("4", "5", "6", "7", "8")),
        Column("4", "Cấp kết quả", where={"ending": ("granted",)}),
        Column("5", "Từ chối giải quyết, có văn bản", "Từ chối giải quyết", {"ending": ("turned down",)}),
        Column("6", "Không tiếp nhận", where={"ending": ("refused",)}),
        Column("7", "Người dân rút", where={"ending": ("withdrawn",)}),
        Column("8", "Dừng giải quyết", where={"ending": ("stopped",)}),
        Ratio("ty-le", "Tỷ lệ từ chối", {"5": 1, "6": 1}, {"3": 1}, meaning="Cột 5 và 6 trên cột 3."),
    ),
    identities=(Identity(("3",), ("4", "5", "6", "7", "8")),),
    explained=lambda question: (
        "Hồ sơ thuộc kỳ theo lúc kết thúc (ký kết quả, từ chối, rút, dừng), như đã biết lúc chốt; lý do đọc tại từng "
        "hồ sơ, chỉ người xử lý thấy.",
    ),
    listing=DOSSIERS,
    months="then_finished",
)


def _stopped(question: Question) -> QuerySet[ClockStop]:
    moment = question.moment
    stood = ClockStop.objects.filter(
        Q(until=None) | Q(until__gt=question.period.before), dossier__in=question.rows.values("pk"), since__lte=moment
    )
    return stood.annotate(
        open=_either(Q(until=None) | Q(until__gt=moment), "yes", "no"),
        based=_either(Q(legal_basis=""), "no", "yes"),
    )


_REASONS = tuple(ClockStop.Reason)
_REASON_KEYS = tuple(str(place) for place in range(4, 4 + len(_REASONS)))
STOPPED = Definition(
    key="tam-dung",
    number="Tạm dừng",
    title="Các lần tạm dừng tính thời hạn",
    about="Theo lý do, đang dừng hay đã hết, có căn cứ pháp lý hay không",
    members=_stopped,
    axes=("reason", "open", "based"),
    columns=(
        Column("3", "Tạm dừng: tổng số", "Tổng số", sums=_REASON_KEYS),
        *(
            Column(key, str(reason.label).capitalize(), where={"reason": (reason,)})
            for key, reason in zip(_REASON_KEYS, _REASONS, strict=True)
        ),
        Column("10", "Lúc chốt đang dừng", "Đang dừng", {"open": ("yes",)}),
        Column("11", "Đã hết trong kỳ", "Đã hết", {"open": ("no",)}),
        Column(
            "12",
            "Không có căn cứ pháp lý",
            "Không căn cứ",
            {"based": ("no",)},
            late=True,
            meaning="Không làm đổi ngày hẹn trả.",
        ),
    ),
    groups=(("Theo lý do", "3", "9"), ("Tình trạng", "10", "12")),
    identities=(Identity(("3",), _REASON_KEYS), Identity(("3",), ("10", "11"))),
    explained=lambda question: ("Mọi lần tạm dừng có ít nhất một lúc nằm trong kỳ, kể cả bắt đầu từ trước kỳ.",),
    listing=STOPS,
    prefix="dossier__",
    months="since",
    noun="lần",
)


def _either(condition: Q, yes: str, no: str) -> Case:
    return Case(When(condition, then=Value(yes)), default=Value(no), output_field=CharField())


INTAKE = (LATE_ANSWERS, SUPPLEMENTS, REFUSALS, STOPPED)
