"""What an account says of its holder, as rows of facts."""

from django.utils.translation import gettext as _

from departments.identity import show_phone
from departments.models import User
from departments.written import as_vietnamese, moment

Row = dict[str, str]


def facts_of_account(user: User) -> list[Row]:
    """Name, number, contacts and address, each with whether it was proved."""
    number = user.personal_id or _("chưa có")
    identified = (
        _("Đã định danh bằng {source} lúc {moment}").format(
            source=user.identified_by, moment=moment(user.identified_at)
        )
        if user.identified_at
        else _("Do bạn khai, chưa định danh")
    )
    return [
        {"label": _("Họ và tên"), "value": as_vietnamese(user.get_full_name())},
        {"label": _("Số định danh cá nhân"), "value": number, "sub": identified if user.personal_id else ""},
        _contact(_("Thư điện tử"), user.email, proved=bool(user.email_verified_at)),
        _contact(_("Số điện thoại"), show_phone(user.phone), proved=bool(user.phone_verified_at)),
        {"label": _("Địa chỉ"), "value": as_vietnamese(user.address) or _("chưa có")},
    ]


def _contact(label: str, value: str, *, proved: bool) -> Row:
    if not value:
        return {"label": label, "value": _("chưa có")}
    sub = _("Đã xác nhận, dùng để đăng nhập được") if proved else _("Chưa xác nhận, chưa dùng để đăng nhập được")
    return {"label": label, "value": value, "sub": sub}
