"""`wayside doctor`: every setting, what is missing, and why it matters."""

import json
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from textwrap import wrap
from typing import TypeAlias

import click

from engine.languages.sentences import SOURCE
from engine.story.nearest import did_you_mean
from engine.texting.segments import segments
from webhooks.checks import Check
from webhooks.looking import data, database, erasures, secret, stories
from webhooks.oddities import oddities
from webhooks.settings import (
    Mistake,
    Settings,
    SettingsError,
    from_environment,
)
from webhooks.twilio.round_trip import through_the_world
from webhooks.twilio.setup import asked_twilio
from webhooks.variables import VARIABLES, Variable


@dataclass(frozen=True, slots=True)
class Setting:
    """One variable as it is. `value` is None where it is not set; `problem` where it is wrong."""

    name: str
    meaning: str
    value: str | None
    default: str
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """Everything the doctor says. `hook` is the address to paste at Twilio, if there is one."""

    settings: tuple[Setting, ...]
    checks: tuple[Check, ...]
    hook: str | None = None

    @property
    def well(self) -> bool:
        """Tell whether nothing is to be mended."""
        return all(check.well for check in self.checks) and not any(
            setting.problem for setting in self.settings
        )


@click.command()
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text",
              help="For people, or for programs.")  # fmt: skip
@click.option("--twilio", is_flag=True,
              help="Ask Twilio as well whether all is right there.")  # fmt: skip
def doctor(form: str, twilio: bool) -> None:  # noqa: FBT001
    """List every setting with what is missing and why, and look whether all is well.

    With --twilio, Twilio is asked how the account and the number are set up (nothing is changed
    there), and a request is sent through the public address.

    Exits with 0 when it is, 1 when something is to be mended, 2 when called wrongly.
    """
    report = examined(os.environ, twilio=twilio)
    click.echo(as_json(report) if form == "json" else as_text(report))
    raise SystemExit(0 if report.well else 1)


def examined(environment: Mapping[str, str], *, twilio: bool = False) -> Report:
    """Look at the settings, and where they can be used, at everything they point to.

    `twilio`: Twilio is asked as well.
    """
    try:
        settings = from_environment(environment)
    except SettingsError as error:
        return Report(settings_of(environment, error.mistakes), tuple(_unknown(environment)))
    looked = (check(settings) for check in CHECKS)
    checks = (*_unknown(environment), *looked, *oddities(settings))
    if twilio:
        checks += tuple(asked_twilio(settings))
        if not settings.missing_for_twilio:
            checks += (through_the_world(settings),)
    return Report(settings_of(environment, ()), checks, settings.hook_url)


def settings_of(
    environment: Mapping[str, str], mistakes: tuple[Mistake, ...]
) -> tuple[Setting, ...]:
    """Give every variable that there is; of what is secret, only that it is set."""
    problems = {mistake.variable: f"{mistake.wrong}. {mistake.fix}" for mistake in mistakes}
    return tuple(
        Setting(
            name=variable.name,
            meaning=variable.meaning,
            value=_shown(variable, environment),
            default=variable.default,
            problem=problems.get(variable.name),
        )
        for variable in VARIABLES
    )


def _shown(variable: Variable, environment: Mapping[str, str]) -> str | None:
    value = environment.get(variable.name, "").strip()
    return variable.shown(value) if value else None


def _unknown(environment: Mapping[str, str]) -> Iterator[Check]:
    """Find slips in names: a setting that nobody reads changes nothing, and nobody notices."""
    known = [variable.name for variable in VARIABLES]
    for name in sorted(environment):
        if name.startswith("WAYSIDE_") and name not in known:
            hint = did_you_mean(name, known) or " Take it away."
            yield Check("name", well=False, words=f"{name} is not known here.{hint}")


def _twilio(settings: Settings) -> Check:
    missing = settings.missing_for_twilio
    if not missing:
        words = f'Paste at Twilio, "A message comes in", HTTP POST: {settings.hook_url}'
        return Check("twilio", well=True, words=words)
    names = " and ".join(missing)
    if "TWILIO_ACCOUNT_SID" in missing and "TWILIO_AUTH_TOKEN" in missing:
        return Check("twilio", well=True, words=f"Off. To take texts, set {names}.")
    words = f"Texts are answered 503, because nobody can tell whose they are: set {names}."
    return Check("twilio", well=False, words=words)


def _imprint(settings: Settings) -> Check:
    """Look whether players are told who is texting, and whom they can ask."""
    what = "players"
    if not settings.notice:
        words = "Not told who is texting, as WAYSIDE_NOTICE is off. US carriers ask for it."
        return Check(what, well=True, words=words)
    unset = {"WAYSIDE_NAME": settings.name, "WAYSIDE_CONTACT": settings.contact}
    missing = " and ".join(name for name, value in unset.items() if not value)
    takes_texts = not settings.missing_for_twilio
    if missing:
        hint = f"set {missing}, so that they are told who is texting and whom to ask."
        words = hint[0].upper() + hint[1:] if takes_texts else f"Before texts are taken, {hint}"
        return Check(what, well=not takes_texts, words=words)
    notice = settings.imprint.notice(SOURCE)
    cost = segments(notice)
    dear = f" {' '.join(cost.dearest)} makes it dearer." if cost.dearest else ""
    several = "1 segment" if cost.count == 1 else f"{cost.count} segments"
    words = f"Their first text ends with: {notice} ({several}.{dear})"
    return Check(what, well=True, words=words)


Look: TypeAlias = Callable[[Settings], Check]
CHECKS: tuple[Look, ...] = (stories, data, secret, database, erasures, _twilio, _imprint)
WIDTH, INDENT = 100, 18


def as_text(report: Report) -> str:
    """Give a report for people."""
    lines = ["Settings (from the environment)"]
    for setting in report.settings:
        value = setting.value or f"not set ({setting.default})"
        lines += ["", f"  {setting.name} = {value}", f"    {setting.meaning}"]
        if setting.problem:
            lines.append(f"    WRONG: {setting.name} {setting.problem}")
    if report.checks:
        lines += ["", "Looked at", ""]
    lines += [_line(check) for check in report.checks]
    return "\n".join([*lines, "", "All is well." if report.well else "Something is to be mended."])


def _line(check: Check) -> str:
    mark = "MEND" if not check.well else "look" if check.unsure else "ok  "
    lines = [line for words in check.words.split("\n") for line in _wrapped(words)]
    return f"  {mark}  {check.what:9} " + ("\n" + " " * INDENT).join(lines)


def _wrapped(words: str) -> list[str]:
    """Break a line between words; what is to be pasted stays whole."""
    return wrap(words, WIDTH - INDENT, break_long_words=False, break_on_hyphens=False)


def as_json(report: Report) -> str:
    """Give a report as an object with well, settings, checks and hook."""
    return json.dumps({"well": report.well, **asdict(report)}, ensure_ascii=False, indent=2)
