"""One character that makes a whole message dearer."""

import unicodedata
from collections.abc import Collection, Iterator

from engine.checking.sent import Sent, arrivals, others
from engine.story.build.folder import Written
from engine.story.document import lines_of
from engine.story.model import Line, Story
from engine.story.problems import Problem, Span
from engine.texting.segments import dearest_in, look_alikes, plain, segments

# Where more of the texts than this need such a letter, the language is written so.
RARE = 0.25
A_FEW = 5


def dear_character(written: Written) -> Iterator[Problem]:
    """Tell of a few characters for which a text needs more messages than it would without."""
    story = written.story
    spans = {id(line): span for line, span in written.lines}
    lines = lines_of(written.source.text.decode("utf-8-sig"))
    own: set[Line] = set()
    for told in (story, *story.tongues.values()):
        for line, char, message in _dear_lines(told, "" if told is story else told.language):
            # What has no translation is said as it is written, and told of once.
            if told is not story and line in own:
                continue
            own.add(line)
            span = spans[id(line)]
            place = _place_of(lines, span, char) if told is story else span
            yield Problem(place, "dear-character", message, "warning")


def _dear_lines(story: Story, language: str) -> Iterator[tuple[Line, str, str]]:
    """Give each line that holds such a character, once, with it and what is told of it."""
    told_of: set[int] = set()
    for text, lines, chars in _dear_texts(story):
        if len(chars) > A_FEW or not _saves(text, chars):
            continue
        for line in lines:
            held = next((char for char in chars if char in _written(line)), None)
            if held is not None and id(line) not in told_of:
                told_of.add(id(line))
                yield line, held, _message(text, chars, language)


def _dear_texts(story: Story) -> Iterator[tuple[str, tuple[Line, ...], list[str]]]:
    """Give each message that holds dear characters, and those that the language can do without."""
    sent = [each for scene in story.scenes.values() for each in arrivals(story, scene)]
    sent += others(story)
    dear = [(each, chars) for each in sent if (chars := dearest_in(_sent(story, each)))]
    with_letters = [chars for _, chars in dear if any(_is_letter(char) for char in chars)]
    written_so = len(with_letters) > RARE * len(sent)
    usual = {char for chars in with_letters for char in chars if written_so and _is_letter(char)}
    for each, chars in dear:
        if rest := [char for char in chars if char not in usual]:
            yield _sent(story, each), each.lines, rest


def _sent(story: Story, sent: Sent) -> str:
    """Give a message without what its story leaves away by itself."""
    return plain(sent.text) if story.plain else sent.text


def _is_letter(char: str) -> bool:
    return unicodedata.category(char)[0] in "LM"


def _saves(text: str, chars: Collection[str]) -> bool:
    return segments(_plain(text, chars)).count < segments(text).count


def _plain(text: str, chars: Collection[str]) -> str:
    return "".join(_instead(char) if char in chars else char for char in text)


def _instead(char: str) -> str:
    """Give what may be typed in a character's stead; empty where it is best left out."""
    plain = look_alikes(char)
    if plain != char and not dearest_in(plain):
        return plain
    base = unicodedata.normalize("NFD", char)[0]
    return "" if dearest_in(base) else base


def _written(line: Line) -> str:
    return "".join(part for part in line.parts if isinstance(part, str))


def _message(text: str, chars: Collection[str], language: str) -> str:
    before, after = segments(_plain(text, chars)).count, segments(text).count
    costs = f"{before} messages become {after}" if before > 1 else f"1 message becomes {after}"
    where = f"In the translation to '{language}', t" if language else "T"
    named = " and ".join(_shown(char) for char in chars)
    what = f"he character {named} makes" if len(chars) == 1 else f"he characters {named} make"
    return f"{where}{what} this text dearer: {costs}. {_advice(chars)}."


def _shown(char: str) -> str:
    return f"'{char}' ({_name(char)})" if _is_seen(char) else _name(char)


def _is_seen(char: str) -> bool:
    return char.isprintable() and not char.isspace()


def _name(char: str) -> str:
    return unicodedata.name(char, "a special character").lower()


def _advice(chars: Collection[str]) -> str:
    instead = {char: _instead(char) for char in chars}
    typed = [f"{plain} for {char}" for char, plain in instead.items() if plain.strip()]
    typed += [f"a plain space for {_name(char)}" for char, plain in instead.items() if plain == " "]
    left = [char if _is_seen(char) else _name(char) for char in chars if not instead[char]]
    told = [f"Type {' and '.join(typed)}"] if typed else []
    told += [f"Leave out {' and '.join(left)}"] if left else []
    return ". ".join(told)


def _place_of(lines: list[str], span: Span, char: str) -> Span:
    """Give where the character stands in the file, from where its text begins."""
    for number, line in enumerate(lines[span.line - 1 :], span.line):
        found = line.find(char, span.column - 1 if number == span.line else 0)
        if found >= 0:
            return span._replace(line=number, column=found + 1)
    return span
