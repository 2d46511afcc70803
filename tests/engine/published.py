"""A shelf of stories on disk that is published, and players who meet what is."""

from pathlib import Path

import pytest

from engine.editions import Published
from engine.play.catalog import Catalog
from engine.publishing import consider, publish
from engine.store import Store
from engine.turns import Turns
from tests.engine.door import Visitor

HALL = """story: The Hall
start: hall
keywords: [HALL]
scenes:
  hall:
    say: A hall.
    choices:
      - {pick: Look, say: A lamp.}
      - {pick: Leave, go: yard}
  yard: {say: WORDS, choices: [{pick: Home, ending: Home}]}
"""


def write(root: Path, words: str = "A yard.", name: str = "hall", text: str = HALL) -> Path:
    (root / name).mkdir(parents=True, exist_ok=True)
    (root / name / "story.yaml").write_text(text.replace("WORDS", words), encoding="utf-8")
    return root / name


def following(store: Store) -> Published:
    published = Published(store, lambda what, **facts: pytest.fail(f"{what} {facts}"))
    published.refresh()
    return published


def publish_all(store: Store, *folders: Path) -> None:
    for folder in folders:
        publish(consider(folder, Catalog()), store, 1, "publish")


def visitor(store: Store, before: Visitor | None = None) -> Visitor:
    """Give somebody whose server follows the store when it meets a play it does not know.

    They may be who they were before, as their server is once it has seen a new edition.
    """
    published = following(store)
    someone = Visitor(store, published.catalog)
    someone.turns = Turns(
        store, lambda: published.catalog, lambda: someone.at, someone.tell, published.refresh
    )
    someone._sent = before._sent if before else 0
    return someone


def said(someone: Visitor, *texts: str) -> str:
    return " ".join(getattr(each, "text", "") for each in someone.text(*texts).effects).strip()
