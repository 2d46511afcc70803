"""The pages about terms and privacy: some ship, and a library may lay its own beside its stories.

A file is Markdown (`privacy.md`, `privacy.es.md`) or plain text (`privacy.txt`). Nothing in it
becomes a script: HTML is shown as it is written, and links lead nowhere but to the web, to mail and
to a phone.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from engine.languages.choosing import chosen

PAPERS = ("terms", "privacy")
SHIPPED = Path(__file__).parent / "papers"
USUAL = "en"
LARGEST_BYTES = 100_000
_NAME = re.compile(
    r"(?P<paper>[a-z]+)(\.(?P<tag>[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}))?\.(md|txt)"
)
_GAP = re.compile(r"\{(\w+)\}")
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+", re.ASCII)
_LINK = re.compile(r"(https?://|mailto:|tel:|sms:|/(?!/)|#)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Paper:
    """One page in one language (BCP 47): its title, and what stands below it as safe HTML."""

    name: str
    language: str
    languages: tuple[str, ...]
    title: str
    body: Markup


def paper(name: str, folder: Path, wanted: tuple[str, ...], facts: Mapping[str, str]) -> Paper:
    """Give a page as it is best read by who wants these languages (BCP 47, the best first).

    `facts` are what stands for `{name}` and the like; a line with one that is empty is left out.
    """
    files = files_of(name, folder)
    language = chosen(tuple(files), wanted) or (USUAL if USUAL in files else next(iter(files)))
    file = files[language]
    text = file.read_bytes()[:LARGEST_BYTES].decode("utf-8-sig", "replace")
    title, body = _plain(text, facts) if file.suffix == ".txt" else _markdown(text, facts)
    return Paper(name, language, tuple(files), title or name.capitalize(), body)


def files_of(name: str, folder: Path) -> dict[str, Path]:
    """Give the files of a page by language: the library's own, or, where it has none, ours."""
    return _found(name, folder) or _found(name, SHIPPED)


def _found(name: str, folder: Path) -> dict[str, Path]:
    found: dict[str, Path] = {}
    for file in sorted(folder.glob(f"{name}.*")) if folder.is_dir() else ():
        match = _NAME.fullmatch(file.name)
        if match and match["paper"] == name and file.is_file():
            found.setdefault(match["tag"] or USUAL, file)
    return found


def _markdown(text: str, facts: Mapping[str, str]) -> tuple[str, Markup]:
    lines = _filled(text, {gap: _as_markdown(fact) for gap, fact in facts.items()})
    reader = MarkdownIt("js-default", {"html": False, "linkify": False})
    reader.validateLink = lambda url: bool(_LINK.match(url))  # type: ignore[method-assign]
    tokens = [_bare(token) for token in reader.disable("image").parse(lines)]
    title = ""
    if [token.type for token in tokens[:1]] == ["heading_open"] and tokens[0].tag == "h1":
        title = "".join(each.content for each in tokens[1].children or ())
        tokens = tokens[3:]
    return title, Markup(reader.renderer.render(tokens, reader.options, {}))  # noqa: S704


def _bare(token: Token) -> Token:
    """Leave out what tables say of style: pages take none."""
    token.attrs.pop("style", None)
    return token


def _plain(text: str, facts: Mapping[str, str]) -> tuple[str, Markup]:
    title, _, rest = _filled(text, facts).strip().partition("\n")
    blocks = [block for block in re.split(r"\n\s*\n", rest.strip()) if block]
    html = (f"<p>{escape(block).replace(chr(10), '<br>')}</p>" for block in blocks)
    return title.strip(), Markup("\n".join(html))  # noqa: S704 - it is escaped


def _filled(text: str, facts: Mapping[str, str]) -> str:
    lines = text.replace("\r\n", "\n").split("\n")
    return "\n".join(
        _GAP.sub(lambda gap: facts.get(gap[1], gap[0]), line)
        for line in lines
        if all(facts.get(gap, gap) for gap in _GAP.findall(line))
    )


def _as_markdown(fact: str) -> str:
    """Write a fact so that it reads as it is, with an address for mail as a link."""
    fact, parts, last = " ".join(fact.split()), [], 0
    for mail in _MAIL.finditer(fact):
        address = _escaped(mail[0])
        parts += [_escaped(fact[last : mail.start()]), f"[{address}](mailto:{address})"]
        last = mail.end()
    return "".join([*parts, _escaped(fact[last:])])


def _escaped(text: str) -> str:
    return _PUNCTUATION.sub(r"\\\1", text)
