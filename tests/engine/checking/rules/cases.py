"""What each rule tells of: stories, and every finding in them as it is told."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from engine.places.latlon import LatLon
from engine.story.measures import Measure
from tests.engine.places.map.towns import crooked


@dataclass(frozen=True, slots=True)
class Case:
    """A story, from its third line on, and all that is told of it: line:column message.

    `po` are its translations, `map` its map.geojson. `stories` are those beside it, where
    somebody looked. `measures` are of files that lie in its media/ beside the usual ones.
    """

    rule: str
    text: str
    told: list[str]
    po: Mapping[str, str] = field(default_factory=dict)
    stories: Collection[str] | None = None
    measures: Mapping[str, Measure] = field(default_factory=dict)
    map: bytes | None = None


def lines(*each: list[list[float]], **tags: str) -> bytes:
    """Give a map of lines, each of positions with longitude first."""
    features = [
        {"type": "Feature", "id": f"way/{number}", "properties": tags or {"highway": "path"},
         "geometry": {"type": "LineString", "coordinates": line}}
        for number, line in enumerate(each, 1)
    ]  # fmt: skip
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


AT = """\
places: {gate: {name: Gate, at: "51.5, -0.12"}}
scenes: {a: {walk: gate, go: b}, b: {ending: E}}
"""
HERE = [[-0.12, 51.5], [-0.121, 51.5]]
THERE = [[-0.2, 51.5], [-0.21, 51.5]]
NOWHERE = [[0.0, 0.0], [51.5, -120.0]]

CASES = [
    Case(
        "alike-codes",
        """\
places:
  gate: {name: Gate, code: HATCH6}
  swapped: {name: Swapped, code: HACTH6}
  short: {name: Short, code: HATC6}
  far: {name: Far, code: GEARS5}
signs: open
scenes:
  a: {place: gate, go: b}
  b: {place: swapped, go: c}
  c: {place: short, go: d}
  d: {place: far, ending: E}
""",
        [
            (
                "5:34 One slip makes the code 'HACTH6' that of 'gate', which is 'HATCH6'. Let "
                "codes differ in two characters at least."
            ),
            (
                "6:30 One slip makes the code 'HATC6' that of 'gate', which is 'HATCH6'. Let "
                "codes differ in two characters at least."
            ),
        ],
    ),
    Case(
        "ambiguous-number",
        """\
scenes:
  a:
    choices:
      - {pick: Leave, ending: E}
      - {pick: Look, say: A lamp.}
      - {pick: "1", say: A clock.}
    answers:
      - {id: wide, number: at most 5, say: No.}
      - {id: far, number: 1951, say: Yes.}
      - {words: [lots, two], say: Two.}
""",
        [
            (
                "8:16 Who replies 1 gets choice 1 of the menu, and never this. Ask for the "
                "number in a scene without choices, or let the choices be words alone."
            ),
            (
                "10:28 Who replies 1 gets choice 1 of the menu, and never this. Ask for the "
                "number in a scene without choices, or let the choices be words alone."
            ),
            (
                "12:17 Who replies 2 gets choice 2 of the menu, and never this. Ask for the "
                "number in a scene without choices, or let the choices be words alone."
            ),
        ],
    ),
    Case(
        "ambiguous-number",
        """\
remember: {n: 0}
scenes:
  a:
    choices:
      - {pick: "1", number: 1, ending: E}
    ask: {question: How many, kind: number, save: n}
    go: b
  b: {say: "{n}", ending: E}
""",
        [
            (
                "8:10 Who replies 1 gets choice 1 of the menu, and never this. Ask for the "
                "number in a scene without choices, or let the choices be words alone."
            ),
        ],
    ),
    Case(
        "audio-words",
        """\
scenes:
  a:
    audio: gate.mp3
    say: {first: Creak., then: Silence.}
    choices:
      - {pick: Knock, audio: gate.mp3}
      - {pick: Ring, audio: gate.mp3, say: Ding.}
      - {pick: Wait, audio: gate.mp3, transcript: Nothing.}
      - {pick: Leave, ending: E}
    otherwise: {audio: gate.mp3}
    tries: {3: {audio: gate.mp3}}
    after: {1 min: {audio: gate.mp3}}
""",
        [
            ("8:30 This sound has no words to read: no 'say' and no 'transcript'. Give it one."),
            ("12:24 This sound has no words to read: no 'say' and no 'transcript'. Give it one."),
            ("13:24 This sound has no words to read: no 'say' and no 'transcript'. Give it one."),
            ("14:28 This sound has no words to read: no 'say' and no 'transcript'. Give it one."),
        ],
    ),
    Case(
        "audio-words",
        """\
scenes:
  a:
    say: Hello.
    web: {audio: gate.mp3}
    phone: {audio: gate.mp3}
    go: b
  b:
    sms: {audio: gate.mp3}
    phone: {audio: gate.mp3}
    ending: E
""",
        [
            ("10:18 This sound has no words to read: no 'say' and no 'transcript'. Give it one."),
        ],
    ),
    Case(
        "audio-varies",
        """\
scenes:
  a:
    audio: gate.mp3
    say: {first: Creak., then: Silence.}
    choices:
      - {pick: Knock, audio: gate.mp3}
      - {pick: Ring, audio: gate.mp3, say: [{if: visited a, text: Ding.}, {text: Dong.}]}
      - {pick: Wait, audio: gate.mp3, transcript: Nothing., say: {first: A., then: B.}}
      - {pick: Leave, audio: gate.mp3, say: Bye., ending: E}
""",
        [
            (
                "5:12 The text changes here, but the sound is always the same. Write what is "
                "heard as 'transcript'."
            ),
            (
                "9:29 The text changes here, but the sound is always the same. Write what is "
                "heard as 'transcript'."
            ),
        ],
    ),
    Case(
        "heavy-sound",
        """\
scenes:
  a: {say: A., web: {audio: heavy.wav}, phone: {audio: called.wav}, go: b}
  b:
    say: B.
    audio: bell.wav
    choices:
      - {pick: Again, say: C., audio: heavy.wav}
      - {pick: Wait, say: D., audio: just.mp3}
      - {pick: Leave, say: E., audio: over.mp3, ending: E}
""",
        [
            (
                "4:29 This sound has 5.3 MB a minute, and phones download all of it before the "
                "walk. Save it as MP3, mono, 48 or 64 kbit/s: that is less than 0.5."
            ),
            (
                "11:39 This sound has 0.6 MB a minute, and phones download all of it before the "
                "walk. Save it as MP3, mono, 48 or 64 kbit/s: that is less than 0.5."
            ),
        ],
        measures={
            "called.wav": Measure(2_000_000, "wav", "pcm_s16le", seconds=20),
            "bell.wav": Measure(100_000, "wav", "pcm_s16le", seconds=1),
            "just.mp3": Measure(500_000, "mp3", "mp3", seconds=60),
            "over.mp3": Measure(600_000, "mp3", "mp3", seconds=60),
        },
    ),
    Case(
        "large-walk",
        """\
scenes:
  a: {say: A., audio: first.mp3, go: b}
  b: {say: B., audio: second.mp3, picture: gate.jpg, alt: A gate, go: c}
  c: {say: C., audio: first.mp3, phone: {audio: endless.mp3}, go: d}
  d: {say: D., audio: gate.mp3, ending: E}
""",
        [
            (
                "1:8 The pictures and sounds of this walk come to 15.1 MB. More than 15 takes "
                "minutes to download where signal is weak. The largest: first.mp3 (8.0 MB), "
                "second.mp3 (6.9 MB), gate.mp3 (0.2 MB). Save sounds as MP3, mono, 48 kbit/s, and "
                "pictures as JPEG with 1200 pixels."
            ),
        ],
        measures={
            "first.mp3": Measure(8_000_000, "mp3", "mp3", seconds=1_000),
            "second.mp3": Measure(6_900_000, "mp3", "mp3", seconds=1_000),
        },
    ),
    Case(
        "large-walk",
        """\
scenes:
  a: {say: A., audio: first.mp3, go: b}
  b: {say: B., audio: second.mp3, ending: E}
""",
        [],
        measures={
            "first.mp3": Measure(8_000_000, "mp3", "mp3", seconds=1_000),
            "second.mp3": Measure(7_000_000, "mp3", "mp3", seconds=1_000),
        },
    ),
    Case(
        "large-walk",
        """\
large: yes
scenes:
  a: {say: A., audio: long.mp3, ending: E}
""",
        [],
    ),
    Case(
        "too-large-walk",
        """\
scenes:
  a: {say: A., audio: long.mp3, go: b}
  b: {say: B., audio: more.mp3, ending: E}
""",
        [
            (
                "1:8 The pictures and sounds of this walk come to 25.1 MB. More than 25 few people "
                "download in the street. The largest: long.mp3 (20.0 MB), more.mp3 (5.1 MB). Save "
                "sounds as MP3, mono, 48 kbit/s, and pictures as JPEG with 1200 pixels. If it must "
                "be so large, write 'large: yes' at the top of the story."
            ),
        ],
        measures={"more.mp3": Measure(5_100_000, "mp3", "mp3", seconds=1_000)},
    ),
    Case(
        "too-large-walk",
        """\
scenes:
  a: {say: A., audio: long.mp3, go: b}
  b: {say: B., audio: more.mp3, ending: E}
""",
        [],
        measures={"more.mp3": Measure(5_000_000, "mp3", "mp3", seconds=1_000)},
    ),
    Case(
        "too-large-walk",
        """\
large: yes
scenes:
  a: {say: A., audio: endless.mp3, ending: E}
""",
        [],
    ),
    Case(
        "unplayable-sound",
        """\
scenes:
  a: {say: A., audio: damaged.mp3, sms: {audio: other.mp3}, phone: {audio: alac.m4a}, go: b}
  b: {say: B., audio: empty.wav, go: c}
  c: {say: C., audio: cut.mp3, go: d}
  d: {say: D., audio: sound.flac, go: e}
  e: {say: E., audio: strange.ogg, go: f}
  f: {say: F., audio: nearly.mp3, go: g}
  g: {say: G., audio: unknown.mp3, go: h}
  h: {say: H., audio: good.m4a, go: i}
  i: {say: I., audio: good.ogg, ending: E}
""",
        [
            (
                "4:23 'damaged.mp3' cannot be played: it is damaged, or no sound. Save it anew as "
                "MP3, mono, 48 or 64 kbit/s."
            ),
            (
                "4:49 'other.mp3' ends with 'mp3', but is an Ogg file: some phones refuse that. "
                "Save it anew as MP3, mono, 48 or 64 kbit/s."
            ),
            (
                "4:76 'alac.m4a' holds its sound as alac, which phones do not play. Save it anew "
                "as MP3, mono, 48 or 64 kbit/s."
            ),
            (
                "5:23 'empty.wav' has no length: nothing can be heard in it. Save it anew as MP3, "
                "mono, 48 or 64 kbit/s."
            ),
            (
                "6:23 'cut.mp3' is cut off: it should be 24 seconds long, and ends after 12. Save "
                "it anew as MP3, mono, 48 or 64 kbit/s."
            ),
            (
                "7:23 'sound.flac' is no sound by its ending: phones play mp3, m4a, ogg and wav. "
                "Save it anew as MP3, mono, 48 or 64 kbit/s."
            ),
            (
                "8:23 'strange.ogg' ends with 'ogg', but is something else: some phones refuse "
                "that. Save it anew as MP3, mono, 48 or 64 kbit/s."
            ),
        ],
        measures={
            "other.mp3": Measure(9, "ogg", "opus", seconds=9),
            "alac.m4a": Measure(9, "mov", "alac", seconds=9),
            "empty.wav": Measure(44, "wav", "pcm_s16le", seconds=0),
            "cut.mp3": Measure(9, "mp3", "mp3", seconds=12.2, stated_s=24.4),
            "sound.flac": Measure(9),
            "strange.ogg": Measure(9, "xyz", "opus", seconds=9),
            "nearly.mp3": Measure(9, "mp3", "mp3", seconds=24, stated_s=24.9),
            "unknown.mp3": Measure(99_000_000),
            "good.m4a": Measure(9, "mov", "aac", seconds=9, stated_s=9),
            "good.ogg": Measure(9, "ogg", "opus", seconds=9),
        },
    ),
    Case(
        "silent-sound",
        """\
scenes:
  a: {say: A., audio: silent.mp3, go: b}
  b: {say: B., audio: softest.mp3, phone: {audio: nearly.mp3}, go: c}
  c: {say: C., audio: empty.mp3, go: d}
  d: {say: D., audio: gate.mp3, ending: E}
""",
        [
            (
                "4:23 Nothing is heard in this sound, 23 seconds long. Was the microphone off? "
                "Record it anew, or leave it out."
            ),
            (
                "5:51 Nothing is heard in this sound, 8 seconds long. Was the microphone off? "
                "Record it anew, or leave it out."
            ),
        ],
        measures={
            "softest.mp3": Measure(9, "mp3", "mp3", seconds=8, peak=0.001),
            "nearly.mp3": Measure(9, "mp3", "mp3", seconds=8, peak=0.0009),
            "empty.mp3": Measure(9, "mp3", "mp3", seconds=0, peak=0),
        },
    ),
    Case(
        "uneven-sound",
        """\
scenes:
  a: {say: A., audio: soft.mp3, go: b}
  b: {say: B., audio: loud.mp3, go: c}
  c: {say: C., audio: low.mp3, go: d}
  d: {say: D., audio: one.mp3, go: e}
  e: {say: E., audio: two.mp3, go: f}
  f: {say: F., audio: high.mp3, phone: {audio: called.mp3}, go: g}
  g: {say: G., audio: short.mp3, ending: E}
""",
        [
            (
                "4:23 This sound has a loudness of -24 LUFS: 8 softer than the -16 that is right "
                "for phones. In Audacity, bring each sound to -16 with 'Loudness Normalization', "
                "under 'Effect'."
            ),
            (
                "5:23 This sound has a loudness of -9 LUFS: 7 louder than the -16 that is right "
                "for phones. In Audacity, bring each sound to -16 with 'Loudness Normalization', "
                "under 'Effect'."
            ),
            (
                "9:23 This sound has a loudness of -13 LUFS: 4 louder than most of this walk. In "
                "Audacity, bring each sound to -16 with 'Loudness Normalization', under 'Effect'."
            ),
        ],
        measures={
            "loud.mp3": Measure(9, "mp3", "mp3", seconds=9, lufs=-9),
            "low.mp3": Measure(9, "mp3", "mp3", seconds=9, lufs=-20),
            "one.mp3": Measure(9, "mp3", "mp3", seconds=9, lufs=-17),
            "two.mp3": Measure(9, "mp3", "mp3", seconds=9, lufs=-17),
            "high.mp3": Measure(9, "mp3", "mp3", seconds=9, lufs=-13),
            "called.mp3": Measure(9, "mp3", "mp3", seconds=9, lufs=-30),
            "short.mp3": Measure(9, "mp3", "mp3", seconds=1),
        },
    ),
    Case(
        "large-picture",
        """\
scenes:
  a: {say: A., picture: large.jpg, alt: A., go: b}
  b: {say: B., picture: high.png, alt: B., go: c}
  c: {say: C., picture: just.jpg, alt: C., sms: {picture: texted.jpg, alt: C.}, go: d}
  d:
    say: D.
    choices:
      - {pick: Look, say: E., picture: heavy.jpg, alt: E., ending: E}
""",
        [
            (
                "4:25 This picture is 4000 x 3000 pixels and 400 KB. Phones show no more than 2000 "
                "pixels, and download all of it. Save it as JPEG, 1200 pixels on its longer side."
            ),
            (
                "5:25 This picture is 10 x 2001 pixels and 1 KB. Phones show no more than 2000 "
                "pixels, and download all of it. Save it as JPEG, 1200 pixels on its longer side."
            ),
            (
                "10:40 This picture is 100 x 100 pixels and 601 KB. Phones show no more than 2000 "
                "pixels, and download all of it. Save it as JPEG, 1200 pixels on its longer side."
            ),
        ],
        measures={
            "high.png": Measure(1_000, "png", width=10, height=2_001),
            "just.jpg": Measure(600_000, "jpeg", width=2_000, height=2_000),
            "texted.jpg": Measure(600_000, "jpeg", width=3_000, height=2_000),
            "heavy.jpg": Measure(601_000, "jpeg", width=100, height=100),
        },
    ),
    Case(
        "unreadable-picture",
        """\
scenes:
  a: {say: A., picture: damaged.jpg, alt: A., go: b}
  b: {say: B., picture: drawing.svg, alt: B., go: c}
  c: {say: C., picture: renamed.png, alt: C., sms: {picture: huge.gif, alt: C.}, go: d}
  d: {say: D., picture: photo.jpeg, alt: D., ending: E}
""",
        [
            (
                "4:25 'damaged.jpg' cannot be shown: it is damaged, or no picture. Save it anew as "
                "JPEG or PNG."
            ),
            (
                "5:25 'drawing.svg' is no picture by its ending: phones show jpg, png, gif and "
                "webp. Save it anew as JPEG or PNG."
            ),
            (
                "6:25 'renamed.png' ends with 'png', but is of the kind TIFF: some phones refuse "
                "that. Save it anew as JPEG or PNG."
            ),
        ],
        measures={
            "drawing.svg": Measure(9),
            "renamed.png": Measure(9, "tiff", width=9, height=9),
            "huge.gif": Measure(99_000_000),
            "photo.jpeg": Measure(9, "jpeg", width=9, height=9),
        },
    ),
    Case(
        "closed-place",
        """\
hours: mon-fri 08:00-18:00
places:
  never: {name: Never, hours: sat 10:00-12:00}
  lunch: {name: Lunch, hours: "08:00-12:00, 13:00-18:00"}
  early: {name: Early, hours: "mon-fri 07:00-17:00"}
  always: {name: Always, hours: "00:00-24:00"}
  not walked to: {name: Not walked to, hours: sun 10:00-12:00}
scenes:
  a: {walk: [never, lunch, early, always], go: b}
  b: {place: not walked to, ending: E}
""",
        [
            (
                "5:31 'Never' is never open while the story can be begun. The story walks "
                "there: let the hours of both fit."
            ),
            (
                "6:31 The story can be begun on Monday at 12:00, when 'Lunch' is closed. The "
                "story walks there: let the hours of both fit."
            ),
            (
                "7:31 The story can be begun on Monday at 17:00, when 'Early' is closed. The "
                "story walks there: let the hours of both fit."
            ),
        ],
    ),
    Case(
        "closed-place",
        """\
hours: 09:00-17:00
places:
  gate: {name: Gate, at: "51.50000, -0.10000"}
  near: {name: Near, at: "51.50050, -0.10000", hours: "09:00-17:00"}
  far: {name: Far, at: "51.51000, -0.10000", hours: "09:00-17:00"}
  opens: {name: Opens, at: "51.51000, -0.10000", hours: "09:10-17:20"}
scenes:
  a: {place: gate, walk: [near, far], go: b}
  b: {place: far, walk: opens, go: c}
  c: {place: opens, ending: E}
""",
        [
            (
                "7:53 The story can be begun on Monday at 16:46, and 'Far' is closed when its "
                "players come there, after 14 minutes on foot or more. The story walks there: let "
                "the hours of both fit."
            ),
            (
                "8:57 The story can be begun on Monday at 09:00, when 'Opens' is closed. The "
                "story walks there: let the hours of both fit."
            ),
        ],
    ),
    Case(
        "closed-place",
        """\
hours: fri 20:00-02:00
places:
  bar: {name: Bar, hours: fri 18:00-02:00}
  club: {name: Club, hours: fri 20:00-24:00}
scenes:
  a: {walk: [bar, club], go: b}
  b: {ending: E}
""",
        [
            (
                "6:29 The story can be begun on Saturday at 00:00, when 'Club' is closed. The "
                "story walks there: let the hours of both fit."
            ),
        ],
    ),
    Case(
        "cut-text",
        """\
scenes:
  a:
    say: Look for #4
    choices:
      - pick: Go home # the end
        ending: E
      - pick: Leave # the end
        ending: E
      - pick: Look at the lamp   # no go
        say: A lamp.
      - pick: Ring
        say: This goes on
          in two lines #7 here
      - pick: Knock ##
        say: "In quotes #4"
    otherwise: {say: {first: Hm #1
      , then: Hm.}}
    after:
      1 min: Still there #2
    tries:
      3: Once more #3
    hints: [Up #5
      ]
""",
        [
            (
                "5:19 The text ends here: what follows '#' is read as a note and never said. "
                "If it belongs to the text, put the whole text in quotes."
            ),
            (
                "7:23 The text ends here: what follows '#' is read as a note and never said. "
                "If it belongs to the text, put the whole text in quotes."
            ),
            (
                "14:14 The text ends here: what follows '#' is read as a note and never said. "
                "If it belongs to the text, put the whole text in quotes."
            ),
            (
                "18:33 The text ends here: what follows '#' is read as a note and never said. "
                "If it belongs to the text, put the whole text in quotes."
            ),
            (
                "21:26 The text ends here: what follows '#' is read as a note and never said. "
                "If it belongs to the text, put the whole text in quotes."
            ),
            (
                "23:20 The text ends here: what follows '#' is read as a note and never said. "
                "If it belongs to the text, put the whole text in quotes."
            ),
            (
                "24:16 The text ends here: what follows '#' is read as a note and never said. "
                "If it belongs to the text, put the whole text in quotes."
            ),
        ],
    ),
    Case(
        "cut-text",
        """\
places:
  gate:
    name: The gate
    code: "4273" # printed
    within: 40 m #not said
    note: See sign #4
    directions: Go on to #4
scenes:
  a:
    place: gate
    say: >
      Below a mark #4 is said.
    ending: E
""",
        [
            (
                "9:26 The text ends here: what follows '#' is read as a note and never said. "
                "If it belongs to the text, put the whole text in quotes."
            ),
        ],
    ),
    Case(
        "dear-character",
        """\
scenes:
  a:
    say: >
      You reach the gate, and it is not locked. Behind it a path leads to the
      river bank — and it isn’t long.
    ending: E
""",
        [
            (
                "7:18 The characters '—' (em dash) and '’' (right single quotation mark) make "
                "this text dearer: 1 message becomes 2. Type - for — and ' for ’."
            ),
        ],
    ),
    Case(
        "dear-character",
        """\
scenes:
  a:
    say: It isn’t long.
    ending: E
""",
        [],
    ),
    # What goes as a plain one costs nothing.
    Case(
        "dear-character",
        """\
texts: plain
scenes:
  a:
    say: >
      You reach the gate, and it is not locked. Behind it a path leads to the
      river bank — and it isn’t long.
    ending: E
""",
        [],
    ),
    Case(
        "dear-character",
        """\
texts: plain
scenes:
  a:
    choices:
      - {pick: You reach the “gate” and the path that leads down to the bank, ending: E}
      - {pick: "Leave 😀", ending: F}
""",
        [
            (
                "8:23 The character '😀' (grinning face) makes this text dearer: 1 message "
                "becomes 2. Leave out 😀."
            ),
        ],
    ),
    Case(
        "dear-character",
        """\
scenes:
  a:
    choices:
      - {pick: You reach the gate and the path that leads down to the bank, ending: E}
      - {pick: "Leave 😀", ending: F}
""",
        [
            (
                "7:23 The character '😀' (grinning face) makes this text dearer: 1 message "
                "becomes 2. Leave out 😀."
            ),
        ],
    ),
    Case(
        "dear-character",
        """\
welcome: Wir gehen jetzt hinunter an den Fluss und hören zu, was er uns dort sagt, ça va.
scenes:
  a:
    say: Hello.
    choices:
      - {pick: Look, say: A lamp.}
      - {pick: Listen, say: A clock.}
      - {pick: Leave, ending: E}
    hints: [Look.]
""",
        [
            (
                "3:84 The character 'ç' (latin small letter c with cedilla) makes this text "
                "dearer: 1 message becomes 2. Type c for ç."
            ),
        ],
    ),
    Case(
        "dear-character",
        """\
languages: [en, pl]
scenes:
  a:
    say: Above the gate there is a lantern, and below it there is a cat.
    ending: E
""",
        [],
        po={
            "pl": (
                'msgctxt "story story"\n'
                'msgid "T"\n'
                'msgstr "T"\n'
                "\n"
                'msgctxt "a say"\n'
                'msgid "Above the gate there is a lantern, and below it there is a cat.'
                '"\n'
                'msgstr "Nad bramą wisi latarnia, a pod nią siedzi kot i patrzy w górę '
                '– na latarnię."\n'
            ),
        },
    ),
    Case(
        "dear-character",
        """\
languages: [en, es]
scenes:
  a:
    say: Above the gate there is a lantern, and below it there is a cat.
    ending: E
""",
        [
            (
                "6:10 In the translation to 'es', the character '…' (horizontal ellipsis) "
                "makes this text dearer: 1 message becomes 2. Type ... for …."
            ),
        ],
        po={
            "es": (
                'msgctxt "story story"\n'
                'msgid "T"\n'
                'msgstr "T"\n'
                "\n"
                'msgctxt "a say"\n'
                'msgid "Above the gate there is a lantern, and below it there is a cat.'
                '"\n'
                'msgstr "Sobre la puerta hay una linterna … y debajo de ella hay un gat'
                'o que la mira."\n'
            ),
        },
    ),
    Case(
        "dear-character",
        """\
languages: [en, es]
scenes:
  a:
    say: Above the gate there is a lantern – and below it there is a cat.
    ending: E
""",
        [],
        po={
            "es": ('msgctxt "story story"\nmsgid "T"\nmsgstr "T"\n'),
        },
    ),
    Case(
        "family",
        """\
audience: family
remember: {friend: you, age: 0}
collections: {memories: text, faces: photo}
scenes:
  a: {ask: {question: Your name, save: friend, collect: memories}, go: b}
  b: {ask: {question: How old, kind: number, save: age}, go: c}
  c: {ask: {question: What do you think}, go: d}
  d:
    say: "{friend} {age}"
    choices:
      - {pick: A photo, photo: yes, collect: faces, ending: E}
      - {pick: Leave, ending: E}
""",
        [
            (
                "7:40 'audience: family' promises to keep nothing personal, but this keeps "
                "what is asked for in words. Leave it out, or say 'audience: everyone'."
            ),
            (
                "7:57 'audience: family' promises to keep nothing personal, but this keeps "
                "what is asked for in words. Leave it out, or say 'audience: everyone'."
            ),
            (
                "13:46 'audience: family' promises to keep nothing personal, but this keeps "
                "what a player gives. Leave it out, or say 'audience: everyone'."
            ),
        ],
    ),
    Case(
        "handover",
        """\
scenes:
  a:
    choices:
      - {pick: Leave, handover: mural}
      - {pick: Go, handover: murals}
    otherwise: {handover: elsewhere}
""",
        [
            (
                "7:30 There is no story 'murals' beside this one. Did you mean 'mural'? "
                "Without it, the play ends here."
            ),
            ("8:27 There is no story 'elsewhere' beside this one. Without it, the play ends here."),
        ],
        stories=["t", "mural"],
    ),
    Case(
        "long-message",
        (
            "languages: [en, es]\n"
            'places: {gate: {name: Gate, at: "51.5, -0.12", directions: Left.}}\n'
            "scenes:\n"
            "  a:\n"
            "    say: Short.\n"
            "    walk: gate\n"
            "    choices:\n"
            "      - {pick: Look, say: A lamp.}\n"
            "    go: b\n"
            "  b:\n"
            "    say: One.\n"
            "    sms: {say: word word word word word word word word word word word "
            "word word word word word word word word word word word word word word "
            "word word word word word word word word word word word word word word "
            "word word word word word word word word word word word word word word "
            "word word word word word word word word word word word word word word "
            "word word word word word word word word word word word word word word "
            "word word word word word word word word word word word }\n"
            "    ending: E\n"
        ),
        [
            (
                "7:10 By text, what is sent on arrival here takes 4 messages in es, with its "
                "choices. 3 are the most that phones show well. Say it shorter, at least in "
                "an 'sms' block, or in two scenes."
            ),
        ],
        po={
            "es": (
                'msgctxt "story story"\n'
                'msgid "T"\n'
                'msgstr "T"\n'
                "\n"
                'msgctxt "gate name"\n'
                'msgid "Gate"\n'
                'msgstr "Puerta"\n'
                "\n"
                'msgctxt "gate directions"\n'
                'msgid "Left."\n'
                'msgstr "Izquierda."\n'
                "\n"
                'msgctxt "a say"\n'
                'msgid "Short."\n'
                'msgstr "Aquí está Aquí está Aquí está Aquí está Aquí está Aquí está Aq'
                "uí está Aquí está Aquí está Aquí está Aquí está Aquí está Aquí está Aq"
                'uí está Aquí está Aquí está "\n'
                "\n"
                'msgctxt "a pick"\n'
                'msgid "Look"\n'
                'msgstr "Mirar"\n'
                "\n"
                'msgctxt "a say"\n'
                'msgid "A lamp."\n'
                'msgstr "Una lampara."\n'
                "\n"
                'msgctxt "b say"\n'
                'msgid "One."\n'
                'msgstr "Uno."\n'
                "\n"
                'msgctxt "b say"\n'
                'msgid "word word word word word word word word word word word word wor'
                "d word word word word word word word word word word word word word wor"
                "d word word word word word word word word word word word word word wor"
                "d word word word word word word word word word word word word word wor"
                "d word word word word word word word word word word word word word wor"
                "d word word word word word word word word word word word word word wor"
                'd word word word word word word word word word"\n'
                'msgstr "Uno."\n'
            ),
        },
    ),
    Case(
        "long-message",
        """\
scenes:
  a:
    say: Short.
    choices:
      - pick: Look
        say: LONG
    hints: [LONG]
    otherwise: Short, too.
    tries: {2: {say: FITS, go: b}}
  b: {ending: E}
""".replace("LONG", "word " * 92 + "word").replace("FITS", "word " * 90 + "end"),
        [
            (
                "8:14 By text, this takes 4 messages. 3 are the most that phones show well. Say it "
                "shorter."
            ),
            (
                "9:13 By text, this takes 4 messages. 3 are the most that phones show well. Say it "
                "shorter."
            ),
        ],
    ),
    Case(
        "long-walk",
        """\
places:
  gate: {name: Gate, at: "51.5, -0.12"}
  mill: {name: Mill, at: "51.52, -0.12"}
  weir: {name: Weir, at: "51.51, -0.12"}
  nowhere: {name: Nowhere}
scenes:
  a:
    place: gate
    choices:
      - {pick: To the mill, go: to the mill}
      - {pick: To the weir, go: to the weir}
      - {pick: Anywhere, go: on}
  to the mill: {walk: mill, go: back}
  back: {walk: gate, skip: e, go: e}
  to the weir: {walk: weir, go: then}
  then: {walk: [mill, nowhere], go: e}
  on: {walk: [weir, mill], go: e}
  e: {ending: E}
""",
        [
            (
                "15:23 From 'gate' to 'mill' it is 2.2 km as the crow flies, 20 minutes on "
                "foot or more. Put a stop between them, and say in 'about' how far it is."
            ),
            (
                "16:16 From 'mill' to 'gate' it is 2.2 km as the crow flies, 20 minutes on "
                "foot or more. Put a stop between them, and say in 'about' how far it is."
            ),
        ],
    ),
    Case(
        "missing-translation",
        """\
languages: [en, es, fr]
about: One.
credits: Two.
contact: Three.
scenes: {a: {say: Four., ending: E}}
""",
        [
            (
                "1:8 5 texts have no translation in es.po and will be said in 'en': lines 1, "
                "4, 5 and others."
            ),
            (
                "3:12 There is no fr.po, so who reads 'fr' gets 'en'. Type: wayside translate t "
                "fr, or take 'fr' out of 'languages'."
            ),
        ],
        po={
            "es": ('msgctxt "story about"\nmsgid "One."\nmsgstr ""\n'),
        },
    ),
    Case(
        "map-far",
        AT,
        [
            (
                "map.geojson:1:1 Nothing on this map is where the places are. Export the map "
                "around them; in GeoJSON, longitude stands before latitude."
            )
        ],
        map=lines([[51.5, -0.12], [51.5, -0.121]]),
    ),
    Case(
        "map-far",
        AT,
        [
            (
                "map.geojson:1:1 2 of the 3 things on this map are over 2 km from all places, and "
                "are not drawn. Export a smaller square around the places."
            )
        ],
        map=lines(HERE, THERE, THERE),
    ),
    Case("map-far", AT, [], map=lines(HERE, THERE)),
    Case(
        "map-far",
        "places: {gate: {name: Gate}}\nscenes: {a: {walk: gate, go: b}, b: {ending: E}}\n",
        [
            (
                "map.geojson:1:1 No place of the story has an 'at', so that there is no map to "
                "draw. Give the places their latitude and longitude."
            )
        ],
        map=lines(HERE),
    ),
    Case(
        "map-heavy",
        AT.replace("gate:", 'far: {name: Far, at: "51.507, -0.12"}, gate:', 1),
        [
            (
                "map.geojson:1:1 Drawn with all that is on it, this map would take a phone over "
                "45 KB. It is drawn without buildings. Leave out buildings when you export it, or "
                "put the places closer together."
            )
        ],
        map=crooked(LatLon(51.5035, -0.12), 4_000),
    ),
    Case(
        "map-passed-over",
        AT,
        [
            ("map.geojson:1:1 2 more things on the map are left out likewise."),
            *(
                f"map.geojson:1:1 Feature {number} (way/{number}, Gate Row) has the position 51.5, "
                "-120, which is not on the Earth: longitude comes first, in degrees. It is left "
                "out."
                for number in range(1, 6)
            ),
        ],
        map=lines(*([NOWHERE] * 7), HERE, highway="residential", name="Gate Row"),
    ),
    Case(
        "map-passed-over",
        AT,
        [
            (
                "map.geojson:1:1 Nothing on this map is a street, path, water, park or building "
                "that can be known. Each wants a tag such as highway, or a 'kind' such as street."
            )
        ],
        map=lines(HERE, power="line"),
    ),
    Case(
        "map-unread",
        AT,
        [
            (
                "map.geojson:2:1 This is no GeoJSON: what stands here cannot be read. Export the "
                "map once more, and do not edit it by hand."
            )
        ],
        map=b'{"features":\n]',
    ),
    Case(
        "near-places",
        """\
places:
  one: {name: One, at: "51.50000, -0.12"}
  two: {name: Two, at: "51.50040, -0.12"}
  three: {name: Three, at: "51.50140, -0.12", within: 60 m}
  four: {name: Four, at: "51.50045, -0.12"}
scenes:
  a: {walk: [one, two, three], go: b}
  b: {walk: [one, two], go: c}
  c: {walk: {to: [one, four], proof: sign}, go: d}
  d: {ending: E}
""",
        [
            (
                "5:24 'two' is 45 m from 'one', and 'a' waits for both: a phone may take one "
                "for the other. Keep them 75 m apart, give them a smaller 'within', or ask "
                "for 'proof: sign'."
            ),
            (
                "6:28 'three' is 111 m from 'two', and 'a' waits for both: a phone may take "
                "one for the other. Keep them 112 m apart, give them a smaller 'within', or "
                "ask for 'proof: sign'."
            ),
        ],
    ),
    Case(
        "reserved-code",
        """\
languages: [en, es]
keywords: [DUCKS]
places:
  one: {name: One, code: CERCA}
  two: {name: Two, code: DUCKS}
  three: {name: Three, code: GERMAN}
  four: {name: Four, code: HATCH6}
signs: open
scenes:
  a: {place: one, go: b}
  b: {place: two, go: c}
  c: {place: three, go: d}
  d: {place: four, ending: E}
""",
        [
            (
                "6:26 Players text 'CERCA' for NEARBY, which works everywhere. Nobody could "
                "tell which they mean: take another code."
            ),
            (
                "7:26 'DUCKS' is a keyword of this story, too. Nobody could tell which they "
                "mean: take another code."
            ),
            (
                "8:30 Players text 'GERMAN' for the language 'de', which works everywhere. "
                "Nobody could tell which they mean: take another code."
            ),
        ],
        po={
            "es": ('msgctxt "story story"\nmsgid "T"\nmsgstr "T"\n'),
        },
    ),
    Case(
        "reserved-keyword",
        """\
keywords: [Where Now, {SPANISH: en}, MURAL]
scenes: {a: {ending: E}}
""",
        [
            (
                "3:12 Players text 'Where Now' for WHERE, which works everywhere, so it does "
                "not begin this story in the middle of another. Take another keyword."
            ),
            (
                "3:24 Players text 'SPANISH' for the language 'es', which works everywhere, "
                "so it does not begin this story in the middle of another. Take another "
                "keyword."
            ),
        ],
    ),
    Case(
        "same-matchers",
        """\
scenes:
  a:
    answers:
      - {id: once, number: 6-8, once: yes, say: So close.}
      - {id: wide, number: at least 6, say: Many.}
      - {id: narrow, number: 7, ending: E}
      - {id: partly, number: 5-7, say: Five.}
      - {id: two, all: [oak, river], say: Two.}
      - {id: three, all: [river, moon, oak], say: Three.}
      - {id: in order, order: [oak, river], say: Two.}
      - {id: in order again, order: [oak, river], say: Two.}
      - {id: in another order, order: [river, oak], say: Two.}
      - {id: photo, photo: yes, voice: yes, say: Thanks.}
      - {id: another photo, photo: yes, voice: yes, say: Thanks.}
anytime:
  - {number: 7, say: Seven.}
""",
        [
            (
                "8:30 The reply 'wide' above gets everything that this 'number' asks for. Put "
                "the narrower one first, or make them differ."
            ),
            (
                "11:26 The reply 'two' above gets everything that this 'all' asks for. Put "
                "the narrower one first, or make them differ."
            ),
            (
                "13:37 The reply 'in-order' above gets everything that this 'order' asks for. "
                "Put the narrower one first, or make them differ."
            ),
            (
                "16:36 The reply 'photo' above gets everything that this 'photo' asks for. "
                "Put the narrower one first, or make them differ."
            ),
            (
                "16:48 The reply 'photo' above gets everything that this 'voice' asks for. "
                "Put the narrower one first, or make them differ."
            ),
        ],
    ),
    Case(
        "same-matchers",
        """\
scenes:
  a:
    answers:
      - {number: 7, ending: E}
      - {words: [seven], ending: E}
      - {words: [number seven, lucky], ending: E}
      - {id: eight, words: [8], ending: E}
      - {number: 8, ending: E}
      - {id: some, number: 8-9, ending: E}
      - {words: [river], ending: E}
      - {id: both, all: [the river, blue], ending: E}
      - {id: in turn, order: [blue, river], ending: E}
      - {id: other, all: [rivers, blue], ending: E}
""",
        [
            (
                "7:17 The reply 'number-7' above gets everything that this 'words' asks for. Put "
                "the narrower one first, or make them differ."
            ),
            (
                "10:18 The reply 'eight' above gets everything that this 'number' asks for. Put "
                "the narrower one first, or make them differ."
            ),
            (
                "13:25 The reply 'river' above gets everything that this 'all' asks for. Put the "
                "narrower one first, or make them differ."
            ),
            (
                "14:30 The reply 'river' above gets everything that this 'order' asks for. Put the "
                "narrower one first, or make them differ."
            ),
        ],
    ),
    Case(
        "shadowed-word",
        """\
languages: [en, es]
scenes:
  a:
    choices:
      - {pick: Hint, say: No.}
      - {pick: Leave, words: [I am lost, go back, pista], ending: E}
anytime:
  - {id: where, words: [where, where now], say: Here.}
""",
        [
            (
                "7:16 HINT works everywhere. Here this reply takes it away. Choose other "
                "words, unless you mean it so."
            ),
            (
                "8:30 PISTA works everywhere, as HINT. Here this reply takes it away. Choose "
                "other words, unless you mean it so."
            ),
            (
                "10:24 WHERE works everywhere. Here this reply takes it away. Choose other "
                "words, unless you mean it so."
            ),
        ],
        po={
            "es": ('msgctxt "story story"\nmsgid "T"\nmsgstr "T"\n'),
        },
    ),
    Case(
        "sign-only",
        """\
keywords: [TEE]
places:
  gate: {name: Gate, code: CRAB2}
  bridge: {name: Bridge, code: HATCH6}
  oak: {name: Oak, code: GEARS5}
  mill: {name: Mill, code: WHEAT8}
  tower: {name: Tower, code: STEEP7}
  shut: {name: Shut, code: FERNS9, status: closed}
signs: open
scenes:
  a: {walk: {to: gate, proof: sign}, go: b}
  b: {walk: {to: [bridge, oak], proof: sign}, go: c}
  c: {walk: {to: bridge, proof: sign}, skip: d, go: d}
  d: {walk: bridge, go: e}
  e: {walk: {to: shut, proof: sign}, go: f}
  f:
    walk: {to: oak, proof: sign}
    choices:
      - {pick: I see no sign, say: It says gears5.}
    go: g
  g:
    choices:
      - {pick: Look, say: Find the mill.}
      - {pick: Climb, go: top}
  mill: {place: mill, ending: E}
  top: {place: tower, ending: F}
  away: {place: shut, ending: G}
""",
        [
            (
                "8:28 The story stops when the sign of 'mill' is gone: nothing else leads to "
                "'mill'. Give a reply that goes there or tells the code, a 'skip', or a walk "
                "without 'proof: sign'."
            ),
            (
                "13:13 The story stops when the sign of 'gate' is gone, until you report it "
                "missing: nothing else leads to 'b' and 5 more. Give a reply that goes there or "
                "tells the code, a 'skip', or a walk without 'proof: sign'."
            ),
        ],
    ),
    Case(
        "silent-loop",
        """\
scenes:
  a: {choices: [{pick: Leave, ending: E}], after: {1 min: {go: b}}}
  b: {say: On., go: c}
  c: {choices: [{pick: Leave, ending: E}], after: {1 min: Hm., 2 min: {go: a}}}
""",
        [
            (
                "6:51 Who says nothing goes round for ever here, with a text each time: a -> "
                "b -> c -> a. Let one of them end the story, or wait without an 'after' that "
                "goes on."
            ),
        ],
    ),
    Case(
        "silent-loop",
        """\
after: {1 min: {go: b}}
scenes:
  a: {choices: [{pick: Leave, ending: E}]}
  b: {choices: [{pick: Leave, ending: E}]}
""",
        [
            (
                "3:8 Who says nothing goes round for ever here, with a text each time: b -> "
                "b. Let one of them end the story, or wait without an 'after' that goes on."
            ),
        ],
    ),
    Case(
        "silent-loop",
        """\
remember: {n: 0}
scenes:
  a: {choices: [{pick: Leave, ending: E}], after: {1 min: {go: b}}}
  b:
    choices: [{pick: Leave, ending: E}]
    after:
      1 min: {if: n at least 3, go: c}
      2 min: {do: add 1 to n, go: a}
  c: {ending: E}
""",
        [],
    ),
    Case(
        "silent-loop",
        """\
scenes:
  a: {choices: [{pick: Leave, ending: E}], after: {1 min: {go: b}}}
  b: {choices: [{pick: Leave, ending: E}], after: {1 min: {go: {any: [a, c]}}}}
  c: {choices: [{pick: Leave, ending: E}], after: {1 min: {ending: E}}}
""",
        [],
    ),
    Case(
        "small-radius",
        """\
places:
  gate: {name: Gate, within: 19 m}
  bridge: {name: Bridge, within: 20 m}
  sign: {name: Sign, within: 5 m}
scenes:
  a: {walk: [gate, bridge], go: b}
  b: {walk: {to: sign, proof: sign}, go: c}
  c: {ending: E}
""",
        [
            (
                "4:30 Phones are often 10 to 20 m out, so with 19 m somebody may stand there "
                "and not arrive. Take 20 m or more, or 'proof: sign'."
            ),
        ],
    ),
    Case(
        "stale-translation",
        """\
languages: [en, es]
about: One.
credits: Two.
scenes: {a: {ending: E}}
""",
        [
            (
                "es.po:7:1 2 translations are marked 'fuzzy', because the text has changed, "
                "and will not be said. Look each over, then delete the line '#, fuzzy' above "
                "it."
            ),
        ],
        po={
            "es": (
                'msgctxt "story story"\n'
                'msgid "T"\n'
                'msgstr "T"\n'
                "\n"
                "#, fuzzy\n"
                'msgctxt "story about"\n'
                'msgid "One."\n'
                'msgstr "Uno."\n'
                "\n"
                "#, fuzzy\n"
                'msgctxt "story credits"\n'
                'msgid "Two."\n'
                'msgstr "Dos."\n'
            ),
        },
    ),
    Case(
        "unprovable-walk",
        """\
places:
  gate: {name: Gate, at: "51.5, -0.1"}
  bridge: {name: Bridge, code: CRAB2}
  shut: {name: Shut, status: closed}
scenes:
  a: {walk: {to: gate, proof: sign}, go: b}
  b: {walk: {to: bridge, proof: gps}, go: c}
  c: {walk: {to: [gate, bridge], proof: sign}, go: d}
  d: {walk: {to: shut, proof: sign}, go: e}
  e: {walk: bridge, go: f}
  f: {ending: E}
""",
        [
            (
                "8:13 Nobody can prove that they are there: the walk asks for 'proof: sign', and "
                "'gate' has no 'code'. Add it, or take the proof away."
            ),
            (
                "9:13 Nobody can prove that they are there: the walk asks for 'proof: gps', and "
                "'bridge' has no 'at'. Add it, or take the proof away."
            ),
        ],
    ),
    Case(
        "unread-fact",
        """\
remember: {shown: "", asked: no, set: 0, unused: 1}
scenes:
  a:
    do: add 1 to set
    say: "{shown}"
    choices:
      - {pick: Leave, if: not asked, ending: E}
      - {pick: Go, ending: E}
""",
        [
            (
                "3:34 No text and no 'if' uses 'set', so that keeping it changes nothing. Use "
                "it, or delete it and what sets it."
            ),
            (
                "3:42 No text and no 'if' uses 'unused', so that keeping it changes nothing. "
                "Use it, or delete it and what sets it."
            ),
        ],
    ),
    Case(
        "unused-collection",
        """\
collections: {asked: text, replied: photo, neither: voice}
scenes:
  a:
    say: "{neither.count}"
    ask: {question: A word, collect: asked}
    answers: [{photo: yes, collect: replied, go: b}]
    go: b
  b: {ending: E}
""",
        [
            (
                "3:44 Nothing is ever given to 'neither': no 'ask' and no reply has 'collect: "
                "neither'. Ask for something, or delete it."
            ),
        ],
    ),
    Case(
        "unused-counter",
        """\
counters: [counted, shown]
scenes: {a: {do: count counted, say: "{shown}", ending: E}}
""",
        [
            (
                "3:21 No 'do' counts 'shown', so it stays at 0. Write 'do: count shown' "
                "somewhere, or delete it."
            ),
        ],
    ),
    Case(
        "unused-item",
        """\
items: [used, never got, never asked]
scenes:
  a:
    do: [get used, get never asked]
    choices:
      - {pick: Leave, if: has used or has never got, ending: E}
      - {pick: Go, do: lose never asked, ending: E}
""",
        [
            (
                "3:15 No 'do' gives 'never got', so nobody ever has it. Write 'do: get never "
                "got' somewhere, or delete it."
            ),
            (
                "3:26 'never asked' is given, but no 'if' asks for it and no text shows "
                "{items}. Use it, or delete it."
            ),
        ],
    ),
    Case(
        "unused-item",
        """\
items: [shown, nothing]
scenes: {a: {do: get shown, say: "{items}", ending: E}}
""",
        [
            (
                "3:16 No 'do' gives 'nothing', so nobody ever has it. Write 'do: get nothing' "
                "somewhere, or delete it."
            ),
        ],
    ),
    Case(
        "unused-place",
        """\
places:
  scene: {name: S}
  walked: {name: W}
  asked: {name: A}
  unused: {name: U}
scenes:
  a: {place: scene, go: b}
  b: {walk: walked, choices: [{pick: Leave, if: at asked, ending: E}], go: c}
  c: {ending: E}
""",
        [
            (
                "7:11 Nothing happens at 'unused': no scene has 'place: unused' and no 'walk' "
                "leads there. Use it, or delete it."
            ),
        ],
    ),
    Case(
        "unused-place",
        """\
places: {one: {name: O}, two: {name: T}}
scenes:
  a: {walk: any, go: b}
  b: {ending: E}
""",
        [],
    ),
    Case(
        "unused-poll",
        """\
polls: {best wall: [oak, river, moon], colour: [red, blue]}
scenes:
  a:
    do: vote oak in best wall
    choices:
      - {pick: Red, do: vote red in colour, ending: E}
      - {pick: Blue, do: vote blue in colour, ending: E}
""",
        [
            ("3:9 Nobody can vote for 'river' or 'moon': no 'do' says 'vote river in best wall'."),
        ],
    ),
    Case(
        "unused-translation",
        """\
languages: [en, es]
scenes: {a: {ending: E}}
""",
        [
            (
                "es.po:6:1 2 translations belong to no text of the story: the text was "
                "changed, moved to another scene, or deleted. Type: wayside translate t es "
                "(it keeps what was translated)."
            ),
        ],
        po={
            "es": (
                'msgctxt "story story"\n'
                'msgid "T"\n'
                'msgstr "T"\n'
                "\n"
                'msgctxt "b say"\n'
                'msgid "One."\n'
                'msgstr "Uno."\n'
                "\n"
                'msgctxt "c say"\n'
                'msgid "Two."\n'
                'msgstr ""\n'
            ),
        },
    ),
    Case(
        "without-ending",
        "scenes: {a: {choices: [{pick: Look, say: Green.}]}}\n",
        [
            (
                "3:9 This story has no ending: nobody is ever told that it is over, and no report "
                "can say who came to the end. Give its last scene an 'ending: ...'."
            )
        ],
    ),
    Case("without-ending", "scenes: {a: {choices: [{pick: Look, ending: E}]}}\n", []),
    Case("without-ending", "scenes: {a: {handover: other}}\n", []),
    Case(
        "yes-word",
        """\
keywords: [YES]
scenes:
  a:
    choices:
      - {pick: "Yes!", say: Well.}
      - {pick: Yes please, words: [yeah, oh yes], ending: E}
    answers:
      - {words: [sure], say: Well.}
anytime:
  - {words: [aye, "yes."], say: Aye.}
""",
        [
            (
                "3:12 With some phone companies YES alone signs up for texts and never "
                "reaches the story. Let players say more, such as 'Yes, please', or offer it "
                "by number."
            ),
            (
                "7:16 With some phone companies YES alone signs up for texts and never "
                "reaches the story. Let players say more, such as 'Yes, please', or offer it "
                "by number."
            ),
            (
                "12:13 With some phone companies YES alone signs up for texts and never "
                "reaches the story. Let players say more, such as 'Yes, please', or offer it "
                "by number."
            ),
        ],
    ),
    Case(
        "dear-character",
        """\
scenes:
  a:
    say: "You reach the gate, which is not locked, and behind it\u00a0a path leads down\u00ad."
    ending: E
""",
        [
            (
                "5:65 The characters no-break space and soft hyphen make this text dearer: 1 "
                "message becomes 2. Type a plain space for no-break space. Leave out soft "
                "hyphen."
            ),
        ],
    ),
    Case(
        "cut-text",
        """\
scenes:
  a: {say: Hello, ending: E} # the end
""",
        [],
    ),
]
