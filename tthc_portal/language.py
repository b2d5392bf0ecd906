"""In which language a page speaks: Vietnamese, or English where a citizen chose it.

What is stored, printed or read at work is Vietnamese, whatever the browser has chosen: people of the office read it,
and a court may. A page's English is looked up when the page is made (`locale/`), never when something is written down;
what an account's holder is told goes out in the language that he chose, beside the Vietnamese (`User.language`).
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_POST
from django.views.i18n import LANGUAGE_QUERY_PARAMETER, set_language

from departments.actions.choose_language import choose_language
from departments.languages import Language
from departments.models import User

# Where citizens read; the front page too. Everything else is work, paper or machinery.
CITIZENS = (
    "/cong-khai/",
    "/cong-thanh-toan-thu/",
    "/dang-ky/",
    "/dang-nhap/",
    "/dang-xuat/",
    "/du-lieu-cua-ban/",
    "/giay-to-cua-toi/",
    "/ho-so-cua-toi/",
    "/lien-thong/",
    "/kiem-tra/",
    "/nop-ho-so/",
    "/phan-anh/",
    "/quen-mat-khau/",
    "/tai-khoan/",
    "/tep/",
    "/thanh-toan/",
    "/thong-bao/",
    "/thu-tuc/",
    "/tra-cuu/",
    "/ung-dung.webmanifest",
    "/viec-trong-doi/",
)


def chosen_language(request: HttpRequest) -> str:
    """The code of the language that was chosen in this browser; what its maker chose for it says nothing."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


class PageLanguage:
    """Makes each page in its language and says so."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer; a cache keeps one for each language."""
        with translation.override(chosen_language(request)):
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language())
        patch_vary_headers(response, ["Cookie"])
        return response

    def process_view(self, request: HttpRequest, *found: Any) -> None:
        """Work speaks Vietnamese; an address that is nobody's speaks as its reader chose."""
        if request.path_info != "/" and not request.path_info.startswith(CITIZENS):
            translation.activate(settings.LANGUAGE_CODE)


@require_POST
def switch(request: HttpRequest) -> HttpResponseBase:
    """The other language from now on, in this browser and in what its holder is told; back to where he was."""
    answer = set_language(request)
    chosen = request.POST.get(LANGUAGE_QUERY_PARAMETER, "")
    if isinstance(request.user, User) and chosen in Language.values:
        choose_language(request.user, Language(chosen))
    return answer


def keep_choice(request: HttpRequest, user: User) -> None:
    """Whoever comes in has chosen what his browser has, unless his account says something else."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    if not user.language and chosen in Language.values:
        choose_language(user, Language(chosen))
