"""An answer as it goes out by text: its words, and its pictures and sounds or the way to them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from engine.play.effects import Say, Shown
from engine.play.message import message
from engine.story.media import start_of_content
from engine.texting.mms import fitting
from engine.texting.parts import Sent, parts

# Where a file is given out; its name comes after.
FOLDER = "/media/"


@dataclass(frozen=True, slots=True)
class Showing:
    """How pictures and sounds reach phones.

    `public_url` is where this installation is reached, empty where it is not: then they are told in
    words alone. `size(name)` gives the bytes of a file that is given out, None where there is none.
    `takes_mms(sender, to)` tells whether they may go along from one of our numbers to a player's.
    """

    public_url: str = ""
    size: Callable[[str], int | None] = lambda _name: None
    takes_mms: Callable[[str, str], bool] = lambda _sender, _to: False

    def address(self, name: str) -> str:
        """Give where a file is fetched, by its public name."""
        return f"{self.public_url}{FOLDER}{name}"

    def sent(self, answer: tuple[Shown, ...], sender: str, to: Callable[[], str]) -> Sent:
        """Give an answer as it is sent from one of our numbers to a player's (`to`).

        Where a file does not go along, its address stands below the words. What a picture shows is
        in the words as well, for who cannot see it.
        """
        words, media = self._written(answer, sender, to)
        found = tuple(parts(words))
        return Sent(found or (("",) if media else ()), media)

    def written(self, answer: tuple[Shown, ...], sender: str, to: Callable[[], str]) -> str:
        """Give the words of an answer as it is sent, before they are cut into parts."""
        words, _ = self._written(answer, sender, to)
        return words

    def _written(
        self, answer: tuple[Shown, ...], sender: str, to: Callable[[], str]
    ) -> tuple[str, tuple[str, ...]]:
        """Give all its words, and what goes along."""
        files = self._files(answer)
        if not files:
            return message(answer), ()
        media = tuple(fitting(files.items())) if self.takes_mms(sender, to()) else ()
        links = {name: self.address(name) for name in files if name not in media}
        told = (_told(each, files, links) if isinstance(each, Say) else each for each in answer)
        return message(told), media

    def _files(self, answer: Iterable[Shown]) -> dict[str, int]:
        if not self.public_url:
            return {}
        sizes = {name: self.size(name) for name in _named(answer)}
        return {name: size for name, size in sizes.items() if size is not None}


def _named(answer: Iterable[Shown]) -> Iterator[str]:
    for each in answer:
        if isinstance(each, Say):
            yield from (n for n in (each.picture, each.audio) if n and start_of_content(n))


def _told(say: Say, files: dict[str, int], links: dict[str, str]) -> Say:
    """Give what is said with what its picture shows, and the way to what does not go along."""
    words = message((say,))
    shows = f"({say.alt})" if say.picture in files and say.alt not in ("", words) else ""
    picture = f"{shows} {links.get(say.picture, '')}".strip()
    lines = (words, picture, links.get(say.audio, ""))
    return replace(say, text="\n".join(line for line in lines if line))
