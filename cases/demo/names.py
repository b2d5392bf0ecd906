"""People and firms that do not exist, with numbers that pass every check."""

from datetime import date, timedelta
from random import Random
from typing import Any

from cases.intake import Person
from departments.identity import IdentityError, check_tax_code

_CITY = "thành phố Hà Nội"
_WARDS = ("phường Cửa Nam", "phường Hoàn Kiếm", "phường Cầu Giấy", "phường Hà Đông", "xã Sóc Sơn", "xã Gia Lâm")
_MOBILE = ("086", "096", "097", "098", "032", "088", "091", "094", "070", "090", "093")


class Names:
    """Draws people from lists of family, middle and given names."""

    def __init__(self, data: dict[str, Any]) -> None:
        """Take the lists of the people's file."""
        self._data = data

    def full_name(self, rng: Random, *, female: bool, family: str = "") -> str:
        """A name of two to four words, family name first."""
        sex = "female" if female else "male"
        family = family or rng.choice(self._data["family_names"])
        return f"{family} {rng.choice(self._data[f'middle_{sex}'])} {rng.choice(self._data[f'given_{sex}'])}"

    def person(self, rng: Random, *, ward: str = "") -> Person:
        """A grown-up with a personal number that agrees with sex and birth year."""
        female = rng.random() < 0.5
        born = date(1955, 1, 1) + timedelta(days=rng.randrange(18_000))
        return Person(
            full_name=self.full_name(rng, female=female),
            personal_id=personal_id(rng, born, female=female),
            birth_date=born,
            phone=f"+84{rng.choice(_MOBILE)[1:]}{rng.randrange(10_000_000):07d}",
            address=self.address(rng, ward),
        )

    def organisation(self, rng: Random, *, ward: str = "") -> Person:
        """A firm with a tax code whose check digit is right."""
        return Person(
            full_name=rng.choice(self._data["organisations"]),
            kind="organisation",
            tax_code=_tax_code(rng),
            phone=f"+8424{rng.randrange(30_000_000, 40_000_000)}",
            address=self.address(rng, ward),
        )

    def address(self, rng: Random, ward: str = "") -> str:
        """A house in a street, a ward, the city."""
        street = rng.choice(self._data["streets"])
        return f"Số {rng.randint(1, 190)} {street}, {ward or rng.choice(_WARDS)}, {_CITY}"


def personal_id(rng: Random, born: date, *, female: bool) -> str:
    """Province of Hà Nội, century and sex, year, six digits."""
    century = 2 * (born.year // 100 - 19) + female
    return f"001{century}{born.year % 100:02d}{rng.randrange(1_000_000):06d}"


def _tax_code(rng: Random) -> str:
    """Ten digits; for some beginnings no check digit exists, then another one is drawn."""
    while True:
        stem = f"010{rng.randrange(1_000_000):06d}"
        for digit in range(10):
            try:
                return check_tax_code(f"{stem}{digit}")
            except IdentityError:
                continue
