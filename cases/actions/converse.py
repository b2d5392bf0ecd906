"""Citizen and office write to each other about a dossier: ask, reply, or say that no answer is needed.

No move: neither the dossier nor its clock changes, so whoever works on it is not in the way of whoever asks.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from cases.access import may
from cases.actions._notice import tell
from cases.errors import NotAllowed
from cases.models import Document, Dossier, Message
from departments.models import User


def ask(
    dossier: Dossier, *, by: User, at: datetime, text: str, key: UUID, documents: Sequence[Document] = ()
) -> Message:
    """The applicant writes to the office; what the office wrote before has then been read.

    The same message sent twice is one. Raises NotAllowed for anybody whose dossier it is not.
    """
    if dossier.account_id != by.pk:
        raise NotAllowed(_("Chỉ người nộp hồ sơ hỏi được ở đây."))
    with transaction.atomic():
        message, is_new = _say(dossier, Message.Side.CITIZEN, by=by, at=at, text=text, key=key, documents=documents)
        if is_new:
            read(dossier, Message.Side.OFFICE, at=at, up_to=message.pk)
    return message


def reply(
    dossier: Dossier,
    *,
    by: User,
    at: datetime,
    text: str,
    key: UUID,
    up_to: int,
    documents: Sequence[Document] = (),
) -> Message:
    """The office writes to the applicant, who is told; questions up to message `up_to`, which were shown, are answered.

    The same message sent twice is one. Raises NotAllowed for whoever does not work on the dossier.
    """
    _must_work_on_it(by, dossier)
    with transaction.atomic():
        message, is_new = _say(dossier, Message.Side.OFFICE, by=by, at=at, text=text, key=key, documents=documents)
        if is_new:
            _settle(dossier, at=at, up_to=up_to)
            tell(dossier, "reply", at=at, note=text)
    return message


def need_no_answer(dossier: Dossier, *, by: User, at: datetime, up_to: int) -> None:
    """What the applicant wrote up to message `up_to` has been read and asks for nothing ("cảm ơn")."""
    _must_work_on_it(by, dossier)
    with transaction.atomic():
        _settle(dossier, at=at, up_to=up_to)


def read(dossier: Dossier, side: Message.Side, *, at: datetime, up_to: int) -> None:
    """The other side has read what this side wrote up to message `up_to`."""
    dossier.messages.filter(side=side, read_at=None, pk__lte=up_to).update(read_at=at)


def _say(
    dossier: Dossier,
    side: Message.Side,
    *,
    by: User,
    at: datetime,
    text: str,
    key: UUID,
    documents: Sequence[Document],
) -> tuple[Message, bool]:
    if Message.objects.filter(key=key).exclude(dossier=dossier, side=side, author=by).exists():
        key = uuid4()  # another message's: nobody's words are taken for somebody else's
    message, is_new = Message.objects.get_or_create(
        key=key, dossier=dossier, side=side, author=by, defaults={"text": text, "sent_at": at}
    )
    if is_new:
        message.documents.set(documents)
    return message, is_new


def _settle(dossier: Dossier, *, at: datetime, up_to: int) -> None:
    read(dossier, Message.Side.CITIZEN, at=at, up_to=up_to)
    dossier.messages.filter(side=Message.Side.CITIZEN, settled_at=None, pk__lte=up_to).update(settled_at=at)


def _must_work_on_it(user: User, dossier: Dossier) -> None:
    if not may(user, "comment", dossier):
        raise NotAllowed(_("Chỉ người giải quyết hồ sơ trả lời được người nộp."))
