"""Dossiers that have the paper in question, and what a reader finds on it."""

import io
import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from typing import Any

import pikepdf
import pytest

from cases.actions.apologise import apologise
from cases.actions.hand_over import hand_over
from cases.actions.payment import collect_fee
from cases.actions.propose import approve, propose
from cases.actions.refund import refund
from cases.actions.refuse import refuse
from cases.actions.sign import sign
from cases.actions.start_payment import start_payment
from cases.actions.supplement import Missing, accept_supplement, ask_completion, request_supplement
from cases.actions.suspend import suspend
from cases.intake import Person
from cases.models import Dossier
from cases.printing.compile import render
from cases.printing.forms import FORMS
from departments.models import BankAccount
from procedures.models import RequiredDocument
from tests.world import World, hanoi

ADDRESS = "https://mot-cua.example/tra-cuu/"
OWNER = Person(full_name="Công ty TNHH Cửa Nam", kind="organisation", tax_code="0100109106", address="Phường Cửa Nam")


def submitted(world: World, **more: Any) -> Dossier:
    """Online, and nobody has looked at it yet."""
    return world.submitted(hanoi("2026-11-20 09:00"), **more)


def received(world: World, **more: Any) -> Dossier:
    """At the counter, with both papers."""
    papers = RequiredDocument.objects.filter(version=world.permit).values_list("pk", flat=True)
    first, second = papers.order_by("position")
    return world.taken_in(hanoi("2026-11-20 09:05"), papers={first: (1, 0), second: (0, 2)}, **more)


def asked(world: World, **more: Any) -> Dossier:
    """The desk has asked for what is missing before it receives."""
    dossier = world.submitted(hanoi("2026-11-20 09:00"), **more)
    form = RequiredDocument.objects.get(version=world.permit, code="TK")
    missing = [Missing("Tờ khai thiếu chữ ký.", form), Missing("Bản vẽ chưa ghi kích thước.")]
    return ask_completion(dossier, by=world.lan, at=hanoi("2026-11-20 10:30"), missing=missing, reason="Hồ sơ thiếu.")


def refused(world: World, **more: Any) -> Dossier:
    """The desk does not receive it."""
    dossier = world.submitted(hanoi("2026-11-20 09:00"), **more)
    return refuse(dossier, by=world.son, at=hanoi("2026-11-20 10:00"), reason="Không thuộc thẩm quyền của phường.")


def apologised(world: World, **more: Any) -> Dossier:
    """The ward's leader has promised another day."""
    dossier = world.assigned(hanoi("2026-11-16 08:30"), **more)
    return apologise(
        dossier,
        by=world.son,
        at=hanoi("2026-11-20 15:00"),
        reason="Chờ ý kiến Sở Xây dựng.",
        new_day=date(2026, 11, 30),
    )


def suspended(world: World, **more: Any) -> Dossier:
    """The ward's leader lets it rest."""
    dossier = world.assigned(hanoi("2026-11-16 08:30"), **more)
    return suspend(
        dossier,
        by=world.son,
        at=hanoi("2026-11-19 10:00"),
        reason="Đang có tranh chấp.",
        legal_basis="Luật Xây dựng",
    )


def returned(world: World, **more: Any) -> Dossier:
    """All the way, with a supplement on it, to the applicant's hand."""
    dossier = world.assigned(hanoi("2026-11-09 08:30"), world.permit, **more)
    request_supplement(dossier, by=world.minh, at=hanoi("2026-11-10 09:00"), missing=[Missing("Thiếu sơ đồ.")])
    accept_supplement(dossier, by=world.lan, at=hanoi("2026-11-12 09:00"))
    propose(dossier, by=world.minh, at=hanoi("2026-11-13 14:00"), outcome="granted", text="Đủ điều kiện.")
    approve(dossier, by=world.ha, at=hanoi("2026-11-13 15:00"))
    sign(dossier, by=world.son, at=hanoi("2026-11-16 09:00"))
    at, originals = hanoi("2026-11-17 09:00"), ["Giấy chứng nhận quyền sử dụng đất (1 bản)"]
    return hand_over(dossier, by=world.lan, at=at, received_by="Trần Thị Mai", originals=originals)


def paid(world: World, **more: Any) -> Dossier:
    """Lan has taken the fee."""
    dossier = world.taken_in(hanoi("2026-11-20 09:05"), world.renewal, **more)
    return collect_fee(dossier, by=world.lan, at=hanoi("2026-11-20 09:06"))


def owing(world: World, **more: Any) -> Dossier:
    """Mai transfers the fee, which is not here yet."""
    values = {"bank_bin": "970415", "bank_name": "VietinBank", "number": "113366668888", "holder": "CUA NAM"}
    BankAccount.objects.create(department=world.ward, valid_from=date(2026, 1, 1), **values)
    dossier = world.received(hanoi("2026-11-20 09:05"), world.renewal, **more)
    start_payment(dossier, by=world.mai, at=hanoi("2026-11-20 09:06"), method="transfer")
    return dossier


def given_back(world: World, **more: Any) -> Dossier:
    """Lan has taken the fee and given it back."""
    dossier = paid(world, **more)
    refund(dossier.payments.get(), by=world.lan, at=hanoi("2026-11-23 09:00"), reason="Thu nhầm mức.")
    return dossier


def transferred(world: World, **more: Any) -> Dossier:
    """The dossier has gone to the division."""
    return world.transferred(hanoi("2026-11-20 09:00"), **more)


LIVES: dict[str, Callable[..., Dossier]] = {
    "da-nop": submitted,
    "tiep-nhan": received,
    "bo-sung": asked,
    "tu-choi": refused,
    "xin-loi": apologised,
    "dung": suspended,
    "kiem-soat": returned,
    "phieu-thu": paid,
    "phieu-nop": owing,
    "phieu-hoan": given_back,
    "giao-nhan": transferred,
    "bien-nhan": returned,
}


def pdf_of(dossier: Dossier, form: str, ordinal: int | None = None) -> bytes:
    """The paper, which must exist."""
    facts = FORMS[form].facts(Dossier.objects.get(pk=dossier.pk), ADDRESS, ordinal)
    assert facts is not None
    return render(FORMS[form].template, facts)


def words_of(pdf: bytes) -> str:
    """The text of a PDF as a reader takes it out, any white space made one space; skips where poppler is not there."""
    reader = shutil.which("pdftotext")
    if reader is None:
        pytest.skip("cần pdftotext (gói poppler-utils)")
    done = subprocess.run([reader, "-raw", "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


def pages_of(pdf: bytes) -> int:
    """How many pages it has."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return len(document.pages)
