"""What citizens read of a procedure where the law's word is hard: plain words, the law's once in brackets. Pure.

Staff pages, reports and printed forms keep the law's own words. Those of a dossier: `cases/plain_words.py`.
"""

from procedures.channels import Channel

# NĐ 224/2026/NĐ-CP Đ14; the keys are those of `Offering.OnlineLevel`.
ONLINE_LEVELS = {
    "full": "Nộp trực tuyến toàn bộ (dịch vụ công toàn trình)",
    "partial": "Nộp trực tuyến, có bước phải đến quầy (dịch vụ công một phần)",
    "none": "Chỉ nộp tại quầy",
}
CHANNELS = {
    Channel.IN_PERSON: "Tại quầy",
    Channel.ONLINE: "Trực tuyến",
    Channel.POSTAL: "Gửi qua bưu điện",
    Channel.KIOSK: "Tại máy tự phục vụ (ki-ốt)",
}
