"""What a person may be in a department; a citizen is a user without any role."""

from django.db.models import TextChoices


class Role(TextChoices):
    """The work a post gives to its holder (roles of the one-stop mechanism)."""

    RECEIVER = "receiver", "Cán bộ tiếp nhận"
    OFFICER = "officer", "Chuyên viên thụ lý"
    HEAD = "head", "Trưởng phòng"
    LEADER = "leader", "Lãnh đạo"
    RECORDS_CLERK = "records_clerk", "Văn thư"
    INSPECTOR = "inspector", "Giám sát"
    ADMINISTRATOR = "administrator", "Quản trị"
