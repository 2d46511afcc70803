"""Two small stories to take turns in, and what a test needs around them."""

from datetime import UTC, datetime
from pathlib import Path

from engine.library import Library
from engine.play.effects import Offer, Say
from engine.play.events import Said
from engine.play.hear import Catalog
from engine.secret import LENGTH, Secret
from engine.store import Store, open_store
from engine.turns import Address, Answer, Incoming, Turns
from tests.kept import kept_in

DOOR = """
story: The Door
keywords: [DOOR]
start: door
remember: {friend: "", knocks: 0}
places:
  yard: {name: Yard, at: "51.5, -0.12", code: "4273"}
  cellar: {name: Cellar, at: "51.6, -0.12", code: "8W5T"}
scenes:
  door:
    place: yard
    say: A door.
    ask: {question: "Who are you?", save: friend}
    go: knocking
  knocking:
    say: Good day, {friend}.
    choices:
      - pick: Knock
        do: add 1 to knocks
        say: Knock {knocks}.
      - pick: Go home
        say: You go home.
        ending: Home again
  cellar:
    place: cellar
    signs: open
    say: It is dark in the cellar.
    back: yes
"""
WELL = """
story: The Well
keywords: [WELL]
start: well
counters: [looks]
polls: {depth: [deep, deeper]}
collections: {wishes: text}
scenes:
  well:
    say: A well.
    choices:
      - pick: Look down
        do: [count looks, vote deep in depth]
        say: It is deep.
    answers:
      - words: [deeper]
        do: [vote deeper in depth, tag looked]
        say: "{depth.deeper} of {looks} say deeper. {depth.leader}!"
      - words: [wish]
        collect: wishes
        say: "It falls. {wishes.count} were heard."
    after:
      1 hour: {say: A drop.}
      2 hours: {say: Another.}
"""
SECRET = Secret(bytes(range(LENGTH)))
NOON = datetime(2027, 6, 5, 12, 0, tzinfo=UTC)
PHONE = "+15005550006"
OURS = "+12025550100"
AT_THE_DOOR = Answer((Say("A door."), Say("Who are you?")))
CHOICES = Offer(("Knock", "Go home"))
GREETED = Answer((Say("Good day, Sam."), CHOICES))


def catalog(root: Path) -> Catalog:
    """Write both stories there and read them."""
    for name, text in (("door", DOOR), ("well", WELL)):
        (root / name).mkdir(parents=True)
        (root / name / "story.yaml").write_text(text)
    library = Library(root)
    assert library.problems == ()
    return library.catalog


def opened(folder: Path) -> Store:
    """Open the store of a test, on the database that its fixture `database` is."""
    return open_store(kept_in(folder), SECRET)


def knocks(number: int) -> Answer:
    """Give the answer to the so manieth knock."""
    return Answer((Say(f"Knock {number}."), CHOICES))


class Visitor:
    """Somebody who texts; every text is a message of its own. Staff's notes are in `told`."""

    def __init__(
        self,
        store: Store,
        stories: Catalog,
        number: str = PHONE,
        at: datetime = NOON,
        *,
        sends: bool = False,
    ) -> None:
        self.store = store
        self.stories = stories
        self.at = at
        self.number = number
        self.told: list[tuple[str, dict[str, str]]] = []
        self.turns = Turns(store, lambda: self.stories, lambda: self.at, self.tell, sends=sends)
        self._sent = 0

    def text(self, *texts: str, kind: str = "sms") -> Answer:
        """Send these texts and give the answer to the last."""
        answers = []
        for text in texts:
            self._sent += 1
            answers.append(self.send(f"{self.number} {self._sent}", text, kind))
        return answers[-1]

    def send(self, message: str, text: str, kind: str = "sms") -> Answer:
        """Send a text under this message id."""
        assert kind in {"sms", "try"}
        address = Address("try" if kind == "try" else "sms", self.number)
        to = OURS if kind == "sms" else ""
        return self.turns.take(Incoming(message, address, Said(text), to))

    def tell(self, what: str, **facts: str) -> None:
        """Be told as staff are."""
        self.told.append((what, facts))
