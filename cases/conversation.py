"""The messages of a dossier as a page shows them, to each side in its own way."""

from typing import Any

from django.utils.translation import gettext

from cases.models import Dossier, Message
from cases.papers import file_row
from departments.written import as_vietnamese

_HIDDEN = "Nội dung chỉ dành cho người giải quyết hồ sơ."


def messages_of(dossier: Dossier) -> list[Message]:
    """All messages with their authors and files; two statements."""
    return list(dossier.messages.select_related("author").prefetch_related("documents"))


def for_citizen(messages: list[Message], dossier: Dossier) -> list[dict[str, Any]]:
    """The office speaks with one voice: its own name, not an officer's."""
    return [
        _row(
            message,
            who=gettext("Bạn") if message.side == Message.Side.CITIZEN else as_vietnamese(dossier.department.name),
            hidden=False,
        )
        for message in messages
    ]


def for_office(messages: list[Message], *, hidden: bool) -> list[dict[str, Any]]:
    """With the names of colleagues; whoever only watches sees when was written and by which side, and no more."""
    return [
        _row(
            message,
            who=message.get_side_display() if hidden else _name(message),
            hidden=hidden,
        )
        for message in messages
    ]


def last_of(messages: list[Message]) -> int:
    """The id of the last message shown, 0 for none."""
    return messages[-1].pk if messages else 0


def unread_from(messages: list[Message], side: Message.Side) -> bool:
    """Whether the other side has yet to say that it read what this side wrote."""
    return any(message.side == side and message.read_at is None for message in messages)


def unanswered(messages: list[Message]) -> bool:
    """Whether the applicant waits for an answer."""
    return any(message.side == Message.Side.CITIZEN and message.settled_at is None for message in messages)


def _name(message: Message) -> str:
    if message.side == Message.Side.CITIZEN:
        return f"Người nộp, {message.author.get_full_name()}"
    return str(message.author.get_full_name())


def _row(message: Message, *, who: str, hidden: bool) -> dict[str, Any]:
    return {
        "who": who,
        "is_office": message.side == Message.Side.OFFICE,
        "at": message.sent_at,
        "text": _HIDDEN if hidden else message.text,
        "files": [] if hidden else [file_row(document) for document in message.documents.all()],
        "read_at": message.read_at,
        "waits": message.side == Message.Side.CITIZEN and message.settled_at is None,
    }
