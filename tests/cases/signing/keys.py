"""Keys of the trial authority for people of the small city."""

from datetime import datetime
from pathlib import Path
from typing import Any

from cases.actions.add_signing_key import add_signing_key
from cases.models import SigningKey
from cases.signing.authority import Key, TrialAuthority, trial_authority
from departments.models import Department, User
from tests.world import hanoi

AT = hanoi("2026-11-20 09:00")
AUTHORITY: TrialAuthority = trial_authority(AT)


def key_file(folder: Path, name: str, agency: str, *, passphrase: str = "", key: Key | None = None) -> Path:
    """A PKCS#12 file in the folder, named after its owner."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{name}.p12"
    file.write_bytes(AUTHORITY.issue(name, agency, at=AT, passphrase=passphrase, key=key))
    return file


def gives_key(owner: User | Department, settings: Any, *, pin: str = "", at: datetime = AT) -> SigningKey:
    """The owner signs with a PKCS#12 file from now on, which asks for the PIN if one is given."""
    name = owner.full_name if isinstance(owner, User) else owner.name
    file = key_file(settings.SIGNING_DIR, name, "UBND phường Cửa Nam", passphrase=pin)
    return add_signing_key(owner, way=SigningKey.Way.PKCS12, reference=file.name, at=at, asks_pin=bool(pin), pin=pin)
