"""Reports on quality: papers and results as files, satisfaction, procedures in use, and data that cannot be right."""

from django.db.models import Case, CharField, Exists, F, Min, OuterRef, Q, QuerySet, Value, When

from cases.keyset import Order
from cases.lists import Looking
from cases.models import Document, Paper, Result, SatisfactionRating
from cases.models.dossier_queries import DossierQuerySet
from cases.reports.forms.listings import DOSSIERS, RATINGS
from cases.reports.frame.definition import Column, Definition, Identity, Ratio
from cases.reports.frame.listing import Listing, Row, Told
from cases.reports.outcomes import Outcome
from cases.reports.places import place
from cases.reports.question import By, Question
from cases.reports.report_06a import members_of
from cases.status import Status
from departments.working_time import local
from procedures.models import Offering, ProcedureVersion, WorkflowStep

_DONE = (Outcome.EARLY, Outcome.ON_TIME, Outcome.LATE)


def _either(condition: Q | Exists, yes: str = "yes", no: str = "no") -> Case:
    return Case(When(condition, then=Value(yes)), default=Value(no), output_field=CharField())


def _digitised(question: Question) -> DossierQuerySet:
    moment = question.moment
    known = Document.objects.filter(
        kind__in=(Document.Kind.SUBMITTED, Document.Kind.SUPPLEMENT), uploaded_at__lte=moment
    )
    files = known.filter(dossier=OuterRef("pk"))
    as_file = known.filter(dossier=OuterRef("dossier"), requirement=OuterRef("requirement"))
    on_paper = Paper.objects.filter(~Exists(as_file), dossier=OuterRef("pk"))
    signed = Result.objects.filter(dossier=OuterRef("pk"), document__isnull=False, signed_at__lte=moment)
    return (
        members_of(question)
        .filter(Q(outcome__in=_DONE))
        .annotate(
            files=Case(
                When(Exists(files) & ~Exists(on_paper), then=Value("all")),
                When(Exists(files), then=Value("some")),
                default=Value("none"),
                output_field=CharField(),
            ),
            result_file=_either(Exists(signed)),
        )
    )


DIGITISED = Definition(
    key="so-hoa",
    number="Số hóa",
    title="Số hóa hồ sơ và kết quả điện tử",
    about="Hồ sơ có kết quả trong kỳ: giấy tờ đã thành tệp hết, một phần hay chưa; kết quả có bản điện tử",
    members=_digitised,
    axes=("files", "result_file"),
    columns=(
        Column("3", "Hồ sơ có kết quả trong kỳ", "Tổng số", sums=("4", "5", "6")),
        Column("4", "Giấy tờ đã số hóa đủ", "Số hóa đủ", {"files": ("all",)}, meaning="Mọi giấy tờ nhận đều có tệp."),
        Column("5", "Giấy tờ số hóa một phần", "Một phần", {"files": ("some",)}),
        Column("6", "Giấy tờ chưa số hóa", "Chưa số hóa", {"files": ("none",)}),
        Ratio("ty-le", "Tỷ lệ số hóa đủ", {"4": 1}, {"3": 1}),
        Column("7", "Kết quả có bản điện tử", where={"result_file": ("yes",)}),
        Column("8", "Kết quả chỉ có bản giấy", "Chỉ bản giấy", {"result_file": ("no",)}),
        Ratio("ty-le-ket-qua", "Tỷ lệ kết quả điện tử", {"7": 1}, {"3": 1}, "Tỷ lệ"),
    ),
    groups=(("Thành phần hồ sơ", "3", "6"), ("Kết quả", "7", "8")),
    identities=(Identity(("3",), ("4", "5", "6")), Identity(("3",), ("7", "8"))),
    explained=lambda question: (
        "Hồ sơ được ký kết quả trong kỳ. Giấy tờ tính là số hóa khi có tệp trong hồ sơ lúc chốt; kết quả tính là điện "
        "tử khi có tệp kèm khi ký.",
    ),
    listing=DOSSIERS,
)


def _rated(question: Question) -> QuerySet[SatisfactionRating]:
    return SatisfactionRating.objects.filter(
        dossier__in=question.rows.values("pk"), at__gt=question.period.before, at__lte=question.moment
    )


_SCORES = tuple(reversed(SatisfactionRating.Score))
_SCORE_KEYS = {score.value: str(place) for place, score in enumerate(_SCORES, start=4)}
SATISFACTION = Definition(
    key="hai-long",
    number="Hài lòng",
    title="Đánh giá mức độ hài lòng",
    about="Số lượt theo từng mức, tỷ lệ hài lòng, điểm trung bình",
    members=_rated,
    axes=("score",),
    columns=(
        Column("3", "Số lượt đánh giá", sums=tuple(_SCORE_KEYS.values())),
        *(
            Column(_SCORE_KEYS[score.value], str(score.label), where={"score": (score.value,)}, late=False)
            for score in _SCORES
        ),
        Ratio("ty-le", "Tỷ lệ hài lòng", {"4": 1, "5": 1}, {"3": 1}, meaning="Rất hài lòng và hài lòng."),
        Ratio(
            "diem",
            "Điểm trung bình",
            {key: score for score, key in _SCORE_KEYS.items()},
            {"3": 1},
            percent=False,
            meaning="Từ 1 đến 5.",
        ),
    ),
    identities=(Identity(("3",), tuple(_SCORE_KEYS.values())),),
    explained=lambda question: (
        "Mỗi hồ sơ được đánh giá một lần sau khi xong; đánh giá thuộc kỳ theo lúc đánh giá. Không xếp hạng "
        "từng cán bộ.",
    ),
    listing=RATINGS,
    prefix="dossier__",
    months="at",
    noun="lượt",
    bys=tuple(by for by in By if by != By.OFFICER),
)


def _offered(question: Question) -> QuerySet[Offering]:
    """The procedures at each unit; by field each procedure once, at whichever unit it is offered."""
    scope, day = question.scope, local(question.moment).date()
    units = {f"{scope.unit_field}__in": [unit.pk for unit in scope.units]}
    offered = Offering.objects.in_force(day).filter(**units)
    if question.field:
        offered = offered.filter(procedure__field__code=question.field)
    before = question.period.before
    came = question.rows.filter(
        # Whatever came in since was not finished before; by that there is an index.
        Q(finished_at=None) | Q(finished_at__gt=before),
        received_at__gt=before,
        received_at__lte=question.moment,
    )
    if question.by == By.UNIT:
        offered = offered.alias(place=place(scope.unit_field, "procedure"))
        used = Q(place__in=came.values(place=place(scope.unit_field, "version__procedure")))
    else:
        once = offered.order_by().values("procedure").annotate(first=Min("pk")).values("first")
        offered, used = offered.filter(pk__in=once), Q(procedure__in=came.values("version__procedure"))
    versions = ProcedureVersion.objects.in_force(day).filter(procedure=OuterRef(OuterRef("procedure")))
    steps = WorkflowStep.objects.filter(version__in=versions.values("pk"))
    return offered.annotate(used=_either(used), workflow=_either(Exists(steps)))


def _load_offered(rows: QuerySet[Offering], question: Question) -> QuerySet[Offering]:
    return rows.select_related("procedure__field", "department").prefetch_related("procedure__versions")


def _name(offering: Offering) -> str:
    versions = sorted(offering.procedure.versions.all(), key=lambda version: version.number)
    return versions[-1].name if versions else offering.procedure.code


def _offered_told(offering: Offering, look: Looking) -> Row:
    cells = (
        Told("Lĩnh vực", offering.procedure.field.name),
        Told("Cơ quan", offering.department.name),
        Told("Mức độ trực tuyến", offering.get_online_level_display()),
    )
    url = offering.procedure.get_absolute_url()
    return Row(cells, name=_name(offering), code=offering.procedure.code, url=url)


def _offered_written(offering: Offering, look: Looking) -> tuple[object, ...]:
    where = (offering.procedure.field.name, offering.department.name, offering.get_online_level_display())
    return (offering.procedure.code, _name(offering), *where)


_LEVEL = Offering.OnlineLevel
FORM_07B = Definition(
    key="07b",
    number="Biểu số 07b/KSTT",
    title="Thủ tục hành chính, quy trình nội bộ và thủ tục phát sinh hồ sơ",
    about="Số thủ tục, quy trình nội bộ, có và không phát sinh hồ sơ, mức độ trực tuyến",
    members=_offered,
    axes=("used", "workflow", "online_level"),
    columns=(
        Column("3", "Số thủ tục hành chính", sums=("5", "6")),
        Column("4", "Có quy trình nội bộ", where={"workflow": ("yes",)}),
        Column("5", "Có phát sinh hồ sơ trong kỳ", "Có hồ sơ", {"used": ("yes",)}),
        Column("6", "Không phát sinh hồ sơ", "Không có hồ sơ", {"used": ("no",)}),
        Ratio("ty-le", "Tỷ lệ thủ tục phát sinh hồ sơ", {"5": 1}, {"3": 1}, "Tỷ lệ"),
        Column("7", "Trực tuyến toàn trình", "Toàn trình", {"online_level": (_LEVEL.FULL,)}),
        Column("8", "Trực tuyến một phần", "Một phần", {"online_level": (_LEVEL.PARTIAL,)}),
        Column("9", "Chỉ nộp tại Bộ phận Một cửa", "Tại quầy", {"online_level": (_LEVEL.NONE,)}),
    ),
    groups=(("Phát sinh hồ sơ", "5", "6"), ("Mức độ trực tuyến", "7", "9")),
    identities=(Identity(("3",), ("5", "6")), Identity(("3",), ("7", "8", "9"))),
    explained=lambda question: (
        "Thủ tục đang thực hiện lúc chốt. Xem theo đơn vị thì một thủ tục tính ở từng đơn vị làm thủ tục ấy; xem theo "
        "lĩnh vực thì mỗi thủ tục tính một lần. Phát sinh: có ít nhất một hồ sơ được tiếp nhận trong kỳ.",
    ),
    listing=Listing(
        _load_offered,
        Order("procedure__code", is_moment=False),
        _offered_told,
        ("Mã thủ tục", "Thủ tục", "Lĩnh vực", "Cơ quan", "Mức độ trực tuyến"),
        _offered_written,
        heading="Thủ tục",
    ),
    paths={"procedure": "procedure"},
    noun="thủ tục",
    bys=(By.FIELD, By.PROCEDURE, By.UNIT),
)

# What cannot be: key, how it is called, and the condition.
_FAULTS = (
    ("4", "Tiếp nhận trước khi nộp", "Tiếp nhận trước khi nộp", Q(received_at__lt=F("submitted_at"))),
    ("5", "Có thời hạn mà không có ngày hẹn", "Thiếu ngày hẹn", Q(due_at=None) & ~Q(limit_unit="")),
    ("6", "Ngày hẹn trước ngày tiếp nhận", "Hẹn trước tiếp nhận", Q(due_at__lt=F("received_at"))),
    ("7", "Xong trước khi tiếp nhận", "Xong trước tiếp nhận", Q(finished_at__lt=F("received_at"))),
    (
        "8",
        "Đã xong mà không có kết quả",
        "Thiếu kết quả",
        Q(status__in=[Status.FINISHED, Status.RETURNED], result=None),
    ),
    ("9", "Nhật ký không khớp", "Nhật ký", Q(outcome=Outcome.UNKNOWN)),
)


def _faulty(question: Question) -> DossierQuerySet:
    members = members_of(question)
    flags = {f"fault_{key}": _either(condition) for key, _, _, condition in _FAULTS}
    wrong = Q()
    for key, _, _, _ in _FAULTS:
        wrong |= Q(**{f"fault_{key}": "yes"})
    return members.annotate(**flags).filter(wrong)


FAULTS = Definition(
    key="du-lieu",
    number="Chất lượng dữ liệu",
    title="Hồ sơ có dữ liệu không thể đúng",
    about="Ngày tháng ngược nhau, thiếu ngày hẹn, thiếu kết quả, nhật ký không khớp",
    members=_faulty,
    axes=tuple(f"fault_{key}" for key, _, _, _ in _FAULTS),
    columns=(
        Column("3", "Hồ sơ có ít nhất một chỗ sai", "Tổng số", late=True),
        *(Column(key, label, heading, {f"fault_{key}": ("yes",)}, late=True) for key, label, heading, _ in _FAULTS),
    ),
    explained=lambda question: (
        "Trong các hồ sơ của biểu II.06a kỳ này. Một hồ sơ có thể sai nhiều chỗ nên các cột không cộng lại "
        "thành tổng số.",
    ),
    listing=DOSSIERS,
)
QUALITY = (FORM_07B, DIGITISED, SATISFACTION, FAULTS)
