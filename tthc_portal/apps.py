"""The roof's own app (templates, static files, checks) and the admin under our name."""

from django import forms
from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class PortalConfig(AppConfig):
    """Brings the portal's checks, template tags and commands; it has no models."""

    name = "tthc_portal"
    verbose_name = "Cổng hồ sơ một cửa"

    def ready(self) -> None:
        """Register the checks, and let every form ask for what is missing as one asks a person."""
        from tthc_portal import checks  # noqa: F401

        forms.Field.default_error_messages["required"] = "Hãy điền mục này."
        for kind in (forms.ChoiceField, forms.ModelChoiceField, forms.MultipleChoiceField):
            kind.default_error_messages["required"] = "Hãy chọn một mục."
        forms.FileField.default_error_messages["required"] = "Hãy chọn tệp."
        forms.BooleanField.default_error_messages = {"required": "Hãy đánh dấu ô này."}


class PortalAdminConfig(AdminConfig):
    """Django's admin at /quan-tri/, in Vietnamese."""

    default_site = "tthc_portal.admin.PortalAdminSite"
