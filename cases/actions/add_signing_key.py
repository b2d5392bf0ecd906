"""Register a key to sign with, or end its use."""

from datetime import datetime

from django.db import transaction

from cases.models import SigningKey
from cases.signing.checking import fingerprint
from cases.signing.keys import open_unknown
from cases.signing.signer import check_in_force, common_name
from departments.models import Department, User


def add_signing_key(
    owner: User | Department, *, way: str, reference: str, at: datetime, asks_pin: bool = True, pin: str = ""
) -> SigningKey:
    """Open the key once, keep its certificate, and use it from now on instead of the owner's earlier one.

    Raises SigningFailed where it cannot be opened or its certificate does not hold. The PIN is kept nowhere.
    """
    signer = open_unknown(way, reference, pin)
    check_in_force(signer.chain, at)
    own = signer.chain.own
    whose = {"user": owner} if isinstance(owner, User) else {"department": owner}
    with transaction.atomic():
        SigningKey.objects.filter(**whose, ended_at=None).update(ended_at=at)
        return SigningKey.objects.create(
            **whose,
            way=way,
            reference=reference,
            asks_pin=asks_pin,
            certificate=signer.chain.certificates[0],
            fingerprint=fingerprint(signer.chain.certificates[0]),
            subject=common_name(own)[:300],
            issuer=own.issuer.rfc4514_string()[:300],
            valid_from=own.not_valid_before_utc,
            valid_until=own.not_valid_after_utc,
            added_at=at,
        )


def end_signing_key(key: SigningKey, *, at: datetime) -> SigningKey:
    """Nothing more is signed with it; what was signed stays as it is."""
    key.ended_at = key.ended_at or at
    key.save(update_fields=["ended_at"])
    return key
