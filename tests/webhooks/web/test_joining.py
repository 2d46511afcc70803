"""Scripts as they are sent: one file in place of many."""

import re
from pathlib import Path

import pytest

from webhooks.web.assets import STATIC, contents
from webhooks.web.joining import joined

WORDS = """export const word = "paper";
export function twice(text) {
  return own(text) + own(text);
}
const own = (text) => text;"""
BOAT = """import { word } from "./words.js";
export class Boat {}
const hull = word;"""
WALK = """// A walk.
import { Boat } from "./boat.js";
import { twice, word } from "./words.js";
export async function go() {
  const { later } = await import("./later.js");
  return later(twice(word), new Boat());
}"""
WHOLE = """const word = "paper";
function twice(text) {
  return own(text) + own(text);
}
const own = (text) => text;
class Boat {}
const hull = word;
// A walk.
export async function go() {
  const { later } = await import("./later.js");
  return later(twice(word), new Boat());
}"""


def shelf(folder: Path, **modules: str) -> Path:
    for name, text in {"words": WORDS, "boat": BOAT, "walk": WALK, **modules}.items():
        (folder / f"{name}.js").write_text(text, encoding="utf-8")
    return folder / "walk.js"


def test_a_module_is_sent_after_all_that_it_imports_each_once(tmp_path: Path) -> None:
    assert joined(shelf(tmp_path)) == WHOLE


def test_a_module_that_imports_nothing_is_sent_as_it_is(tmp_path: Path) -> None:
    shelf(tmp_path)
    assert joined(tmp_path / "words.js") == WORDS


@pytest.mark.parametrize(
    "odd",
    [
        'import word from "./words.js";',
        'import * as words from "./words.js";',
        'import { word as other } from "./words.js";',
        'import "./words.js";',
        'export { word } from "./words.js";',
        "export default 1;",
        "export let word;",
    ],
)
def test_what_would_not_be_joined_as_it_is_meant_is_refused(tmp_path: Path, odd: str) -> None:
    for name in ("walk", "boat"):
        text = f'import {{ Boat }} from "./boat.js";\n{odd}' if name == "walk" else odd
        walk = shelf(tmp_path, **{name: text})
        with pytest.raises(ValueError, match=re.escape(f"{name}.js has another import or export")):
            joined(walk)


@pytest.mark.parametrize(
    "same", ["const own = 1;", "let other, own;", "function own() {}", "const [own] = [1];"]
)
def test_names_that_two_modules_have_at_their_top_are_refused(tmp_path: Path, same: str) -> None:
    walk = shelf(tmp_path, boat=BOAT + "\n" + same)
    with pytest.raises(ValueError, match=r"words\.js and boat\.js both declare own"):
        joined(walk)


def test_no_script_asks_for_another_at_once() -> None:
    at_once = re.compile(r"\bimport\s*\{|\bfrom\s*[\"']\./")
    sent = {name: data.decode() for name, data in contents().items() if name.endswith(".js")}
    assert {name for name, text in sent.items() if at_once.search(text)} == set()
    assert at_once.search((STATIC / "walk" / "walk.js").read_text(encoding="utf-8"))
