"""What can be typed after a slash while playing: every step of a walk, and what staff want to see.

A new one is a function and a line in SLASHES; a new step of a walk is here by itself.
"""

from collections.abc import Callable
from dataclasses import dataclass

import click

from engine.checking.walks.doing import DOING, Doing
from engine.checking.walks.reading import time_of
from engine.checking.walks.running import moment
from engine.checking.walks.writing import time_text
from engine.cli.playing import Session
from engine.cli.reporting import printable
from engine.play.play import Play
from engine.story.model import ANYWHERE_SCENE, Value
from engine.story.nearest import did_you_mean

MARK = "/"


@dataclass(frozen=True, slots=True)
class Slash:
    """A command while playing. `run` gives what hinders it, or None.

    `about` is an example of what follows it, empty where nothing does; `usual` what it is where
    nothing follows.
    """

    run: Callable[[Session, str], str | None]
    purpose: str
    about: str = ""
    usual: str = ""


def run_slash(session: Session, typed: str) -> None:
    """Do what was typed after a slash, or tell what to type instead."""
    name, _, about = typed.removeprefix(MARK).partition(" ")
    fault = _run(session, name.lower(), about.strip())
    if fault is not None:
        click.echo(printable(f"({fault})"), err=True)


def _run(session: Session, name: str, about: str) -> str | None:
    slash = SLASHES.get(name)
    if slash is None:
        hint = did_you_mean(f"{MARK}{name}", [f"{MARK}{each}" for each in SLASHES])
        return f"There is no '{MARK}{name}'.{hint} {MARK}help lists all."
    if slash.about and not about and not slash.usual:
        return f"Write it like {MARK}{name} {slash.about}."
    return slash.run(session, about or slash.usual)


def _step(name: str, doing: Doing) -> Slash:
    return Slash(
        lambda session, about: session.do(name, about), doing.purpose, doing.about, doing.usual
    )


def _at(session: Session, about: str) -> str | None:
    time = time_of(about)
    if time is None:
        return f"'{about}' is no day and time. Write it like {MARK}at 2027-06-05 21:30."
    wait = moment(time, session.story) - session.now()
    if wait.total_seconds() <= 0:
        return (
            f"It is {session.local_time()} already, and the clock of a play goes only forward. "
            "To begin earlier, leave and play with --at."
        )
    return session.do("wait", time_text(wait))


def _where(session: Session, _about: str) -> None:
    play = session.walker.simulated.play
    told = {"Clock": session.local_time()}
    if play is None:
        told["Scene"] = "none: no story is being played"
    else:
        story = session.walker.simulated.catalog.stories[play.story]
        facts = {name: play.facts.get(name, fact.first) for name, fact in story.facts.items()}
        told |= {
            "Story": f"{play.story}, in {play.language}",
            "Scene": _scene(play),
            "Place": play.place or "none proven",
            "Facts": ", ".join(f"{name}: {_value(each)}" for name, each in facts.items()),
            "Items": ", ".join(play.items),
            **_shared(session, play.story),
        }
    lines = (f"  {name}: {what or 'none'}" for name, what in told.items())
    click.echo(printable("\n".join(lines)), err=True)


def _scene(play: Play) -> str:
    if play.scene is None:
        return f"none: it ended with '{play.ended}'"
    return "none yet: any sign opens one" if play.scene == ANYWHERE_SCENE else play.scene


def _value(value: Value) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case int():
            return str(value)
        case str():
            return f'"{value}"'


def _shared(session: Session, story_id: str) -> dict[str, str]:
    """Give what all players share, where the story shares something."""
    simulated = session.walker.simulated
    story, shared = simulated.catalog.stories[story_id], simulated.world.shared(story_id)
    numbers = [f"{name}: {shared.counters.get(name, 0)}" for name in story.counters]
    votes = [
        f"{poll}: {', '.join(f'{each} {given.get(each, 0)}' for each in options)}"
        for poll, options in story.polls.items()
        for given in (shared.votes.get(poll, {}),)
    ]
    held = simulated.commons.held.get(story_id, [])
    counts = {name: sum(keep.collection == name for keep in held) for name in story.collections}
    waiting = [f"{name}: {count}" for name, count in counts.items()]
    found = {"Counters": numbers, "Votes": votes, "Held until approved": waiting}
    return {name: "; ".join(parts) for name, parts in found.items() if parts}


def _help(_session: Session, _about: str) -> None:
    lines = [
        (f"{MARK}{name} {slash.about if not slash.usual else ''}".rstrip(), slash.purpose)
        for name, slash in SLASHES.items()
    ]
    width = max(len(command) for command, _ in lines)
    shown = "\n".join(f"  {command:<{width}}  {purpose}" for command, purpose in lines)
    click.echo(f"Type what the player would text, or:\n{shown}", err=True)


def _quit(session: Session, _about: str) -> None:
    session.left = True


SLASHES: dict[str, Slash] = {
    **{name: _step(name, doing) for name, doing in DOING.items()},
    "at": Slash(_at, "Lets time pass until then.", "2027-06-05 21:30"),
    "where": Slash(_where, "Tells the scene, the facts, the items, the clock."),
    "help": Slash(_help, "Lists these."),
    "quit": Slash(_quit, "Leaves; so does an empty line."),
}
