"""The person or organisation on the paper: a snapshot inside the dossier, whatever becomes of the account."""

from django.db import models


class Applicant(models.Model):
    """Who submits (người nộp) or whose matter it is (chủ hồ sơ), as stated on the day of submission."""

    class Kind(models.TextChoices):
        """LoaiDoiTuong of the national payload."""

        PERSON = "person", "Cá nhân"
        ORGANISATION = "organisation", "Tổ chức, doanh nghiệp"

    kind = models.CharField("loại", max_length=12, choices=Kind, default=Kind.PERSON)
    full_name = models.CharField("họ và tên, tên tổ chức", max_length=255)
    name_folded = models.CharField("tên đã bỏ dấu", max_length=255, editable=False)
    personal_id = models.CharField("số định danh cá nhân", max_length=12, blank=True)
    tax_code = models.CharField("mã số thuế", max_length=14, blank=True)
    birth_date = models.DateField("ngày sinh", null=True, blank=True)
    phone = models.CharField("số điện thoại", max_length=16, blank=True)
    email = models.EmailField("thư điện tử", blank=True)
    address = models.CharField("địa chỉ", max_length=500, blank=True)

    class Meta:
        verbose_name = "người nộp, chủ hồ sơ"
        verbose_name_plural = "người nộp, chủ hồ sơ"
        indexes = [
            models.Index(fields=["name_folded"], name="applicant_name"),
            models.Index(fields=["personal_id", "-id"], condition=~models.Q(personal_id=""), name="applicant_number"),
        ]

    def __str__(self) -> str:
        return self.full_name
