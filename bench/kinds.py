"""The kinds of scenes in the stories that are measured, each for Wayside and the same in ink.

Filled in are: `$n` the scene's number, `$next` the scene that follows, `$place` and `$code` of a
place, `$answer` a number, `$test` a condition and `$act` an action.
"""

from dataclasses import dataclass

CONDITIONS = (
    "has lamp", "met", "points at least 3", "points at most 7", "points more than 2",
    "points less than 90", "points is 5", "points is not 4", "name is Sam", 'name is ""',
    "visited the well", "visited the well at least 2 times", "chose drink in the well",
    "at place 0", "between 18:00 and 06:00", "on saturday", "from june to august", "after sunset",
    "before sunset", "by sms", "in es", "10 min since the well", "any memories",
    "footsteps at least 50", "not met", "(has lamp or met) and not name is Sam",
)  # fmt: skip
ACTIONS = (
    "get lamp", "lose lamp", "add 1 to points", "take 1 from points", "set name to Sam",
    "set met to yes", "forget name", "count footsteps", "vote stone in best wall", "tag looked",
    "forget met", "set points to 5",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of scene."""

    story: str
    ink: str


POST = Kind(
    """
  scene $n:
    do: add 1 to points
    say: {first: "You stand at post $n.", then: "Post $n again, {points} points."}
    choices:
      - pick: Walk on
        words: [walk, go on]
        go: $next
      - pick: Look around
        if: points at least 3 and not has oil
        do: get oil
        say: You find oil under stone $n.
      - pick: Rest
        say: You rest at post $n with {items}.
    answers:
      - words: [secret $n]
        if: visited $next or has lamp
        go: $next
    otherwise: Walk on or look around?""",
    """
=== scene_$n ===
~ points = points + 1
{You stand at post $n.|Post $n again, {points} points.}
- (again)
+ [Walk on] -> $next
+ {points >= 3 and not has_oil} [Look around]
  ~ has_oil = true
  You find oil under stone $n.
  -> again
+ [Rest] You rest at post $n with {has_oil: oil|nothing}.
  -> again
+ {$next or has_lamp} [secret $n] -> $next
""",
)
RIDDLE = Kind(
    """
  scene $n:
    checkpoint: yes
    say: How many lamps hang over door $n, {name}?
    answers:
      - number: $answer
        say: {any: ["Right.", "You counted well."]}
        do: [add 10 to points, tag counted]
        go: $next
      - number: at least 90
        say: Fewer.
      - all: [door, red]
        say: The door is red.
      - order: [lamp, over, wall]
        once: yes
        say: No lamp is over the wall.
      - words: [open up, knock knock]
        id: knock
        do: lose oil
        visit: the well
    otherwise: {if: not met, do: add 1 to misses, say: Count again.}
    hints: ["Look up.", {cycle: ["Count the red lamps too.", "More than you think."]}]
    tries: {3: {say: "There are $answer.", go: $next}}
    after: {20 min: {say: "Still at door $n?"}}
    skip: $next""",
    """
=== scene_$n ===
How many lamps hang over door $n, {name}?
- (again)
+ [$answer] {~Right.|You counted well.}
  ~ points = points + 10
  -> $next
+ [more] Fewer.
  -> again
+ [door red] The door is red.
  -> again
* [lamp over wall] No lamp is over the wall.
  -> again
+ [open up]
  ~ has_oil = false
  -> the_well ->
  -> again
+ {not met} [no idea]
  ~ misses = misses + 1
  {misses > 3: -> $next}
  Count again.
  -> again
""",
)
QUESTION = Kind(
    """
  scene $n:
    ask: {question: "What shall post $n call you?", kind: text, save: name}
    go: $next""",
    """
=== scene_$n ===
What shall post $n call you?
+ [Sam]
  ~ name = "Sam"
  -> $next
+ [Jo]
  ~ name = "Jo"
  -> $next
""",
)
NUMBER = Kind(
    """
  scene $n:
    say: "{name}, the stones of wall $n are old."
    ask: {question: How many do you count?, kind: number, save: count}
    otherwise: A number, please.
    go: {first: $next, then: {if: not met, go: $next}}""",
    """
=== scene_$n ===
{name}, the stones of wall $n are old.
How many do you count?
+ [7]
  ~ count = 7
  -> $next
+ [9]
  ~ count = 9
  -> $next
""",
)
GIFT = Kind(
    """
  scene $n:
    say: The wall keeps {memories.count} memories. The newest is {memories.newest}.
    answers:
      - photo: yes
        collect: faces
        go: $next
      - voice: yes
        collect: voices
        go: $next
    ask: {question: "What do you remember of wall $n?", collect: memories}
    go: $next""",
    """
=== scene_$n ===
The wall keeps {memories} memories.
What do you remember of wall $n?
+ [a photo] -> $next
+ [a voice] -> $next
+ [a memory]
  ~ memories = memories + 1
  -> $next
""",
)
WALK = Kind(
    """
  scene $n:
    place: $place
    signs: open
    if: $test
    say: Follow the wall to {place}.
    choices:
      - pick: Stay at stone $n
        do: $act
        say: {shuffle: ["The stone is warm.", "The stone is old."], then: "You stay."}
    walk: {to: $place, proof: any, map: yes}
    go: $next
    skip: $next""",
    """
=== scene_$n ===
Follow the wall to $place.
- (again)
+ [Stay at stone $n] {~The stone is warm.|The stone is old.}
  ~ points = points + 1
  -> again
+ [$code] -> $next
""",
)
PASSING = Kind(
    """
  scene $n:
    say:
      - if: after sunset
        text: Lamp $n is lit.
      - text: Lamp $n waits for the evening.
    go:
      - if: $test
        go: $next
      - go: $next""",
    """
=== scene_$n ===
{points > 3: Lamp $n is lit.|Lamp $n waits for the evening.}
{met: -> $next}
-> $next
""",
)
CHANNELS = Kind(
    """
  scene $n:
    picture: post.jpg
    alt: Post $n at the wall.
    audio: post.mp3
    transcript: You hear the bell of post $n.
    say: You reach the bell of post $n.
    sms: {say: "You reach the bell. Reply 1 to go on.", picture: post.jpg, alt: A bell.}
    web: {say: "You reach the bell of post $n. Go on below."}
    phone: {audio: bell.mp3, transcript: A bell.}
    choices:
      - pick: Go on
        go: $next
      - pick: Ring the bell
        once: yes
        do: [count footsteps, vote wood in best wall]
        picture: bell.jpg
        alt: The bell moves.
        audio: bell.mp3
        transcript: A bell.
        say: It rings for {best wall.leader}, {best wall.wood %} of {best wall.wood}.
      - pick: Leave the wall
        if: points at least 900
        ending: You left at post $n
      - pick: Begin the other way
        if: points at least 900
        handover: the-wall""",
    """
=== scene_$n ===
You reach the bell of post $n.
- (again)
+ [Go on] -> $next
* [Ring the bell]
  ~ footsteps = footsteps + 1
  It rings for {footsteps}.
  -> again
+ {points >= 900} [Leave the wall] -> END
+ {points >= 900} [Begin the other way] -> END
""",
)
TESTS = Kind(
    """
  scene $n:
    say: Stone $n, {footsteps} footsteps.
    choices:
      - pick: Touch the stone
        if: $test
        do: $act
        say: It is warm.
      - pick: Turn the stone
        do: [$act, $act2]
        if: $test2
      - pick: Go past the stone
        go: $next
      - pick: Ask at the well
        visit: the well""",
    """
=== scene_$n ===
Stone $n, {footsteps} footsteps.
- (again)
+ {has_lamp or met} [Touch the stone]
  ~ met = true
  It is warm.
  -> again
+ {points > 2} [Turn the stone]
  ~ points = points + 1
  -> again
+ [Go past the stone] -> $next
+ [Ask at the well]
  -> the_well ->
  -> again
""",
)
KINDS = (POST, RIDDLE, QUESTION, NUMBER, GIFT, WALK, PASSING, CHANNELS, TESTS)

TOP = """\
story: The Wall
about: A walk along a wall.
credits: Told by the stones.
contact: Ask at the desk.
languages: [en, es]
keywords: [WALL, {MURO: es}]
start: scene 0
signs: wait
timezone: Europe/London
welcome: Welcome to the wall.
audience: everyone
hours: 06:00-23:00
season: from march to november
closed: The wall sleeps.
offline: no
large: yes
texts: plain
remember: {points: 0, misses: 0, count: 0, name: "", met: no}
items: [oil, lamp]
counters: [footsteps]
polls: {best wall: [stone, wood]}
collections: {memories: text, faces: photo, voices: voice}
moved: {old scene: scene 0}
after: {1 day: The wall is still here.}
anytime:
  - words: [points, how many points]
    say: You have {points} points.
  - words: [memory]
    say: Somebody said {memories.any}.
"""
PLACE = """\
  place $n:
    name: Stone $n
    at: $at
    within: 30 m
    code: $code
    hours: 06:00-23:00
    access: No steps.
    directions: Follow the wall past stone $n.
    note: Ask the keeper.
    permission: The council.
    status: $status
    instead: Stone $n is not here now.
"""
WELL = """
  the well:
    say: {cycle: ["The well is deep.", "The well is quiet."]}
    choices:
      - pick: Drink
        do: get lamp
        say: You find a lamp in the well.
      - pick: Go back
        go: back from the well
  back from the well: {say: You leave the well., back: yes}
  scene $n: {say: "The wall ends. You have {points} points.", ending: You reached the end}
"""
INK_TOP = """\
VAR points = 0
VAR misses = 0
VAR count = 0
VAR name = ""
VAR met = false
VAR has_oil = false
VAR has_lamp = false
VAR footsteps = 0
VAR memories = 0
-> scene_0
=== the_well ===
{&The well is deep.|The well is quiet.}
- (again)
+ [Drink]
  ~ has_lamp = true
  You find a lamp in the well.
  -> again
+ [Go back] You leave the well.
  ->->
"""
INK_END = """
=== scene_$n ===
The wall ends. You have {points} points.
-> END
"""
SPANISH = {
    "the": "el", "wall": "muro", "stone": "piedra", "stones": "piedras", "you": "tu", "a": "un",
    "post": "puesto", "lamp": "farol", "lamps": "faroles", "door": "puerta", "well": "pozo",
    "bell": "campana", "walk": "anda", "on": "adelante", "look": "mira", "around": "alrededor",
    "rest": "descansa", "red": "rojo", "over": "sobre", "is": "es", "have": "tienes",
    "points": "puntos", "secret": "secreto", "go": "ve", "back": "vuelta", "drink": "bebe",
    "how": "cuantos", "many": "son", "find": "encuentras", "memory": "recuerdo", "touch": "toca",
    "turn": "gira", "ring": "toca", "stay": "queda", "at": "en", "in": "en", "with": "con",
}  # fmt: skip
