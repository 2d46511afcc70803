"""What is typed in deploy/, as `wayside` itself understands it."""

import re
from collections.abc import Sequence

import click

from webhooks.command import main

# Where it is run: from its folder, by `sudo`, at the beginning of a line, or in a container.
_TYPED = re.compile(
    r"(?:(?:^|[`\'\"]|sudo |exec |bin/)wayside|\bserver-1 entry) ([a-z]+)\b([^`#|\n\'\"&;]*)",
    re.MULTILINE,
)


def misunderstood(command: str, options: Sequence[str]) -> str:
    """Give why `wayside` would not begin with these words; "" where it would."""
    context = click.Context(main)
    found = main.get_command(context, command)
    if found is None:
        return f"There is no wayside {command}."
    try:
        found.make_context(command, [*options])
    except click.ClickException as error:
        return error.format_message()
    return ""


def typed_in(text: str) -> list[tuple[str, list[str]]]:
    """Give each command of `wayside` in a text, and what follows it."""
    return [(name, rest.split()) for name, rest in _TYPED.findall(text)]
