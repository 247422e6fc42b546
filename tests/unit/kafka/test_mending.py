"""Settings that a topic is given: they count once the broker tells them."""

from contextlib import asynccontextmanager
from types import SimpleNamespace
from typing import Any

import pytest
from aiokafka.admin.config_resource import ConfigResource

from worker.kafka import admin, clients
from worker.kafka.admin import Difference
from worker.settings import Settings

NAME = "t.pages.raw"


class Broker:
    """An admin client of a broker that still tells a topic's old settings so many times after it has confirmed new ones."""

    def __init__(self, late: int) -> None:
        self._late = late
        self.told = {"retention.ms": "1000", "segment.ms": "7"}
        self._new = self.told

    async def alter_configs(self, resources: list[ConfigResource]) -> list[Any]:
        """Take new settings for the one topic."""
        (resource,) = resources
        self._new = resource.configs
        return [SimpleNamespace(resources=[(0, None, 2, resource.name)])]

    async def describe_configs(self, resources: list[ConfigResource]) -> list[Any]:
        """Tell them, late."""
        if self._late:
            self._late -= 1
        else:
            self.told = self._new
        entries = [(name, value, False, admin.SET_ON_TOPIC) for name, value in self.told.items()]
        return [SimpleNamespace(resources=[(0, None, 2, resource.name, entries) for resource in resources])]


async def test_mending_ends_when_the_broker_tells_the_new_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """It confirms them a moment before: who looked at once was told that they still differ. Its own ones stay."""
    broker = Broker(late=2)

    @asynccontextmanager
    async def connected(_: Settings) -> Any:
        yield broker

    async def described(*_: Any) -> admin.Cluster:
        own = dict(broker.told)
        return admin.Cluster("c", 1, {NAME: admin.TopicState(NAME, 1, 1, own, own)})

    monkeypatch.setattr(clients, "admin", connected)
    monkeypatch.setattr(admin, "describe", described)
    wrong = Difference(NAME, "has retention.ms=1000", "mend it", mends={"retention.ms": "-1"})
    await admin.mend(Settings(), [wrong, Difference("t.pages.dead", "has 1 partition", "make it anew")])
    assert broker.told == {"retention.ms": "-1", "segment.ms": "7"}
