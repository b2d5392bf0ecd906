"""What a browser sent and the portal could not take: carried along in the browser's own next page, signed by us.

Nothing of it is kept on the server, but for those who go to an outside identity and come back without that page: for
them it waits in their session, `LIFE` at most. Only what came from a page of ours is given back, and never a password
or a file.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.core import signing
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest

FIELD = "unsent"  # the hidden box of the sign-in form that carries it
MOST_CHARACTERS = 400_000
LIFE = timedelta(minutes=30)  # in a session
_SALT = "tthc_portal.unsent"
_NEVER = {"login", "logout"}
_SECRETS = {"password", "passwd", "pwd", "otp", "totp", "secret"}


@dataclass(frozen=True)
class Unsent:
    """An address of ours, what was sent to it box by box, and the names of the files that went with it."""

    address: str
    fields: tuple[tuple[str, str], ...]
    files: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def is_too_long(self) -> bool:
        """Whether it is more than a page should carry along."""
        return sum(len(name) + len(value) for name, value in self.fields) > MOST_CHARACTERS

    def texts(self) -> list[str]:
        """What people wrote in words, for a look before it is sent again."""
        return [value.strip() for _, value in self.fields if " " in value.strip()]


def unsent_of(request: HttpRequest) -> Unsent | None:
    """What was sent with the request, or None where it must not be given back.

    Never what a foreign page made the browser send, what belongs to signing in or out, or anything with a password.
    """
    here = request.resolver_match
    if request.method != "POST" or here is None or here.view_name in _NEVER or not from_ourselves(request):
        return None
    names = {*request.POST, *request.FILES}
    if FIELD in names or any(_is_secret(name) for name in names):
        return None
    return Unsent(
        address=request.get_full_path(),
        fields=tuple(
            (name, value.replace("\0", ""))
            for name, values in request.POST.lists()
            if name != "csrfmiddlewaretoken"
            for value in values
        ),
        files=tuple(
            (name, tuple(str(upload.name) for upload in uploads)) for name, uploads in request.FILES.lists() if uploads
        ),
    )


def from_ourselves(request: HttpRequest) -> bool:
    """Whether the browser says that a page of this portal sent the request; silence is no."""
    said = request.headers.get("Origin")
    if said is None:
        referer = urlsplit(request.headers.get("Referer", ""))
        said = f"{referer.scheme}://{referer.netloc}"
    try:
        own = f"{request.scheme}://{request.get_host()}"
    except DisallowedHost:
        return False
    return said == own or said in settings.CSRF_TRUSTED_ORIGINS


def seal(unsent: Unsent) -> str:
    """The text that a page carries along."""
    return signing.dumps([unsent.address, unsent.fields, unsent.files], salt=_SALT, compress=True)


def unseal(text: str) -> Unsent | None:
    """What a sealed text holds, or None for anything that is not of our own making."""
    try:
        address, fields, files = signing.loads(text, salt=_SALT)
    except (signing.BadSignature, ValueError):
        return None
    return Unsent(
        address=address,
        fields=tuple((name, value) for name, value in fields),
        files=tuple((name, tuple(names)) for name, names in files),
    )


def keep(session: SessionBase, unsent: Unsent, *, at: datetime) -> None:
    """Let it wait in the session while its holder is away to prove who he is."""
    session[FIELD] = {"sealed": seal(unsent), "ends": (at + LIFE).isoformat()}


def kept(session: SessionBase, *, at: datetime) -> Unsent | None:
    """What waits in the session, or None; what waited too long is gone."""
    waiting = session.get(FIELD)
    if waiting is None:
        return None
    if at < datetime.fromisoformat(waiting["ends"]):
        return unseal(waiting["sealed"])
    del session[FIELD]
    return None


def take(session: SessionBase, *, at: datetime) -> Unsent | None:
    """What waited in the session, which waits there no longer."""
    found = kept(session, at=at)
    session.pop(FIELD, None)
    return found


def _is_secret(name: str) -> bool:
    words = {word.rstrip("0123456789") for word in re.split(r"[^a-z0-9]+", name.lower())}
    return bool(words & _SECRETS) or "mat_khau" in name.lower().replace("-", "_")
