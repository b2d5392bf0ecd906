"""A stored answer goes back into the boxes in which it was typed, and comes out the same."""

from typing import Any

import pytest

from cases.forms.eform import EForm
from cases.forms.eform.typing import boxes_of
from procedures.models import FormField
from tests.cases.forms.test_eform_kinds import GOOD, TODAY, sent
from tests.world import World


@pytest.mark.parametrize(("question", "typed", "stored", "words"), GOOD)
def test_every_kind_goes_there_and_back(
    world: World, question: FormField, typed: dict[str, Any], stored: Any, words: str
) -> None:
    fresh = EForm([question], day=TODAY)
    again = EForm([question], sent(**boxes_of(fresh.fields["q"], "q", stored)), day=TODAY)
    assert again.is_valid(), again.errors
    assert again.answers() == {"q": stored}


@pytest.mark.parametrize("nothing", [None, "", []])
def test_no_answer_is_no_box(world: World, nothing: Any) -> None:
    for question, _, _, _ in GOOD:
        assert boxes_of(EForm([question], day=TODAY).fields["q"], "q", nothing) == {}
