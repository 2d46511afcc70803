"""What is told of each slip: the text that was typed, and every problem as it is told."""

from dataclasses import dataclass
from pathlib import Path

from engine.story.build import Source
from tests.engine.story.told import SHARED, scene, top


@dataclass(frozen=True, slots=True)
class Case:
    """A story's source, or its folder, and all that is told of it: line:column rule message."""

    source: str | bytes | Path | Source
    told: list[str]


CASES = [
    # The file as a whole
    Case(Path("nowhere"), ["1:1 no-file This file cannot be read (No such file or directory)."]),
    Case(
        b"x" * (8 * 1024 * 1024 + 1),
        [
            (
                "1:1 too-large This file is larger than 8 MB. Split the story, or keep pictures "
                "and sound in media/."
            )
        ],
    ),
    Case(
        "story: T\nabout: caf\u00e9 ".encode() + b"\xff\n",
        [
            (
                "2:13 not-utf-8 This line holds bytes that are not UTF-8. Save the file again "
                "with the encoding UTF-8 (most editors offer it under 'Save as')."
            )
        ],
    ),
    Case(
        "",
        [
            (
                "1:1 empty This file is empty. A story begins with a line such as 'story: The "
                "Lantern Keeper', a walk with 'walk: The shortest way'."
            )
        ],
    ),
    Case(
        "# only a comment\n",
        [
            (
                "1:1 empty This file is empty. A story begins with a line such as 'story: The "
                "Lantern Keeper', a walk with 'walk: The shortest way'."
            )
        ],
    ),
    Case(
        "\n\n",
        [
            (
                "1:1 empty This file is empty. A story begins with a line such as 'story: The "
                "Lantern Keeper', a walk with 'walk: The shortest way'."
            )
        ],
    ),
    Case(
        "story: caf\u00e9\nabout: a\x07b\n",
        ["2:9 character A character that cannot be seen stands here. Delete it."],
    ),
    Case(
        "story: T\n---\nstory: U\n",
        [
            (
                "2:1 two-documents A line '---' begins a second document here. Remove it: one "
                "file is one story."
            )
        ],
    ),
    Case(
        top("about: " + "[" * 60 + "]" * 60 + "\n"),
        [
            (
                "4:8 shape 'about' is a text here. If it holds ':' or begins with a bracket, put "
                "it in quotes."
            ),
            (
                "4:57 too-deep This is nested more than 50 deep. A bracket or an indent is "
                "probably too many."
            ),
        ],
    ),
    Case(
        "story: T\nabout: A\nstory: U\n",
        [
            "1:1 missing-key The story has no 'scenes'.",
            "1:1 missing-key The story has no 'start'.",
            (
                "3:1 key-twice 'story' stands here a second time; the first is in line 1. Keep "
                "one of them."
            ),
        ],
    ),
    Case(
        "story: T\n[a, b]: c\n{d: e}: f\n",
        [
            "1:1 missing-key The story has no 'scenes'.",
            "1:1 missing-key The story has no 'start'.",
            "2:1 key A key must be a plain word here. If this is meant as text, put it in quotes.",
            "3:1 key A key must be a plain word here. If this is meant as text, put it in quotes.",
        ],
    ),
    Case(
        top("about: &mark A\n"),
        [
            (
                "4:8 anchor '&mark' names a part to be copied, which stories do not use. If it "
                "is meant as text, put the text in quotes."
            )
        ],
    ),
    Case(
        top("about: *mark\n"),
        [
            (
                "4:8 anchor '*mark' asks for a copy of another part, which stories do not use. "
                "If it is meant as text, put the text in quotes."
            )
        ],
    ),
    Case(top("about: !wow A\n"), ["4:8 tag A text that begins with '!' wants quotes around it."]),
    Case(top("about: !wow! A\n"), ["4:8 tag A text that begins with '!' wants quotes around it."]),
    Case(
        top("about: *star* A\n"),
        ["4:8 first-character A text that begins with '*' or '&' wants quotes around it."],
    ),
    Case(
        top("about: & A\n"),
        ["4:8 first-character A text that begins with '*' or '&' wants quotes around it."],
    ),
    # Slips of YAML
    Case(
        scene("say: Note: this\nending: E\n"),
        [
            (
                "9:14 colon A colon and a space inside a text end it. Put the whole text in "
                "quotes, or write it in the next lines after '|'."
            )
        ],
    ),
    Case(
        scene("say: hello\n  ending: E\n"),
        [
            (
                "10:13 colon A key cannot stand here, because this line goes on with the text "
                "above it. Either this line is indented too far, or the line above has no colon "
                "with a space after its key."
            )
        ],
    ),
    Case(
        scene("say hello\nending: E\n"),
        [
            (
                "10:11 colon A key cannot stand here, because this line goes on with the text "
                "above it. Either this line is indented too far, or the line above has no colon "
                "with a space after its key."
            )
        ],
    ),
    Case(
        scene("say:hello\nending: E\n"),
        [
            (
                "10:11 colon A key cannot stand here, because this line goes on with the text "
                "above it. Either this line is indented too far, or the line above has no colon "
                "with a space after its key."
            )
        ],
    ),
    Case(
        scene("choices: - pick: x\n"),
        [
            (
                "9:14 list A list begins in a line of its own, below its key. A text that begins "
                "with '-' and a space wants quotes around it."
            )
        ],
    ),
    Case(
        scene("say: - hello\nending: E\n"),
        [
            (
                "9:10 list A list begins in a line of its own, below its key. A text that begins "
                "with '-' and a space wants quotes around it."
            )
        ],
    ),
    Case(
        scene("say: ? hello\nending: E\n"),
        ["9:10 first-character A text that begins with '?' wants quotes around it."],
    ),
    Case(
        scene('say: "C:\\dir"\nending: E\n'),
        [
            (
                "9:13 backslash Inside double quotes, '\\' and what follows it mean another "
                "character. Write '\\\\' for a backslash, or put the text in single quotes."
            )
        ],
    ),
    Case(
        scene('say: "\\ud800"\nending: E\n'),
        [
            (
                "9:13 backslash Inside double quotes, '\\' and what follows it mean another "
                "character. Write '\\\\' for a backslash, or put the text in single quotes."
            )
        ],
    ),
    Case(
        scene('say: "hello\nending: E\n'), ["9:10 quote The quote that opens here is never closed."]
    ),
    Case(
        scene("say: 'hello\nending: E\n"), ["9:10 quote The quote that opens here is never closed."]
    ),
    Case(scene('say: "a\n---\n'), ["9:10 quote The quote that opens here is never closed."]),
    Case(
        scene("say: @home\nending: E\n"),
        ["9:10 first-character A text that begins with '@' wants quotes around it."],
    ),
    Case(
        scene("say: ] x\nending: E\n"),
        ["9:10 first-character A text that begins with ']' wants quotes around it."],
    ),
    Case(
        scene("say: [hello\nending: E\n"),
        [
            (
                "10:11 bracket The bracket that opens in line 9 is not closed where it should "
                "be. Inside brackets, texts with ':' ',' '?' or brackets want quotes; a text "
                "that begins with a bracket wants quotes as a whole."
            )
        ],
    ),
    Case(
        scene("say: {first: a: b, then: c}\nending: E\n"),
        [
            (
                "9:19 bracket The bracket that opens in line 9 is not closed where it should be. "
                "Inside brackets, texts with ':' ',' '?' or brackets want quotes; a text that "
                "begins with a bracket wants quotes as a whole."
            )
        ],
    ),
    Case(
        scene("say: {friend} hello\nending: E\n"),
        [
            (
                "9:19 indent This does not fit the lines above it. Keys of one thing stand "
                "exactly below each other; a text that begins with a quote or a bracket ends "
                "with it, or wants quotes as a whole."
            )
        ],
    ),
    Case(
        scene('say: "Hello" she said\nending: E\n'),
        [
            (
                "9:18 quote The quote before this ended the text. Where a text has such a quote "
                "inside, put the whole of it in the other kind of quotes, or write it in the next "
                "lines after '|'."
            ),
        ],
    ),
    Case(
        scene("say: x\n ending: E\n").replace("     ending", "   ending"),
        [
            (
                "10:4 indent This does not fit the lines above it. Keys of one thing stand "
                "exactly below each other; a text that begins with a quote or a bracket ends "
                "with it, or wants quotes as a whole."
            )
        ],
    ),
    Case(
        "  story: T\nstart: a\n",
        [
            (
                "2:1 indent This does not fit the lines above it. Keys of one thing stand "
                "exactly below each other; a text that begins with a quote or a bracket ends "
                "with it, or wants quotes as a whole."
            )
        ],
    ),
    Case(
        scene("- x\nending: E\n"),
        [
            (
                "10:5 indent This does not fit the list above it. Each item begins with '- ', "
                "exactly below the others."
            )
        ],
    ),
    Case(
        scene("say: hello\n\tending: E\n"),
        ["10:5 tab A tab stands at the start of this line. Indent with spaces."],
    ),
    Case(
        scene("ending: E\nsay hello\n"),
        [
            (
                "10:5 colon-missing A key is expected here, but no colon and space follow it. "
                "Write 'key: text', or write a text of several lines after '|', indented."
            )
        ],
    ),
    Case(
        scene("say: | hello\nending: E\n"),
        [
            (
                "9:10 block After '|' or '>' nothing else stands in the line; the text follows "
                "in the next lines, indented. A text that begins with '|' or '>' wants quotes."
            )
        ],
    ),
    Case(
        "%home\nstory: T\n",
        ["1:1 first-character A line that begins with '%' is no text. Indent it."],
    ),
    Case(
        "%YAML 2.0\n---\nstory: T\n",
        ["1:1 yaml This line cannot be read here: found incompatible YAML document."],
    ),
    Case(
        scene("\tsay: x\n"), ["9:5 tab A tab stands at the start of this line. Indent with spaces."]
    ),
    Case(
        scene("choices:\n-\tpick: x\n"), ["10:6 tab A tab stands here. Put a space in its place."]
    ),
    # The top of a story
    Case("hello\n", ["1:1 shape A story is written with keys here, such as 'story: ...'."]),
    Case("- a\n", ["1:1 shape A story is written with keys here, such as 'story: ...'."]),
    Case(top("remember: [a]\n"), ["4:11 shape Facts are written as a block: 'name: ...'."]),
    Case(
        top("remember: {a: [b]}\n"),
        ["4:15 shape 'a' has a first value here: a number, yes, no, or a text."],
    ),
    Case(
        top("remember: {a/b: 1, '': 2}\n"),
        [
            "4:12 name The names of facts have at least one character and no '/', '{', '}'.",
            "4:20 name The names of facts have at least one character and no '/', '{', '}'.",
        ],
    ),
    Case(
        top("remember: {n: 99999999999}\n"),
        [("4:15 number A number is at most 1000000000. If it is meant as text, put it in quotes.")],
    ),
    Case(
        top("remember: {is it: no}\nitems: [key and lock]\n"),
        [
            "4:12 name 'is' has a meaning in conditions, so it cannot stand in a name.",
            "5:9 name 'and' has a meaning in conditions, so it cannot stand in a name.",
        ],
    ),
    Case(
        top("items: key\n"),
        [
            (
                "4:8 shape 'items' is a list here: write [one, two], or '- one' and '- two' in "
                "lines of their own."
            )
        ],
    ),
    Case(
        top("items: [oil, oil]\n"),
        ["4:14 name 'oil' is already the name of something else. Choose another."],
    ),
    Case(
        top("remember: {oil: no}\nitems: [oil]\n"),
        ["5:9 name 'oil' is already the name of something else. Choose another."],
    ),
    Case(top("items: ['']\n"), ["4:9 empty 'items' is empty here."]),
    Case(
        top("items: [[a]]\n"),
        [
            (
                "4:9 shape 'items' is a text here. If it holds ':' or begins with a bracket, put "
                "it in quotes."
            )
        ],
    ),
    Case(top("about:\n"), ["4:7 empty 'about' is empty here."]),
    Case(
        top("about: [a]\n"),
        [
            (
                "4:8 shape 'about' is a text here. If it holds ':' or begins with a bracket, put "
                "it in quotes."
            )
        ],
    ),
    Case(
        top("about: {a: b}\n"),
        [
            (
                "4:8 shape 'about' is a text here. If it holds ':' or begins with a bracket, put "
                "it in quotes."
            )
        ],
    ),
    Case(
        top("about: {first: A, then: B}\n"),
        [
            (
                "4:8 shape 'about' is one text here, always the same: it cannot change from time "
                "to time."
            )
        ],
    ),
    Case(
        scene("choices:\n  -{pick: A, ending: E}\n"),
        ["10:7 list A space is missing after '-'."],
    ),
    Case(
        scene("say: [Hello., Goodbye.]\nending: E\n"),
        [
            (
                "9:10 variant Of several, say which it is: {any: [...]} is one by chance, {cycle: "
                "[...]} one after the other, {first: ..., then: ...} the second from the second "
                "time on. What belongs together is one text."
            )
        ],
    ),
    Case(top("abuot: A\n"), ["4:1 unknown-key 'abuot' is not known here. Did you mean 'about'?"]),
    Case(top("About: A\n"), ["4:1 unknown-key 'About' is not known here. Did you mean 'about'?"]),
    Case(
        top("colour: A\n"),
        [
            (
                "4:1 unknown-key 'colour' is not known here. A story may have: story, about, "
                "credits, contact, languages, keywords, start, signs, timezone, welcome, "
                "audience, hours, season, closed, remember, items, counters, polls, "
                "collections, places, scenes, anytime, after, moved, texts, offline, large."
            )
        ],
    ),
    Case(
        top("\u00a0about: A\n"),
        [
            (
                "4:1 unknown-key 'about' is not known here. A character that cannot be seen "
                "stands in it. Type it anew."
            )
        ],
    ),
    Case(top("signs: closed\n"), ["4:8 value 'signs' is 'wait' or 'open' here, not 'closed'."]),
    Case(top("signs:\n"), ["4:7 empty 'signs' is empty here."]),
    Case(
        top("signs: [open]\n"),
        [
            (
                "4:8 shape 'signs' is a text here. If it holds ':' or begins with a bracket, put "
                "it in quotes."
            )
        ],
    ),
    Case(
        top("languages: en\n"),
        [
            (
                "4:12 shape 'languages' is a list here: write [one, two], or '- one' and '- two' "
                "in lines of their own."
            )
        ],
    ),
    Case(
        top("languages: [english]\n"),
        ["4:13 language 'english' is no language tag. Write en, es, fr, zh, or pt-BR."],
    ),
    Case(
        top("keywords: [STOP, 123, '!', OPT-OUT]\n"),
        [
            (
                "4:12 keyword 'STOP' is a word of the phone companies and never reaches us. Take "
                "another."
            ),
            "4:18 keyword '123' has no letter. Take a plain word such as MURAL as keyword.",
            "4:23 keyword '!' has no letter. Take a plain word such as MURAL as keyword.",
            (
                "4:28 keyword 'OPT-OUT' is a word of the phone companies and never reaches us. "
                "Take another."
            ),
        ],
    ),
    Case(
        top("keywords: [MURAL, mural]\n"), ["4:19 keyword The keyword 'mural' stands here twice."]
    ),
    Case(
        top("keywords: {HOLA: es}\n"), ["4:18 language The story has no language 'es'. It has: en."]
    ),
    Case(
        top("keywords: {HOLA: [es]}\n"),
        [
            (
                "4:18 shape 'keywords' is a text here. If it holds ':' or begins with a bracket, "
                "put it in quotes."
            )
        ],
    ),
    Case(
        top("keywords: {HOLA: Spanish}\n"),
        ["4:18 language 'Spanish' is no language tag. Write en, es, fr, zh, or pt-BR."],
    ),
    Case(top("keywords: [[A]]\n"), ["4:12 shape A keyword is a word such as MURAL."]),
    Case(top("keywords: ['']\n"), ["4:12 empty 'keywords' is empty here."]),
    Case(
        "story: T\n",
        ["1:1 missing-key The story has no 'scenes'.", "1:1 missing-key The story has no 'start'."],
    ),
    Case(
        "start: a\nscenes: [a]\nstory: T\n",
        [
            "1:8 unknown-scene There is no scene 'a'.",
            "2:9 shape Scenes are written as a block: 'name: ...'.",
        ],
    ),
    Case(
        "story:\nstart: b\nscenes: {a: {ending: E}}\n",
        ["1:7 empty 'story' is empty here.", "2:8 unknown-scene There is no scene 'b'."],
    ),
    Case(
        "story: T\nstart: aa\nscenes: {a a: {ending: E}}\n",
        ["2:8 unknown-scene There is no scene 'aa'. Did you mean 'a a'?"],
    ),
    # Places
    Case(top("places: [a]\n"), ["4:9 shape Places are written as a block: 'name: ...'."]),
    Case(
        top("places: {p: x}\n"),
        ["4:13 shape A place is written with keys here, such as 'name: ...'."],
    ),
    Case(
        top("places: {p: {at: x}}\n"),
        [
            "4:13 missing-key The place 'p' has no 'name'.",
            (
                "4:18 position 'at' is latitude and longitude in degrees, such as 51.50720, "
                "-0.12760; inside { } put both in quotes."
            ),
        ],
    ),
    Case(
        top("places: {p: {name: P, at: '91, 0'}}\n"),
        [
            (
                "4:27 position 'at' is latitude and longitude in degrees, such as 51.50720, "
                "-0.12760; inside { } put both in quotes."
            )
        ],
    ),
    Case(
        top("places: {p: {name: P, at: 51.5, -0.1}}\n"),
        [
            (
                "4:27 position 'at' is latitude and longitude in degrees, such as 51.50720, "
                "-0.12760; inside { } put both in quotes."
            ),
            (
                "4:33 unknown-key '-0.1' is not known here. A comma ends a text inside { }: "
                "put the "
                "whole text in quotes."
            ),
        ],
    ),
    Case(
        top("places: {p: {name: P, within: near}}\n"),
        ["4:31 distance 'within' is a distance such as 40 m."],
    ),
    Case(
        top("places: {p: {name: P, within: 0 m}}\n"),
        ["4:31 distance 'within' is a distance such as 40 m."],
    ),
    Case(
        top("places: {p: {name: P, code: LOL}}\n"),
        [
            (
                "4:29 code A code is 4 to 6 letters and digits without 0 O 1 I L, which look "
                "alike in print; or 4 to 6 digits alone."
            )
        ],
    ),
    Case(
        top("places: {p: {name: P, code: start}}\n"),
        [
            (
                "4:29 code 'START' is a word of the phone companies and never reaches us. Take "
                "another."
            )
        ],
    ),
    Case(
        top("places:\n  p: {name: P, code: AB22}\n  q: {name: Q, code: ab22}\n"),
        ["6:6 code The code 'AB22' is already that of 'p'."],
    ),
    Case(
        top("places: {p: {name: P, hint: x}}\n"),
        [
            (
                "4:23 unknown-key 'hint' is not known here. A place may have: name, at, within,"
                " code, hours, access, directions, note, permission, status, instead."
            )
        ],
    ),
    # Scenes and replies
    Case(
        scene("say: x\n"),
        [
            (
                "9:5 no-way-on The scene 'a' has no way on. Give it choices, answers, ask, "
                "walk, go, back, ending or handover."
            )
        ],
    ),
    Case(scene("go: nowhere\n"), ["9:9 unknown-scene There is no scene 'nowhere'."]),
    Case(scene("go: A\n"), ["9:9 unknown-scene There is no scene 'A'. Did you mean 'a'?"]),
    Case(
        scene("place: gaet\nending: E\n"),
        ["9:12 unknown-place There is no place 'gaet'. Did you mean 'gate'?"],
    ),
    Case(
        scene("choices: x\n"),
        [
            (
                "9:14 shape 'choices' is a list here: write [one, two], or '- one' and '- two' "
                "in lines of their own."
            )
        ],
    ),
    Case(scene("choices: []\n"), ["9:14 empty 'choices' is empty here."]),
    Case(
        scene("answers: [x]\n"),
        ["9:15 shape An answer is written with keys here, such as 'words: ...'."],
    ),
    Case(
        scene("choices:\n- go: b\n"),
        ["10:7 missing-key A choice has a 'pick': what the menu shows."],
    ),
    Case(
        scene("answers:\n- go: b\n"),
        [
            (
                "10:7 missing-key An answer has one of 'words', 'all', 'order', 'number', "
                "'photo', 'voice': what the player must say."
            )
        ],
    ),
    Case(
        scene("answers:\n- {pick: x, words: y}\n"),
        [
            (
                "10:8 unknown-key 'pick' is not known here. An answer may have: words, "
                "all, order, number, photo, voice, id, if, once, do, say, picture, alt,"
                " audio, transcript, collect, go, visit, ending, handover."
            )
        ],
    ),
    Case(
        scene("answers:\n-words: x\n"),
        [
            (
                "9:13 shape 'answers' is a list here: write [one, two], or '- one' and '- two' "
                "in lines of their own."
            ),
            "10:5 unknown-key '-words' is not known here. A space is missing after '-'.",
        ],
    ),
    Case(
        scene("choices:\n- pick: x\n- pick: X!\n"),
        [
            (
                "11:7 same-reply Two replies of this scene would be called 'x'. Give this one an "
                "id of its own: 'id: another'."
            )
        ],
    ),
    Case(
        scene("answers:\n- words: [x, y]\n- words: [z, y]\n"),
        ["11:7 same-words 'y' is already taken by a reply above, so this one never gets it."],
    ),
    Case(
        scene("answers:\n- {words: '!!'}\n"),
        ["10:15 no-words '!!' has no letter or digit, so that nobody can reply it."],
    ),
    Case(
        scene("answers:\n- {words: stop}\n- {words: opt-out}\n"),
        [
            (
                "10:15 reserved-word 'stop' is a word of the phone companies: who sends it is "
                "signed off or gets their help, and the story never hears it. Use another."
            ),
            (
                "11:15 reserved-word 'opt-out' is a word of the phone companies: who sends it is "
                "signed off or gets their help, and the story never hears it. Use another."
            ),
        ],
    ),
    Case(
        scene("choices: [{pick: Help}]\n"),
        [
            (
                "9:22 reserved-word 'Help' is a word of the phone companies: who sends it is "
                "signed off or gets their help, and the story never hears it. Use another."
            )
        ],
    ),
    Case(
        scene("answers:\n- {number: x}\n- {number: 8-6}\n- {number: }\n"),
        [
            "10:16 number 'x' is no number here. Write 7, 6-8, at least 8, or at most 8.",
            "11:16 number '8-6' is no number here. Write 7, 6-8, at least 8, or at most 8.",
            "12:16 empty 'number' is empty here.",
        ],
    ),
    Case(
        scene("choices:\n- {pick: x, go: b, visit: b, ending: E}\n"),
        ["10:31 two-ways A reply goes one way: keep 'go' or 'visit'."],
    ),
    Case(
        scene("choices:\n- {pick: x, once: always}\n"),
        ["10:23 value 'once' is 'yes' or 'no' here, not 'always'."],
    ),
    Case(scene("otherwise: {}\nending: E\n"), ["9:16 empty This reply does nothing."]),
    Case(
        scene("otherwise: {then: x}\nending: E\n"),
        [
            (
                "9:16 variant A 'otherwise' that changes is {first: ..., then: ...}, {cycle: "
                "[...]}, {shuffle: [...]}, or {any: [...]}. A text that begins with '{' wants "
                "quotes around it."
            )
        ],
    ),
    Case(
        scene("say: {first: x}\nending: E\n"),
        [
            (
                "9:10 variant A 'say' that changes is {first: ..., then: ...}, {cycle: [...]}, "
                "{shuffle: [...]}, or {any: [...]}. A text that begins with '{' wants quotes "
                "around it."
            )
        ],
    ),
    Case(
        scene("say: {friend}\nending: E\n"),
        [
            (
                "9:10 variant A 'say' that changes is {first: ..., then: ...}, {cycle: [...]}, "
                "{shuffle: [...]}, or {any: [...]}. A text that begins with '{' wants quotes "
                "around it."
            ),
            (
                "9:11 unknown-key 'friend' is not known here. A 'say' that changes may have: "
                "first, then, cycle, shuffle, any."
            ),
        ],
    ),
    Case(
        scene("say: 'Hello {frend}, {x'\nending: E\n"),
        [
            (
                "9:10 placeholder '{frend}' names no fact. Did you mean 'friend'? For a brace as "
                "text write '{{'."
            ),
            "9:10 placeholder A '{' is not closed. For a brace as text write '{{'.",
        ],
    ),
    Case(
        scene("ask: Who?\ngo: b\n"),
        ["9:10 shape 'ask' is written with keys here, such as 'question: ...'."],
    ),
    Case(
        scene("ask: {save: n}\ngo: b\n"),
        [
            (
                "9:17 kind 'n' is a number, but what is asked for is a text. Let it begin as a "
                "text: 'n: \"\"'."
            )
        ],
    ),
    Case(
        scene("ask: {save: frend}\ngo: b\n"),
        ["9:17 unknown-fact There is no fact 'frend'. Did you mean 'friend'?"],
    ),
    Case(
        scene("ask: {question: Who?}\n"),
        ["9:10 no-way-on After 'ask', the scene needs a 'go': where the story goes on."],
    ),
    Case(
        scene("hints: [x]\nending: E\n"),
        ["9:12 never-reached Nobody can ask for these hints: the scene does not wait."],
    ),
    Case(
        scene("hints: x\nchoices: [{pick: x}]\n"),
        [
            (
                "9:12 shape 'hints' is a list here: write [one, two], or '- one' and '- two' in "
                "lines of their own."
            )
        ],
    ),
    Case(
        scene("ending: E\ngo: b\nback: yes\n"),
        [
            "9:13 two-ways 'ending' and 'go' do not go together: the scene would never do both.",
            "11:11 two-ways 'back' and 'go' do not go together: the scene would never do both.",
            "11:11 two-ways Keep 'ending' or 'back', not both.",
        ],
    ),
    Case(
        scene("back: no\n"),
        [
            (
                "9:5 no-way-on The scene 'a' has no way on. Give it choices, answers, ask, "
                "walk, go, back, ending or handover."
            )
        ],
    ),
    Case(
        scene("choices: [{pick: x}]\ngo: b\n"),
        [
            (
                "10:9 two-ways Beside choices or answers, 'go' stands only with 'ask' or "
                "'walk': put a 'go' in each reply."
            )
        ],
    ),
    Case(
        scene("go: a\n"),
        ["8:3 endless These scenes go on to each other and never wait for the player: a -> a."],
    ),
    Case(
        scene("back: yes\n"),
        ["8:3 endless These scenes go on to each other and never wait for the player: a -> a."],
    ),
    Case(
        "story: T\nstart: a\nscenes:\n  c: {go: b}\n  a: {go: b}\n  b: {go: a}\n",
        [
            (
                "5:3 endless These scenes go on to each other and never wait for the player: a "
                "-> b -> a."
            )
        ],
    ),
    Case(
        scene("if: chose y in b and chose z/y in b\nending: E\n"),
        [
            "9:9 unknown-reply The scene 'b' has no reply 'y'. It has: x.",
            "9:9 unknown-reply The scene 'b' has no reply 'z/y'. It has: x.",
        ],
    ),
    Case(
        scene("if: chose q in a\nending: E\n"),
        ["9:9 unknown-reply The scene 'a' has no reply 'q'. It has: none."],
    ),
    # Conditions and actions
    Case(
        scene("if: has oi\nending: E\n"),
        ["9:13 phrase Cannot read 'has oi': There is no item 'oi'. Did you mean 'oil'?"],
    ),
    Case(
        scene("if: lamp\nending: E\n"),
        [
            (
                "9:9 phrase Cannot read 'lamp': 'lamp' is not a condition. A condition is one "
                "of: has ITEM, FACT, FACT at least 2, FACT is VALUE, visited SCENE, visited "
                "SCENE at least 2 times, chose REPLY in SCENE, at PLACE, between 18:00 and "
                "06:00, on saturday, from june to august, after sunset, before sunset, by sms, "
                "in es, 10 min since SCENE, any COLLECTION, COUNTER at least 50, not CONDITION."
            )
        ],
    ),
    Case(
        scene("if: visted a\nending: E\n"),
        [
            (
                "9:9 phrase Cannot read 'visted a': 'visted a' is not a condition. Did you mean"
                " 'visited'? A condition is one of: has ITEM, FACT, FACT at least 2, FACT is "
                "VALUE, visited SCENE, visited SCENE at least 2 times, chose REPLY in SCENE, at"
                " PLACE, between 18:00 and 06:00, on saturday, from june to august, after "
                "sunset, before sunset, by sms, in es, 10 min since SCENE, any COLLECTION, "
                "COUNTER at least 50, not CONDITION."
            )
        ],
    ),
    Case(
        scene("if: n\nending: E\n"),
        ["9:10 phrase Cannot read 'n': 'n' is a number: write 'n at least 2', or 'n is 2'."],
    ),
    Case(
        scene("if: friend\nending: E\n"),
        [
            (
                "9:15 phrase Cannot read 'friend': 'friend' is a text: write 'friend is Sam', or "
                "'friend is \"\"' for an empty one."
            )
        ],
    ),
    Case(
        scene("if: friend at least 2\nending: E\n"),
        [
            (
                "9:24 phrase Cannot read 'friend at least 2': 'friend' is not a number, so 'at "
                "least' cannot be asked of it."
            )
        ],
    ),
    Case(
        scene("if: met is maybe\nending: E\n"),
        ["9:16 phrase Cannot read 'met is maybe': 'met' is 'yes' or 'no'."],
    ),
    Case(
        scene("if: n at least two\nending: E\n"),
        [
            (
                "9:20 phrase Cannot read 'n at least two': A whole number is expected here, at "
                "most 1000000000."
            )
        ],
    ),
    Case(
        scene("if: n at least 1,000\nending: E\n"),
        [
            (
                "9:20 phrase Cannot read 'n at least 1,000': A whole number is expected here, at "
                "most 1000000000."
            )
        ],
    ),
    Case(
        scene("if: has oil has brass key\nending: E\n"),
        [
            (
                "9:17 phrase Cannot read 'has oil has brass key': 'has brass key' is left over. "
                "Join conditions with 'and' or 'or'."
            )
        ],
    ),
    Case(
        scene("if: (has oil\nending: E\n"),
        ["9:17 phrase Cannot read '(has oil': A closing bracket is missing."],
    ),
    Case(
        scene("if: has oil and\nending: E\n"),
        ["9:20 phrase Cannot read 'has oil and': A condition is missing here."],
    ),
    Case(
        scene("if: has\nending: E\n"),
        ["9:12 phrase Cannot read 'has': The name of the item is missing here."],
    ),
    Case(
        scene("if: friend is\nending: E\n"),
        ["9:18 phrase Cannot read 'friend is': A text is missing here. Put an empty one as \"\"."],
    ),
    Case(
        scene("if: visited a at least 2\nending: E\n"),
        [
            (
                "9:29 phrase Cannot read 'visited a at least 2': 'times' is missing: write "
                "'visited SCENE at least 2 times'."
            )
        ],
    ),
    Case(
        scene("if: chose the x in a\nending: E\n"),
        [
            (
                "9:15 phrase Cannot read 'chose the x in a': Write 'chose REPLY in SCENE', REPLY "
                "as its id, joined by hyphens."
            )
        ],
    ),
    Case(
        scene("if: " + "not " * 60 + "met\nending: E\n"),
        [
            (
                "9:208 phrase Cannot read 'not not not not not not not not not not not not not "
                "not not ...': This is nested more than 50 deep."
            )
        ],
    ),
    Case(
        scene("if: " + "x" * 1001 + "\nending: E\n"),
        [
            (
                "9:9 phrase Cannot read "
                "'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx...': It is longer "
                "than 1000 characters."
            )
        ],
    ),
    Case(
        scene("do: grab oil\nending: E\n"),
        [
            (
                "9:9 phrase Cannot read 'grab oil': 'grab oil' is not an action. An action is "
                "one of: get ITEM, lose ITEM, add 1 to FACT, take 1 from FACT, set FACT to "
                "VALUE, forget FACT, count COUNTER, vote OPTION in POLL, tag WORD."
            )
        ],
    ),
    Case(
        scene("do: gett oil\nending: E\n"),
        [
            (
                "9:9 phrase Cannot read 'gett oil': 'gett oil' is not an action. Did you mean "
                "'get'? An action is one of: get ITEM, lose ITEM, add 1 to FACT, take 1 from "
                "FACT, set FACT to VALUE, forget FACT, count COUNTER, vote OPTION in POLL, tag "
                "WORD."
            )
        ],
    ),
    Case(
        scene("do: [get oil, lose lamp]\nending: E\n"),
        ["9:24 phrase Cannot read 'lose lamp': There is no item 'lamp'."],
    ),
    Case(
        scene("do: get oil and lose oil\nending: E\n"),
        [
            (
                "9:17 phrase Cannot read 'get oil and lose oil': 'and lose oil' is left over. "
                "Write several actions as a list: [get oil, lose key]."
            )
        ],
    ),
    Case(
        scene("do: add 1 n\nending: E\n"),
        ["9:15 phrase Cannot read 'add 1 n': Write 'add 1 to FACT'."],
    ),
    Case(
        scene("do: take 1 n\nending: E\n"),
        ["9:16 phrase Cannot read 'take 1 n': Write 'take 1 from FACT'."],
    ),
    Case(
        scene("do: add 1 to  friend\nending: E\n"),
        ["9:19 phrase Cannot read 'add 1 to friend': 'friend' is a text, not a number."],
    ),
    Case(
        scene("do: set friend Sam\nending: E\n"),
        ["9:20 phrase Cannot read 'set friend Sam': Write 'set friend to VALUE'."],
    ),
    Case(
        scene("do: forget frend\nending: E\n"),
        [
            (
                "9:16 phrase Cannot read 'forget frend': There is no fact 'frend'. Did you mean "
                "'friend'?"
            )
        ],
    ),
    Case(
        scene("do: {get: oil}\nending: E\n"), ["9:9 shape 'do' is a text or a list of texts here."]
    ),
    Case(
        scene("do: [[get oil]]\nending: E\n"),
        [
            (
                "9:10 shape 'do' is a text here. If it holds ':' or begins with a bracket, put "
                "it in quotes."
            )
        ],
    ),
    Case(
        scene('if: "has oi"\nending: E\n'),
        ["9:9 phrase Cannot read 'has oi': There is no item 'oi'. Did you mean 'oil'?"],
    ),
    Case(
        scene("if: [a]\nending: E\n"),
        [
            (
                "9:9 shape 'if' is a text here. If it holds ':' or begins with a bracket, put it "
                "in quotes."
            )
        ],
    ),
    # What is shared, and when
    Case(
        top("counters: [gulls, gulls]\n"),
        ["4:19 name 'gulls' is already the name of something else. Choose another."],
    ),
    Case(
        top("items: [oil]\npolls: {oil: [a, b]}\n"),
        ["5:9 name 'oil' is already the name of something else. Choose another."],
    ),
    Case(
        top("polls: {wall: [oak]}\n"),
        ["4:15 poll A poll has two options or more: 'wall: [oak, river]'."],
    ),
    Case(top("polls: [wall]\n"), ["4:8 shape Polls are written as a block: 'name: ...'."]),
    Case(
        top("polls: {wall: oak}\n"),
        [
            (
                "4:15 shape 'polls' is a list here: write [one, two], or '- one' and '-"
                " two' in lines of their own."
            )
        ],
    ),
    Case(
        top("polls: {wall: [oak, oak]}\n"),
        [
            "4:15 poll A poll has two options or more: 'wall: [oak, river]'.",
            "4:21 name 'oak' is already the name of something else. Choose another.",
        ],
    ),
    Case(
        top("collections: {faces: film}\n"),
        ["4:22 value 'faces' is 'text' or 'photo' or 'voice' here, not 'film'."],
    ),
    Case(
        top("collections: [faces]\n"),
        ["4:14 shape Collections are written as a block: 'name: ...'."],
    ),
    Case(
        top("audience: children\n"),
        [("4:11 value 'audience' is 'everyone' or 'family' or 'adults' here, not 'children'.")],
    ),
    Case(
        top("timezone: Europe/Londn\n"),
        [
            (
                "4:11 timezone There is no time zone 'Europe/Londn'. Did you mean "
                "'Europe/London'? Write it like Europe/London."
            )
        ],
    ),
    Case(
        top("timezone: here\n"),
        [
            (
                "4:11 timezone There is no time zone 'here'. Did you mean 'Eire'? Write"
                " it like Europe/London."
            )
        ],
    ),
    Case(
        top("hours: late\n"),
        [
            (
                "4:8 hours 'late' has no times. Write hours like 'mon-fri 09:00-17:00; "
                "sat 10:00-14:00'."
            )
        ],
    ),
    Case(
        top("season: in spring\n"),
        [
            (
                "4:9 season 'in spring' is not a season. Write a season like 'from "
                "april to october' or 'from 15 may to 30 september'."
            )
        ],
    ),
    Case(
        top("season: from april to 31 june\n"),
        [
            (
                "4:9 season There is no 31 June. Write a season like 'from april to "
                "october' or 'from 15 may to 30 september'."
            )
        ],
    ),
    Case(
        top("closed: 'Come {frend}'\n"),
        ["4:9 placeholder '{frend}' names no fact. For a brace as text write '{{'."],
    ),
    Case(top("offline: maybe\n"), ["4:10 value 'offline' is 'yes' or 'no' here, not 'maybe'."]),
    Case(
        top("moved: {a: a, old: b}\n"),
        [
            "4:9 moved The scene 'a' is still there, so nobody is moved from it.",
            "4:20 unknown-scene There is no scene 'b'.",
        ],
    ),
    Case(top("moved: [old]\n"), ["4:8 shape Moved scenes are written as a block: 'name: ...'."]),
    Case(
        top("after: {soon: Hello., 0 min: Hello., 91 days: Hello.}\n"),
        [
            "4:9 time 'soon' is no time. Write it like 30 s, 20 min, 2 hours, 1 day.",
            "4:23 time '0 min' is no time. Write it like 30 s, 20 min, 2 hours, 1 day.",
            "4:38 time '91 days' is no time. Write it like 30 s, 20 min, 2 hours, 1 day.",
        ],
    ),
    Case(top("after: Hello.\n"), ["4:8 shape Times are written as a block: 'name: ...'."]),
    Case(
        top("anytime: [{pick: x, go: a}]\n"),
        [
            (
                "4:11 missing-key An answer has one of 'words', 'all', 'order', "
                "'number', 'photo', 'voice': what the player must say."
            ),
            (
                "4:12 unknown-key 'pick' is not known here. An answer may have: words, all, order, "
                "number, photo, voice, id, if, once, do, say, picture, alt, audio, transcript, "
                "collect, go, visit, ending, handover."
            ),
        ],
    ),
    Case(
        top("anytime: [{go: a}]\n"),
        [
            (
                "4:11 missing-key An answer has one of 'words', 'all', 'order', "
                "'number', 'photo', 'voice': what the player must say."
            )
        ],
    ),
    Case(top("anytime: []\n"), ["4:10 empty 'anytime' is empty here."]),
    Case(
        top("anytime:\n- {words: points}\n- {words: points}\n"),
        [
            (
                "6:3 same-reply Two replies of this scene would be called 'points'. "
                "Give this one an id of its own: 'id: another'."
            )
        ],
    ),
    Case(top("welcome: {cycle: []}\n"), ["4:18 empty 'cycle' is empty here."]),
    Case(
        top("places: {p: {name: P, hours: all day}}\n"),
        [
            (
                "4:30 hours 'all day' has no times. Write hours like 'mon-fri "
                "09:00-17:00; sat 10:00-14:00'."
            )
        ],
    ),
    Case(
        top("places: {p: {name: P, status: shut}}\n"),
        ["4:31 value 'status' is 'open' or 'closed' or 'gone' here, not 'shut'."],
    ),
    Case(
        scene("picture: gate.jpg\nending: E\n"),
        [("9:14 no-alt This picture has no 'alt': the picture in words, for who cannot see it.")],
    ),
    Case(
        scene("sms: Hello.\nending: E\n"),
        [
            (
                "9:10 shape What is different on a channel is written with keys here, "
                "such as 'say: ...'."
            )
        ],
    ),
    Case(
        scene("sms: {go: b}\nending: E\n"),
        [
            (
                "9:11 unknown-key 'go' is not known here. What is different on a "
                "channel may have: say, picture, alt, audio, transcript."
            )
        ],
    ),
    Case(
        Source(
            scene("picture: gaet.jpg\nalt: A gate.\naudio: gate.mp3\nending: E\n").encode(),
            media={"gate.jpg": ""},
        ),
        [
            (
                "9:14 unknown-picture There is no picture 'gaet.jpg' in media/. Did you"
                " mean 'gate.jpg'?"
            ),
            (
                "11:12 unknown-audio There is no audio 'gate.mp3' in media/. Did you "
                "mean 'gate.jpg'?"
            ),
        ],
    ),
    Case(scene("say: {cycle: []}\nending: E\n"), ["9:18 empty 'cycle' is empty here."]),
    Case(
        scene("say: {cycle: One., then: Two.}\nending: E\n"),
        [
            (
                "9:18 shape 'cycle' is a list here: write [one, two], or '- one' and '-"
                " two' in lines of their own."
            ),
            "9:30 variant 'then' goes with 'first' and 'shuffle', not with 'cycle'.",
        ],
    ),
    Case(
        scene(f"say: {{shuffle: [{', '.join(f'N{n}' for n in range(51))}]}}\nending: E\n"),
        [
            (
                "9:20 variant A 'shuffle' has at most 50, and this one has 51. With"
                " {any: [...]} there may be more."
            )
        ],
    ),
    Case(
        scene("say: {any: [One.], then: Two.}\nending: E\n"),
        ["9:30 variant 'then' goes with 'first' and 'shuffle', not with 'any'."],
    ),
    Case(
        scene("say: {any: [One.], cycle: [Two.]}\nending: E\n"),
        [
            (
                "9:10 variant A 'say' that changes is {first: ..., then: ...}, {cycle: "
                "[...]}, {shuffle: [...]}, or {any: [...]}. A text that begins with '{'"
                " wants quotes around it."
            )
        ],
    ),
    Case(
        scene("say: [One., {if: met, text: Two.}]\nending: E\n"),
        [("9:11 variant Only the last of a list may have no 'if': what follows is never reached.")],
    ),
    Case(
        scene("say: [{if: met, txt: One.}, Two.]\nending: E\n"),
        [
            "9:11 variant Each of several is written {if: ..., text: ...}.",
            "9:21 unknown-key 'txt' is not known here. Did you mean 'text'?",
        ],
    ),
    Case(scene("say: []\nending: E\n"), ["9:10 empty 'say' is empty here."]),
    Case(
        scene("go: [{if: met, text: b}, b]\n"),
        [
            "9:10 variant Each of several is written {if: ..., go: ...}.",
            ("9:20 unknown-key 'text' is not known here. One of several in 'go' may have: if, go."),
        ],
    ),
    Case(
        scene("go: {shuffle: [b, c], then: d}\n"),
        ["9:23 unknown-scene There is no scene 'c'.", "9:33 unknown-scene There is no scene 'd'."],
    ),
    Case(
        scene("go: {shuffle: [{if: mett, go: b}, b]}\n"),
        [
            (
                "9:25 phrase Cannot read 'mett': 'mett' is not a condition. Did you "
                "mean 'met'? A condition is one of: has ITEM, FACT, FACT at least 2, "
                "FACT is VALUE, visited SCENE, visited SCENE at least 2 times, chose "
                "REPLY in SCENE, at PLACE, between 18:00 and 06:00, on saturday, from "
                "june to august, after sunset, before sunset, by sms, in es, 10 min "
                "since SCENE, any COLLECTION, COUNTER at least 50, not CONDITION."
            )
        ],
    ),
    Case(
        scene("choices: [{pick: x, photo: maybe}]\n"),
        ["9:32 value 'photo' is 'yes' or 'no' here, not 'maybe'."],
    ),
    Case(
        scene("answers: [{all: '!'}]\n"),
        ["9:21 no-words '!' has no letter or digit, so that nobody can reply it."],
    ),
    Case(
        scene("answers: [{order: [one, stop]}]\n"),
        [
            (
                "9:29 reserved-word 'stop' is a word of the phone companies: who sends "
                "it is signed off or gets their help, and the story never hears it. Use"
                " another."
            )
        ],
    ),
    Case(
        scene("answers: [{photo: yes}, {photo: yes}]\n"),
        [
            (
                "9:29 same-reply Two replies of this scene would be called 'photo'. "
                "Give this one an id of its own: 'id: another'."
            )
        ],
    ),
    Case(
        scene("answers: [{photo: yes, collect: facs}]\n") + SHARED,
        [("9:37 unknown-collection There is no collection 'facs'. Did you mean 'faces'?")],
    ),
    Case(
        scene("answers: [{words: x, handover: c, ending: E}]\n"),
        ["9:36 two-ways A reply goes one way: keep 'ending' or 'handover'."],
    ),
    Case(
        scene("ask: {kind: film}\ngo: b\n"),
        [("9:17 value 'kind' is 'text' or 'number' or 'photo' or 'voice' here, not 'film'.")],
    ),
    Case(
        scene("ask: {kind: photo, save: friend}\ngo: b\n"),
        ["9:30 kind A photo cannot be kept in a fact. Take a collection: 'collect'."],
    ),
    Case(
        scene("ask: {kind: number, save: friend}\ngo: b\n"),
        [
            (
                "9:31 kind 'friend' is a text, but what is asked for is a number. Let "
                "it begin as a number: 'friend: 0'."
            )
        ],
    ),
    Case(
        scene("ask: {collect: faces}\ngo: b\n") + SHARED,
        ["9:20 kind 'faces' takes photo, but what is asked for is text."],
    ),
    Case(
        scene("walk: {proof: sign}\ngo: b\n"),
        ["9:11 missing-key 'walk' has no 'to': the place to walk to."],
    ),
    Case(
        scene("walk: {to: gaet, proof: code, map: maybe}\ngo: b\n"),
        [
            "9:16 unknown-place There is no place 'gaet'. Did you mean 'gate'?",
            "9:29 value 'proof' is 'any' or 'sign' or 'gps' here, not 'code'.",
            "9:40 value 'map' is 'yes' or 'no' here, not 'maybe'.",
        ],
    ),
    Case(
        scene("walk: gate\n"),
        [("9:11 no-way-on After 'walk', the scene needs a 'go': where the story goes on.")],
    ),
    Case(
        scene("walk: gate\nask: {}\ngo: b\n"),
        [("9:11 two-ways 'walk' does not stand beside 'ask': ask in a scene before or after it.")],
    ),
    Case(
        scene("ask: {}\nwalk: [gate, gaet]\ngo: b\n"),
        [
            (
                "10:11 two-ways 'walk' does not stand beside 'ask': ask in a scene "
                "before or after it."
            ),
            "10:18 unknown-place There is no place 'gaet'. Did you mean 'gate'?",
        ],
    ),
    Case(
        scene("ending: E\nskip: b\ntries: {1: x}\n"),
        [
            "10:11 never-reached Nobody can skip: the scene does not wait.",
            "11:12 never-reached Nobody can try: the scene does not wait.",
        ],
    ),
    Case(
        scene("ending: E\nafter: {20 min: Hello.}\n"),
        [("10:12 never-reached Nothing comes after silence here: the scene does not wait.")],
    ),
    Case(
        scene("say: x\nafter: {20 min: Hello.}\n"),
        [
            (
                "9:5 no-way-on The scene 'a' has no way on. Give it choices, answers, "
                "ask, walk, go, back, ending or handover."
            )
        ],
    ),
    Case(
        scene("skip: nowhere\nchoices: [{pick: x}]\n"),
        ["9:11 unknown-scene There is no scene 'nowhere'."],
    ),
    Case(
        scene("choices: [{pick: x}]\ntries: {0: A, many: B, 101: C}\n"),
        [
            "10:13 number '0' is no number of tries. Write {3: ...}.",
            "10:19 number 'many' is no number of tries. Write {3: ...}.",
            "10:28 number '101' is no number of tries. Write {3: ...}.",
        ],
    ),
    Case(
        scene("choices: [{pick: x}]\nafter: {20 mins ago: A}\n"),
        [("10:13 time '20 mins ago' is no time. Write it like 30 s, 20 min, 2 hours, 1 day.")],
    ),
    Case(
        scene("handover: c\nending: E\n"), ["9:15 two-ways Keep 'ending' or 'handover', not both."]
    ),
    Case(
        scene("checkpoint: maybe\nending: E\n"),
        ["9:17 value 'checkpoint' is 'yes' or 'no' here, not 'maybe'."],
    ),
    Case(
        scene("if: heron visits\nending: E\n") + SHARED,
        [
            (
                "9:21 phrase Cannot read 'heron visits': 'heron visits' is a counter: "
                "write 'heron visits at least 2', or 'heron visits is 2'."
            )
        ],
    ),
    Case(
        scene("if: herons at least 2\nending: E\n") + SHARED,
        [
            (
                "9:9 phrase Cannot read 'herons at least 2': 'herons at least 2' is not"
                " a condition. Did you mean 'heron visits'? A condition is one of: "
                "has ITEM, FACT, FACT at least 2, "
                "FACT is VALUE, visited SCENE, visited SCENE at least 2 times, chose "
                "REPLY in SCENE, at PLACE, between 18:00 and 06:00, on saturday, from "
                "june to august, after sunset, before sunset, by sms, in es, 10 min "
                "since SCENE, any COLLECTION, COUNTER at least 50, not CONDITION."
            )
        ],
    ),
    Case(
        scene("if: 10 moons since b\nending: E\n"),
        [
            (
                "9:12 phrase Cannot read '10 moons since b': 'moons' is no measure of "
                "time. Write min, hours or days."
            )
        ],
    ),
    Case(
        scene("if: 10 min since cellar\nending: E\n"),
        ["9:22 phrase Cannot read '10 min since cellar': There is no scene 'cellar'."],
    ),
    Case(
        scene("if: on sunnyday\nending: E\n"),
        [
            (
                "9:12 phrase Cannot read 'on sunnyday': There is no day 'sunnyday'. Did"
                " you mean 'sunday'?"
            )
        ],
    ),
    Case(
        scene("if: on mondays\nending: E\n"),
        [
            (
                "9:12 phrase Cannot read 'on mondays': There is no day 'mondays'. Did "
                "you mean 'monday'?"
            )
        ],
    ),
    Case(
        scene("if: by mail\nending: E\n"),
        ["9:12 phrase Cannot read 'by mail': There is no channel 'mail'."],
    ),
    Case(
        scene("if: in fr\nending: E\n") + SHARED,
        ["9:12 phrase Cannot read 'in fr': There is no language 'fr'."],
    ),
    Case(
        scene("if: any memory\nending: E\n") + SHARED,
        [
            (
                "9:13 phrase Cannot read 'any memory': There is no collection 'memory'."
                " Did you mean 'memories'?"
            )
        ],
    ),
    Case(
        scene("if: from june to smarch\nending: E\n"),
        [
            (
                "9:9 phrase Cannot read 'from june to smarch': 'smarch' is not a day or"
                " month. Write a season like 'from april to october' or 'from 15 may to"
                " 30 september'."
            )
        ],
    ),
    Case(
        scene("if: from june to 31 april\nending: E\n"),
        [
            (
                "9:9 phrase Cannot read 'from june to 31 april': There is no 31 April. "
                "Write a season like 'from april to october' or 'from 15 may to 30 "
                "september'."
            )
        ],
    ),
    Case(
        scene("if: between 25:00 and 06:00\nending: E\n"),
        [
            (
                "9:9 phrase Cannot read 'between 25:00 and 06:00': 'between 25:00' is "
                "not a condition. Did you mean 'between'? A condition is one of: has "
                "ITEM, FACT, FACT at least 2, FACT is VALUE, visited SCENE, visited "
                "SCENE at least 2 times, chose REPLY in SCENE, at PLACE, between 18:00 "
                "and 06:00, on saturday, from june to august, after sunset, before "
                "sunset, by sms, in es, 10 min since SCENE, any COLLECTION, COUNTER at "
                "least 50, not CONDITION."
            )
        ],
    ),
    Case(
        scene("do: count heron\nending: E\n") + SHARED,
        ["9:15 phrase Cannot read 'count heron': There is no counter 'heron'."],
    ),
    Case(
        scene("do: vote oka in best wall\nending: E\n") + SHARED,
        [
            (
                "9:14 phrase Cannot read 'vote oka in best wall': There is no option "
                "'oka in best wall'."
            )
        ],
    ),
    Case(
        scene("do: vote oak best wall\nending: E\n") + SHARED,
        ["9:18 phrase Cannot read 'vote oak best wall': Write 'vote oak in POLL'."],
    ),
    Case(
        scene("do: vote moon in best wall\nending: E\n")
        + "polls: {best wall: [oak, river], night: [moon, star]}\n",
        [
            (
                "9:22 phrase Cannot read 'vote moon in best wall': 'best wall' has no "
                "'moon'. It has: oak, river."
            )
        ],
    ),
    Case(
        scene("do: tag two words\nending: E\n"),
        [
            (
                "9:17 phrase Cannot read 'tag two words': 'words' is left over. Write "
                "several actions as a list: [get oil, lose key]."
            )
        ],
    ),
    Case(
        scene("do: tag Lit!\nending: E\n"),
        [
            (
                "9:13 phrase Cannot read 'tag Lit!': A tag is one word of small "
                "letters, digits and hyphens: lit-it."
            )
        ],
    ),
    Case(
        scene("say: '{best wall.moon} {memories.oldest} {heron visit}'\nending: E\n") + SHARED,
        [
            (
                "9:10 placeholder '{best wall.moon}' names no fact. Did you mean 'best "
                "wall.oak'? For a brace as text write '{{'."
            ),
            (
                "9:10 placeholder '{heron visit}' names no fact. Did you mean 'heron "
                "visits'? For a brace as text write '{{'."
            ),
            (
                "9:10 placeholder '{memories.oldest}' names no fact. Did you mean "
                "'memories.newest'? For a brace as text write '{{'."
            ),
        ],
    ),
    Case(
        scene("answers:\n  - {words: x, collect: faces}\n  - {photo: yes, collect: notes}\n")
        + "collections: {faces: photo, notes: text}\n",
        [
            "10:29 kind This collection takes photo, but what is replied here is text.",
            "11:31 kind This collection takes text, but what is replied here is photo.",
        ],
    ),
    Case(
        top("about: 'Find {friend}.'\n"),
        [
            (
                "4:8 placeholder '{friend}' cannot be filled in here: 'about' is always the same. "
                "Say it in a 'say'."
            )
        ],
    ),
    Case(
        Source(top("languages: [en, es]\n").encode(), translations={"es": b'msgid "unclosed\n'}),
        ['1:1 translation Put this text between two quotes, as the others: "unclosed".'],
    ),
    Case(
        Source(top("languages: [en, es]\n").encode(), translations={"es": b"nonsense\n"}),
        [
            (
                "1:1 translation This is not a translation as gettext writes it: "
                "Unknown or misformatted keyword on 0"
            )
        ],
    ),
    Case(
        Source(
            top("languages: [en, es]\nwelcome: 'Hello {place}'\n").encode(),
            translations={
                "es": b'msgctxt "story welcome"\nmsgid "Hello {place}"\nmsgstr "Hola {sitio}"\n'
            },
        ),
        [
            (
                "2:1 placeholder The translation of line 5 of story.yaml does not fit: "
                "'{sitio}' names no fact. For a brace as text write '{{'."
            )
        ],
    ),
]
