"""The top of a story, and everything in it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from functools import cache
from types import MappingProxyType
from zoneinfo import available_timezones

from engine.places.latlon import metres_along
from engine.places.zones import zone_at
from engine.story import keys
from engine.story.build.asked import asked, parts
from engine.story.build.keywords import read_keywords
from engine.story.build.loops import refuse_loops
from engine.story.build.places import read_places
from engine.story.build.reading import Entries, Reading
from engine.story.build.same import Taken
from engine.story.build.scenes import SIGNS, checked, read_scene
from engine.story.build.shared import Remembered, names_shown, read_remembered
from engine.story.build.texts import plain
from engine.story.build.times import read_after, read_times
from engine.story.build.variants import words
from engine.story.document import MapNode, Node, Scalar
from engine.story.model import (
    ANYWHERE,
    ANYWHERE_SCENE,
    CHANNELS,
    SILENT,
    Audience,
    Place,
    Reply,
    Scene,
    Signs,
    Story,
    Timed,
)
from engine.story.nearest import did_you_mean
from engine.story.phrases import Chose, Names
from engine.story.slips import short

AUDIENCES: Mapping[str, Audience] = {
    "everyone": "everyone", "family": "family", "adults": "adults"
}  # fmt: skip


def read_top(reading: Reading, root: Node, id_: str, edition: str, language: str) -> Story:
    """Read a whole story in one of its languages; `language` is empty for the file's own."""
    entries = reading.block(root, keys.STORY, "A story")
    reading.spans |= {key: value.span for key, value in entries.items()}
    for key in ("story", "start", "scenes"):
        if key not in entries and isinstance(root, MapNode):
            reading.problem(root.span, "missing-key", f"The story has no '{key}'.")
    languages = _languages(reading, entries.get("languages"))
    remembered = read_remembered(reading, entries)
    places = read_places(reading, entries.get("places"))
    reading.owner = "story"
    scene_nodes = reading.named(entries.get("scenes"), "Scenes")
    reading.spans |= {f"scenes/{key.text}": key.span for key, _ in scene_nodes}
    scene_ids = dict.fromkeys(key.text for key, _ in scene_nodes)
    reading.names = _names(remembered, scene_ids, places, languages)
    start = _start(reading, entries.get("start"), scene_ids)
    signs = _signs(reading, entries, start)
    story = Story(
        id=id_,
        edition=edition,
        title=plain(reading, entries.get("story"), "story"),
        start=start or "",
        scenes={},
        language=language or languages[0],
        languages=languages,
        about=plain(reading, entries.get("about"), "about"),
        credits=plain(reading, entries.get("credits"), "credits"),
        contact=plain(reading, entries.get("contact"), "contact"),
        keywords=read_keywords(reading, entries.get("keywords"), languages),
        welcome=words(reading, entries.get("welcome"), "welcome", "welcome"),
        audience=reading.one_of(
            entries.get("audience"), "audience", AUDIENCES, AUDIENCES["everyone"]
        ),
        timezone=_timezone(reading, entries.get("timezone"), places.values()),
        times=read_times(reading, entries),
        facts=MappingProxyType(remembered.facts),
        counters=remembered.counters,
        collections=MappingProxyType(remembered.collections),
        places=MappingProxyType(places),
        anytime=_anytime(reading, entries.get("anytime")),
        walk_m=_walk_m(places.values()),
    )
    after = read_after(reading, "story", entries.get("after"))
    scenes = {
        key.text: _with_after(read_scene(reading, key.text, node, places, signs), after)
        for key, node in scene_nodes
    }
    if start == ANYWHERE and ANYWHERE not in scene_ids:
        scenes[ANYWHERE_SCENE] = Scene(ANYWHERE_SCENE, dict.fromkeys(CHANNELS, SILENT))
        story = replace(story, start=ANYWHERE_SCENE)
    moved = _moved(reading, entries.get("moved"), scene_ids)
    shown = names_shown(reading, remembered)
    story = replace(
        story,
        scenes=MappingProxyType(scenes),
        moved=moved,
        items=MappingProxyType(shown.items),
        polls=MappingProxyType(shown.polls),
    )
    return _finished(reading, story, entries)


def _finished(reading: Reading, story: Story, entries: Entries) -> Story:
    """Give the story with what can only be known once all of it was read."""
    refuse_loops(reading, story)
    _check_chosen(reading, story.scenes)
    asked_scenes, asked_times, asked_replies = asked(story)
    needs_proof = any(scene.walk and scene.walk.proof != "any" for scene in story.scenes.values())
    options = {"yes": True, "no": False}
    offline = reading.one_of(entries.get("offline"), "offline", options, default=not needs_proof)
    forms = {"as written": False, "plain": True}
    return replace(
        story,
        offline=offline,
        plain=reading.one_of(entries.get("texts"), "texts", forms, default=False),
        large=reading.yes(entries.get("large"), "large"),
        asked_scenes=asked_scenes,
        asked_times=asked_times,
        asked_replies=asked_replies,
    )


def _names(
    remembered: Remembered,
    scenes: Mapping[str, None],
    places: Mapping[str, Place],
    languages: tuple[str, ...],
) -> Names:
    return Names(
        facts={name: fact.kind for name, fact in remembered.facts.items()},
        items=remembered.items,
        scenes=scenes.keys(),
        places=places.keys(),
        counters=remembered.counters,
        polls=remembered.polls,
        collections=remembered.collections,
        languages=languages,
    )


def _start(reading: Reading, node: Node | None, scenes: Mapping[str, None]) -> str | None:
    if isinstance(node, Scalar) and node.text == ANYWHERE and ANYWHERE not in scenes:
        return ANYWHERE
    return reading.known(node, "start", "scene", scenes)


def _signs(reading: Reading, entries: Entries, start: str | None) -> Signs:
    usual = SIGNS["open"] if start == ANYWHERE else SIGNS["wait"]
    return reading.one_of(entries.get("signs"), "signs", SIGNS, usual)


def _with_after(scene: Scene, after: tuple[Timed, ...]) -> Scene:
    waits = scene.replies or scene.ask or scene.walk
    return replace(scene, after=after) if after and waits and not scene.after else scene


def _anytime(reading: Reading, node: Node | None) -> tuple[Reply, ...]:
    return checked(reading, Taken(), "", "anytime", node) if node is not None else ()


def _languages(reading: Reading, node: Node | None) -> tuple[str, ...]:
    tags = [reading.language(each, "languages") for each in reading.items(node, "languages")]
    return tuple(dict.fromkeys(filter(None, tags))) or ("en",)


@cache
def _timezones() -> Collection[str]:
    """Give the names of all time zones, which are looked for in a folder of hundreds of files."""
    return available_timezones()


def _timezone(reading: Reading, node: Node | None, places: Iterable[Place]) -> str | None:
    name = reading.text(node, "timezone")
    if node is not None and name:
        if name not in _timezones():
            hint = did_you_mean(name, _timezones())
            message = f"There is no time zone '{short(name)}'.{hint} Write it like Europe/London."
            reading.problem(node.span, "timezone", message)
            return None
        return name
    at = next((place.at for place in places if place.at is not None), None)
    return zone_at(at) if at is not None else None


def _moved(reading: Reading, node: Node | None, scenes: Mapping[str, None]) -> Mapping[str, str]:
    moved: dict[str, str] = {}
    for key, value in reading.named(node, "Moved scenes"):
        to = reading.known(value, "moved", "scene", scenes)
        if key.text in scenes:
            message = f"The scene '{short(key.text)}' is still there, so nobody is moved from it."
            reading.problem(key.span, "moved", message)
        elif to is not None:
            moved[key.text] = to
    return MappingProxyType(moved)


def _check_chosen(reading: Reading, scenes: Mapping[str, Scene]) -> None:
    """Tell of a `chose` whose reply is not in its scene."""
    for condition, span in reading.conditions:
        for tree in parts(condition.tree):
            if not isinstance(tree, Chose):
                continue
            scene, _, reply = tree.reply.partition("/")
            known = [each.id for each in scenes[scene].replies]
            if reply not in known:
                hint = did_you_mean(reply, known) or f" It has: {', '.join(known) or 'none'}."
                message = f"The scene '{scene}' has no reply '{short(reply)}'.{hint}"
                reading.problem(span, "unknown-reply", message)


def _walk_m(places: Iterable[Place]) -> int:
    route = [place.at for place in places if place.at is not None]
    return round(metres_along(route)) if len(route) > 1 else 0
