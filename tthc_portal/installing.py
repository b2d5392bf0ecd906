"""The portal as an app: what a browser must know to install it, its service worker, and the page without a line."""

import hashlib

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

_COLOUR, _PAPER = "#0a3640", "#ffffff"
_STYLES = (
    "vendor/bootstrap/bootstrap-base.min.css",
    "css/tokens.css",
    "css/base.css",
    "css/components.css",
    "css/lists.css",
    "css/forms.css",
)
_FILES = (
    *_STYLES,
    "fonts/be-vietnam-pro-latin-400-normal.woff2",
    "fonts/be-vietnam-pro-vietnamese-400-normal.woff2",
    "img/favicon.svg",
)
_ICONS = (
    ("img/app-192.png", 192, "any"),
    ("img/app-512.png", 512, "any"),
    ("img/app-maskable-512.png", 512, "maskable"),
)


@require_safe
@cache_control(max_age=3600, private=True)
def manifest(request: HttpRequest) -> HttpResponse:
    """Name, icons and colours, in the language of the visitor."""
    entrances = {"cases:mine": _("Hồ sơ của tôi"), "cases:lookup": _("Tra cứu hồ sơ"), "cases:notices": _("Thông báo")}
    told = {
        "id": "/",
        "name": _("Cổng hồ sơ một cửa"),
        "short_name": _("Một cửa"),
        "lang": get_language(),
        "start_url": reverse("home"),
        "scope": reverse("home"),
        "display": "standalone",
        "theme_color": _COLOUR,
        "background_color": _PAPER,
        "icons": [
            {"src": static(name), "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
            for name, size, purpose in _ICONS
        ],
        "shortcuts": [{"name": name, "url": reverse(address)} for address, name in entrances.items()],
    }
    return JsonResponse(told, content_type="application/manifest+json", json_dumps_params={"ensure_ascii": False})


@require_safe
@cache_control(no_cache=True)
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker; its version changes with what it keeps, so that a browser fetches that anew."""
    page = _offline()
    version = hashlib.sha256("\n".join([*map(static, _FILES), page]).encode()).hexdigest()[:12]
    wizard = reverse("cases:start", args=["x"]).removesuffix("x/")
    context = {"version": version, "files": _FILES, "wizard": wizard}
    return render(request, "tthc_portal/worker.js", context, content_type="text/javascript; charset=utf-8")


@require_safe
@cache_control(no_cache=True)
def offline(request: HttpRequest) -> HttpResponse:
    """What stands where a page would while the line is down; the same for everybody."""
    return HttpResponse(_offline())


def _offline() -> str:
    return render_to_string("tthc_portal/offline.html", {"styles": _STYLES, "portal_name": "Cổng hồ sơ một cửa"})
