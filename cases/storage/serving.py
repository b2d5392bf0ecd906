"""Hand a stored file out: by ourselves, or by the web server in front of us."""

import logging
from urllib.parse import quote

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase

_logger = logging.getLogger(__name__)


def handed_out(name: str, *, whole: bool = False) -> HttpResponseBase:
    """The file of that name below MEDIA_ROOT, or a word to the web server where to find it; Http404 for a lost one.

    `whole`: read at once, for what is small.
    """
    if settings.PRIVATE_FILES_LOCATION:
        response = HttpResponse()
        response["X-Accel-Redirect"] = f"{settings.PRIVATE_FILES_LOCATION.rstrip('/')}/{quote(name)}"
        return response
    try:
        file = default_storage.open(name)
        if not whole:
            return FileResponse(file)
        with file:
            return HttpResponse(file.read())
    except FileNotFoundError:
        _logger.exception("The file %s is not in the storage.", name)
        raise Http404 from None
