"""The roof's own app (templates, static files, checks) and the admin under our name."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class PortalConfig(AppConfig):
    """Brings the portal's checks, template tags and commands; it has no models."""

    name = "tthc_portal"
    verbose_name = "Cổng hồ sơ một cửa"

    def ready(self) -> None:
        """Register the checks."""
        from tthc_portal import checks  # noqa: F401


class PortalAdminConfig(AdminConfig):
    """Django's admin at /quan-tri/, in Vietnamese."""

    default_site = "tthc_portal.admin.PortalAdminSite"
