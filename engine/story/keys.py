"""Every key that a story may hold, with what it is for: one list for the reader and for editors."""

from collections.abc import Mapping
from typing import TypeAlias

Keys: TypeAlias = Mapping[str, str]

STORY: Keys = {
    "story": "The title of the story.",
    "about": "What the story is, in a sentence or two; shown on the web, and part of HELP.",
    "credits": "Who made it; shown on the web.",
    "contact": "Whom to ask about the story; HELP tells it where the library names nobody.",
    "languages": "Language tags such as en, es; the first is the one this file is written in.",
    "keywords": "Words that begin the story when somebody texts them.",
    "start": "The first scene, or `anywhere`: the sign that is scanned decides.",
    "signs": "`wait`: a sign serves only what is walked to. `open`: it opens its place's scene.",
    "timezone": "A time zone such as Europe/London; that of the first place if left out.",
    "welcome": "Said once, before the first scene.",
    "audience": "`everyone`, `family` (asks for nothing personal that is kept), or `adults`.",
    "hours": "When it can be begun: 08:00-20:00.",
    "season": "When in the year it can be begun: from april to october.",
    "closed": "What is said when it cannot be begun.",
    "remember": "Facts with their first values: a number, yes or no, or a text.",
    "items": "What a player can carry.",
    "counters": "Numbers that all players share.",
    "polls": "Questions with options; one vote a player.",
    "collections": "What players give: text, photo or voice; held until staff approve it.",
    "places": "Where the story happens.",
    "scenes": "The moments of the story.",
    "anytime": "Replies that work in every scene.",
    "after": "What happens after silence, in every waiting scene that has no `after`.",
    "moved": "Old scene names and the new ones, for players who wait in them.",
    "texts": "`as written`, or `plain`: curly quotes and the like go by text as phones have them.",
    "offline": "`yes`: the web player may carry the whole story, answers included, on the phone.",
    "large": "`yes`: the walk's pictures and sounds may come to more than 25 MB.",
}
PLACE: Keys = {
    "name": "What players call the place.",
    "at": "Latitude, longitude: 51.50720, -0.12760.",
    "within": "How near counts as there: 40 m.",
    "code": "What its sign says: 4 to 6 letters and digits.",
    "hours": "When the place is open: 08:00-18:00.",
    "access": "Steps, slopes, benches, toilets.",
    "directions": "How to get there, in words.",
    "note": "For staff only.",
    "permission": "For staff only: who allowed the sign.",
    "status": "`open`, `closed` or `gone`.",
    "instead": "What is said while the place is closed or gone.",
}
SPEECH: Keys = {
    "say": "What the player gets.",
    "picture": "A picture in media/; it needs `alt`.",
    "alt": "The picture in words, for who cannot see it.",
    "audio": "A sound in media/.",
    "transcript": "What is heard in `audio`, where it differs from `say`.",
}
SCENE: Keys = {
    "place": "The place of this scene; its sign can open it, where `signs` is `open`.",
    "if": "For scenes that a sign opens: the first true one.",
    **SPEECH,
    "sms": "What is different by text message.",
    "web": "What is different on the web.",
    "phone": "What is different by phone call.",
    "choices": "Shown, numbered: replies with `pick`.",
    "answers": "Not shown: replies with words or a number.",
    "ask": "Takes what no reply took: {question, kind, save, collect}.",
    "walk": "Waits until the player is at a place.",
    "signs": "`wait` or `open`, for this scene.",
    "otherwise": "A text or a reply, when nothing fitted.",
    "hints": "Given one at a time to HINT.",
    "tries": "{3: reply}: the third reply that nothing fitted gets this.",
    "after": "{20 min: reply}: after that much silence.",
    "checkpoint": "`yes`: BACK returns here.",
    "skip": "Where SKIP goes.",
    "do": "One action or a list.",
    "go": "The next scene.",
    "back": "`yes`: return to where the player came from.",
    "ending": "The story ends, with this title.",
    "handover": "Another story that begins here.",
}
OUTCOME: Keys = {
    "if": "Only while this is true.",
    "once": "`yes`: can be given once.",
    "do": "One action or a list; happens before `say`.",
    **SPEECH,
    "collect": "The collection that takes what the player gave.",
    "go": "The next scene.",
    "visit": "Go to a scene and come back at its `back`.",
    "ending": "The story ends, with this title.",
    "handover": "Another story that begins here.",
}
MATCHERS: Keys = {
    "words": "Any of these.",
    "all": "Each of these, in any order.",
    "order": "Each of these, in this order.",
    "number": "7, 6-8, at least 8, at most 8.",
    "photo": "`yes`: a photo.",
    "voice": "`yes`: a voice message.",
}
_ID: Keys = {"id": "A name for this reply, if its words do not give it a good one."}
CHOICE: Keys = {"pick": "What the menu shows.", **_ID, **MATCHERS, **OUTCOME}
ANSWER: Keys = {**MATCHERS, **_ID, **OUTCOME}
ASK: Keys = {
    "question": "What is asked.",
    "kind": "`text`, `number`, `photo` or `voice`.",
    "save": "The fact that keeps the answer.",
    "collect": "The collection that takes the answer.",
}
WALK: Keys = {
    "to": "A place, a list of places, or `any`.",
    "proof": "`any`, `sign` or `gps`.",
    "map": "`no`: no directions and no map link are sent.",
}
VARIANT: Keys = {
    "first": "The first time; `then` from then on.",
    "then": "What comes after.",
    "cycle": "One after the other, then from the start again.",
    "shuffle": "By chance, none twice until all were used.",
    "any": "By chance.",
}
CASE: Keys = {
    "if": "Only while this is true.",
    "text": "What is said then.",
    "go": "The scene that follows then.",
}
