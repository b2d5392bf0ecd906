"""Looking into a file takes memory: so many at once in one process, the next wait their turn."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from cases.storage.errors import Busy

# The largest picture takes about half a gigabyte while it is drawn anew, and a few seconds.
PATIENCE = 15.0  # seconds
BUSY = _("Hệ thống đang bận kiểm tra nhiều tệp, hãy gửi lại sau ít phút.")
_PLACES = BoundedSemaphore(settings.UPLOAD_CHECKS_AT_ONCE)


@contextmanager
def room_to_look() -> Iterator[None]:
    """A place among those who look into a file now; raises Busy when none becomes free in time."""
    if not _PLACES.acquire(timeout=PATIENCE):
        raise Busy(BUSY)
    try:
        yield
    finally:
        _PLACES.release()
