"""What staff are told of the files they asked for; part of the one table in `cases.notices`. Pure text, no figures."""

from django.utils.translation import gettext_noop as said

from cases.news import News

REPORT_NEWS: dict[str, News] = {
    "report_ready": News(
        said("Tệp báo cáo đã chuẩn bị xong"),
        said("{noi_dung}. Mời bạn tải ở trang “Tệp báo cáo”; tệp được giữ 7 ngày."),
    ),
    "report_failed": News(
        said("Không chuẩn bị được tệp báo cáo"),
        said("{noi_dung}. Mời bạn xem lý do ở trang “Tệp báo cáo”."),
    ),
}
