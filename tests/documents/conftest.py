"""The sample month and a renderer of the project's own templates."""

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from nhipcau.documents.renderer import DocumentRenderer
from nhipcau.documents.samples import SampleMonth, sample_month
from tests.browser import browser

__all__ = ["browser"]

TEMPLATES = Path(__file__).parents[2] / "templates"


@pytest.fixture(scope="session")
def closed() -> SampleMonth:
    return sample_month(TEMPLATES)


@pytest.fixture(scope="session")
def running() -> SampleMonth:
    """The same month before its rounds and the month itself were closed."""
    return sample_month(TEMPLATES, final=False)


@pytest.fixture(scope="session")
def renderer(closed: SampleMonth) -> DocumentRenderer:
    return DocumentRenderer(TEMPLATES, network=closed.network, zone=ZoneInfo("Asia/Ho_Chi_Minh"), zero_tens="linh")
