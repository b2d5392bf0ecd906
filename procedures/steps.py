"""The kinds of step a workflow is made of, and where they are done; pure."""

from django.db import models


class StepKind(models.TextChoices):
    """What is done at a step; the moves of a dossier are bound to these."""

    RECEIVE = "receive", "Tiếp nhận, chuyển hồ sơ"
    ASSIGN = "assign", "Phân công"
    HANDLE = "handle", "Thụ lý"
    REVIEW = "review", "Kiểm tra, trình ký"
    SIGN = "sign", "Ký"
    ISSUE = "issue", "Lấy số, phát hành"
    HAND_OVER = "hand_over", "Trả kết quả"


class Place(models.TextChoices):
    """The rule that finds the unit of a step: by the dossier's desk, its division or its agency."""

    DESK = "desk", "Bộ phận Một cửa"
    DIVISION = "division", "Phòng chuyên môn"
    AGENCY = "agency", "Cơ quan có thẩm quyền"
