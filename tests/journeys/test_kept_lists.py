"""Lists that were kept under a name, as chips with a number each: read by everybody, chosen or not."""

from typing import Any

import pytest

from cases.models import SavedQueue
from tests.journeys.conftest import DRAWN
from tests.world import World, hanoi

pytestmark = [pytest.mark.browser, DRAWN]

# The contrast of the number to what lies behind it, 1 to 21. Letters of the very colour of their ground are no
# violation to axe, which takes them for hidden.
CONTRAST = """(element) => {
  const channels = (text) => text.match(/[\\d.]+/g).map(Number);
  const light = (rgb) => rgb.slice(0, 3).map((one) => one / 255)
    .map((one) => (one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4))
    .reduce((sum, one, place) => sum + one * [0.2126, 0.7152, 0.0722][place], 0);
  const over = (rgba, ground) => ground.map((one, place) => (rgba[place] - one) * (rgba[3] ?? 1) + one);
  const chip = channels(getComputedStyle(element.closest(".chip")).backgroundColor).slice(0, 3);
  const style = getComputedStyle(element);
  const [a, b] = [light(channels(style.color)), light(over(channels(style.backgroundColor), chip))];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}"""


@pytest.mark.parametrize(("who", "path", "key"), [("ha", "xu-ly", "dang-giai-quyet"), ("lan", "mot-cua", "can-chuyen")])
def test_the_number_of_a_kept_list_is_seen_whether_it_is_open_or_not(
    world: World, visitor: Any, who: str, path: str, key: str
) -> None:
    dossier = world.received(hanoi("2026-11-20 09:00"))
    for name, asked in (("Hồ sơ lâu", {}), ("Việc của tôi", {"thu-tuc": dossier.version.procedure.code})):
        SavedQueue.objects.create(owner=world.people[who], page=path, name=name, asked={"muc": key, **asked})
    person = visitor(f"{who}-lists")
    person.sign_in(who)
    person.go(f"/{path}/")
    person.page.locator(".chip:has(.count)").first.click()
    person.page.wait_for_load_state()
    person.check()
    numbers = person.page.locator(".chip .count")
    assert [numbers.nth(place).locator("..").get_attribute("aria-current") for place in range(2)] == ["true", None]
    assert min(numbers.nth(place).evaluate(CONTRAST) for place in range(2)) >= 4.5
