"""What is told at and between stops, for the list that needs no play: sounds with their words."""

from collections.abc import Iterator

from engine.showing import FOLDER
from engine.story.model import Cases, Line, Speech, Story, Varied, Words
from webhooks.web.walk.pictures import NONE, pictures
from webhooks.web.walk.shown import Said

# Stands for what only a play knows, as the name of somebody.
GAP = "…"


def heard(story: Story) -> dict[str, list[Said]]:
    """Give what is told at each place with a sound, in the order of the story.

    Where nothing has a sound, it is what is told first there.
    """
    found: dict[str, list[Speech]] = {}
    for scene in story.scenes.values():
        if scene.place is not None:
            found.setdefault(scene.place, []).append(scene.speech["web"])
    return {
        place: [_said(story, each) for each in _worth(speeches)]
        for place, speeches in found.items()
    }


def heard_between(story: Story) -> list[Said]:
    """Give what sounds in scenes that have no place, each sound once, in the order of the story."""
    scenes = story.scenes.values()
    known = {scene.speech["web"].audio for scene in scenes if scene.place is not None} | {""}
    found: dict[str, Speech] = {}
    for scene in scenes:
        speech = scene.speech["web"]
        if speech.audio not in known:
            found.setdefault(speech.audio, speech)
    return [_said(story, each) for each in found.values()]


def _worth(speeches: list[Speech]) -> list[Speech]:
    sounding = [each for each in speeches if each.audio]
    return sounding or [each for each in speeches if each.say or each.picture][:1]


def _said(story: Story, speech: Speech) -> Said:
    named = story.media
    text, transcript = written(speech.say), written(speech.transcript)
    image = pictures(story).get(named.get(speech.picture or "", ""), NONE)
    return Said(
        text=text,
        picture=image.address,
        light=image.light,
        width=image.width,
        height=image.height,
        alt=speech.alt,
        audio=FOLDER + named[speech.audio] if speech.audio in named else "",
        transcript=transcript or text,
    )


def written(words: Words | None) -> str:
    """Give words as they are mostly said: of several, the last, which has no condition."""
    match words:
        case None:
            return ""
        case Line():
            return "".join(_parts(words))
        case Cases(options):
            return written(options[-1].value)
        case Varied(options=options):
            return written(options[0].value)


def _parts(line: Line) -> Iterator[str]:
    for part in line.parts:
        yield part if isinstance(part, str) else GAP
