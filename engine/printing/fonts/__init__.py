"""With which fonts a text is set, and which of its letters none of them has.

Noto Sans ships with the program, so that Latin, Greek and Cyrillic signs are the same on every
machine. The other scripts' fonts are too large to ship; they are those of one family, as Debian and
others pack it, and what is not there is told before anything is set: a missing letter would be
printed as an empty box.
"""

import json
import os
import sys
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from fontTools.ttLib import TTCollection, TTFont
from fontTools.unicodedata import script

BASE = "Noto Sans"
# Chinese, Japanese and Korean share characters that each writes in its own way.
_HAN = {"ja": "Kana", "ko": "Hang"}
_TRADITIONAL = ("tw", "hk", "mo", "hant")
# What belongs to no script: looked for in those of the text, then here.
_SYMBOLS = ("Symb", "Sym2", "Math")
# Seen by nobody: controls, joiners, and what chooses between forms of the letter before it.
_UNSEEN = ("Cc", "Cf")
_CHOOSERS = range(0xFE00, 0xFE10)


@dataclass(frozen=True, slots=True)
class Family:
    """A font as typesetting names it, with its files' common beginning and its Debian package."""

    name: str
    file: str
    package: str


@dataclass(frozen=True, slots=True)
class Missing:
    """A letter that no font has; `package` brings one, where it is empty none is known."""

    letter: str
    package: str

    def __str__(self) -> str:
        name = unicodedata.name(self.letter, "")
        told = f"'{self.letter}' (U+{ord(self.letter):04X}{', ' + name if name else ''})"
        if not self.package:
            return f"No font that is printed with has {told}. Leave it out, or write it otherwise."
        return f"No font here has {told}. Type: sudo apt-get install {self.package}"


def families_for(text: str, language: str) -> tuple[tuple[Family, ...], tuple[Missing, ...]]:
    """Give the fonts beside Noto Sans that a text wants, in order, and the letters without one."""
    found: dict[str, Family] = {}
    missing: dict[str, Missing] = {}
    letters = [each for each in dict.fromkeys(text) if _is_seen(each)]
    foreign = [each for each in letters if ord(each) not in _base()]
    wanted = list(dict.fromkeys(filter(None, (_script(each, language) for each in foreign))))
    for letter in foreign:
        family = _having(letter, [*wanted, *_SYMBOLS])
        if family:
            found.setdefault(family.name, family)
        else:
            own = _script(letter, language)
            missing[letter] = Missing(letter, _scripts()[own].package if own else "")
    return tuple(found.values()), tuple(missing.values())


def font_files(families: Iterable[Family]) -> tuple[Path, ...]:
    """Give the files of these fonts, and of Noto Sans."""
    here = Path(str(files(__name__)))
    own = sorted(here.glob("*.ttf"))
    return (*own, *dict.fromkeys(file for each in families for file in _files_of(each.file)))


def _is_seen(letter: str) -> bool:
    return unicodedata.category(letter) not in _UNSEEN and ord(letter) not in _CHOOSERS


def _script(letter: str, language: str) -> str:
    """Give the script of a letter that fonts are known for; empty for none."""
    found: str = script(letter)
    parts = language.lower().replace("_", "-").split("-")
    if found in ("Hani", "Hira", "Kana"):
        han = "Hant" if set(parts) & set(_TRADITIONAL) else "Hani"
        found = "Kana" if found != "Hani" else _HAN.get(parts[0], han)
    return found if found in _scripts() else ""


def _having(letter: str, scripts: list[str]) -> Family | None:
    families = (_scripts()[each] for each in scripts)
    return next((each for each in families if ord(letter) in _letters_of(each)), None)


@cache
def _scripts() -> Mapping[str, Family]:
    text = (files(__name__) / "scripts.json").read_text(encoding="utf-8")
    return {tag: Family(*known) for tag, known in json.loads(text).items()}


@cache
def _base() -> frozenset[int]:
    return _read(Path(str(files(__name__) / "NotoSans-Regular.ttf")), BASE)


@cache
def _letters_of(family: Family) -> frozenset[int]:
    """Give the letters that every file of a font has which is here: regular and bold."""
    found = [_read(file, family.name) for file in _files_of(family.file)]
    return frozenset.intersection(*found) if found else frozenset()


def _read(file: Path, family: str) -> frozenset[int]:
    if file.suffix.lower() not in (".ttc", ".otc"):
        with TTFont(str(file), lazy=True) as font:
            return frozenset(font.getBestCmap() or {})
    with TTCollection(str(file), lazy=True) as several:
        named = (each for each in several.fonts if each["name"].getDebugName(1) == family)
        return frozenset(next(named, several.fonts[0]).getBestCmap() or {})


@cache
def _files_of(beginning: str) -> tuple[Path, ...]:
    """Give the regular and the bold file of a font, or the one that is both."""
    starts = tuple(f"{beginning}{end}" for end in ("-Regular.", "-Bold.", "[wght]", "[wdth,wght]"))
    found = {each.name: each for each in _installed() if each.name.startswith(starts)}
    return tuple(found[name] for name in sorted(found))


@cache
def _installed() -> tuple[Path, ...]:
    return tuple(
        Path(folder, name)
        for top in _folders()
        for folder, _, names in os.walk(top)
        for name in names
        if name.startswith("Noto") and name.lower().endswith((".ttf", ".otf", ".ttc", ".otc"))
    )


def _folders() -> tuple[Path, ...]:
    """Give where fonts are installed (the XDG base directories, Apple's and Microsoft's guides)."""
    home = Path.home()
    if sys.platform == "darwin":
        return (home / "Library/Fonts", Path("/Library/Fonts"), Path("/System/Library/Fonts"))
    if sys.platform == "win32":
        local = Path(os.environ.get("LOCALAPPDATA", str(home)))
        windows = Path(os.environ.get("WINDIR", "C:/Windows"))
        return (local / "Microsoft/Windows/Fonts", windows / "Fonts")
    shares = os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
    own = os.environ.get("XDG_DATA_HOME") or str(home / ".local/share")
    return tuple(Path(each, "fonts") for each in (own, *shares.split(":")))
