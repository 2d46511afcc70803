"""Small stories of which it can be told by hand what they cost."""

# HELLO, "Left or right?" with two choices, 1, the end.
FORK = """\
story: Fork
start: a
keywords: [HELLO]
scenes:
  a:
    say: Left or right?
    choices:
      - {pick: Left, go: left}
      - {pick: Right, go: right}
  left: {say: Short., ending: Left}
  right: {say: "REPEATED", ending: Right}
""".replace("REPEATED", "long " * 40)

LOOK = """\
story: Look
start: a
keywords: [HELLO]
scenes:
  a:
    say: A door.
    choices:
      - {pick: Look, once: yes, say: It is red.}
      - {pick: Knock, once: yes, say: Nobody.}
      - {pick: Visit, visit: v}
      - {pick: Open, ending: In}
  v: {say: A garden., back: yes}
anytime:
  - {words: [hello you], say: Hello.}
"""

RING = """\
story: Ring
start: a
keywords: [HELLO]
scenes:
  a: {say: A, choices: [{pick: B, go: b}, {pick: C, go: c}, {pick: Out, ending: Out}]}
  b: {say: B, choices: [{pick: A, go: a}, {pick: C, go: c}, {pick: Out, ending: Out}]}
  c: {say: C, choices: [{pick: A, go: a}, {pick: B, go: b}]}
"""

ENDLESS = """\
story: Endless
start: a
keywords: [HELLO]
scenes:
  a: {say: A, choices: [{pick: B, go: b}]}
  b: {say: B, choices: [{pick: A, go: a}]}
  c: {ending: Never}
"""

SILENCE = """\
story: Silence
start: a
keywords: [HELLO]
scenes:
  a: {say: Say nothing., after: {1 min: Good., 3 min: {say: Well done., ending: Quiet}}}
"""

WALK = """\
story: Walk
start: a
keywords: [HELLO]
places: {p: {name: The gate, code: GATE4}}
scenes:
  a: {say: Walk., walk: p, go: b}
  b: {say: There., ending: There}
"""

# A condition is taken as true.
GUARDED = """\
story: Guarded
start: a
keywords: [HELLO]
items: [key]
scenes:
  a:
    say: A door.
    choices:
      - {pick: Take the key, once: yes, do: get key, say: A key.}
      - {pick: Open, if: has key, ending: In}
"""

# What is visited waits itself, and then comes back.
TIN = """\
story: Tin
start: a
keywords: [HELLO]
remember: {light: ""}
scenes:
  a: {say: A tin., choices: [{pick: Open it, visit: tin}, {pick: Leave, ending: Left}]}
  tin: {ask: {question: Which light?, save: light}, go: lid}
  lid: {say: The lid goes down., back: yes}
"""

ANYWHERE = """\
story: Anywhere
start: anywhere
keywords: [HELLO]
places: {p: {name: The gate, code: GATE4}, q: {name: The mill, code: MARK4}}
scenes:
  gate: {place: p, say: The gate., ending: Gate}
  mill: {place: q, say: The mill., choices: [{pick: Stay, ending: Mill}]}
"""

SLOTS = """\
story: Slots
start: a
keywords: [HELLO]
collections: {memories: text}
scenes:
  a: {say: "{memories.any} {memories.newest}", ending: E}
"""
