"""The person who signs in: staff and citizens alike."""

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models import Q

from departments.languages import Language

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from departments.models.post import Post


class User(AbstractUser):
    """An account; what its holder may do at work comes from posts, never from the account."""

    first_name = None  # type: ignore[assignment]  # a Vietnamese name is one field: family, middle and given name
    last_name = None  # type: ignore[assignment]

    full_name = models.CharField("họ và tên", max_length=150, blank=True)
    phone = models.CharField("số điện thoại", max_length=16, blank=True, help_text="Ví dụ 0912 345 678.")
    personal_id = models.CharField(
        "số định danh cá nhân", max_length=12, blank=True, help_text="12 chữ số trên thẻ căn cước."
    )
    address = models.CharField("địa chỉ", max_length=255, blank=True)
    birth_date = models.DateField("ngày sinh", null=True, blank=True)
    language = models.CharField(
        "ngôn ngữ",
        max_length=2,
        choices=Language,
        blank=True,
        editable=False,
        help_text="Ngôn ngữ của tin báo gửi cho người này; chưa chọn thì là tiếng Việt.",
    )

    # How the holder likes to work; with the account, so that no page pays a statement for it.
    shortcuts = models.BooleanField("dùng phím tắt", default=True, editable=False)
    list_columns = models.JSONField(
        "cột của các danh sách", default=dict, editable=False, help_text="Trang → tên các cột, theo thứ tự."
    )

    # With the account too, so that the bell costs no page a statement; `cases.actions.remind` counts.
    reminders_unseen = models.PositiveSmallIntegerField("nhắc việc chưa xem", default=0, editable=False)

    # What the holder has proved to be his: with it he signs in and gets back in. What was only typed proves nothing.
    email_verified_at = models.DateTimeField("thư điện tử xác nhận lúc", null=True, blank=True, editable=False)
    phone_verified_at = models.DateTimeField("số điện thoại xác nhận lúc", null=True, blank=True, editable=False)
    identified_at = models.DateTimeField(
        "định danh lúc",
        null=True,
        blank=True,
        editable=False,
        help_text="Khi số định danh cá nhân được một tài khoản định danh điện tử xác nhận.",
    )
    identified_by = models.CharField("nguồn định danh", max_length=100, blank=True, editable=False)

    if TYPE_CHECKING:
        posts: RelatedManager[Post]
        _posts_in_force: dict[date | None, tuple[Post, ...]]

    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    objects = UserManager()  # type: ignore[misc]  # the stubs want a manager of the base class

    class Meta:
        verbose_name = "người dùng"
        verbose_name_plural = "người dùng"
        ordering = ["username"]
        constraints = [
            # Each opens one account, so each belongs to one.
            models.UniqueConstraint(
                fields=["email"],
                condition=Q(email_verified_at__isnull=False),
                name="verified_email_opens_one_account",
                violation_error_message="Địa chỉ thư điện tử này đã thuộc một tài khoản khác.",
            ),
            models.UniqueConstraint(
                fields=["phone"],
                condition=Q(phone_verified_at__isnull=False),
                name="verified_phone_opens_one_account",
                violation_error_message="Số điện thoại này đã thuộc một tài khoản khác.",
            ),
            models.UniqueConstraint(
                fields=["personal_id"],
                condition=Q(identified_at__isnull=False),
                name="identified_person_has_one_account",
                violation_error_message="Số định danh cá nhân này đã thuộc một tài khoản khác.",
            ),
        ]

    def __str__(self) -> str:
        return self.get_full_name()

    def get_full_name(self) -> str:
        """The name people read; the account name when none was entered."""
        return self.full_name or self.username

    def get_short_name(self) -> str:
        """The given name, which stands last in Vietnamese."""
        return self.get_full_name().split()[-1]
