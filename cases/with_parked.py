"""A form whose files were sent ahead: the view finds them among its files, as if the browser had sent them now."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect

from cases.models import Upload
from cases.storage.parking import parked_files
from cases.storage.pieces import forget_uploads
from cases.typed import key_in
from departments.models import User

SENT = "-da-gui"  # a hidden box of this ending holds the key of a file that was sent for the box without it

View = Callable[..., HttpResponseBase]


def with_parked(view: View) -> View:
    """Put the files that were sent ahead into `request.FILES`, and forget them once the form was taken.

    A form that was taken leads elsewhere; one with something wrong is shown again, and its files wait on.
    Stands innermost, so that a redirect is the view's own.
    """

    @wraps(view)
    def taking(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        user = request.user
        used = _put_in(request, user) if request.method == "POST" and isinstance(user, User) else []
        answer = view(request, *args, **kwargs)
        if used and isinstance(answer, HttpResponseRedirect):
            forget_uploads(Upload.objects.filter(pk__in=used))
        return answer

    return taking


def _put_in(request: HttpRequest, user: User) -> list[int]:
    """A file goes into one box, once, however often the form names it: each time is another copy in our memory."""
    boxes = {
        key: box.removesuffix(SENT)
        for box, texts in request.POST.lists()
        if box.endswith(SENT)
        for text in texts
        if (key := key_in(text))
    }
    used: list[int] = []
    for upload, file in parked_files(user, boxes):
        request.FILES.appendlist(boxes[upload.key], file)
        used.append(upload.pk)
    return used
