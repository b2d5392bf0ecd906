"""How long a short message is, in the parts a phone company counts and charges (3GPP TS 23.038). Pure."""

# The letters that take one place of seven bits; those of the second line take two.
_ONE_PLACE = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
_TWO_PLACES = frozenset("\f^{}\\[~]|€")
# Places in a message of one part, and in each part of a longer one: without Vietnamese marks, and with them.
_PLAIN, _MARKED = (160, 153), (70, 67)


def sms_parts(text: str) -> int:
    """The number of parts the text is sent and paid as: 160 plain letters are one, 160 Vietnamese ones are three."""
    if all(char in _ONE_PLACE or char in _TWO_PLACES for char in text):
        places, (alone, joined) = len(text) + sum(char in _TWO_PLACES for char in text), _PLAIN
    else:
        places, (alone, joined) = len(text.encode("utf-16-le")) // 2, _MARKED
    return 1 if places <= alone else -(-places // joined)
