"""The keys of the staff's pages, as the help sheet lists them; `static/js/keys.js` does what they say."""

from dataclasses import dataclass

# The letter after "g" that opens each page of the navigation.
GO = {
    "cases:intake": "m",
    "cases:counter": "t",
    "cases:payments": "f",
    "cases:desk": "x",
    "cases:handovers": "n",
    "cases:opinions": "y",
    "cases:overdue": "q",
    "cases:late_review": "s",
    "cases:dashboard": "h",
    "cases:reports": "b",
    "cases:feedback_desk": "a",
    "cases:ratings": "r",
    "cases:queues": "d",
    "procedures:catalogue": "u",
}


@dataclass(frozen=True)
class Keys:
    """One line of the sheet: the keys, and what they do."""

    keys: tuple[str, ...]
    does: str


IN_LISTS = (
    Keys(("1 … 9",), "Mở danh sách thứ nhất đến thứ chín ở đầu trang"),
    Keys(("j",), "Xuống dòng sau"),
    Keys(("k",), "Lên dòng trước"),
    Keys(("o", "Enter"), "Mở hồ sơ của dòng"),
    Keys(("v",), "Làm việc đầu tiên của dòng"),
    Keys(("x",), "Đánh dấu, bỏ đánh dấu dòng"),
    Keys(("a",), "Đánh dấu cả trang"),
    Keys(("b",), "Đến các nút làm hàng loạt"),
    Keys(("n",), "Trang sau"),
    Keys(("p",), "Trang trước"),
)
IN_A_DOSSIER = (
    Keys(("v",), "Làm việc tiếp theo của hồ sơ"),
    Keys(("n",), "Hồ sơ sau trong danh sách"),
    Keys(("p",), "Hồ sơ trước trong danh sách"),
    Keys(("l",), "Về danh sách"),
    Keys(("Ctrl + Enter",), "Gửi khi đang gõ trong ô nhiều dòng"),
)
ANYWHERE = (
    Keys(("F8",), "Đến phần sau của trang, của biểu mẫu, cả khi đang gõ; Shift + F8: về phần trước"),
    Keys(("/",), "Đến ô tìm"),
    Keys(("s",), "Đến ô mã hồ sơ (gõ hoặc quét)"),
    Keys(("Esc",), "Rời ô đang gõ, đóng bảng này"),
    Keys(("?",), "Mở bảng phím tắt"),
)
