"""`manage.py demo`: a second time it starts from what is there, and it keeps out of databases that are in use."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from cases.models import Document, Dossier, Draft, Event
from departments.models import Post, User
from procedures.models import Offering, ProcedureVersion
from tests.world import World, hanoi


def demo(**options: Any) -> str:
    """What the command says."""
    output = StringIO()
    call_command("demo", no_serve=True, stdout=output, **options)
    return output.getvalue()


@pytest.mark.django_db
def test_a_second_demo_starts_from_what_is_there(settings: Any, tmp_path: Any) -> None:
    settings.STATIC_ROOT = tmp_path / "static"

    def stock() -> list[int]:
        counted = (Dossier, Event, Document, Draft, User, Post, ProcedureVersion, Offering)
        return [model._default_manager.count() for model in counted]

    first = demo(dossiers="12")
    before = stock()
    second = demo(dossiers="12")
    assert stock() == before
    assert "Hồ sơ: 12/12" not in second.splitlines()
    for said in (first, second):
        assert "http://127.0.0.1:8000/tra-cuu/" in said
        assert "Lê Quang Minh, Chuyên viên thụ lý, Phòng Kinh tế, Hạ tầng và Đô thị phường Cửa Nam" in said


@pytest.mark.django_db
def test_the_demo_refuses_a_database_that_is_in_use(world: World) -> None:
    world.submitted(hanoi("2026-11-25 09:00"))
    with pytest.raises(CommandError, match=r"đang được dùng: 1 hồ sơ, \d+ tài khoản"):
        demo()
    assert not User.objects.filter(username="quantri").exists()


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"dossiers": "nhiều"}, "--dossiers 'nhiều': cần một số nguyên từ 1 đến 20000"),
        ({"dossiers": "0"}, "--dossiers '0': cần một số nguyên"),
        ({"seed": "-1"}, "--seed '-1': cần một số nguyên"),
        ({"bind": "8000"}, "--bind '8000': cần dạng ĐỊA-CHỈ:CỔNG"),
        ({"bind": "127.0.0.1:70000"}, "cổng từ 1 đến 65535"),
    ],
)
def test_wrong_options_are_answered_with_a_sentence(options: dict[str, str], sentence: str) -> None:
    with pytest.raises(CommandError, match=sentence):
        demo(**options)
