"""What Wayside itself says, and the words that work everywhere."""

import json
import re
import string
from importlib.resources import files

import pytest

from engine.languages.folding import folded
from engine.languages.numbers import whole_number
from engine.languages.sentences import SOURCE, commands, sentence, word
from engine.languages.tables import language_of, languages
from engine.play.commands import COMMANDS
from engine.texting.optout import carrier_word

SHIPPED = {
    file.name.removesuffix(".json"): json.loads(file.read_text(encoding="utf-8"))
    for file in files("engine.languages.sentences").iterdir()
    if file.name.endswith(".json")
}
NAMES = json.loads((files("engine.languages") / "names.json").read_text(encoding="utf-8"))
ENGLISH = SHIPPED[SOURCE]["sentences"]
# A sentence fits into one text message of 160 characters, but for those that list things.
LONGEST = 160


# What a sentence tells a player to reply; the words of the carriers stay as they are.
TELLS = {
    "help": ("hint", "again"),
    "reply with a hint": ("hint",),
    "reply here": ("here",),
    "sign away": ("here",),
    "restart?": ("restart",),
    "forget me?": ("forget me",),
    "help web": ("hint", "again"),
    "forget me? web": ("forget me",),
}
# Nobody is told these on the web, or they speak of what is written and not of a message.
NOT_ON_THE_WEB = {
    "stopped", "started", "first reply", "stories", "budget spent", "carried", "send words",
}  # fmt: skip
SPEAKS_OF_TEXTING = re.compile(r"\b([Rr]eply (?!in your own)|texts?|number of|Msg)\b")


def gaps(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def filled(key: str, language: str, value: str) -> str:
    return sentence(key, language, **dict.fromkeys(gaps(ENGLISH[key]), value))


def test_a_sentence_is_filled_in() -> None:
    assert sentence("story line", "en", keyword="MURAL", title="A Wall") == "MURAL: A Wall"


def test_on_the_web_a_sentence_has_other_words_where_there_are_some() -> None:
    by_text, on_the_web = (sentence("reply here", "de", channel) for channel in ("sms", "web"))
    assert by_text == "Antworte HIER, wenn du da bist."
    assert on_the_web == "Tipp auf den Knopf unten, wenn du da bist."
    assert sentence("skipped", "de", "web") == sentence("skipped", "de")


@pytest.mark.parametrize("language", sorted(SHIPPED))
def test_no_sentence_of_the_web_is_the_one_of_texts(language: str) -> None:
    said = SHIPPED[language]["sentences"]
    web = {key: text for key, text in said.items() if key.endswith(" web")}
    assert len(web) == 16
    assert [key for key, text in web.items() if text == said[key.removesuffix(" web")]] == []


def test_on_the_web_nothing_speaks_of_texting() -> None:
    told = {key for key in ENGLISH if not key.endswith(" web")} - NOT_ON_THE_WEB
    said = {
        key: sentence(key, SOURCE, "web", **dict.fromkeys(gaps(ENGLISH[key]), "X")) for key in told
    }
    assert len(said) > 50
    found = {key for key, text in said.items() if SPEAKS_OF_TEXTING.search(text)}
    assert found == set()


def test_a_fact_is_never_read_as_a_gap() -> None:
    assert sentence("story line", "en", keyword="{title}", title="{x}") == "{title}: {x}"


def test_a_fact_that_is_empty_leaves_no_space_at_the_end() -> None:
    said = sentence("begins at", "en", place="The gate", directions="")
    assert said == "This story begins at The gate."


def test_a_fact_keeps_its_lines() -> None:
    said = sentence("begins at", "en", place="The gate", directions="Left.\nThen right.")
    assert said == "This story begins at The gate. Left.\nThen right."


@pytest.mark.parametrize("language", ["xx", "tlh", "zz-Latn", "", "../en", "en/../en"])
def test_an_unknown_language_is_answered_in_english(language: str) -> None:
    assert sentence("no stories", language) == ENGLISH["no stories"]
    assert commands(language) == commands(SOURCE)


@pytest.mark.parametrize(
    ("tag", "language"), [("en-GB", "en"), ("ES-mx", "es"), ("zh-Hans-CN", "zh"), ("fil", "tl")]
)
def test_a_language_of_a_region_is_that_language(tag: str, language: str) -> None:
    assert sentence("no stories", tag) == SHIPPED[language]["sentences"]["no stories"]
    assert commands(tag) == commands(language)


def test_an_unknown_sentence_is_a_fault() -> None:
    with pytest.raises(KeyError, match="no such sentence"):
        sentence("no such sentence", "en")


@pytest.mark.parametrize("language", sorted(SHIPPED))
@pytest.mark.parametrize("key", sorted(ENGLISH))
def test_every_sentence_can_be_said_and_has_no_gap_of_its_own(key: str, language: str) -> None:
    assert gaps(SHIPPED[language]["sentences"].get(key, "")) <= gaps(ENGLISH[key])
    said = filled(key, language, "X")
    assert said == said.strip()
    assert re.fullmatch(r"[^{}]+", said)


@pytest.mark.parametrize("key", sorted(ENGLISH))
def test_every_sentence_costs_as_little_as_it_can(key: str) -> None:
    # One character beyond GSM-7 makes a message hold 70 characters instead of 160.
    said = filled(key, SOURCE, "X")
    assert said.isascii()
    assert not set(said) & set("[]{}\\^~|`")
    assert len(said) <= LONGEST or key == "help"


@pytest.mark.parametrize("key", sorted(ENGLISH))
def test_a_sentence_ends_as_sentences_do(key: str) -> None:
    assert filled(key, SOURCE, "X")[-1] in ".:!" or gaps(ENGLISH[key])


@pytest.mark.parametrize("language", sorted(SHIPPED))
def test_every_word_of_a_command_is_folded_and_its_own(language: str) -> None:
    texts = [text for each in SHIPPED[language]["commands"].values() for text in each]
    assert [text for text in texts if folded(text) != text or not text] == []
    assert len(texts) == len(set(texts))


@pytest.mark.parametrize("language", sorted(SHIPPED))
def test_no_command_is_a_word_of_the_carriers(language: str) -> None:
    assert [text for text in commands(language) if carrier_word(text)] == []


def test_every_command_can_be_said_in_english() -> None:
    assert set(commands(SOURCE).values()) >= {*COMMANDS, "thanks"}


@pytest.mark.parametrize("language", sorted(SHIPPED))
def test_english_commands_work_in_every_language(language: str) -> None:
    assert set(commands(SOURCE)) <= set(commands(language))
    assert set(commands(language).values()) == set(commands(SOURCE).values())


def test_every_language_that_there_is_data_for_has_its_sentences() -> None:
    assert sorted(SHIPPED) == sorted(languages())


@pytest.mark.parametrize("language", sorted(SHIPPED))
@pytest.mark.parametrize("part", ["commands", "sentences", "words"])
def test_every_language_has_every_key_in_the_same_order(part: str, language: str) -> None:
    assert list(SHIPPED[language][part]) == list(SHIPPED[SOURCE][part])


@pytest.mark.parametrize("language", sorted(SHIPPED))
def test_every_sentence_has_the_gaps_that_it_has_in_english(language: str) -> None:
    said = SHIPPED[language]["sentences"]
    assert {key: gaps(text) for key, text in said.items()} == {
        key: gaps(text) for key, text in ENGLISH.items()
    }


@pytest.mark.parametrize("language", sorted(set(SHIPPED) - {SOURCE}))
def test_every_sentence_is_translated(language: str) -> None:
    said = SHIPPED[language]["sentences"]
    same = {key for key, text in said.items() if text == ENGLISH[key]}
    assert same <= {"story line", "nearby line"}


@pytest.mark.parametrize("language", sorted(SHIPPED))
def test_a_piece_of_a_sentence_is_a_plain_word(language: str) -> None:
    said = [word(key, language) for key in SHIPPED[SOURCE]["words"]]
    assert [each for each in said if not each or each != each.strip() or gaps(each)] == []


def test_a_piece_of_a_sentence_is_given_in_the_language() -> None:
    assert (word("monday", "en"), word("monday", "ru")) == ("on Monday", "в понедельник")
    assert word("yes", "xx") == "yes"


@pytest.mark.parametrize("language", sorted(SHIPPED))
def test_every_command_can_be_said_in_every_language(language: str) -> None:
    assert [name for name, texts in SHIPPED[language]["commands"].items() if not texts] == []


def test_no_command_of_a_language_is_another_one_elsewhere() -> None:
    meant: dict[str, set[str]] = {}
    for language in SHIPPED:
        for text, command in commands(language).items():
            meant.setdefault(text, set()).add(command)
    assert {text: found for text, found in meant.items() if len(found) > 1} == {}


@pytest.mark.parametrize("language", sorted(SHIPPED))
def test_no_command_is_a_number_that_a_choice_may_have(language: str) -> None:
    assert [text for text in commands(language) if whole_number(text, language) is not None] == []


@pytest.mark.parametrize("language", sorted(SHIPPED))
@pytest.mark.parametrize("key", sorted(TELLS))
def test_what_a_sentence_tells_to_reply_is_a_command(key: str, language: str) -> None:
    said = f" {folded(SHIPPED[language]['sentences'][key])} "
    known = SHIPPED[language]["commands"]
    untold = [name for name in TELLS[key] if not any(f" {text} " in said for text in known[name])]
    assert untold == []


@pytest.mark.parametrize("language", sorted(SHIPPED))
def test_the_words_of_the_carriers_stay_english(language: str) -> None:
    said = SHIPPED[language]["sentences"]
    assert "START" in said["stopped"]
    assert "STOP" in said["help"]
    assert "STOP" in said["first reply"]
    assert "HELP" in said["first reply"]


# What players text to change the language


def test_every_language_has_names() -> None:
    assert sorted(NAMES) == sorted(languages())
    assert [tag for tag, names in NAMES.items() if len(names) < 2] == []


def test_every_name_of_a_language_is_folded_and_its_own() -> None:
    names = [name for each in NAMES.values() for name in each]
    assert [name for name in names if folded(name) != name or not name] == []
    assert len(names) == len(set(names))
    assert [name for name in names if carrier_word(name)] == []


@pytest.mark.parametrize("tag", sorted(NAMES))
def test_the_name_of_a_language_is_no_command_in_it_or_in_english(tag: str) -> None:
    assert set(NAMES[tag]) & {*commands(tag), *commands(SOURCE)} == set()


@pytest.mark.parametrize("tag", sorted(NAMES))
def test_a_language_answers_to_its_own_name(tag: str) -> None:
    assert folded(language_of(tag).name) in NAMES[tag]
