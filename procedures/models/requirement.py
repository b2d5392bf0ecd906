"""What to bring (thành phần hồ sơ) and what comes out (giấy tờ kết quả)."""

from django.db import models

from procedures.models.version import ProcedureCase, ProcedureVersion


class RequiredDocument(models.Model):
    """One paper of the dossier, or a note among the papers."""

    version = models.ForeignKey(ProcedureVersion, models.CASCADE, related_name="requirements", verbose_name="phiên bản")
    case = models.ForeignKey(
        ProcedureCase,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="requirements",
        verbose_name="trường hợp",
        help_text="Để trống: mọi trường hợp.",
    )
    position = models.PositiveSmallIntegerField("thứ tự")
    code = models.CharField("mã giấy tờ", max_length=60, blank=True)
    name = models.TextField("giấy tờ")
    originals = models.PositiveSmallIntegerField("bản chính", default=0)
    copies = models.PositiveSmallIntegerField("bản sao", default=0)
    present_only = models.BooleanField("chỉ xuất trình", default=False, help_text="Đưa ra để đối chiếu, không nộp.")
    is_note = models.BooleanField("là ghi chú", default=False, help_text="Lời hướng dẫn, không phải giấy tờ.")
    required = models.BooleanField("bắt buộc", default=True)
    note = models.TextField("hướng dẫn", blank=True)

    class Meta:
        verbose_name = "thành phần hồ sơ"
        verbose_name_plural = "thành phần hồ sơ"
        ordering = ["version", "position", "pk"]

    def __str__(self) -> str:
        return self.name


class ResultPaper(models.Model):
    """What the applicant may receive; a procedure has several kinds, each with its own national code."""

    class Kind(models.TextChoices):
        """Not every result is a paper."""

        PAPER = "paper", "Giấy tờ"
        REFUSAL = "refusal", "Văn bản từ chối"
        AMEND_NOTICE = "amend_notice", "Thông báo yêu cầu sửa đổi, bổ sung"
        DATA_UPDATE = "data_update", "Cập nhật cơ sở dữ liệu"

    version = models.ForeignKey(ProcedureVersion, models.CASCADE, related_name="results", verbose_name="phiên bản")
    code = models.CharField("mã kết quả", max_length=40, blank=True, help_text="Ví dụ KQ.G15.000031.")
    name = models.TextField("kết quả")
    kind = models.CharField("loại", max_length=16, choices=Kind, default=Kind.PAPER)
    symbol = models.CharField(
        "ký hiệu văn bản", max_length=40, blank=True, help_text="Loại văn bản và cơ quan viết tắt, ví dụ GXN-UBND."
    )
    wording = models.TextField(
        "mẫu nội dung",
        blank=True,
        help_text="Mỗi dòng một đoạn. Chữ trong ngoặc nhọn được điền từ hồ sơ: {chu_ho_so}, {so_dinh_danh}, {dia_chi}, "
        "{nguoi_nop}, {ma_ho_so}, {thu_tuc}, {co_quan}, {trich_yeu}, {ngay_tiep_nhan} và mã câu hỏi của tờ khai. "
        "Dòng bắt đầu bằng dấu hỏi được bỏ khi thiếu dữ liệu. Để trống thì kết quả không soạn từ mẫu.",
    )
    valid_months = models.PositiveSmallIntegerField(
        "có giá trị (tháng)", null=True, blank=True, help_text="Kể từ ngày ký; để trống khi không có thời hạn."
    )

    class Meta:
        verbose_name = "kết quả"
        verbose_name_plural = "kết quả"
        ordering = ["version", "pk"]

    def __str__(self) -> str:
        return self.name
