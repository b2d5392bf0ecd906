"""What every template may use: the portal's name and, for staff, the navigation of their work."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext

from cases.shortcuts import GO
from cases.unread import unread_words
from departments.access import posts_in_force
from departments.roles import Role

# Each entry of the staff's navigation with the roles it is for.
_NAVIGATION = (
    ("cases:intake", "Một cửa", {Role.RECEIVER}),
    ("cases:counter", "Tại quầy", {Role.RECEIVER}),
    ("cases:payments", "Thu phí", {Role.RECEIVER}),
    ("cases:desk", "Xử lý", {Role.OFFICER, Role.HEAD, Role.LEADER, Role.RECORDS_CLERK}),
    ("cases:handovers", "Giao nhận", {Role.RECEIVER, Role.OFFICER, Role.HEAD}),
    ("cases:opinions", "Ý kiến", {Role.OFFICER, Role.HEAD, Role.LEADER}),
    ("cases:overdue", "Quá hạn", {Role.RECEIVER, Role.OFFICER, Role.HEAD, Role.LEADER, Role.INSPECTOR}),
    ("cases:late_review", "Rà soát", {Role.HEAD, Role.LEADER, Role.INSPECTOR}),
    ("cases:dashboard", "Điều hành", {Role.HEAD, Role.LEADER, Role.INSPECTOR}),
    ("cases:reports", "Báo cáo", {Role.HEAD, Role.LEADER, Role.INSPECTOR}),
    ("cases:feedback_desk", "Phản ánh", {Role.RECEIVER, Role.OFFICER, Role.HEAD, Role.LEADER, Role.INSPECTOR}),
    ("cases:ratings", "Đánh giá", {Role.HEAD, Role.LEADER, Role.INSPECTOR}),
    ("cases:simplify", "Đơn giản hóa", {Role.ADMINISTRATOR}),
    ("procedures:catalogue", "Thủ tục", set(Role)),
)
# Pages with an address of their own, and the entry under which somebody looks for them.
_UNDER = {
    "cases:desk": "cases:intake",
    "cases:workload": "cases:desk",
    "cases:scores": "cases:reports",
    "cases:simplify": "cases:reports",
}


def portal(request: HttpRequest) -> dict[str, Any]:
    """`portal_name`, `portal_owner`, `frame` (of pages for everybody), `unread`; `identity_provider`, its name if any.

    For staff also `posts` and `desk_nav`.
    """
    values: dict[str, Any] = {
        # The shipped names have an English form; an office's own stay as they are.
        "portal_name": gettext(settings.PORTAL_NAME),
        "portal_owner": gettext(settings.PORTAL_OWNER),
        "frame": "base_public.html",
    }
    if settings.IDENTITY_PROVIDER is not None:
        values["identity_provider"] = settings.IDENTITY_PROVIDER.name
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        # Asked of the database by the pages that show it, and by no other.
        values["unread"] = SimpleLazyObject(lambda: unread_words(user))
    posts = posts_in_force(user) if user is not None else ()
    if posts:
        roles = {Role(post.role) for post in posts}
        values["posts"] = posts
        values["frame"] = "base_desk.html"
        values["desk_nav"] = _entries(roles, request.path)
    return values


def _entries(roles: set[Role], path: str) -> list[dict[str, Any]]:
    """The navigation of these roles; the entry with the longest address that fits is the page at hand."""
    shown = {name: (reverse(name), label) for name, label, allowed in _NAVIGATION if roles & allowed}
    places = {reverse(page): shown[entry][0] for page, entry in _UNDER.items() if entry in shown}
    places |= {url: url for url, _ in shown.values()}
    current = places.get(max((place for place in places if path.startswith(place)), key=len, default=""), "")
    return [
        {"url": url, "label": label, "go": GO.get(name, ""), "current": url == current}
        for name, (url, label) in shown.items()
    ]
