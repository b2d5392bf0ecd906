"""The admin site under our own name."""

from django.contrib.admin import AdminSite


class PortalAdminSite(AdminSite):
    """Django's admin for administrators: organisation, people, calendar, procedures."""

    site_header = "Quản trị Cổng hồ sơ một cửa"
    site_title = "Quản trị"
    index_title = "Tổ chức, lịch làm việc và thủ tục"
