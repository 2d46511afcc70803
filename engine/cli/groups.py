"""Commands below one name, with the one that was probably meant."""

import click

from engine.story.nearest import did_you_mean


class Group(click.Group):
    """Commands of which a mistyped one is answered with the one that is nearest."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Give the command that is called. Raises click.UsageError for one that there is not."""
        name = args[0]
        known = self.list_commands(ctx)
        if name not in known and not name.startswith("-") and not ctx.resilient_parsing:
            hint = did_you_mean(name, known)
            raise click.UsageError(
                f"There is no command '{name}'.{hint} To see all: {ctx.command_path} --help", ctx
            )
        return super().resolve_command(ctx, args)
