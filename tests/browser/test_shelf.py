"""What a page knows of what the phone keeps."""

from typing import Any

from playwright.sync_api import Page

LOOK = """async () => {
  const { openShelf } = await import("/walk/shelf.js");
  const [shelf, found] = [openShelf(), {}];
  found.before = shelf.known("a");
  const writes = shelf.change("a", () => ({ kept: "one", result: null }));
  found.while_it_writes = shelf.known("a");
  await writes;
  found.written = shelf.known("a");
  const reads = shelf.get("a");
  found.while_it_reads = shelf.known("a");
  await reads;
  found.read = shelf.known("a");
  const fails = shelf.change("a", () => { throw new Error("No."); });
  await fails.catch(() => null);
  found.failed = shelf.known("a");
  return found;
}"""


def test_what_is_kept_is_known_at_once_but_while_it_is_read_or_written(modules: Page) -> None:
    found: dict[str, Any] = modules.evaluate(LOOK)
    assert found == {
        "before": None, "while_it_writes": None, "written": "one", "while_it_reads": None,
        "read": "one", "failed": "one",
    }  # fmt: skip
