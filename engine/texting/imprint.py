"""Who is texting, as players are told it: with their first answer, and with HELP.

What US carriers ask of a first message: who sends it, that it may cost, how to end it and get help,
and where the terms are (CTIA Messaging Principles and Best Practices, 2023, section 5).
"""

from dataclasses import dataclass

from engine.languages.sentences import sentence

UNNAMED = "Wayside"


@dataclass(frozen=True, slots=True)
class Imprint:
    """The library or town that texts: its name, whom to ask, and the address of its terms.

    Each may be empty, and is then not said.
    """

    name: str = ""
    contact: str = ""
    terms: str = ""

    def asked(self, instead: str) -> str:
        """Give whom to ask: whoever texts names that, and `instead` does only where they do not.

        A story may be written by somebody elsewhere, who has nothing to do with these texts.
        """
        return self.contact or instead

    def notice(self, language: str, instead: str = "") -> str:
        """Say who is texting, what it costs, and how it is ended; `instead` of a name if need be.

        Where the alphabet of the language allows, only in characters that leave a text cheap.
        """
        name = (self.name or instead or UNNAMED).rstrip(".")
        return " ".join((sentence("first reply", language, name=name), *self.links(language)))

    def signed(self, text: str, language: str) -> str:
        """Say a text in the name of the library, if it has one."""
        if not self.name:
            return text
        return sentence("story line", language, keyword=self.name, title=text)

    def links(self, language: str) -> tuple[str, ...]:
        """Say where the terms are, if they are anywhere."""
        if not self.terms:
            return ()
        return (sentence("terms and privacy", language, link=self.terms),)
