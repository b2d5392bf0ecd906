"""What a person may be in a department; a citizen is a user without any role."""

from django.db.models import TextChoices

from departments.vietnamese import said


class Role(TextChoices):
    """The work a post gives to its holder (roles of the one-stop mechanism)."""

    RECEIVER = "receiver", said("Cán bộ tiếp nhận")
    OFFICER = "officer", said("Chuyên viên thụ lý")
    HEAD = "head", said("Trưởng phòng")
    LEADER = "leader", said("Lãnh đạo")
    RECORDS_CLERK = "records_clerk", said("Văn thư")
    INSPECTOR = "inspector", said("Giám sát")
    ADMINISTRATOR = "administrator", said("Quản trị")
