"""The admin site under our own name."""

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse


class PortalAdminSite(AdminSite):
    """Django's admin for administrators: organisation, people, calendar, procedures."""

    site_header = "Quản trị Cổng hồ sơ một cửa"
    site_title = "Quản trị"
    index_title = "Tổ chức, lịch làm việc và thủ tục"

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The portal's one door, with its brake on guessing; whoever is in already and no administrator may not."""
        if not request.user.is_authenticated:
            return redirect_to_login(request.GET.get(REDIRECT_FIELD_NAME) or reverse("admin:index"))
        if not self.has_permission(request):
            raise PermissionDenied("Trang quản trị chỉ dành cho quản trị viên.")
        return redirect("admin:index")
