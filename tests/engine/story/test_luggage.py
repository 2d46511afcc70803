"""What a phone carries on a walk."""

from engine.measuring import measured
from engine.story.build import Source, build_written, read_story, source_in
from engine.story.luggage import Piece, luggage
from engine.story.measures import Measure
from engine.story.media import Light, public_name
from tests.engine.copying.files import RIVER

STORY = b"""\
story: T
start: b
scenes:
  a:
    say: A.
    audio: a.mp3
    picture: a.jpg
    alt: A.
    web: {picture: web.jpg, alt: A.}
    phone: {audio: called.mp3}
    sms: {picture: texted.jpg, alt: A.}
    go: b
  b:
    say: B.
    audio: b.mp3
    choices:
      - {pick: Look, say: C., picture: look.jpg, alt: C.}
      - {pick: Leave, ending: E}
    otherwise: {say: D., audio: a.mp3}
    after: {1 min: {say: E., audio: twin.mp3}}
    tries: {3: {say: F., audio: strange.svg}}
anytime:
  - {words: [bell], say: G., audio: bell.mp3}
"""
NAMES = (
    "a.mp3", "a.jpg", "web.jpg", "called.mp3", "texted.jpg", "b.mp3", "look.jpg", "strange.svg",
    "bell.mp3", "unused.mp3",
)  # fmt: skip
MEDIA = {name: f"{number:02}" * 32 for number, name in enumerate(NAMES)}
MEDIA["twin.mp3"] = MEDIA["b.mp3"]
MEASURES = {
    name: Measure(100 + number, "mp3", seconds=number) if name.endswith("mp3") else Measure(number)
    for number, name in enumerate(NAMES)
}


def test_of_a_picture_that_was_made_light_only_that_is_carried() -> None:
    lights = {"look.jpg": Light("light.webp", 7)}
    story = build_written(Source(STORY, media=MEDIA, measures=MEASURES, lights=lights), "t").story
    plain = build_written(Source(STORY, media=MEDIA, measures=MEASURES), "t").story
    light, looked = Piece("light.webp", 7, None, "picture"), piece("look.jpg", 6)
    assert looked in luggage(plain)
    assert luggage(story) == tuple(light if each == looked else each for each in luggage(plain))


def piece(name: str, bytes_: int, seconds: float | None = None) -> Piece:
    kind = "sound" if name.endswith("mp3") else "picture"
    return Piece(public_name(name, MEDIA[name]), bytes_, seconds, kind)


def test_it_is_what_the_web_shows_each_content_once_and_the_start_first() -> None:
    story = build_written(Source(STORY, media=MEDIA, measures=MEASURES), "t").story
    assert luggage(story) == (
        piece("b.mp3", 105, 5),
        piece("look.jpg", 6),
        piece("a.mp3", 100, 0),
        piece("web.jpg", 2),
        piece("bell.mp3", 108, 8),
    )


def test_what_nobody_measured_is_carried_all_the_same() -> None:
    story = build_written(Source(STORY, media=MEDIA), "t").story
    assert luggage(story)[:2] == (piece("b.mp3", 0), piece("look.jpg", 0))
    assert len(luggage(story)) == 5


def test_every_file_of_the_river_walk_is_carried() -> None:
    folder = RIVER.parent
    story = build_written(measured(source_in(folder), folder), folder.name).story
    found = luggage(story)
    files = list(RIVER.iterdir())
    assert {each.name for each in found} == set(story.media.values())
    assert sum(each.bytes for each in found) == sum(file.stat().st_size for file in files)
    assert round(sum(each.seconds or 0 for each in found)) == 131
    assert {each.kind for each in found if each.seconds is None} == {"picture"}


def test_it_is_the_same_in_every_language() -> None:
    story = read_story(RIVER.parent)
    assert luggage(story.told_in("es")) == luggage(story) != ()
