"""What an account says of its holder, as rows of facts."""

from departments.identity import show_phone
from departments.models import User
from departments.vietnamese import short_moment

Row = dict[str, str]


def facts_of_account(user: User) -> list[Row]:
    """Name, number, contacts and address, each with whether it was proved."""
    number = user.personal_id or "chưa có"
    identified = (
        f"Đã định danh bằng {user.identified_by} lúc {short_moment(user.identified_at)}"
        if user.identified_at
        else "Do bạn khai, chưa định danh"
    )
    return [
        {"label": "Họ và tên", "value": user.get_full_name()},
        {"label": "Số định danh cá nhân", "value": number, "sub": identified if user.personal_id else ""},
        _contact("Thư điện tử", user.email, proved=bool(user.email_verified_at)),
        _contact("Số điện thoại", show_phone(user.phone), proved=bool(user.phone_verified_at)),
        {"label": "Địa chỉ", "value": user.address or "chưa có"},
    ]


def _contact(label: str, value: str, *, proved: bool) -> Row:
    if not value:
        return {"label": label, "value": "chưa có"}
    sub = "Đã xác nhận, dùng để đăng nhập được" if proved else "Chưa xác nhận, chưa dùng để đăng nhập được"
    return {"label": label, "value": value, "sub": sub}
