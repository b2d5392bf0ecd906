"""Keys for the demo's leader and for the seal of her ward, from an authority that is worth nothing anywhere else."""

from datetime import datetime

from django.conf import settings

from cases.actions.add_signing_key import add_signing_key
from cases.demo.setting import HOME
from cases.models import SigningKey
from cases.signing.authority import TrialAuthority, trial_authority
from departments.models import Department, User

_LEADER = "lanhdao"


def give_keys(*, since: datetime) -> None:
    """A key each, unless they have one; files of the server that ask for no PIN."""
    owners = (User.objects.get(username=_LEADER), Department.objects.get(code=HOME))
    without = [one for one in owners if not one.signing_keys.filter(ended_at=None).exists()]
    if without:
        authority = trial_authority(since)
        for owner in without:
            _give(owner, authority, since)


def _give(owner: User | Department, authority: TrialAuthority, since: datetime) -> None:
    agency = Department.objects.get(code=HOME).name
    name, stem = (owner.get_full_name(), owner.username) if isinstance(owner, User) else (owner.name, owner.code)
    folder, file = settings.SIGNING_DIR, f"{stem}.p12"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    content = authority.issue(name, agency, at=since, passphrase=settings.SIGNING_PASSPHRASE)
    (folder / file).touch(mode=0o600)
    (folder / file).write_bytes(content)
    add_signing_key(owner, way=SigningKey.Way.PKCS12, reference=file, at=since, asks_pin=False)
