"""Who signs a letter says as what, letters have numbers, and a refusal names whoever can be asked about it."""

from datetime import timedelta
from typing import Any

import time_machine

from cases.actions.ask_leader import propose_refusal
from cases.actions.refuse import refuse
from cases.actions.suspend import stop, suspend
from cases.models import Dossier
from cases.printing.forms import FORMS
from departments.actions.deputies import name_deputy
from departments.models import Post, User
from tests.cases.printing.papers import ADDRESS
from tests.world import World, hanoi

AT = hanoi("2026-11-20 10:00")


def facts_of(dossier: Dossier, form: str) -> dict[str, Any]:
    facts = FORMS[form].facts(Dossier.objects.get(pk=dossier.pk), ADDRESS, None)
    assert facts is not None
    return facts


def signed_as(world: World, by: User) -> tuple[str, list[str]]:
    """Number and capacity of a notice of stop that this person signs."""
    dossier = world.assigned(hanoi("2026-11-16 08:30"))
    anew = User.objects.get(pk=by.pk)
    facts = facts_of(suspend(dossier, by=anew, at=AT, reason="Tranh chấp.", legal_basis="Luật"), "dung")
    return facts["number"], facts["capacity"]


def test_the_head_his_vice_and_whoever_has_his_authority_sign_each_as_what_he_is(world: World) -> None:
    Post.objects.filter(user=world.dung).update(title="Phó Chủ tịch")
    head, vice = world.son.posts.get(), ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]
    assert signed_as(world, world.son) == ("Số: 1/TB", ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"])
    assert signed_as(world, world.dung) == ("Số: 2/TB", vice)
    with time_machine.travel(AT, tick=False):
        day = AT.date()
        name_deputy(head, to=world.dung, first=day, last=day, by=world.son, today=day)
        assert signed_as(world, world.dung) == ("Số: 3/TB", vice)
        Post.objects.filter(deputy_for=head).update(since=day - timedelta(days=9), until=day)
        name_deputy(head, to=world.ha, first=day, last=day, by=world.son, today=day)
        by_authority = ["TM. ỦY BAN NHÂN DÂN", "TUQ. CHỦ TỊCH", "TRƯỞNG PHÒNG KINH TẾ, HẠ TẦNG VÀ ĐÔ THỊ"]
        assert signed_as(world, world.ha) == ("Số: 4/TB", by_authority)
    # Numbers begin anew each year, and each agency has its own.
    other = world.assigned(hanoi("2026-12-30 08:30"))
    stop(other, by=world.son, at=hanoi("2027-01-04 09:00"), reason="Hết căn cứ.", legal_basis="Luật")
    assert facts_of(other, "dung")["number"] == "Số: 1/TB"


def test_a_refusal_names_the_clerk_who_laid_it_before_the_leader(world: World) -> None:
    dossier = world.submitted(hanoi("2026-11-20 09:00"))
    propose_refusal(dossier, by=world.lan, at=hanoi("2026-11-20 09:30"), reason="Không thuộc thẩm quyền.")
    facts = facts_of(refuse(dossier, by=world.son, at=AT, reason="Không thuộc thẩm quyền."), "tu-choi")
    assert "liên hệ với công chức Nguyễn Thị Lan, Trung tâm" in facts["guidance"]
    assert facts["signer_right"] == "Nguyễn Thị Lan"
    # Where no clerk had a hand in it the unit is asked, never the leader.
    alone = refuse(world.submitted(hanoi("2026-11-20 09:00")), by=world.son, at=AT, reason="Nộp nhầm nơi.")
    facts = facts_of(alone, "tu-choi")
    assert "liên hệ với Trung tâm Phục vụ hành chính công phường Cửa Nam" in facts["guidance"]
    assert facts["signer_right"] == ""
