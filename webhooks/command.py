"""The command `wayside`."""

from importlib import import_module

import click

from engine.cli.groups import Group

# Where each command is, and what it is for: none is imported before it is asked for.
COMMANDS = {
    "serve": ("webhooks.serving:serve", "Answer texts and show pages, until Ctrl-C."),
    "deliver": ("webhooks.delivering:deliver", "Send texts only, until Ctrl-C; serve does, too."),
    "check": ("engine.cli.check:check", "Check stories: everything wrong in them at once."),
    "play": ("engine.cli.play:play", "Play a story here, as if by text."),
    "walk": ("engine.cli.walk:walk", "Replay plays that must keep working."),
    "draw": ("engine.cli.draw:draw", "Draw a map of a story: its scenes and the ways between."),
    "map": ("engine.cli.map:map_command", "Draw where a story is walked, as on a leaflet."),
    "stats": ("engine.cli.stats:show_stats", "Tell how long a story is, and what it costs."),
    "new": ("engine.cli.new:new", "Write a small story to begin with."),
    "translate": ("engine.cli.translate:translate", "Make or refresh a translation of a story."),
    "schema": ("engine.cli.schema:schema", "Print what editors need to complete and explain keys."),
    "publish": ("webhooks.publishing:publish_command", "Let players meet a story as it is now."),
    "editions": ("webhooks.publishing:editions_command", "List what was published, and when."),
    "rollback": (
        "webhooks.publishing:rollback_command",
        "Let players meet an older edition again.",
    ),
    "withdraw": ("webhooks.publishing:withdraw_command", "Take a story away from players."),
    "register": ("webhooks.register:register", "Print what carriers' forms ask for, from a story."),
    "signs": (
        "webhooks.printing.command:signs",
        "Print the signs of a story.",
    ),
    "consent": ("webhooks.consent:consent", "Show when and how a number asked for texts."),
    "budget": ("webhooks.budgeting:budget_command", "Tell what texts cost, and what is to come."),
    "close": ("webhooks.closing:close", "Close a story or a place for a while."),
    "open": ("webhooks.closing:open_", "Open what was closed."),
    "closed": ("webhooks.closing:closed_command", "List what is closed, and until when."),
    "sign": ("webhooks.signs.group:sign", "Keep the register of signs: how each is."),
    "forget": ("webhooks.forgetting:forget", "Erase a player, or all who have not played lately."),
    "report": ("webhooks.reporting:report_command", "Tell how a story is played, and the cost."),
    "moderate": (
        "webhooks.moderating:moderate",
        "Look at players' contributions and replies.",
    ),
    "staff": ("webhooks.staffing:staff", "Tell which phones are staff's, for reports."),
    "backup": ("webhooks.backing_up:backup", "Copy all that is kept into one encrypted file."),
    "restore": ("webhooks.backing_up:restore", "Put a backup back."),
    "move": ("webhooks.moving:move_command", "Move all that is kept from SQLite to PostgreSQL."),
    "migrate": ("webhooks.migrating:migrate", "Bring a PostgreSQL database up to date."),
    "doctor": ("webhooks.doctor:doctor", "List every setting, what is missing, and why."),
}


class Wayside(Group):
    """Knows its commands by name, and imports one when it runs."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's
        """Give the names, in the order in which they are met."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import a command, or give None for an unknown name."""
        if cmd_name not in COMMANDS:
            return None
        module, _, function = COMMANDS[cmd_name][0].partition(":")
        command: click.Command = getattr(import_module(module), function)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write what each command is for, without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, purpose) for name, (_, purpose) in COMMANDS.items()])


@click.group(cls=Wayside, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="wayside", message="%(prog)s %(version)s")
def main() -> None:
    """Wayside lets places speak, by text message and on the web."""
