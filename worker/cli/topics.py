"""`dateline topics`: make the topics as documented, or say how the existing ones differ."""

from typing import TYPE_CHECKING

import click

from worker.cli import common

if TYPE_CHECKING:
    from worker.kafka.admin import Difference
    from worker.settings import Settings
    from worker.topics import TopicSpec


@click.group()
def topics() -> None:
    """Make the topics, or say how the existing ones differ."""


@topics.command()
@click.option("--mend", is_flag=True, help="Also set what differs in the configuration of existing topics.")
def create(*, mend: bool) -> int:
    """Make the topics that are missing, as documented.

    Existing topics stay as they are, unless --mend: then their size limits, retention and policy are set as
    documented. Partitions are never added to a topic that exists, because that moves keys away from their state.
    A state topic and its input always get as many partitions as the one of them that exists.

    Exit code 0 where the topics are then as documented, 1 where one still differs; it is named.
    """
    settings = common.read_settings()
    made, differences = common.with_kafka(settings, _create(settings, mend=mend))
    for name in made:
        click.echo(f"made {name}")
    if not made and not differences:
        click.echo("all topics are there, as documented")
    return _tell(differences)


@topics.command()
def check() -> int:
    """Say how the topics differ from what is documented.

    Exit code 0 where they don't, 1 where one does; each is named, with the command that mends it.
    """
    settings = common.read_settings()
    wanted, differences = common.with_kafka(settings, _check(settings))
    if not differences:
        click.echo(f"all {len(wanted)} topics are as documented")
    return _tell(differences)


async def _create(settings: "Settings", *, mend: bool) -> "tuple[list[str], list[Difference]]":
    from worker.kafka import admin

    made = await admin.create(settings)
    _, differences = await _check(settings)
    if mend and any(difference.mends for difference in differences):
        await admin.mend(settings, differences)
        _, differences = await _check(settings)
    return made, differences


async def _check(settings: "Settings") -> "tuple[list[TopicSpec], list[Difference]]":
    from worker.kafka import admin
    from worker.topics import specs

    wanted = specs(settings)
    return wanted, admin.compare(wanted, await admin.describe(settings, wanted))


def _tell(differences: "list[Difference]") -> int:
    from worker.kafka import admin

    for line in admin.lines(differences):
        click.echo(line, err=True)
    return 1 if differences else 0
