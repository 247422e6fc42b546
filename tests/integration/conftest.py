"""A deployment for each integration test."""

import os

import pytest

from tests.support.broker import Broker
from tests.support.deployment import Deployment


@pytest.fixture
def deployment(kafka: Broker, request: pytest.FixtureRequest) -> Deployment:
    """A deployment with its topics made, under a prefix of its own."""
    name = request.node.name.removeprefix("test_")[:30].strip("_[]")
    made = Deployment(kafka.bootstrap, f"{name}-{os.getpid()}.")
    made.dateline("topics", "create")
    return made
