"""The pages of the rules: what a finding means, and what is right."""

from importlib.resources import files

import click

from engine.cli.nearest import did_you_mean_or_all


def pages() -> dict[str, str]:
    """Give the page of every rule, by its name, as they ship with the program."""
    # The folder is a link to docs/rules, so that the pages are written once: to be read there by
    # people who look, and to be found here wherever the program is installed.
    folder = files("engine.checking").joinpath("pages")
    found = {page.name.removesuffix(".md"): page for page in folder.iterdir()}
    return {
        rule: found[rule].read_text(encoding="utf-8") for rule in sorted(found) if rule != "README"
    }


def explain(ctx: click.Context, _parameter: click.Parameter, rule: str | None) -> None:
    """Print the page of a rule and end, if one was asked for."""
    if rule is None:
        return
    found = pages()
    name = rule.strip("[] ").lower()
    if name not in found:
        hint = did_you_mean_or_all(name, found)
        raise click.UsageError(f"There is no rule '{rule}'.{hint}")
    click.echo(found[name].rstrip())
    ctx.exit()
