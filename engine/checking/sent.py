"""What leaves as one text message: on arrival in a scene, and what is said else."""

from collections.abc import Iterator
from dataclasses import dataclass

from engine.languages.sentences import word
from engine.play.effects import Effect, Lead, Offer, Say
from engine.play.leading import MOST_LED_TO
from engine.play.message import message
from engine.story.build.asked import replies_of
from engine.story.build.variants import lines_of
from engine.story.model import Line, Place, Reply, Scene, Slot, Speech, Story, Walk
from engine.texting.segments import Segments, segments, smart

# What fills a slot where nobody can know: short, so that nothing is told without need.
_NAME, _NUMBER, _ITEMS, _GIFT = "Maria", "12", "brass key", "A kitchen window."


@dataclass(frozen=True, slots=True)
class Sent:
    """One message by text with what is sure to be in it, made of these lines."""

    scene: str
    text: str
    lines: tuple[Line, ...]

    def cost_in(self, story: Story) -> Segments:
        """Give what it costs in a story: less, perhaps, where that is told in plain texts."""
        return segments(smart(self.text) if story.plain else self.text)


def arrivals(story: Story, scene: Scene) -> Iterator[Sent]:
    """Give what a scene sends on arrival: its text, the way, the question and the menu.

    One for each text that it may say. Choices that a condition may hide are left out.
    """
    speech = scene.speech["sms"]
    questions = lines_of(scene.ask.question) if scene.ask else ()
    question = max(questions, key=lambda line: len(_filled(story, scene, line)), default=None)
    picks = tuple(each.pick for each in scene.replies if each.pick and each.condition is None)
    following: list[Effect] = [*_leads(story, scene.walk)]
    if question is not None:
        following.append(Say(_filled(story, scene, question)))
    if picks:
        following.append(Offer(tuple(_filled(story, scene, pick) for pick in picks)))
    more = (*((question,) if question else ()), *picks)
    for say, lines in _says(story, scene, speech):
        yield Sent(scene.id, message([say, *following]), (*lines, *more))


def others(story: Story) -> Iterator[Sent]:
    """Give what is said else, each alone: replies, hints, the welcome, and that it is closed."""
    start = story.scenes[story.start]
    told = (*lines_of(story.welcome), *lines_of(story.times.closed))
    yield from (Sent("", _filled(story, start, line), (line,)) for line in told)
    for reply in story.anytime:
        yield from _replied(story, start, reply)
    for scene in story.scenes.values():
        for reply in replies_of(scene):
            yield from _replied(story, scene, reply)
        for line in (line for hint in scene.hints for line in lines_of(hint)):
            yield Sent(scene.id, _filled(story, scene, line), (line,))


def _replied(story: Story, scene: Scene, reply: Reply) -> Iterator[Sent]:
    for say, lines in _says(story, scene, reply.speech):
        yield Sent(scene.id, message([say]), lines)


def _says(story: Story, scene: Scene, speech: Speech) -> Iterator[tuple[Say, tuple[Line, ...]]]:
    """Give each text that a speech may say, or what stands for it where there is none."""
    # By text, a sound without words is its transcript, and a picture its description.
    for line in lines_of(speech.say) or lines_of(speech.transcript):
        yield Say(_filled(story, scene, line)), (line,)
    if speech.say is None and speech.transcript is None:
        yield Say(alt=speech.alt), ()


def _leads(story: Story, walk: Walk | None) -> Iterator[Lead]:
    if walk is None or not walk.map:
        return
    for place in [story.places[each] for each in walk.to][:MOST_LED_TO]:
        if place.status == "open":
            yield _lead(place, place.directions if len(walk.to) == 1 else "")


def _lead(place: Place, directions: str) -> Lead:
    at = f"{place.at.lat},{place.at.lon}" if place.at else ""
    return Lead(place.id, place.name, directions, at)


def _filled(story: Story, scene: Scene, line: Line) -> str:
    return "".join(
        part if isinstance(part, str) else _guess(story, scene, part) for part in line.parts
    )


def _guess(story: Story, scene: Scene, slot: Slot) -> str:
    match slot.kind:
        case "fact":
            fact = story.facts[slot.name]
            if fact.kind == "yes or no":
                return word("yes", story.language)
            return str(fact.first or _NAME) if fact.kind == "text" else _NUMBER
        case "place":
            return story.places[scene.place].name if scene.place else ""
        case "items":
            return _ITEMS
        case "counter" | "votes" | "percent":
            return _NUMBER
        case "leader":
            return min(story.polls[slot.name].values(), key=len)
        case "gift":
            return _NUMBER if slot.of == "count" else _GIFT
