"""What each paper says, in the order of the circular's form (TT 03/2025/TT-VPCP, Phụ lục I)."""

from typing import Any

import pytest

from cases.actions.supplement import Missing, ask_completion
from cases.actions.suspend import stop
from cases.actions.withdraw import withdraw
from cases.intake import Person
from cases.models import Document, Dossier
from cases.printing.forms import FORMS
from cases.storage import accept_upload
from tests.cases.printing.papers import ADDRESS, LIVES, OWNER, pages_of, pdf_of, received, refused, words_of
from tests.cases.uploads import a_pdf, upload
from tests.world import World, hanoi

HEAD = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
DESK = ["UBND PHƯỜNG CỬA NAM", "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG PHƯỜNG CỬA NAM", *HEAD]
AGENCY = ["ỦY BAN NHÂN DÂN PHƯỜNG CỬA NAM", *HEAD]
# Every dot of the table of fields in the reader's order.
FIELDS = {
    "da-nop": [
        *DESK, "Mã hồ sơ: H26.105-261120-0001", "XÁC NHẬN ĐÃ NỘP HỒ SƠ TRỰC TUYẾN", "Hệ thống đã nhận hồ sơ",
        "Mã hồ sơ: H26.105-261120-0001", "Nộp lúc: 09 giờ 00 phút, ngày 20 tháng 11 năm 2026",
        "Cấp giấy phép xây dựng nhà ở riêng lẻ", "(mã 1.013225)", "Cơ quan giải quyết: UBND phường Cửa Nam",
        "Người nộp: Trần Thị Mai", "001190012345", "Số điện thoại: 0912 345 678", "Nhận kết quả:",
        "Trung tâm Phục vụ hành chính công phường Cửa Nam kiểm tra hồ sơ và trả lời chậm nhất",
        "ngày 23 tháng 11 năm 2026", "bằng cách quét mã QR", "Cần hỏi:", "không phải Giấy tiếp nhận",
    ],
    "tiep-nhan": [
        "Mẫu số 01 – TT 03/2025/TT-VPCP", *DESK, "Mã hồ sơ: H26.105-261120-0001",
        "Cửa Nam, ngày 20 tháng 11 năm 2026", "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ",
        "Đơn vị tiếp nhận: Trung tâm Phục vụ hành chính công phường Cửa Nam",
        "Tiếp nhận hồ sơ của Ông (Bà): Trần Thị Mai (Trực tiếp)", "Địa chỉ: Phường Cửa Nam",
        "Số điện thoại: 0912 345 678", "Email:", "Số căn cước/Hộ chiếu: 001190012345",
        "Nội dung yêu cầu giải quyết: Cấp giấy phép xây dựng nhà ở riêng lẻ",
        "Chủ hồ sơ: Công ty TNHH Cửa Nam", "Địa chỉ chủ hồ sơ: Phường Cửa Nam",
        "1. Thành phần hồ sơ, số lượng mỗi loại giấy tờ:", "1 Tờ khai 1", "2 Giấy tờ chứng minh 2",
        "2. Số lượng hồ sơ: 01 (bộ)", "3. Thời gian giải quyết hồ sơ theo quy định là: 07 ngày làm việc",
        "4. Thời gian nhận hồ sơ: 09 giờ 05 phút, ngày 20 tháng 11 năm 2026",
        "5. Thời gian trả kết quả giải quyết hồ sơ: 17 giờ 00 phút, ngày 02 tháng 12 năm 2026",
        "Thứ Ba 24/11 nghỉ: Ngày Văn hóa Việt Nam", "4 số cuối của số định danh hoặc số điện thoại",
        "6. Đăng ký nhận kết quả tại: Trung tâm Phục vụ hành chính công phường Cửa Nam",
        "Vào Sổ theo dõi hồ sơ, Quyển số: 11/2026, Số thứ tự: 1",
        "NGƯỜI NỘP HỒ SƠ", "Trần Thị Mai", "NGƯỜI TIẾP NHẬN HỒ SƠ", "Nguyễn Thị Lan", "Trang 1/1",
    ],
    "bo-sung": [
        "Mẫu số 02", *DESK, "PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ", "(Lần thứ 01)", "Đơn vị tiếp nhận:",
        "Tiếp nhận hồ sơ của Ông (Bà): Trần Thị Mai", "Nội dung yêu cầu giải quyết:", "Địa chỉ:", "Số điện thoại:",
        "Yêu cầu Ông/Bà hoàn thiện hồ sơ gồm những nội dung như sau:", "1 Tờ khai: Tờ khai thiếu chữ ký. 1",
        "2 Bản vẽ chưa ghi kích thước.", "Lý do: Hồ sơ thiếu.",
        "Thời hạn bổ sung: trước khi hết ngày 30 tháng 11 năm 2026", "Trong quá trình hoàn thiện hồ sơ",
        "liên hệ với công chức Nguyễn Thị Lan", "để được hướng dẫn./.", "NGƯỜI HƯỚNG DẪN", "Nguyễn Thị Lan",
    ],
    "tu-choi": [
        "Mẫu số 03", *DESK, "PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ", "Tiếp nhận hồ sơ của Ông (Bà): Trần Thị Mai",
        "Địa chỉ:", "Số điện thoại:", "Nội dung yêu cầu giải quyết:", "thông báo không tiếp nhận, giải quyết hồ sơ này",
        "Không thuộc thẩm quyền của phường.", "Xin thông báo cho Ông/Bà được biết và thực hiện.",
        "NGƯỜI NỘP HỒ SƠ", "NGƯỜI TIẾP NHẬN HỒ SƠ",
    ],
    "xin-loi": [
        "Mẫu số 04", *AGENCY, "Số: 1/PXL", "Mã hồ sơ: H26.105-261116-0001",
        "VĂN BẢN XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN THỜI GIAN GIẢI QUYẾT", "Kính gửi: Ông/Bà Trần Thị Mai", "Ngày 16/11/2026",
        "Thời gian hẹn trả kết quả giải quyết hồ sơ: 17 giờ 00 phút, ngày 26 tháng 11 năm 2026", "Tuy nhiên đến nay",
        "Lý do: Chờ ý kiến Sở Xây dựng.", "gây phiền hà, tốn kém chi phí, công sức", "thành thật xin lỗi",
        "17 giờ 00 phút, ngày 30 tháng 11 năm 2026", "Mong nhận được sự thông cảm", "Nơi nhận:",
        "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Đỗ Hải Sơn",
    ],
    "dung": [
        "Mẫu số 05", *AGENCY, "Số: 1/TB", "THÔNG BÁO DỪNG GIẢI QUYẾT HỒ SƠ", "Kính gửi: Ông/Bà Trần Thị Mai",
        "mã hồ sơ H26.105-261116-0001", "tạm dừng giải quyết hồ sơ",
        "Lý do: Đang có tranh chấp.", "Căn cứ: Luật Xây dựng",
        "Xin thông báo để Ông/Bà được biết./.", "Nơi nhận:", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Đỗ Hải Sơn",
    ],
    "kiem-soat": [
        "Mẫu số 06", *DESK, "PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ", "Mã hồ sơ: H26.105-261109-0001",
        "Quyển số: 11/2026", "Kèm theo hồ sơ của: Trần Thị Mai", "Ngày, giờ nhận hồ sơ: 08:30, thứ Hai 09/11/2026",
        "Ngày, giờ hẹn trả kết quả: 17:00, thứ Sáu 20/11/2026", "Cơ quan (bộ phận) giải quyết hồ sơ:",
        "Cơ quan phối hợp giải quyết hồ sơ:", "TÊN CƠ QUAN", "1. Giao: Người nộp hồ sơ", "Nguyễn Thị Lan",
        "1. Giao: Trung tâm", "Nguyễn Thu Hà",
        "Lê Quang Minh", "Trước hạn", "Đỗ Hải Sơn", "2. Nhận: Người nhận kết quả",
        "Thời gian dừng tính thời hạn:", "09:00 thứ Ba 10/11/2026 đến 09:00 thứ Năm 12/11/2026: chờ bổ sung hồ sơ",
        "Kết quả giải quyết hồ sơ: Trước hạn",
    ],
    "phieu-thu": [
        *DESK, "Số: 0000001/2026", "PHIẾU THU PHÍ, LỆ PHÍ", "Họ và tên người nộp: Trần Thị Mai",
        "Số tiền: 75.000 đồng", "Bằng chữ: Bảy mươi lăm nghìn đồng", "Cách nộp: Tiền mặt", "Thời gian nộp: 09 giờ 06",
        "không thay thế biên lai", "NGƯỜI NỘP TIỀN", "NGƯỜI THU TIỀN", "Nguyễn Thị Lan",
    ],
    "phieu-nop": [
        *DESK, "GIẤY BÁO NỘP PHÍ, LỆ PHÍ", "Họ và tên người nộp: Trần Thị Mai", "Số tiền phải nộp: 75.000 đồng",
        "Bằng chữ: Bảy mươi lăm nghìn đồng", "Ngân hàng: VietinBank", "Số tài khoản: 113366668888",
        "Chủ tài khoản: CUA NAM", "Nội dung chuyển khoản: H261052611200001P1", "không phải là phiếu thu",
    ],
    "phieu-hoan": [
        *DESK, "Số: 0000001/2026", "PHIẾU HOÀN PHÍ, LỆ PHÍ", "Họ và tên người nhận: Trần Thị Mai",
        "phiếu thu số 0000001/2026", "Số tiền: 75.000 đồng", "Thời gian hoàn: 09 giờ 00", "Lý do: Thu nhầm mức.",
        "NGƯỜI NHẬN TIỀN", "NGƯỜI HOÀN TIỀN",
    ],
    "giao-nhan": [
        *DESK, "BIÊN BẢN GIAO NHẬN HỒ SƠ", "Bên giao: Trung tâm Phục vụ hành chính công phường Cửa Nam",
        "Đại diện: Nguyễn Thị Lan", "Bên nhận: Phòng Kinh tế, Hạ tầng và Đô thị", "H26.105-261120-0001",
        "ĐẠI DIỆN BÊN GIAO", "ĐẠI DIỆN BÊN NHẬN",
    ],
    "bien-nhan": [
        *DESK, "BIÊN NHẬN TRẢ KẾT QUẢ GIẢI QUYẾT HỒ SƠ", "Mã hồ sơ: H26.105-261109-0001", "Nội dung yêu cầu",
        "Người nộp hồ sơ: Trần Thị Mai", "Kết quả đã trả:", "Đồng ý, cấp kết quả", "1/KQ-2026",
        "ngày 16 tháng 11 năm 2026", "Người nhận kết quả: Trần Thị Mai",
        "Bản chính trả lại: Giấy chứng nhận quyền sử dụng đất (1 bản)", "Nhận tại Bộ phận Một cửa",
        "09 giờ 00 phút, ngày 17 tháng 11 năm 2026", "đã kiểm tra và nhận đủ", "NGƯỜI NHẬN KẾT QUẢ",
        "NGƯỜI TRẢ KẾT QUẢ", "Nguyễn Thị Lan",
    ],
}  # fmt: skip
# Letters of the law that Vietnamese writes, each with each of its tones.
ALPHABET = "aàảãáạ ăằẳẵắặ âầẩẫấậ eèẻẽéẹ êềểễếệ iìỉĩíị oòỏõóọ ôồổỗốộ ơờởỡớợ uùủũúụ ưừửữứự yỳỷỹýỵ đ"
TYPED = [
    "#let x = 1", "#import", "*đậm*", "_nghiêng_", "$x^2$", '"ngoặc"', "C:\\dir\\n", "<nhãn>", "@trích", "`mã`",
    "= tiêu đề", "//chú", "https://a.b", "[]{}()", "{unit}", "~", "---", "'nháy'",
]  # fmt: skip


def in_order(text: str, wanted: list[str]) -> list[str]:
    """What of `wanted` does not come after the one before it."""
    at, missing = 0, []
    for word in wanted:
        found = text.find(word, at)
        if found < 0:
            missing.append(word)
        else:
            at = found + len(word)
    return missing


@pytest.mark.parametrize("form", FORMS)
def test_every_form_says_the_fields_of_its_model_in_order(world: World, form: str) -> None:
    more: dict[str, Any] = {"owner": OWNER} if form == "tiep-nhan" else {}
    said = words_of(pdf_of(LIVES[form](world, **more), form))
    assert in_order(said, FIELDS[form]) == []


@pytest.mark.parametrize("form", sorted(set(FORMS) - {"da-nop"}))
def test_a_dossier_has_no_paper_of_what_did_not_happen(world: World, form: str) -> None:
    assert FORMS[form].facts(world.submitted(hanoi("2026-11-20 09:00")), ADDRESS, None) is None


def test_what_came_in_at_the_counter_has_its_receipt_and_no_acknowledgement(world: World) -> None:
    assert FORMS["da-nop"].facts(received(world), ADDRESS, None) is None


@pytest.mark.parametrize("typed", TYPED)
def test_what_people_type_is_printed_as_they_typed_it(world: World, typed: str) -> None:
    dossier = received(world, submitter=Person(full_name=f"Trần {typed} Mai", personal_id="001190012345"))
    assert f"Trần {typed} Mai" in words_of(pdf_of(dossier, "tiep-nhan"))


def test_a_reason_is_no_pattern_to_be_filled_in(world: World) -> None:
    dossier = refused(world, summary="{phone} {0} {unit.__class__} %s", submitter=Person(full_name="{person}"))
    assert "{phone} {0} {unit.__class__} %s" in words_of(pdf_of(dossier, "tu-choi"))


def test_every_letter_of_vietnamese_survives(world: World) -> None:
    letters = f"{ALPHABET} {ALPHABET.upper()}"
    dossier = received(world, submitter=Person(full_name=letters[:255], address=letters))
    assert letters in words_of(pdf_of(dossier, "tiep-nhan"))


def test_letters_written_in_two_parts_are_printed_as_one(world: World) -> None:
    dossier = received(world, submitter=Person(full_name="Nguye\u0302\u0303n Ngo\u0323c"))
    assert "Nguyễn Ngọc" in words_of(pdf_of(dossier, "tiep-nhan"))


@pytest.mark.parametrize(
    "strange",
    ["😀", "中文", "\u202e", "\u200b", "\ue000", "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16")],
)
def test_a_letter_that_no_archive_font_has_stops_no_paper(world: World, strange: str) -> None:
    dossier = received(world, submitter=Person(full_name=f"Trần {strange} Mai"))
    said = words_of(pdf_of(dossier, "tiep-nhan"))
    assert "Trần" in said
    assert strange not in said


def test_the_receipt_keeps_the_first_promise_when_the_date_has_moved(world: World) -> None:
    dossier = LIVES["kiem-soat"](world)
    assert dossier.due_at != dossier.due_original
    assert "17 giờ 00 phút, ngày 18 tháng 11 năm 2026" in words_of(pdf_of(dossier, "tiep-nhan"))


def test_what_ends_without_a_result_is_not_called_done_and_the_notice_names_the_rule(world: World) -> None:
    stopped = world.assigned(hanoi("2026-11-02 08:30"))
    law = "Khoản 3 Điều 5 Quy chế"
    stop(stopped, by=world.son, at=hanoi("2026-11-16 16:42"), reason="Tòa án đã thụ lý.", legal_basis=law)
    assert f"Lý do: Tòa án đã thụ lý. Căn cứ: {law}" in words_of(pdf_of(stopped, "dung"))
    withdrawn = world.assigned(hanoi("2026-11-02 08:30"))
    withdraw(withdrawn, by=world.mai, at=hanoi("2026-11-03 09:00"), reason="Đổi ý.")
    for dossier, said in ((stopped, "Dừng giải quyết hồ sơ lúc 16:42"), (withdrawn, "Người nộp rút hồ sơ lúc 09:00")):
        slip = words_of(pdf_of(dossier, "kiem-soat"))
        assert f"Kết quả giải quyết hồ sơ: {said}" in slip
        assert "xử lý xong" not in slip


def test_a_file_that_came_after_receipt_is_on_no_receipt_however_late_it_is_printed(world: World) -> None:
    dossier, paper = world.received(hanoi("2026-11-20 09:00")), world.permit.requirements.get(code="CM")
    said = {"by": world.mai, "dossier": dossier, "requirement": paper, "kind": Document.Kind.SUPPLEMENT}
    before = FORMS["tiep-nhan"].facts(dossier, ADDRESS, None)
    accept_upload(upload(a_pdf()), at=hanoi("2026-11-25 09:00"), **said)
    assert FORMS["tiep-nhan"].facts(dossier, ADDRESS, None) == before
    accept_upload(upload(a_pdf(), "b.pdf"), at=hanoi("2026-11-20 08:00"), **said)
    late = FORMS["tiep-nhan"].facts(dossier, ADDRESS, None)
    assert late
    assert {one["name"]: one["files"] for one in late["papers"]}["Giấy tờ chứng minh"] == 1


def test_the_second_dossier_of_the_month_is_number_two_in_the_book(world: World) -> None:
    received(world)
    assert "Quyển số: 11/2026, Số thứ tự: 2" in words_of(pdf_of(received(world), "tiep-nhan"))


def test_a_list_of_missing_things_over_three_pages_repeats_its_head(world: World) -> None:
    dossier = world.submitted(hanoi("2026-11-20 09:00"))
    missing = [
        Missing(f"Nội dung thứ {number} cần bổ sung. " + "Viết dài thêm một dòng. " * 3) for number in range(1, 61)
    ]
    ask_completion(dossier, by=world.lan, at=hanoi("2026-11-20 10:30"), missing=missing)
    pdf = pdf_of(dossier, "bo-sung")
    assert pages_of(pdf) == 4
    said = words_of(pdf)
    assert said.count("Thành phần hồ sơ, nội dung cần bổ sung, hoàn thiện") == 4
    assert [number for number in range(1, 61) if f"Nội dung thứ {number} cần" not in said] == []
    assert "Trang 4/4" in said


def test_an_earlier_request_is_printed_again_by_its_number(world: World) -> None:
    dossier = LIVES["kiem-soat"](world)
    assert Dossier.objects.get(pk=dossier.pk).supplements.count() == 1
    assert "Thiếu sơ đồ." in words_of(pdf_of(dossier, "bo-sung", ordinal=1))
    assert FORMS["bo-sung"].facts(dossier, ADDRESS, 2) is None


def test_an_organisation_is_addressed_by_its_name_alone(world: World) -> None:
    letter = words_of(pdf_of(LIVES["xin-loi"](world, submitter=OWNER), "xin-loi"))
    assert "Kính gửi: Công ty TNHH Cửa Nam" in letter
    assert "công sức của Quý cơ quan, tổ chức." in letter
