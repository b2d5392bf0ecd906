"""The parts of a dossier's page, for its applicant and for the office, and the way back to the list it came from."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cases.models import Dossier
from departments.access import has_role
from departments.models import User
from departments.roles import Role

CONVERSATION = "hoi-dap"
_OWN = {"": _("Hồ sơ đến đâu"), "noi-dung": _("Giấy tờ, tờ khai"), CONVERSATION: _("Hỏi cơ quan")}
_DESK = {"": "Giải quyết", "ho-so": "Giấy tờ, tờ khai", CONVERSATION: "Hỏi đáp", "nhat-ky": "Nhật ký"}


def own_parts(dossier: Dossier, current: str) -> list[dict[str, Any]]:
    """The parts as chips, for the applicant."""
    address = reverse("cases:my_dossier", args=[dossier.code])
    talk = reverse("cases:my_conversation", args=[dossier.code])
    return [_chip(key, str(label), address, talk, "xem", current) for key, label in _OWN.items()]


def desk_parts(dossier: Dossier, current: str, along: Callable[[str], str] = str) -> list[dict[str, Any]]:
    """The parts as chips, for the office; a question that waits for its answer is said.

    `along` adds to each address what is carried from page to page.
    """
    talk = reverse("cases:conversation", args=[dossier.code])
    labels = {**_DESK, CONVERSATION: "Hỏi đáp (chưa trả lời)"} if getattr(dossier, "is_asked", False) else _DESK
    chips = [_chip(key, label, dossier.get_absolute_url(), talk, "phan", current) for key, label in labels.items()]
    return [{**chip, "url": along(chip["url"])} for chip in chips]


def queue_url(user: User) -> str:
    """Where this person's work waits."""
    if has_role(user, Role.RECEIVER):
        return reverse("cases:intake")
    return reverse(
        "cases:desk" if has_role(user, *(set(Role) - {Role.INSPECTOR, Role.ADMINISTRATOR})) else "cases:overdue"
    )


def _chip(key: str, label: str, address: str, talk: str, name: str, current: str) -> dict[str, Any]:
    url = talk if key == CONVERSATION else f"{address}?{name}={key}" if key else address
    return {"url": url, "label": label, "current": key == current}
