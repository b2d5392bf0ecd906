"""The pages of absence: naming a deputy, and moving all work of one person."""

from typing import Any

import pytest
import time_machine

from cases.models import Dossier
from departments.models import Post
from tests.world import World, hanoi


@pytest.fixture(autouse=True)
def _at_nine() -> Any:
    with time_machine.travel(hanoi("2026-11-23 09:00"), tick=False):
        yield


def days(first: int, last: int) -> dict[str, str]:
    boxes = {"first": first, "last": last}
    return {
        key: value
        for name, day in boxes.items()
        for key, value in ((f"{name}_ngay", str(day)), (f"{name}_thang", "11"), (f"{name}_nam", "2026"))
    }


def test_an_officer_names_a_deputy_on_the_page_and_ends_him(world: World, signed_in: Any) -> None:
    client, post = signed_in(world.minh), world.minh.posts.get()
    assert [one.pk for one in client.get("/lam-thay/").context["form"].fields["post"].queryset] == [post.pk]
    sent = {"post": post.pk, "to": world.binh.pk}
    wrong = client.post("/lam-thay/", {**sent, **days(25, 24)})
    assert (wrong.status_code, "last" in wrong.context["form"].errors) == (422, True)
    assert client.post("/lam-thay/", {**sent, **days(24, 25)}).status_code == 302
    made = Post.objects.get(deputy_for=post)
    page = client.get("/lam-thay/").content.decode()
    assert "Phạm Văn Bình" in page
    assert "chưa bắt đầu" in page
    assert "25/11/2026" in b"".join(client.get("/lam-thay/?dang=csv").streaming_content).decode()
    assert signed_in(world.binh).post("/lam-thay/", {"thoi": made.pk}).status_code == 404
    assert client.post("/lam-thay/", {"thoi": made.pk}).status_code == 302
    assert not Post.objects.filter(deputy_for=post).exists()


def test_a_head_moves_all_work_of_an_officer_on_the_page(world: World, signed_in: Any) -> None:
    for _ in range(2):
        world.assigned(hanoi("2026-11-20 09:00"))
    client = signed_in(world.ha)
    page = client.get("/chuyen-viec/").context["form"]
    assert [label for _, label in page.fields["source"].choices][1:] == ["Lê Quang Minh – 2 hồ sơ"]
    sent = {"source": world.minh.pk, "to": world.binh.pk, "reason": ""}
    assert client.post("/chuyen-viec/", sent).status_code == 422
    assert client.post("/chuyen-viec/", {**sent, "reason": "Nghỉ sinh."}).status_code == 302
    assert Dossier.objects.held_by(world.binh).count() == 2
