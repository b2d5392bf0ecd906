"""The tree of units: city, departments, communes, their divisions, centres and one-stop desks."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from departments.models.post import Post

CODE = RegexValidator(
    r"^[0-9A-Za-z][0-9A-Za-z._-]*\Z",
    "Mã đơn vị chỉ gồm chữ không dấu, chữ số, dấu chấm, gạch nối; ví dụ H26.45.",
)
COMMUNE_CODE = RegexValidator(r"^\d{5}\Z", "Mã phường, xã gồm đúng 5 chữ số; ví dụ 00073.")


class Level(models.TextChoices):
    """What kind of unit it is."""

    CITY = "city", "Thành phố"
    DEPARTMENT = "department", "Sở, ngành"
    DIVISION = "division", "Phòng chuyên môn"
    COMMUNE = "commune", "Phường, xã"
    CENTER = "center", "Trung tâm"
    BRANCH = "branch", "Chi nhánh"
    RECEPTION_POINT = "reception_point", "Điểm tiếp nhận"
    AGENCY = "agency", "Cơ quan ngành dọc"


# The levels that decide in their own name; every other unit works for the nearest of these above it.
AGENCY_LEVELS = (Level.CITY, Level.DEPARTMENT, Level.COMMUNE, Level.AGENCY)


class DepartmentQuerySet(models.QuerySet["Department"]):
    """Questions about units."""

    def in_force(self, at: date | None = None) -> Self:
        """Units that exist on the day `at` (today in Hà Nội when not given)."""
        at = at or timezone.localdate()
        return self.filter(valid_from__lte=at).exclude(valid_until__lte=at)

    def desks(self) -> Self:
        """Units that receive dossiers and hand results over."""
        return self.filter(is_desk=True)

    def subtree_of(self, department: "Department") -> Self:
        """The unit itself and every unit below it, at any depth."""
        return self.filter(path__startswith=department.path)


class Department(models.Model):
    """One unit of the organisation, for as long as it exists.

    `path` joins the codes from the root down ("H26/H26.45/"); only `departments.actions.place` writes it.
    """

    Level = Level

    code = models.CharField("mã đơn vị", max_length=32, unique=True, validators=[CODE])
    name = models.CharField("tên đơn vị", max_length=255)
    short_name = models.CharField("tên gọi tắt", max_length=120, blank=True)
    level = models.CharField("loại đơn vị", max_length=16, choices=Level)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="đơn vị cấp trên"
    )
    path = models.CharField("đường dẫn trong cây tổ chức", max_length=255, db_index=True, editable=False)
    is_desk = models.BooleanField(
        "là Bộ phận Một cửa", default=False, help_text="Nơi tiếp nhận hồ sơ và trả kết quả cho người dân."
    )
    clerk_issues = models.BooleanField(
        "văn thư lấy số, phát hành riêng",
        default=False,
        help_text="Cho cơ quan: sau khi lãnh đạo ký, văn thư lấy số, ghi ngày và phát hành ở bước riêng của quy trình "
        "(thủ tục có bước ấy). Không chọn thì chữ ký của lãnh đạo lấy số luôn.",
    )
    commune_code = models.CharField(
        "mã phường, xã",
        max_length=5,
        blank=True,
        validators=[COMMUNE_CODE],
        help_text="5 chữ số theo danh mục đơn vị hành chính; giữ nguyên số 0 ở đầu.",
    )
    address = models.CharField("địa chỉ", max_length=255, blank=True)
    phone = models.CharField("số điện thoại", max_length=32, blank=True)
    email = models.EmailField("thư điện tử", blank=True)
    valid_from = models.DateField("hoạt động từ ngày")
    valid_until = models.DateField(
        "chấm dứt từ ngày", null=True, blank=True, help_text="Ngày đầu tiên đơn vị không còn hoạt động."
    )
    succeeded_by = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
        verbose_name="đơn vị kế thừa",
        help_text="Đơn vị nhận nhiệm vụ sau khi sáp nhập.",
    )

    if TYPE_CHECKING:
        children: RelatedManager["Department"]
        posts: RelatedManager["Post"]

    objects = DepartmentQuerySet.as_manager()

    class Meta:
        verbose_name = "đơn vị"
        verbose_name_plural = "đơn vị"
        ordering = ["path"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gt=F("valid_from")),
                name="department_ends_after_it_begins",
                violation_error_message="Ngày chấm dứt phải sau ngày bắt đầu hoạt động.",
            ),
            models.CheckConstraint(
                condition=~Q(path=""),
                name="department_has_its_place",
                violation_error_message="Đơn vị chưa được xếp vào cây tổ chức.",
            ),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("id")),
                name="department_is_not_its_own_parent",
                violation_error_message="Một đơn vị không thể là cấp trên của chính mình.",
            ),
            models.CheckConstraint(
                condition=Q(succeeded_by=None) | ~Q(succeeded_by=F("id")),
                name="department_is_not_its_own_successor",
                violation_error_message="Một đơn vị không thể kế thừa chính mình.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def agency(self) -> "Department":
        """The unit in whose name this one works: itself or the nearest city, department, commune or agency above it.

        A unit that has none above it answers for itself.
        """
        if self.level in AGENCY_LEVELS or self.parent_id is None:
            return self
        above = Department.objects.filter(code__in=self.path.split("/")[:-2], level__in=AGENCY_LEVELS)
        # A longer path lies deeper in the tree, so the last one is the nearest.
        return max(above, key=lambda unit: len(unit.path), default=self)
