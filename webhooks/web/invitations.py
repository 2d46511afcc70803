"""What a visitor is told about a story before it begins: where it leads, and how to start it."""

from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote

import qrcode
from qrcode.constants import ERROR_CORRECT_Q
from qrcode.image.svg import SvgPathFillImage

from engine.story.model import Story
from webhooks.web.figures import distance

QUIET_ZONE = 4


@dataclass(frozen=True, slots=True)
class Invitation:
    """One story as it is shown to those who do not play yet.

    `language` is a BCP 47 tag; `keyword` is what to text, None where only signs begin the story;
    `sms` is a link that has it ready, None without a number. `walk` is the way from place to place
    in words, as the crow flies, "" where there is none; so are `credits` and `contact`.
    """

    id: str
    title: str
    about: str
    language: str
    keyword: str | None
    walk: str
    sms: str | None
    credits: str = ""
    contact: str = ""


def invitation(story: Story, phone: str | None, language: str) -> Invitation:
    """Say what a story is, and how it begins by text to this number (E.164).

    The story is as it is told to who reads it; `language` (BCP 47) is that of the page.
    """
    keyword = keyword_of(story)
    return Invitation(
        id=story.id,
        title=story.title,
        about=story.about,
        language=story.language,
        keyword=keyword,
        walk=distance(story.walk_m, language),
        sms=sms_link(phone, keyword) if phone and keyword else None,
        credits=story.credits,
        contact=story.contact,
    )


def keyword_of(story: Story) -> str | None:
    """Give the word that begins a story in the language it is told in; else its first."""
    of_language = (each for each in story.keywords if each.language == story.language)
    first = next(of_language, story.keywords[0] if story.keywords else None)
    return first.word if first else None


def sms_link(phone: str, text: str) -> str:
    """Give a link that opens a text message with these words ready.

    RFC 5724 has `?body=`, which Android follows; iOS wants `&body=`. `?&body=` serves both.
    """
    return f"sms:{phone}?&body={quote(text, safe='')}"


def spaced(phone: str) -> str:
    """Write a number (E.164) as it is written where it belongs; what is none stays as it is."""
    import phonenumbers  # noqa: PLC0415 - takes 40 ms, and only a page with a number needs it

    try:
        number = phonenumbers.parse(phone)
    except phonenumbers.NumberParseException:
        return phone
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


@lru_cache(maxsize=256)
def qr_svg(content: str) -> bytes:
    """Draw a QR code as SVG without a style or script in it, dark on white, with its quiet zone.

    Error correction Q, so that a tenth of it may be covered.
    """
    code = qrcode.QRCode(
        error_correction=ERROR_CORRECT_Q, border=QUIET_ZONE, image_factory=SvgPathFillImage
    )
    code.add_data(content)
    code.make()
    drawn: bytes = code.make_image().to_string()
    return drawn
