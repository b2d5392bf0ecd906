"""The procedures in force, what they cost, by which decisions they were announced, and how long they usually take."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import Prefetch
from django.utils.translation import gettext_noop as said

from cases.open_data.dataset import Cell, Dataset, Field, Wanted
from departments.working_time import local
from procedures.catalogue import limit_in_words
from procedures.models import FeeItem, ProcedureVersion, UsualTime
from procedures.usual import ENOUGH

_CODE, _NAME = Field("ma_thu_tuc", said("Mã thủ tục")), Field("thu_tuc", said("Thủ tục"))


def _versions(wanted: Wanted) -> Iterable[ProcedureVersion]:
    day = local(wanted.at).date()
    found = ProcedureVersion.objects.in_force(day).select_related("procedure__field")
    return found.order_by("procedure__code").defer("procedure_text", "conditions", "legal_basis", "search_text")


def _procedures(wanted: Wanted) -> Iterable[tuple[Cell, ...]]:
    for version in _versions(wanted).prefetch_related("limits"):  # type: ignore[attr-defined]
        procedure = version.procedure
        yield (
            procedure.code,
            version.name,
            procedure.field.name,
            version.agency,
            version.audience,
            limit_in_words(version.limits.all()) or None,
            version.decision or None,
            version.valid_from,
            procedure.get_absolute_url(),
        )


def _fees(wanted: Wanted) -> Iterable[tuple[Cell, ...]]:
    rates = FeeItem.objects.in_force(local(wanted.at).date()).select_related("case")
    for version in _versions(wanted).prefetch_related(Prefetch("fees", rates)):  # type: ignore[attr-defined]
        for fee in version.fees.all():
            case = fee.case.name if fee.case else None
            channel = fee.get_channel_display() if fee.channel else None
            said = (fee.get_kind_display(), fee.name, fee.amount, fee.per or None, channel, case)
            yield (version.procedure.code, version.name, *said, fee.legal_basis or None)


def _decisions(wanted: Wanted) -> Iterable[tuple[Cell, ...]]:
    found: defaultdict[str, list[ProcedureVersion]] = defaultdict(list)
    for version in _versions(wanted):
        if version.decision:
            found[version.decision].append(version)
    for decision in sorted(found):
        first: date | None = min((one.valid_from for one in found[decision] if one.valid_from), default=None)
        yield decision, len(found[decision]), first, "; ".join(one.procedure.code for one in found[decision])


def _usual(wanted: Wanted) -> Iterable[tuple[Cell, ...]]:
    names = {one.procedure_id: (one.procedure.code, one.name) for one in _versions(wanted)}
    rows = UsualTime.objects.filter(count__gte=ENOUGH, procedure__in=names).select_related("department")
    for row in rows.order_by("procedure__code", "department__path"):
        unit = (row.department.code, row.department.name) if row.department else (None, "Mọi nơi")
        if wanted.unit and unit[0] != wanted.unit:
            continue
        day = local(row.counted_at).date()
        yield (*names[row.procedure_id], *unit, row.half_within, row.most_within, row.count // 10 * 10, day)


PROCEDURES = Dataset(
    "thu-tuc",
    said("Thủ tục hành chính đang áp dụng"),
    said("Mọi thủ tục có hiệu lực hôm nay: lĩnh vực, cơ quan, thời hạn, quyết định công bố."),
    (
        _CODE,
        _NAME,
        Field("linh_vuc", said("Lĩnh vực")),
        Field("co_quan", said("Cơ quan thực hiện")),
        Field("doi_tuong", said("Đối tượng thực hiện")),
        Field("thoi_han", said("Thời hạn giải quyết"), empty=said("không quy định hoặc chưa đọc chắc chắn")),
        Field("quyet_dinh", said("Quyết định công bố"), empty=said("chưa nhập")),
        Field("hieu_luc_tu", said("Có hiệu lực từ"), kind="day", empty=said("không rõ")),
        Field("dia_chi", said("Trang của thủ tục"), kind="address"),
    ),
    _procedures,
)
FEES = Dataset(
    "phi-le-phi",
    said("Phí, lệ phí"),
    said("Mức thu đang áp dụng của từng thủ tục, với căn cứ."),
    (
        _CODE,
        _NAME,
        Field("loai", said("Loại")),
        Field("khoan_thu", said("Khoản thu")),
        Field("muc_thu", said("Mức thu (đồng)"), kind="whole", empty=said("nguồn không nêu mức chắc chắn")),
        Field("tinh_theo", said("Tính theo"), empty=said("mỗi hồ sơ")),
        Field("cach_thuc", said("Cách thức nộp"), empty=said("mọi cách thức")),
        Field("truong_hop", said("Trường hợp"), empty=said("mọi trường hợp")),
        Field("can_cu", said("Căn cứ"), empty=said("chưa nhập")),
    ),
    _fees,
)
DECISIONS = Dataset(
    "quyet-dinh",
    said("Quyết định công bố thủ tục"),
    said("Các quyết định đang là căn cứ của thủ tục có hiệu lực."),
    (
        Field("quyet_dinh", said("Quyết định")),
        Field("so_thu_tuc", said("Số thủ tục đang áp dụng"), kind="whole"),
        Field("hieu_luc_tu", said("Hiệu lực sớm nhất"), kind="day", empty=said("không rõ")),
        Field("ma_thu_tuc", said("Mã các thủ tục"), said("Cách nhau bằng dấu chấm phẩy.")),
    ),
    _decisions,
)
USUAL_TIMES = Dataset(
    "thoi-gian-thuong-le",
    said("Thời gian thường mất"),
    said("Một nửa và chín phần mười hồ sơ xong trong mấy ngày làm việc, theo thủ tục và đơn vị, trong một năm."),
    (
        _CODE,
        _NAME,
        Field("ma_don_vi", said("Mã đơn vị"), empty=said("mọi nơi cộng lại")),
        Field("don_vi", said("Đơn vị")),
        Field("mot_nua_trong", said("Một nửa xong trong (ngày làm việc)"), said("Ngày tiếp nhận không tính."), "whole"),
        Field("chin_phan_muoi_trong", said("Chín phần mười xong trong (ngày làm việc)"), "", "whole"),
        Field(
            "tu_khoang",
            said("Tính từ khoảng (hồ sơ)"),
            said("Làm tròn xuống hàng chục để không lộ ai."),
            "whole",
        ),
        Field("tinh_ngay", said("Tính ngày"), kind="day"),
    ),
    _usual,
    notes=(f"Chỉ nêu khi có từ {ENOUGH} hồ sơ.",),
)
