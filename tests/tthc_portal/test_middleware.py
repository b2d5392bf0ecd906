"""Addresses that no page has are answered, not stumbled over."""

from typing import Any

import pytest

from tests.world import World

PATHS = ["/thu-tuc/{}/", "/nop-ho-so/{}/", "/nop-ho-so/{}/giay-to/", "/xu-ly/{}/", "/in/{}/tiep-nhan.pdf"]
QUESTIONS = ["/thu-tuc/?q={}", "/mo-ho-so/?ma={}", "/mot-cua/?q={}", "/qua-han/?q={}", "/mot-cua/tiep-nhan/?q={}"]


@pytest.mark.parametrize("path", PATHS)
def test_no_page_has_a_nul_in_its_address(world: World, signed_in: Any, path: str) -> None:
    answer = signed_in(world.lan).get(path.format("%00"))
    assert answer.status_code == 404
    assert answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "no-store, private"


@pytest.mark.parametrize("path", QUESTIONS)
@pytest.mark.parametrize("nul", ["%00", "a%00b", "%0%000"])
def test_a_nul_in_a_question_is_a_space(world: World, signed_in: Any, path: str, nul: str) -> None:
    answer = signed_in(world.lan).get(path.format(nul))
    assert answer.status_code in (200, 302)
    assert "\0" not in "".join(answer.wsgi_request.GET.values())
