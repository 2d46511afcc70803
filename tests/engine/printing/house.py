"""A story with long names in several languages, and its signs."""

from engine.printing.look import Look
from engine.printing.sheets import Sheets, sheets_of
from engine.printing.signs import Door, Sign, signs_of
from engine.printing.sizes import SIZES
from engine.story.build import build
from engine.story.model import Story

DOOR = Door("https://play.pennyweir.example", "+1 202-555-0123")
WEB_ONLY = Door("https://play.pennyweir.example")
STORY = """\
story: {title}
start: gate
languages: [{language}]
keywords: [{keyword}]
places:
  gate: {{name: "{gate}", at: "42.1305, -92.3104", code: HANDS4}}
  tower: {{name: "{tower}", at: "42.1317, -92.3096", code: STAGE9}}
scenes:
  gate: {{place: gate, say: "{say}", ending: The end}}
"""
# Names as long as they come, in letters that are set in different ways.
NAMES = {
    "en": (
        "The Lantern Keeper",
        "MURAL",
        "The gate",
        "The bandstand on Ferry Green beside the mill",
    ),
    "de": (
        "Die Geschichte vom Laternenwärter",
        "LATERNE",
        "Das Tor",
        "Donaudampfschifffahrtsgesellschaftsgebäude am Alten Fährhafen",
    ),
    "ar": (
        "حارس الفانوس في الجادة الكبرى",
        "FANOUS",
        "البوابة",
        "منصة الموسيقى في الساحة الخضراء قرب الطاحونة القديمة",
    ),
    "hi": (
        "लालटेन वाले की कहानी",
        "LALTEN",
        "फाटक",
        "पुरानी चक्की के पास फेरी ग्रीन का बैंडस्टैंड",
    ),
    "zh": (
        "守灯人的故事",
        "DENG",
        "大门",
        "渡口绿地旁边老磨坊对面的音乐台和河边长廊",
    ),
    "vi": (
        "Người giữ đèn lồng",
        "DEN",
        "Cổng",
        "Nhà kèn trên bãi cỏ bến phà cạnh cối xay nước cũ",
    ),
    "ru": (
        "Хранитель фонаря",
        "FONAR",
        "Ворота",
        "Музыкальная беседка на Паромной лужайке у старой мельницы",
    ),
}


def story(language: str = "en", **names: str) -> Story:
    """Give the story as one language tells it."""
    keys = ("title", "keyword", "gate", "tower")
    told = {"say": "Hello, you.", **dict(zip(keys, NAMES[language], strict=True)), **names}
    return build(STORY.format(language=language, **told).encode(), "lantern", "story.yaml")


def signs(language: str = "en", door: Door = DOOR, **names: str) -> list[Sign]:
    found = story(language, **names)
    return signs_of(found, list(found.places.values()), door, [language])


def in_all_languages() -> list[Sign]:
    return [sign for language in NAMES for sign in signs(language)]


def both(first: str, second: str) -> list[Sign]:
    """Give the signs in two languages, each with its own names."""
    pairs = zip(signs(first), signs(second), strict=True)
    return [
        Sign(one.place, one.code, one.link, (*one.sayings, *other.sayings)) for one, other in pairs
    ]


def sheets(size: str = "letter", language: str = "en", distance_m: float | None = None) -> Sheets:
    return sheets_of(signs(language), Look(), SIZES[size], distance_m)
