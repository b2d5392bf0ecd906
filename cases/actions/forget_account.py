"""Delete a citizen's account: what is only the account's goes, what the law makes the office keep stays.

Dossiers, their papers and their log are records of state business and are kept for their time (Luật Lưu trữ
33/2024/QH15); they are untied from the account. The empty row of the account stays because the log names its entries,
and says nothing of the person any more (right to deletion and its limits: Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15).
"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cases.actions._log import log_feedback
from cases.actions.link_to_account import note_in_log
from cases.models import Dossier, Draft, Feedback, Notice, NoticePreference
from cases.storage import delete_draft
from departments.actions.end_sessions import end_sessions
from departments.models import OutsideIdentity, User

GONE = "Tài khoản đã xóa"


class ForgetRefused(Exception):
    """The account stays; the text is for people."""


@transaction.atomic
def forget_account(user: User, *, at: datetime) -> None:
    """Do it, all or nothing; ForgetRefused for an account that has ever been staff's."""
    locked = User.objects.select_for_update().get(pk=user.pk)
    if locked.is_staff or locked.is_superuser or locked.posts.exists():
        raise ForgetRefused(_("Tài khoản cán bộ do người quản trị khóa lại, không tự xóa được."))
    for draft in Draft.objects.filter(account=locked):
        delete_draft(draft)
    for dossier in Dossier.everything.select_for_update(of=("self",)).filter(account=locked).order_by("pk"):
        dossier.account = None
        note_in_log(dossier, "unlink_account", by=locked, at=at)
    for feedback in Feedback.objects.select_for_update(of=("self",)).filter(account=locked).order_by("pk"):
        _untie(feedback, by=locked, at=at)
    Notice.objects.filter(account=locked).update(account=None)
    NoticePreference.objects.filter(account=locked).delete()
    OutsideIdentity.objects.filter(user=locked).delete()
    end_sessions(locked)
    _empty(locked)


def _untie(feedback: Feedback, *, by: User, at: datetime) -> None:
    """It goes on without the account, by code and contact."""
    feedback.account = None
    feedback.revision += 1
    feedback.save(update_fields=["account", "revision"])
    status = feedback.status
    log_feedback(feedback, "unlink_account", by=by, by_name=GONE, at=at, from_status=status, department=None)


def _empty(user: User) -> None:
    user.username, user.full_name, user.is_active = f"xoa-{user.pk}", GONE, False
    user.email = user.phone = user.personal_id = user.address = user.identified_by = ""
    user.birth_date = user.email_verified_at = user.phone_verified_at = user.identified_at = user.last_login = None
    user.set_unusable_password()
    user.save()
