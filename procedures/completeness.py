"""What a version must say before it can be published: one sentence for each thing that is missing."""

from collections.abc import Sequence

from procedures.form_rules import flaws
from procedures.models import ProcedureVersion, ProcessingLimit, StepKind, WorkflowStep


def missing(version: ProcedureVersion) -> list[str]:
    """Sentences for people; an empty list when the version is complete."""
    found = []
    if version.needs_review:
        found.append("Còn chỗ cần người xem lại: hãy xem mục “chỗ chưa đọc chắc chắn”, sửa rồi bỏ chọn “cần xem lại”.")
    if not version.name.strip():
        found.append("Chưa có tên thủ tục.")
    if not (version.commune_level or version.city_level or version.ministry_level):
        found.append("Chưa chọn cấp thực hiện (cấp xã, cấp tỉnh hoặc cấp bộ).")
    found += _limits(list(version.limits.all()))
    found += _steps(list(version.steps.all()))
    found += flaws(list(version.form_fields.all()), {one.code for one in version.requirements.all() if one.code})
    return found


def _limits(limits: Sequence[ProcessingLimit]) -> list[str]:
    """A limit is a number with its unit, or said in words to be none; silence is not an answer."""
    if not limits:
        return ["Chưa có thời hạn giải quyết; nếu văn bản không quy định, hãy thêm một dòng ghi “không quy định”."]
    found = []
    for row in limits:
        if row.amount is None and not row.text.strip():
            found.append("Có dòng thời hạn để trống; hãy nhập số và đơn vị, hoặc ghi “không quy định”.")
        elif row.amount is not None and not row.unit:
            found.append(f"Thời hạn “{row.text.strip() or row.amount}” chưa có đơn vị tính.")
    return found


def _steps(steps: Sequence[WorkflowStep]) -> list[str]:
    if not steps:
        return ["Chưa có quy trình nội bộ; cần ít nhất các bước tiếp nhận, thụ lý, ký và trả kết quả."]
    kinds = [StepKind(step.kind) for step in steps]
    rules = [
        (kinds[0] == StepKind.RECEIVE, "Bước đầu tiên phải là tiếp nhận."),
        (kinds[-1] == StepKind.HAND_OVER, "Bước cuối cùng phải là trả kết quả."),
        (kinds.count(StepKind.RECEIVE) <= 1, "Quy trình chỉ có một bước tiếp nhận."),
        (kinds.count(StepKind.HAND_OVER) <= 1, "Quy trình chỉ có một bước trả kết quả."),
        (StepKind.HANDLE in kinds, "Quy trình cần ít nhất một bước thụ lý."),
        (kinds.count(StepKind.SIGN) == 1, "Quy trình cần đúng một bước ký."),
        (kinds.count(StepKind.ISSUE) <= 1, "Quy trình chỉ có một bước lấy số, phát hành."),
    ]
    found = [sentence for holds, sentence in rules if not holds]
    return found or _order(kinds)


def _order(kinds: Sequence[StepKind]) -> list[str]:
    """Assign before the work, check after it, sign last: the moves of a dossier lean on this order."""
    first_handle = kinds.index(StepKind.HANDLE)
    last_handle = len(kinds) - 1 - kinds[::-1].index(StepKind.HANDLE)
    found = []
    # A records clerk may number and issue what was signed (NĐ 30/2020 Điều 15, 16); nothing else comes in between.
    sign = kinds.index(StepKind.SIGN)
    if kinds[sign + 1 : -1] not in ([], [StepKind.ISSUE]) or StepKind.ISSUE in kinds[:sign]:
        found.append("Bước ký phải đứng ngay trước bước trả kết quả; chỉ bước lấy số, phát hành được đứng giữa.")
    if any(kind == StepKind.ASSIGN and place > first_handle for place, kind in enumerate(kinds)):
        found.append("Bước phân công phải đứng trước bước thụ lý.")
    if any(kind == StepKind.REVIEW and place < last_handle for place, kind in enumerate(kinds)):
        found.append("Bước kiểm tra, trình ký phải đứng sau bước thụ lý.")
    return found
