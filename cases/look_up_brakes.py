"""The brake on guessing at a look-up that its true owner cannot be locked out by.

Four digits are few, so a code is tried with them only so often, from wherever. Whoever knows just the code can use that
up; then the owner is asked for the whole number instead, which nobody can guess and no other place can use up.
"""

from datetime import datetime, timedelta

from departments.rate_limits import Brake, Verdict, hit_all

PER_ADDRESS, PER_CODE_HERE, PER_CODE, WINDOW = 30, 8, 10, timedelta(minutes=15)
# At the short brake's pace alone a code would be opened within days.
PER_CODE_A_DAY, DAY = 40, timedelta(days=1)


def from_here(kind: str, code: str, address: str, *, at: datetime) -> Verdict:
    """Count one try from this place, for all codes and for this one; what a place has used up counts nowhere else."""
    brakes = [
        Brake([kind, "address", address], PER_ADDRESS, WINDOW),
        Brake([kind, "code", code, address], PER_CODE_HERE, WINDOW),
    ]
    return hit_all(brakes, at=at)


def by_digits(kind: str, code: str, *, at: datetime) -> Verdict:
    """Count one try with four digits, from wherever; a refusal means: ask for the whole number."""
    brakes = [
        Brake([kind, "code", code], PER_CODE, WINDOW),
        Brake([kind, "code", "day", code], PER_CODE_A_DAY, DAY),
    ]
    return hit_all(brakes, at=at, tidy=False)
