"""Who applies, with which story."""

from dataclasses import dataclass

from engine.story.model import Story
from engine.texting.imprint import Imprint

# What stands where a setting is missing; it cannot be mistaken for something to send in.
NAME, CONTACT = "[NAME OF YOUR LIBRARY]", "[WHOM TO ASK]"
NUMBER, SITE = "[YOUR NUMBER]", "[YOUR ADDRESS]"
SETTINGS = {
    NAME: "WAYSIDE_NAME",
    CONTACT: "WAYSIDE_CONTACT",
    NUMBER: "WAYSIDE_PHONE",
    SITE: "WAYSIDE_PUBLIC_URL",
}


@dataclass(frozen=True, slots=True)
class Applicant:
    """A library with a story that it wants to tell by text.

    `phone` is as people read it, `site` scheme and host alone; `imprint` and both may be empty.
    `carrier_answers`: Twilio itself answers STOP, START and HELP. `discloses`: first answers say
    who is texting. `plays` are expected in a month.
    """

    story: Story
    imprint: Imprint
    phone: str = ""
    site: str = ""
    carrier_answers: bool = True
    discloses: bool = True
    plays: int = 100

    @property
    def language(self) -> str:
        """The language in which the story is shown: English, where it is told in it."""
        return "en" if "en" in self.story.languages else self.story.language

    @property
    def told(self) -> Story:
        """The story in that language."""
        return self.story.told_in(self.language)

    @property
    def name(self) -> str:
        """The name of the library, or what stands for it."""
        return self.imprint.name or NAME

    @property
    def contact(self) -> str:
        """Whom to ask, or what stands for it."""
        return self.imprint.asked(self.story.contact) or CONTACT

    @property
    def number(self) -> str:
        """The number that texts, or what stands for it."""
        return self.phone or NUMBER

    @property
    def address(self) -> str:
        """Where the pages are, or what stands for it."""
        return self.site or SITE

    @property
    def terms(self) -> str:
        """Where the terms are."""
        return self.imprint.terms or f"{SITE}/terms"

    @property
    def privacy(self) -> str:
        """Where it is said what is kept."""
        return f"{self.address}/privacy"

    @property
    def shown(self) -> Imprint:
        """Who is texting, with nothing left out."""
        return Imprint(self.name, self.contact, self.terms)

    @property
    def missing(self) -> tuple[str, ...]:
        """What stands for settings that are missing."""
        return tuple(
            blank
            for blank in (self.name, self.contact, self.number, self.address)
            if blank in SETTINGS
        )
