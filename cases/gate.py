"""The door of a staff page: those who hold one of its roles today come in; what they see there is another question."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from cases.errors import NotAllowed
from departments.access import has_role
from departments.models import User
from departments.roles import Role

View = Callable[..., HttpResponseBase]


def staff_only(*roles: Role) -> Callable[[View], View]:
    """Let in who holds one of the roles (any role when none is named); others get 403, strangers the sign-in page."""

    def guard(view: View) -> View:
        @login_required
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not has_role(request.user, *(roles or Role)):
                raise NotAllowed(_("Trang này dành cho cán bộ có nhiệm vụ tương ứng."))
            return view(request, *args, **kwargs)

        return guarded

    return guard


def person(request: HttpRequest) -> User:
    """Who is signed in, behind a door that lets nobody else through."""
    if not isinstance(request.user, User):
        raise NotAllowed(_("Hãy đăng nhập."))
    return request.user
