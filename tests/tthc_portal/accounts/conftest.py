"""The provider of identities, started once for all who try it."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests import identity_provider
from tthc_portal.environment import IdentityProvider


@pytest.fixture(scope="package")
def running() -> Iterator[IdentityProvider]:
    """Its process."""
    with identity_provider.running() as provider:
        yield provider


@pytest.fixture
def provider(running: IdentityProvider, settings: Any) -> IdentityProvider:
    """The portal knows it."""
    settings.IDENTITY_PROVIDER = running
    return running
