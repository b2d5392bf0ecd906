"""What the demo's citizen has asked the office: one question that was answered, one that waits."""

import uuid
from datetime import timedelta

from cases.actions.converse import ask, reply
from cases.demo.moments import working_day
from cases.demo.part import key_of
from cases.demo.setting import Setting
from cases.models import Dossier, Message
from cases.status import Status

_ASKED = "Tôi đi làm giờ hành chính, người nhà đến nhận kết quả thay có được không? Cần mang giấy tờ gì?"
_ANSWERED = "Được ạ. Người nhận thay mang thẻ căn cước của mình, giấy tiếp nhận hồ sơ và giấy ủy quyền của ông/bà."
_WAITING = "Tôi vừa đổi số điện thoại, xin cho hỏi cập nhật số mới vào hồ sơ này thế nào?"


def leave_questions(setting: Setting) -> None:
    """On the citizen's newest dossier that an officer holds; nothing more where it was done before."""
    citizen = setting.cast.users["congdan"]
    day = working_day(setting.now.date(), -1, setting.calendar)
    answered_at = setting.calendar.opening(day) + timedelta(minutes=75)
    asked_at = answered_at - timedelta(hours=13)
    held = Dossier.objects.submitted_by(citizen).filter(
        status=Status.PROCESSING, current_task__assignee__isnull=False, current_task__opened_at__lt=asked_at
    )
    dossier = held.select_related("current_task__assignee").order_by("-submitted_at").first()
    if dossier is None or Message.objects.filter(author=citizen).exists():
        return
    officer = dossier.current_task.assignee if dossier.current_task else None
    if officer is None:
        return
    first = ask(dossier, by=citizen, at=asked_at, text=_ASKED, key=_key(1))
    reply(dossier, by=officer, at=answered_at, text=_ANSWERED, key=_key(2), up_to=first.pk)
    ask(dossier, by=citizen, at=setting.now - timedelta(minutes=40), text=_WAITING, key=_key(3))


def _key(number: int) -> uuid.UUID:
    """The same each time, so that a second start says nothing twice."""
    return uuid.uuid5(key_of(0), f"talk {number}")
