"""Fixtures every test may use. Material outside the repository is optional: tests that need it skip and say why."""

from pathlib import Path

import pytest
from hypothesis import settings

# A busy machine is no fault of the code: how long one example takes is not tested.
settings.register_profile("sayso", deadline=None)
settings.load_profile("sayso")

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    if not SHARED.is_dir():
        pytest.skip(f"{SHARED} is not here: the real articles and their gold are not part of the repository")
    return SHARED
