"""The codes on paper, read back from the printed page as a camera reads them."""

import json

import pytest
import typst

from cases.gateways.viet_qr import Beneficiary, viet_qr
from cases.models import Dossier
from cases.printing.compile import templates_folder
from cases.printing.forms import FORMS
from cases.printing.glyphs import FONTS, printable
from tests.cases.printing.papers import ADDRESS, LIVES, owing
from tests.qr_codes import codes_in
from tests.world import World

_PPI = 150.0  # a plain office printer does better


def first_page(dossier: Dossier, form: str) -> bytes:
    """The page as a picture."""
    facts = FORMS[form].facts(Dossier.objects.get(pk=dossier.pk), ADDRESS, None)
    assert facts is not None
    template = FORMS[form].template
    folder = templates_folder()
    made = typst.compile(
        str(folder / f"{template}.typ"),
        root=str(folder),
        font_paths=[str(FONTS)],
        sys_inputs={"data": json.dumps(printable(dict(facts)), ensure_ascii=False)},
        format="png",
        ppi=_PPI,
    )
    page = made[0] if isinstance(made, list) else made
    assert isinstance(page, bytes)
    return page


@pytest.mark.parametrize("form", ["da-nop", "tiep-nhan", "xin-loi", "phieu-thu", "phieu-nop"])
def test_the_code_of_a_paper_leads_to_its_dossier(world: World, form: str) -> None:
    dossier = LIVES[form](world)
    assert f"{ADDRESS}?ma={dossier.code}" in codes_in(first_page(dossier, form))


def test_the_slip_carries_the_very_transfer(world: World) -> None:
    dossier = owing(world)
    payment = dossier.payments.get()
    transfer = viet_qr(Beneficiary("970415", "113366668888"), amount=dossier.fee_amount, text=payment.reference)
    assert transfer in codes_in(first_page(dossier, "phieu-nop"))
