"""`wayside sign`: what became of each sign, and where its code leads."""

import click

from engine.cli.groups import Group
from webhooks.signs.health import health_command
from webhooks.signs.listing import list_command, photo_command
from webhooks.signs.moving import move_command, retire_command
from webhooks.signs.patrolling import patrol_command
from webhooks.signs.permits import permit_command
from webhooks.signs.telling import check_command, place_command, report_command


class SignGroup(Group):
    """Commands below `wayside sign`; who types only a sign wants to see it."""

    perhaps = "To see a sign that is called so: {path} list {words}"


@click.group(cls=SignGroup, invoke_without_command=True)
@click.pass_context
def sign(ctx: click.Context) -> None:
    """Keep the register of signs: where each leads, how it is, and who allowed it.

    A SIGN is the code on it, or its place: by name, some words of it, or as STORY/PLACE. Without
    more words, it lists them.
    """
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_command)


for command in (
    list_command, place_command, check_command, report_command, move_command, retire_command,
    permit_command, photo_command, health_command, patrol_command,
):  # fmt: skip
    sign.add_command(command)
