"""The person who signs in: staff and citizens alike."""

from typing import TYPE_CHECKING, ClassVar

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models

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

    if TYPE_CHECKING:
        posts: RelatedManager[Post]
        _posts_in_force: tuple[Post, ...]

    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    objects = UserManager()  # type: ignore[misc]  # the stubs want a manager of the base class

    class Meta:
        verbose_name = "người dùng"
        verbose_name_plural = "người dùng"
        ordering = ["username"]

    def __str__(self) -> str:
        return self.get_full_name()

    def get_full_name(self) -> str:
        """The name people read; the account name when none was entered."""
        return self.full_name or self.username

    def get_short_name(self) -> str:
        """The given name, which stands last in Vietnamese."""
        return self.get_full_name().split()[-1]
