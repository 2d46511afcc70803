"""What the rules tell, word for word and at the right place; and what they let pass."""

import pytest

from engine.checking.rules import RULES, findings
from engine.story.build.folder import Source, build_written

HEAD = "story: T\nstart: a\n"
PO = b'msgctxt "a say"\nmsgid "Hello."\nmsgstr "Hola."\n\n#, fuzzy\nmsgctxt "b say"\nmsgid "Bye."\n'
PO += b'msgstr "Adios."\n'
END = "  b: {say: Bye., ending: The end}\n"
GO = "scenes:\n  a: {say: Hello., go: b}\n" + END

# rule -> (story after its head, every "line:column severity message" of that rule)
TOLD = {
    "alike-codes": (
        'places: {oak: {name: Oak, code: "4273"}, elm: {name: Elm, code: "4278"}}\n' + GO,
        [
            ("3:65 error The code '4278' differs from '4273' of 'oak' in one character: who "
            "mistypes it is somewhere else. Change two.")
        ],
    ),
    "closing-time": (
        "hours: 08:00-20:00\nplaces: {oak: {name: Oak, hours: 09:00-21:00}}\n"
        "scenes:\n  a: {say: Hello., walk: oak, go: b}\n" + END,
        [
            ("6:26 warning 'Oak' is closed Monday at 08:00, but the story can be begun then. Give "
            "the story 'hours', or the scene a 'skip'.")
        ],
    ),
    "cut-text": (
        "about: See sign #4 there\nscenes:\n  a: {say: Hello., go: b} # not told\n" + END,
        [
            ("3:8 warning The text ends before '#4 there', because ' #' begins a note. If it "
            "belongs to the text, put the whole text in quotes; if it is a note, put a space "
            "after '#'.")
        ],
    ),
    "dear-character": (
        f"scenes:\n  a:\n    say: {'a lamp and ' * 8}🎉\n    go: b\n" + END,
        [
            ("5:10 warning '🎉' (party popper) makes this text cost 2 messages instead of 1. Leave "
            "it out by text, or write something else.")
        ],
    ),
    "family": (
        "audience: family\ncollections: {photos: photo}\nscenes:\n"
        "  a: {say: Hello., answers: [{photo: yes, collect: photos, go: b}]}\n" + END,
        [
            ("6:30 error A story for families keeps nothing personal, and this asks for "
            "something. Ask with choices or a number, or write 'audience: everyone'.")
        ],
    ),
    "long-message": (
        f"scenes:\n  a:\n    say: {'a lamp and a light ' * 26}\n    go: b\n" + END,
        [
            ("5:10 warning By text this is a message of 4 segments; more than 3 are dear, and long "
            "to read while walking. Shorten it, cut the scene in two, or say less by text with "
            "'sms: {say: ...}'.")
        ],
    ),
    "long-walk": (
        'places: {oak: {name: Oak, at: "51.5, 0"}, elm: {name: Elm, at: "51.52, 0"}}\n'
        "scenes:\n  a: {place: oak, say: Hello., walk: elm, go: b}\n" + END,
        [
            ("5:38 warning It is 2.2 km to 'Elm', as the crow flies. Over 1.5 km many give up: "
            "tell something on the way, or say it beforehand.")
        ],
    ),
    "near-places": (
        'places: {oak: {name: Oak, at: "51.5, 0"}, elm: {name: Elm, at: "51.5004, 0"}}\n'
        "scenes:\n  a: {say: Hello., walk: [oak, elm], go: b}\n" + END,
        [
            ("5:26 warning 'Oak' and 'Elm' are 45 m apart; a phone tells places apart from 75 m "
            "on. Make 'within' smaller, or take signs: 'proof: sign'.")
        ],
    ),
    "number-choices": (
        "scenes:\n  a:\n    say: Hello.\n    choices: [{pick: Go, go: b}]\n"
        "    answers: [{number: 0-1, go: b}, {number: 7, go: b}]\n" + END,
        [
            ("7:15 warning A player who replies this number takes the choice at that number in the "
            "menu instead. Ask in a scene without choices.")
        ],
    ),
    "small-radius": (
        "places: {oak: {name: Oak, within: 10 m}, elm: {name: Elm, within: 20 m}}\n" + GO,
        [
            ("3:35 warning A phone is often 20 m wrong, so that it may never be within 10 m. Write "
            "'within: 30 m', or take the sign as proof.")
        ],
    ),
    "translation-missing": (
        "languages: [en, es, fr]\n" + GO,
        [
            "3:12 warning 'T' is not translated in es.po.",
            ("3:12 warning There is no 'fr.po', so that everything is said in 'en'. Type: wayside "
            "translate t fr"),
        ],
    ),
    "translation-stale": (
        "languages: [en, es]\n" + GO,
        ["3:12 warning 'Bye.' is translated from an older text in es.po."],
    ),
    "unread-audio": (
        "scenes:\n  a: {audio: a.mp3, go: b}\n" + END,
        [
            ("4:14 warning What is heard in 'a.mp3' cannot be read. Write it below 'transcript', "
            "for who cannot hear, and for who has no sound.")
        ],
    ),
    "unused-fact": (
        'remember: {steps: 0, name: ""}\nscenes:\n  a: {say: "Hi, {name}.", go: b}\n' + END,
        [
            ("3:12 warning Nothing asks for 'steps', and no text says it. Take it out, or use it: "
            "'{steps}' in a text.")
        ],
    ),
    "unused-item": (
        "items: [oil, key]\nscenes:\n  a: {say: Hello., do: get oil, go: b}\n" + END,
        [
            ("3:9 warning 'oil' is of no use: nothing asks whether a player has it, and no text "
            "says {items}."),
            "3:14 warning Nobody ever gets 'key'. Give it with 'do: get key'.",
        ],
    ),
    "yes-word": (
        'scenes:\n  a: {say: Well?, answers: [{words: ["yes"], go: b}]}\n' + END,
        [
            ("4:29 warning On some numbers YES signs a person up again, and the story does not "
            "hear it. Add another word: 'words: [yes, yes please, sure]'.")
        ],
    ),
}  # fmt: skip


def told(rule: str, story: str) -> list[str]:
    source = Source((HEAD + story).encode(), "story.yaml", {"es": PO})
    return [
        f"{p.span.line}:{p.span.column} {p.severity} {p.message}"
        for p in sorted(findings(build_written(source, "t")))
        if p.rule == rule
    ]


@pytest.mark.parametrize("rule", TOLD)
def test_a_rule_tells_it_at_its_place_and_in_these_words(rule: str) -> None:
    story, wanted = TOLD[rule]
    assert told(rule, story) == wanted


def test_every_rule_has_a_case() -> None:
    assert set(TOLD) == set(RULES)


PASSED = {
    "closing-time": "places: {oak: {name: Oak, hours: 09:00-21:00}}\n"
    "scenes:\n  a: {say: Hello., walk: oak, go: b, skip: b}\n" + END,
    "cut-text": "about: See sign # there\nscenes:\n  a: {say: Hello., go: b}\n" + END,
    "dear-character": f"scenes:\n  a:\n    say: “{'a lamp and ' * 8}” –\n    go: b\n" + END,
    "long-message": f"scenes:\n  a:\n    say: {'a lamp and a light ' * 26}\n    sms: {{say: Hi.}}\n"
    "    go: b\n" + END,
    "near-places": 'places: {oak: {name: Oak, at: "51.5, 0"}, elm: {name: Elm, at: "51.5004, 0"}}\n'
    "scenes:\n  a: {say: Hello., walk: {to: [oak, elm], proof: sign}, go: b}\n" + END,
    "unused-item": 'items: [oil]\nscenes:\n  a: {say: "{items}", do: get oil, go: b}\n' + END,
}


@pytest.mark.parametrize("rule", PASSED)
def test_a_rule_lets_pass_what_is_well(rule: str) -> None:
    assert told(rule, PASSED[rule]) == []
