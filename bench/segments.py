"""Wayside's count of segments against Twilio's own calculator (npm: sms-segments-calculator).

python -m bench.segments [texts] [seed]   compares that many texts, fresh ones with each seed
python -m bench.segments --write          writes what the tests compare with, without Node.js

Needs Node.js; what `bench/segments/package.json` names is installed there by `npm ci`. Exits with 1
where a text is counted otherwise. The empty text is left out: it is never sent, so it costs nothing
here, where the calculator counts one segment.
"""

import json
import random
import secrets
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from engine.languages.sentences import sentence
from engine.languages.tables import languages
from engine.texting.segments import segments

FOLDER = Path(__file__).parent / "segments"
FIXTURE = Path(__file__).parent.parent / "tests/engine/texting/calculator.json"
SOURCE = "the npm package sms-segments-calculator 1.3.0 (MIT), asked by bench/segments.py"
WRITTEN, SEED = 3_000, 20_261_126
GSM = "ABCxyz 0123456789@£$¥èéùìòÇØøÅåΔΦΓΛΩΠΨΣΘΞÆæßÉ!\"#¤%&'()*+,-./:;<=>?¡ÄÖÑÜ§¿äöñüà\n"
DOUBLED = "^{}\\[~]|€"
# One of these and a text is UCS-2: curly quotes, dashes, spaces, letters, writings, emoji.
DEAR = "’‘“”„«»–—…•\u00a0çêîõşžŁœйЖяאبहिनあ漢字한글✓☕"
PAIRS = "😊🦉🏛𝄞🗺🎻"
JOINED = ("👍🏽", "🇺🇸", "👨‍👩‍👧", "❤️", "e\u0301", "हिन्दी", "ก็", "각", "☔️", "1️⃣")
ASKED = ("help", "no stories", "restart?", "forget me?", "fault", "budget spent", "stopped")


def texts(count: int, seed: int) -> Iterator[str]:
    """Give so many varied texts: what is said here, and mixtures long enough to be cut anywhere."""
    chance = random.Random(seed)
    said = [
        sentence(key, tag, stories="A, B", contact="Ask us.", link="https://play.example.org/")
        for tag in languages()
        for key in ASKED
    ]
    for number in range(count):
        text = said[number % len(said)] if number % 8 == 0 else ""
        yield (text + _mixture(chance)).strip("\r") or "a"


def _mixture(chance: random.Random) -> str:
    """Give runs of characters, often as long as what just fits."""
    kinds: list[tuple[str, ...]] = [tuple(GSM), tuple(GSM)]
    kinds += chance.sample(
        [tuple(DOUBLED), tuple(DEAR), tuple(PAIRS), JOINED], chance.randint(0, 3)
    )
    length = chance.choice(
        (1, 9, 30, 66, 67, 70, 71, 71, 134, 135, 152, 153, 160, 161, 202, 306, 460)
    )
    found: list[str] = []
    while sum(map(len, found)) < length:
        kind = chance.choice(kinds)
        found += [chance.choice(kind)] * chance.choice((1, 1, 1, 2, 7, 60))
    return "".join(found)[: length + chance.randint(-2, 2)]


def counted(asked: list[str]) -> list[tuple[int, str, int]]:
    """Ask the calculator for the segments, the encoding and the units of texts."""
    if not (FOLDER / "node_modules").is_dir():
        command = ["npm", "ci", "--no-audit", "--no-fund", "--silent"]
        subprocess.run(command, cwd=FOLDER, check=True)
    lines = "".join(json.dumps(text) + "\n" for text in asked)
    done = subprocess.run(
        ["node", "count.mjs"], cwd=FOLDER, input=lines, capture_output=True, text=True, check=True
    )
    return [tuple(json.loads(line)) for line in done.stdout.splitlines()]


def compare(count: int, seed: int) -> int:
    """Compare both on so many texts; print what differs, and give how many do."""
    asked = list(texts(count, seed))
    differ = 0
    for text, theirs in zip(asked, counted(asked), strict=True):
        found = segments(text)
        ours = (found.count, found.encoding, found.units)
        if ours != theirs:
            differ += 1
            print(f"ours {ours}, theirs {theirs}: {text!a}")
    print(f"{count:,} texts (seed {seed}): {differ} counted otherwise.")
    return differ


def write() -> None:
    """Write texts and how the calculator counts them."""
    asked = list(texts(WRITTEN, SEED))
    facts = [[text, *theirs] for text, theirs in zip(asked, counted(asked), strict=True)]
    rows = ",\n".join(f"  {json.dumps(fact, ensure_ascii=False)}" for fact in facts)
    head = f'"source": {json.dumps(SOURCE)},\n"columns": ["text", "count", "encoding", "units"]'
    FIXTURE.write_text(f'{{\n{head},\n"facts": [\n{rows}\n]\n}}\n', encoding="utf-8")
    print(f"{len(facts):,} texts in {FIXTURE.name}")


if __name__ == "__main__":
    if "--write" in sys.argv:
        write()
    else:
        numbers = [*map(int, sys.argv[1:])]
        many = numbers[0] if numbers else 20_000
        sys.exit(bool(compare(many, numbers[1] if numbers[1:] else secrets.randbelow(10**9))))
