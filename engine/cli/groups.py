"""Commands below one name, with the one that was probably meant."""

import shlex
from itertools import takewhile

import click

from engine.story.nearest import did_you_mean


class Group(click.Group):
    """Commands of which a mistyped one is answered with the one that is nearest.

    Where none is near, `perhaps` tells what to type for what else the words may name: with {path}
    for how the group is called, and {words} for them.
    """

    perhaps = ""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Give the command that is called. Raises click.UsageError for one that there is not."""
        name = args[0]
        known = self.list_commands(ctx)
        if name not in known and not name.startswith("-") and not ctx.resilient_parsing:
            near = did_you_mean(name, known)
            hint = self._perhaps(ctx, args) if self.perhaps and not near else f"{near} "
            raise click.UsageError(
                f"There is no command '{name}'.{hint}To see all: {ctx.command_path} --help", ctx
            )
        return super().resolve_command(ctx, args)

    def _perhaps(self, ctx: click.Context, args: list[str]) -> str:
        """Give what else to type, on a line of its own, so that it can be copied."""
        words = " ".join(takewhile(lambda word: not word.startswith("-"), args))
        return f"\n{self.perhaps.format(path=ctx.command_path, words=shlex.quote(words))}\n"
