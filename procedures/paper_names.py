"""What the name of a paper says of it. Pure."""

from departments.vietnamese import fold

# Names by which a declaration goes: what the applicant writes and signs for this one matter.
_DECLARATIONS = ("to khai ", "don ", "giay de nghi ", "phieu de nghi ")


def is_declaration(name: str) -> bool:
    """Whether it is the applicant's own statement, for which filling in the e-form can stand (NĐ 224/2026 Đ15.1c)."""
    folded = f"{fold(name)} "
    return folded.startswith(_DECLARATIONS) or "bieu mau dien tu" in folded
