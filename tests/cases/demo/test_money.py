"""Fees of the demo are paid in every way that there is, and somebody pays twice."""

from random import Random

from cases.demo.money import pay, say_transferred
from cases.models import Payment
from tests.world import World, hanoi


def test_every_way_of_paying_is_shown(world: World) -> None:
    at = hanoi("2026-11-20 09:00")
    for number in range(14):
        dossier = world.received(at, world.renewal)
        pay(dossier, clerk=world.lan, payer=world.mai if number % 3 else None, at=at, rng=Random(1))
        assert dossier.finance_status == "paid"
    say_transferred(world.received(at, world.renewal), payer=world.mai, at=at)
    assert set(Payment.objects.taken().values_list("method", flat=True)) == set(Payment.Method)
    assert (Payment.objects.to_give_back().exists(), Payment.objects.given_back().exists()) == (True, True)
    assert Payment.objects.awaited().count() == 1
