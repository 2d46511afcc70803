"""`wayside moderate`: players' contributions are shown or erased, and what they said is read."""

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from engine.cli.groups import Group
from engine.cli.numbers import WholeNumber
from engine.cli.plain import cut, plain, quoted
from engine.cli.writing import write_whole
from engine.moderating import (
    Listed,
    Saying,
    UnknownGift,
    by_scene,
    called,
    listed,
    reject,
    sayings,
)
from engine.store import Store
from webhooks.kept import kept, zone_here
from webhooks.naming import check_story, story_id
from webhooks.times import clock, moment

LINE_COLUMNS = 76
FORMAT = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text",
    help="For people, or for programs.",
)  # fmt: skip
IDS = click.argument("ids", metavar="ID...", nargs=-1, required=True)


STORY = click.argument("story", required=False, callback=story_id)


@click.group(cls=Group, invoke_without_command=True)
@click.pass_context
def moderate(ctx: click.Context) -> None:
    """Look at players' contributions, and decide what others see; read what nothing understood.

    Contributions are the texts, photos and voice messages that a story collects from its players.
    Without more words, it lists those that wait.
    """
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_command)


@moderate.command("list")
@STORY
@click.option("--approved", is_flag=True, help="List what players see already.")
@FORMAT
def list_command(story: str | None = None, approved: bool = False, form: str = "text") -> None:  # noqa: FBT001, FBT002
    """List contributions that nobody has looked at yet, of all stories or one."""
    with kept() as store:
        check_story(store, story)
        every = [each for each in listed(store.held) if story in (None, each.gift.story)]
        said = sum(each.times for each in sayings(store.held.unmatched()))
    found = [each for each in every if each.gift.approved == approved]
    if form == "json":
        click.echo(json.dumps([_as_data(each) for each in found], indent=2))
        return
    click.echo(_list(found, approved=approved))
    if said and story is None and not approved:
        times = "1 reply was" if said == 1 else f"{said:,} replies were"
        click.echo(f"\n{times} not understood. To read them: wayside moderate replies")


@moderate.command("show")
@click.argument("id_", metavar="ID")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path),
              help="Write the text, photo or voice message to this file.")  # fmt: skip
@FORMAT
def show_command(id_: str, output: Path | None, form: str) -> None:
    """Show one contribution whole; -o writes it to a file, which photos and voice messages need."""
    with kept() as store:
        [each] = _called([id_], store)
        data = None if each.gift.kind == "text" else store.keepsakes.read(each.gift.gift)
    if output is not None:
        _write(output, f"{each.gift.gift}\n".encode() if each.gift.kind == "text" else data)
    click.echo(json.dumps(_as_data(each), indent=2) if form == "json" else _whole(each, data))


@moderate.command("approve")
@IDS
def approve_command(ids: tuple[str, ...]) -> None:
    """Let players see contributions from now on. ID is what `wayside moderate list` shows."""
    with kept() as store:
        for each in _called(ids, store):
            if not store.held.approve(each.gift):
                raise click.ClickException(f"{each.name} was erased meanwhile.")
            click.echo(f"{each.name} is approved: players see it now.")


@moderate.command("reject")
@IDS
def reject_command(ids: tuple[str, ...]) -> None:
    """Erase contributions for good, also approved ones; photos and voice messages as well."""
    with kept() as store:
        for each in _called(ids, store):
            reject(store, each.gift)
            click.echo(f"{each.name} is rejected and erased.")


@moderate.command("replies")
@STORY
@click.option("--most", type=WholeNumber(1, 100_000), default=50, show_default=True,
              help="List no more than so many.")  # fmt: skip
@click.option("--erase", is_flag=True, help="Erase all that was not understood in STORY so far.")
@FORMAT
def replies_command(story: str | None, most: int, erase: bool, form: str) -> None:  # noqa: FBT001
    """List what players said that no scene understood, what is said most often first.

    Add such words to the scene's answers, publish the story, then erase what you have seen.
    """
    if erase and story is None:
        raise click.UsageError("Name the story whose replies are to be erased.")
    with kept() as store:
        check_story(store, story)
        rows = [each for each in store.held.unmatched() if story in (None, each.story)]
        if erase:
            store.held.erase_unmatched(rows)
    found = sayings(rows)
    if erase:
        click.echo(plain(f"{_times(found)} erased."))
    elif form == "json":
        click.echo(json.dumps([_said(each) for each in found[:most]], indent=2))
    else:
        click.echo(_replies(found, most))


def _write(output: Path, data: bytes | None) -> None:
    if data is None:
        raise click.ClickException(
            "There is no file to write: it is not copied yet, or not kept on this machine."
        )
    write_whole(output, data)
    click.echo(plain(f"{output} is written."), err=True)


def _called(ids: Sequence[str], store: Store) -> list[Listed]:
    """Give the contributions called so, each once; if one is none, nothing happens to any."""
    every = listed(store.held)
    try:
        found = {each.gift.id: each for each in (called(id_, every) for id_ in ids)}
    except UnknownGift as error:
        raise click.UsageError(plain(str(error))) from None
    return list(found.values())


# For people


def _list(found: list[Listed], *, approved: bool) -> str:
    if not found:
        return "Players see no contributions yet." if approved else "No contributions wait."
    number = len(found)
    several = "1 contribution" if number == 1 else f"{number:,} contributions"
    head = (
        f"Players see {several}."
        if approved
        else f"{several} wait{'s' if number == 1 else ''}. Nobody sees what waits."
    )
    head += f" Times are those of {zone_here()}."
    name = found[0].name
    ways = [
        f"To see one whole:       wayside moderate show {name}",
        f"To erase one for good:  wayside moderate reject {name}",
    ]
    if not approved:
        ways.insert(1, f"To let players see it:  wayside moderate approve {name}")
    return "\n\n".join([head, *map(_entry, found), "\n".join(ways)])


def _entry(each: Listed) -> str:
    where = plain(f"{each.gift.story}, {each.gift.collection}")
    lines = [f"{each.name}  {clock(each.gift.at_s, zone_here())}  {where}"]
    lines.append(quoted(cut(plain(_content(each)), LINE_COLUMNS)))
    return "\n".join([*lines, *_warned(each.flags)])


def _warned(flags: Iterable[str]) -> list[str]:
    return [f"  Look twice: this may hold {_listed(flags)}."] if flags else []


def _listed(flags: Iterable[str]) -> str:
    return " and ".join(f"{'an' if flag[0] in 'ae' else 'a'} {flag}" for flag in flags)


def _content(each: Listed) -> str:
    return each.gift.gift if each.gift.kind == "text" else f"({_what(each)})"


def _what(each: Listed) -> str:
    return {"text": "a text", "photo": "a photo", "voice": "a voice message"}[each.gift.kind]


def _whole(each: Listed, data: bytes | None) -> str:
    state = "Players see it." if each.gift.approved else "It waits: nobody sees it."
    about = plain(f"{_what(each)} for '{each.gift.collection}' of {each.gift.story}")
    given = moment(each.gift.at_s, zone_here())
    lines = [f"{each.name}  {about}, given {given}. {state}", "", _shown(each, data)]
    return "\n".join([*lines, *_warned(each.flags)])


def _shown(each: Listed, data: bytes | None) -> str:
    if each.gift.kind == "text":
        return quoted(each.gift.gift)
    if data is None:
        return f"  The file of it is not kept here. It is called:\n{quoted(each.gift.gift)}"
    ending = plain(Path(each.gift.gift).suffix) or ".bin"
    size = f"{max(1, len(data) // 1000):,} KB"
    return f"  {size}. To have it: wayside moderate show {each.name} -o {each.name}{ending}"


def _replies(found: list[Saying], most: int) -> str:
    if not found:
        return "Everything that was said was understood, or is erased."
    lines = [f"{_times(found)} not understood. Digits are told as #."]
    for (story, scene), every in by_scene(found[:most]):
        lines += ["", plain(f"{story}, scene '{scene}'")]
        for each in every:
            times = "once" if each.times == 1 else f"{each.times:,} times"
            mark = f"  {times:>11} | "
            lines += [quoted(each.text, mark), *_warned(each.flags)]
    if len(found) > most:
        lines += ["", f"... and {len(found) - most:,} more. To see them: --most {len(found)}"]
    story = plain(found[0].story)
    return "\n".join(
        [
            *lines,
            "",
            "Add words to the 'answers' of such a scene, and publish the story. Then begin anew:",
            f"  wayside moderate replies {story} --erase",
        ]
    )


def _times(found: list[Saying]) -> str:
    times = sum(each.times for each in found)
    return "1 reply was" if times == 1 else f"{times:,} replies were"


# For programs: in ASCII, so that no terminal is steered


def _as_data(each: Listed) -> dict[str, object]:
    gift = each.gift
    return {
        "id": each.name,
        "story": gift.story,
        "collection": gift.collection,
        "kind": gift.kind,
        "given_at": datetime.fromtimestamp(gift.at_s, UTC).isoformat(),
        "approved": gift.approved,
        "text" if gift.kind == "text" else "file": gift.gift,
        "flags": list(each.flags),
    }


def _said(each: Saying) -> dict[str, object]:
    return {
        "story": each.story, "scene": each.scene, "text": each.text, "times": each.times,
        "flags": list(each.flags),
    }  # fmt: skip
