"""The table for who puts up the signs, as its template takes it (templates/table.typ)."""

from collections.abc import Sequence
from dataclasses import asdict

from engine.printing.lists import Row
from engine.printing.look import Look
from engine.printing.sheets import Sheets, common, logo_of
from engine.printing.tongues import Told, tongue_of
from engine.story.model import Story


def table_of(story: Story, rows: Sequence[Row], look: Look) -> Sheets:
    """Give a table of these signs, with room to note who put them up. Raises NoGlyph."""
    host = tongue_of("en", [(look.host, "'host' of signs.yaml")])
    texts: list[Told] = [(story.title, "the title of the story")]
    for row in rows:
        texts += [(str(text), f"the place '{row.place}'") for text in asdict(row).values()]
    tongue = tongue_of(story.language, texts)
    data = {
        **common(look, host),
        "title": story.title,
        "paper": _paper(rows),
        "tongue": tongue.as_data(),
        "rows": [asdict(row) for row in rows],
    }
    return Sheets("table.typ", data, logo_of(look), (host, tongue), ())


def _paper(rows: Sequence[Row]) -> str:
    """Give on what the table is printed: on the paper of the signs' part of the world."""
    return "a4" if rows[0].sheet.startswith("a") else "us-letter"
