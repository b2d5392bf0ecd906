"""A citizen's drafts as a list shows them: what, where, for whom, how far, since when, and what can be done."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from cases.forms.applicant import SELF
from cases.models import Draft
from cases.wizard import RESUME, WHO
from departments.models import User


def draft_rows(account: User, code: str = "") -> list[dict[str, Any]]:
    """All drafts of the account, or those for one procedure, saved last first; 1 statement."""
    drafts = Draft.objects.filter(account=account).select_related("version__procedure", "offering__department")
    return [_row(draft) for draft in (drafts.filter(version__procedure__code=code) if code else drafts)]


def _row(draft: Draft) -> dict[str, Any]:
    whom, typed = _owner(draft), draft.answers.get(WHO)
    far = (
        _("đã xong {done}/{pages} trang").format(done=draft.done, pages=draft.pages)
        if draft.pages
        else _("mới bắt đầu")
    )
    place = draft.offering.department.name if draft.offering else ""
    return {
        "name": draft.version.name,
        "sub": " · ".join(part for part in (whom, place, far) if part),
        "saved_at": draft.saved_at,
        "resume_url": draft.address(RESUME if typed else WHO),
        "copy_url": reverse("cases:draft_copy", args=[draft.key]),
        "delete_url": reverse("cases:draft_delete", args=[draft.key]),
    }


def _owner(draft: Draft) -> str:
    if draft.answers.get("for_whom", SELF) == SELF:
        return ""
    named = [name.strip() for name in (draft.answers.get(WHO) or {}).get("owner-full_name", []) if name.strip()]
    return f"cho {named[0][:80]}" if named else _("nộp thay")
