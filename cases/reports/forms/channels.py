"""Reports on the ways dossiers come in: channels and online levels, outside the territory, applicants."""

from django.db.models import Case, CharField, F, OuterRef, Q, Subquery, Value, When
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce

from cases.models import Applicant, Dossier, Event
from cases.models.dossier_queries import DossierQuerySet
from cases.reports.forms.listings import DOSSIERS
from cases.reports.frame.definition import Column, Definition, Identity, Ratio
from cases.reports.question import Question
from departments.models.department import Level
from procedures.channels import Channel
from procedures.models import Offering


def _received(question: Question) -> DossierQuerySet:
    """Received in the period, as reports of channels count."""
    return question.rows.filter(received_at__gt=question.period.before, received_at__lte=question.moment)


def _with_level(question: Question) -> DossierQuerySet:
    offered = Offering.objects.filter(
        Q(valid_until=None) | Q(valid_until__gt=OuterRef("received_at__date")),
        procedure=OuterRef("version__procedure"),
        department=OuterRef("department"),
        valid_from__lte=OuterRef("received_at__date"),
    )
    level = Subquery(offered.order_by("-valid_from").values("online_level")[:1])
    return _received(question).annotate(level=Coalesce(level, Value(Offering.OnlineLevel.NONE.value)))


_ONLINE_LEVELS = (Offering.OnlineLevel.FULL, Offering.OnlineLevel.PARTIAL)
ONLINE = Definition(
    key="truc-tuyen",
    number="Trực tuyến",
    title="Hồ sơ nộp trực tuyến",
    about="Theo kênh nộp; tỷ lệ trực tuyến trên mọi hồ sơ và trên hồ sơ của thủ tục nộp trực tuyến được",
    members=_with_level,
    axes=("channel", "level"),
    columns=(
        Column("3", "Tiếp nhận trong kỳ: tổng số", "Tổng số", sums=("4", "5", "6", "7")),
        Column("4", "Trực tuyến", where={"channel": (Channel.ONLINE,)}),
        Column("5", "Trực tiếp", where={"channel": (Channel.IN_PERSON,)}),
        Column("6", "Bưu chính công ích", "Bưu chính", {"channel": (Channel.POSTAL,)}),
        Column("7", "Ki-ốt", where={"channel": (Channel.KIOSK,)}),
        Ratio("ty-le", "Tỷ lệ trực tuyến", {"4": 1}, {"3": 1}),
        Column("8", "Thủ tục toàn trình", where={"level": (Offering.OnlineLevel.FULL,)}),
        Column("9", "Thủ tục nộp trực tuyến được", "Nộp trực tuyến được", {"level": _ONLINE_LEVELS}),
        Column("10", "Trong đó nộp trực tuyến", where={"level": _ONLINE_LEVELS, "channel": (Channel.ONLINE,)}),
        Ratio("ty-le-duoc", "Tỷ lệ trên thủ tục nộp trực tuyến được", {"10": 1}, {"9": 1}, "Tỷ lệ"),
    ),
    groups=(("Theo cách nộp", "3", "7"), ("Theo mức độ trực tuyến của thủ tục", "8", "10")),
    identities=(Identity(("3",), ("4", "5", "6", "7")),),
    explained=lambda question: (
        "Hồ sơ tiếp nhận trong kỳ. Mức độ trực tuyến (toàn trình, một phần) là của thủ tục tại cơ quan có thẩm quyền "
        "vào ngày tiếp nhận (Nghị định 224/2026/NĐ-CP Điều 14).",
    ),
    listing=DOSSIERS,
)


def _with_place(question: Question) -> DossierQuerySet:
    own, other = Q(origin_desk=None), Q(origin_desk__isnull=False)
    at_home = own & Q(desk__path__startswith=F("department__path"))
    at_home |= other & Q(origin_desk__path__startswith=F("department__path"))
    in_commune = own & Q(desk__parent__level=Level.COMMUNE) | Q(origin_desk__parent__level=Level.COMMUNE)
    of_the_city = ~Q(department__level=Level.COMMUNE) & ~in_commune
    return _received(question).annotate(
        place=_either(at_home | of_the_city, "home", "away"), online=_either(Q(channel=Channel.ONLINE), "yes", "no")
    )


AWAY = Definition(
    key="phi-dia-gioi",
    number="Phi địa giới",
    title="Tiếp nhận không phụ thuộc địa giới hành chính",
    about="Hồ sơ tiếp nhận tại nơi khác với địa bàn của cơ quan có thẩm quyền",
    members=_with_place,
    axes=("place", "online"),
    columns=(
        Column("3", "Tiếp nhận trong kỳ: tổng số", "Tổng số", sums=("4", "5")),
        Column("4", "Tại Bộ phận Một cửa của cơ quan có thẩm quyền", "Đúng địa bàn", {"place": ("home",)}),
        Column("5", "Tại nơi khác (phi địa giới)", "Phi địa giới", {"place": ("away",)}),
        Column("6", "Phi địa giới, nộp trực tuyến", "Trực tuyến", {"place": ("away",), "online": ("yes",)}),
        Column("7", "Phi địa giới, nộp tại quầy hoặc bưu chính", "Tại quầy", {"place": ("away",), "online": ("no",)}),
        Ratio("ty-le", "Tỷ lệ phi địa giới", {"5": 1}, {"3": 1}, "Tỷ lệ"),
    ),
    groups=(("Tiếp nhận", "3", "5"), ("Phi địa giới", "6", "7")),
    identities=(Identity(("3",), ("4", "5")), Identity(("5",), ("6", "7"))),
    explained=lambda question: (
        "Phi địa giới: nơi tiếp nhận không thuộc phường, xã có thẩm quyền giải quyết; hồ sơ của sở, ngành tiếp nhận "
        "tại Bộ phận Một cửa của phường, xã cũng là phi địa giới. Thời hạn tính từ khi cơ quan có thẩm quyền nhận hồ "
        "sơ (Nghị định 309/2026/NĐ-CP).",
    ),
    listing=DOSSIERS,
)


def _with_people(question: Question) -> DossierQuerySet:
    # What was wished at the moment is what the first later change says it was before.
    later = Event.objects.filter(dossier=OuterRef("pk"), action="change_delivery", at__gt=question.moment)
    wished_then = Subquery(later.order_by("number").annotate(was=KT("data__from")).values("was")[:1])
    return _received(question).annotate(
        who=_either(Q(owner__kind=Applicant.Kind.ORGANISATION), "organisation", "person"),
        for_other=_either(~Q(submitter=F("owner")), "yes", "no"),
        wish=Coalesce(wished_then, F("delivery"), output_field=CharField()),
    )


APPLICANTS = Definition(
    key="nguoi-nop",
    number="Người nộp",
    title="Người nộp hồ sơ và cách nhận kết quả",
    about="Cá nhân, tổ chức, nộp hộ; nhận tại quầy, qua bưu chính, bản điện tử",
    members=_with_people,
    axes=("who", "for_other", "wish"),
    columns=(
        Column("3", "Tiếp nhận trong kỳ: tổng số", "Tổng số", sums=("4", "5")),
        Column("4", "Chủ hồ sơ là cá nhân", "Cá nhân", {"who": ("person",)}),
        Column("5", "Chủ hồ sơ là tổ chức, doanh nghiệp", "Tổ chức", {"who": ("organisation",)}),
        Column("6", "Nộp thay cho chủ hồ sơ", "Nộp thay", {"for_other": ("yes",)}),
        Column("7", "Nhận kết quả tại quầy", "Tại quầy", {"wish": (Dossier.Delivery.PICK_UP,)}),
        Column("8", "Nhận kết quả qua bưu chính", "Bưu chính", {"wish": (Dossier.Delivery.POST,)}),
        Column("9", "Nhận kết quả bản điện tử", "Bản điện tử", {"wish": (Dossier.Delivery.ELECTRONIC,)}),
    ),
    groups=(("Chủ hồ sơ", "3", "6"), ("Cách nhận kết quả", "7", "9")),
    identities=(Identity(("3",), ("4", "5")), Identity(("3",), ("7", "8", "9"))),
    explained=lambda question: ("Hồ sơ tiếp nhận trong kỳ; cách nhận kết quả như người nộp đã chọn.",),
    listing=DOSSIERS,
)


def _either(condition: Q, yes: str, no: str) -> Case:
    return Case(When(condition, then=Value(yes)), default=Value(no), output_field=CharField())


CHANNELS = (ONLINE, AWAY, APPLICANTS)
