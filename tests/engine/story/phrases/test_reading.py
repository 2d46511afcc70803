"""Conditions and actions as people write them -> trees."""

from datetime import time
from typing import get_args

import pytest

from engine.places.hours import Season
from engine.story.phrases import (
    UNITS_S,
    Action,
    Add,
    And,
    AnyGift,
    At,
    Between,
    By,
    Chose,
    Compare,
    Count,
    Counted,
    Dark,
    During,
    Forget,
    Get,
    Has,
    Lose,
    Names,
    Not,
    OnDay,
    Or,
    PhraseError,
    Set,
    Since,
    Speaks,
    Tag,
    Tree,
    Visited,
    Vote,
    actions,
    conditions,
    read_action,
    read_condition,
)

NAMES = Names(
    facts={
        "n": "number",
        "big n": "number",
        "met": "yes or no",
        "keeper met": "yes or no",
        "friend": "text",
        "friend of Sam": "text",
        "visited before": "yes or no",
    },
    items=("oil", "brass key", "brass key ring", "key (old)"),
    scenes=("hall", "the hall", "hall and kitchen", "hall at least 2 times"),
    places=("gate", "north gate"),
    counters=("heron visits",),
    polls={"best wall": ("oak", "river", "the old oak"), "night": ("moon", "oak")},
    collections={"memories": "text"},
    languages=("en", "es", "pt-BR"),
)
JUNE_TO_AUGUST = Season((6, 1), (8, 31))
CONDITIONS: dict[str, Tree] = {
    "has oil": Has("oil"),
    "met": Compare("met", "is", value=True),
    "n is 2": Compare("n", "is", 2),
    "n is not 2": Compare("n", "is not", 2),
    "n at least 2": Compare("n", "at least", 2),
    "n at most 2": Compare("n", "at most", 2),
    "n more than 2": Compare("n", "more than", 2),
    "n less than 2": Compare("n", "less than", 2),
    "met is yes": Compare("met", "is", value=True),
    "met is no": Compare("met", "is", value=False),
    "met is not yes": Compare("met", "is not", value=True),
    "friend is Sam": Compare("friend", "is", "Sam"),
    "friend is not Sam": Compare("friend", "is not", "Sam"),
    "visited hall": Visited("hall", 1),
    "visited hall at least 3 times": Visited("hall", 3),
    "visited hall at least 1 time": Visited("hall", 1),
    "chose look-up in hall": Chose("hall/look-up"),
    "at gate": At("gate"),
    "not met": Not(Compare("met", "is", value=True)),
    # Time, channel, language, and what is shared
    "between 18:00 and 06:00": Between(time(18), time(6)),
    "between 9.30 and 24:00": Between(time(9, 30), time(0)),
    "Between 18:00 AND 06:00 and met": And(
        (Between(time(18), time(6)), Compare("met", "is", value=True))
    ),
    "on saturday": OnDay(5),
    "on monday or on sunday": Or((OnDay(0), OnDay(6))),
    "from june to august": During(JUNE_TO_AUGUST),
    "from 15 may to 1st October": During(Season((5, 15), (10, 1))),
    "from may 15 to october and met": And(
        (During(Season((5, 15), (10, 31))), Compare("met", "is", value=True))
    ),
    "(from june to august)": During(JUNE_TO_AUGUST),
    "after sunset": Dark(),
    "before sunset": Not(Dark()),
    "not after  Sunset": Not(Dark()),
    "by sms": By("sms"),
    "by web or by phone": Or((By("web"), By("phone"))),
    "in es": Speaks("es"),
    "in pt-BR": Speaks("pt-BR"),
    "10 min since hall": Since("hall", 600),
    "90s since hall": Since("hall", 90),
    "2 days since hall and kitchen": Since("hall and kitchen", 172_800),
    "1 hour since hall and met": And((Since("hall", 3600), Compare("met", "is", value=True))),
    "any memories": AnyGift("memories"),
    "not any memories": Not(AnyGift("memories")),
    "heron visits at least 50": Counted("heron visits", "at least", 50),
    "heron visits less than 5": Counted("heron visits", "less than", 5),
    "heron visits is not 7 and met": And(
        (Counted("heron visits", "is not", 7), Compare("met", "is", value=True))
    ),
    # Joined
    "met and has oil": And((Compare("met", "is", value=True), Has("oil"))),
    "met or has oil": Or((Compare("met", "is", value=True), Has("oil"))),
    "at gate and met and has oil": And((At("gate"), Compare("met", "is", value=True), Has("oil"))),
    "at gate or met and has oil": Or(
        (At("gate"), And((Compare("met", "is", value=True), Has("oil"))))
    ),
    "(at gate or met) and has oil": And(
        (Or((At("gate"), Compare("met", "is", value=True))), Has("oil"))
    ),
    "not met and has oil": And((Not(Compare("met", "is", value=True)), Has("oil"))),
    "not (met and has oil)": Not(And((Compare("met", "is", value=True), Has("oil")))),
    "not not met": Not(Not(Compare("met", "is", value=True))),
    "((at gate))": At("gate"),
    "( at gate )": At("gate"),
    "(chose look-up in hall)": Chose("hall/look-up"),
    # Names with spaces: the longest that is known
    "has brass key": Has("brass key"),
    "has brass key ring": Has("brass key ring"),
    "has brass key and met": And((Has("brass key"), Compare("met", "is", value=True))),
    "has key (old)": Has("key (old)"),
    "(has key (old))": Has("key (old)"),
    "at north gate": At("north gate"),
    "visited hall and kitchen": Visited("hall and kitchen"),
    "visited hall and met": And((Visited("hall"), Compare("met", "is", value=True))),
    "visited hall at least 2 times": Visited("hall at least 2 times"),
    "visited the hall": Visited("the hall"),
    "big n is 2": Compare("big n", "is", 2),
    "keeper met": Compare("keeper met", "is", value=True),
    "friend of Sam is Jo": Compare("friend of Sam", "is", "Jo"),
    "visited before": Compare("visited before", "is", value=True),
    # Words of phrases in any case, and spaces as they come
    "  HAS oil  ": Has("oil"),
    "Not met": Not(Compare("met", "is", value=True)),
    "n AT   least 2 OR met": Or((Compare("n", "at least", 2), Compare("met", "is", value=True))),
    "met\tand\thas oil": And((Compare("met", "is", value=True), Has("oil"))),
    # Values
    "n is -5": Compare("n", "is", -5),
    "n is +5": Compare("n", "is", 5),
    "n is 007": Compare("n", "is", 7),
    "n is 1000000000": Compare("n", "is", 10**9),
    "n is -1000000000": Compare("n", "is", -(10**9)),
    'friend is ""': Compare("friend", "is", ""),
    "friend is ''": Compare("friend", "is", ""),
    "friend is 'Sam and Jo' and met": And(
        (Compare("friend", "is", "Sam and Jo"), Compare("met", "is", value=True))
    ),
    'friend is "it\'s"': Compare("friend", "is", "it's"),
    "friend is Sam Jones and met": And(
        (Compare("friend", "is", "Sam Jones"), Compare("met", "is", value=True))
    ),
    "(friend is Sam)": Compare("friend", "is", "Sam"),
    "friend is Sandor": Compare("friend", "is", "Sandor"),
    "friend is 7": Compare("friend", "is", "7"),
}
ACTIONS: dict[str, Action] = {
    "get oil": Get("oil"),
    "lose oil": Lose("oil"),
    "get brass key ring": Get("brass key ring"),
    "add 1 to n": Add("n", 1),
    "add 10 to big n": Add("big n", 10),
    "take 3 from n": Add("n", -3),
    "take -3 from n": Add("n", 3),
    "set n to 5": Set("n", 5),
    "set met to yes": Set("met", value=True),
    "set keeper met to No": Set("keeper met", value=False),
    "set friend to Sam": Set("friend", "Sam"),
    'set friend to ""': Set("friend", ""),
    "set friend of Sam to Jo Smith": Set("friend of Sam", "Jo Smith"),
    "forget friend": Forget("friend"),
    "FORGET  n": Forget("n"),
    "count heron visits": Count("heron visits"),
    "vote oak in best wall": Vote("best wall", "oak"),
    "vote the old oak in best wall": Vote("best wall", "the old oak"),
    "vote oak in night": Vote("night", "oak"),
    "tag lit-it": Tag("lit-it"),
    "tag Lit2": Tag("lit2"),
}
# The phrase, how many characters stand before the fault, and what is told.
FAULTY_CONDITIONS = [
    ("", 0, "A condition is missing here."),
    ("has", 3, "The name of the item is missing here."),
    ("has lamp", 4, "There is no item 'lamp'."),
    ("has brass kee", 4, "There is no item 'brass kee'. Did you mean 'brass key'?"),
    ("has oily", 4, "There is no item 'oily'. Did you mean 'oil'?"),
    ("has oil,", 4, "There is no item 'oil,'. Did you mean 'oil'?"),
    ("met and has lamp or met", 12, "There is no item 'lamp'."),
    ("visited cellar", 8, "There is no scene 'cellar'."),
    ("at bridge", 3, "There is no place 'bridge'."),
    ("met has oil", 4, "'has oil' is left over. Join conditions with 'and' or 'or'."),
    ("met) and has oil", 3, "') and has oil' is left over. Join conditions with 'and' or 'or'."),
    ("(met", 4, "A closing bracket is missing."),
    ("()", 1, "A condition is missing here."),
    ("met and", 7, "A condition is missing here."),
    ("not", 3, "A condition is missing here."),
    ("n", 1, "'n' is a number: write 'n at least 2', or 'n is 2'."),
    ("n and met", 2, "'n' is a number: write 'n at least 2', or 'n is 2'."),
    (
        "friend",
        6,
        "'friend' is a text: write 'friend is Sam', or 'friend is \"\"' for an empty one.",
    ),
    ("n is two", 5, "A whole number is expected here, at most 1000000000."),
    ("n is 2.5", 5, "A whole number is expected here, at most 1000000000."),
    ("n is 1,000", 5, "A whole number is expected here, at most 1000000000."),
    ("n is 1000000001", 5, "A whole number is expected here, at most 1000000000."),
    ("n is 12345678901", 5, "A whole number is expected here, at most 1000000000."),
    ("n is", 4, "A whole number is expected here, at most 1000000000."),
    ("n is 2x", 6, "'x' is left over. Join conditions with 'and' or 'or'."),
    ("met is true", 7, "'met' is 'yes' or 'no'."),
    ("met is", 6, "'met' is 'yes' or 'no'."),
    ("met at least 2", 12, "'met' is not a number, so 'at least' cannot be asked of it."),
    ("friend more than 2", 16, "'friend' is not a number, so 'more than' cannot be asked of it."),
    ("friend is", 9, 'A text is missing here. Put an empty one as "".'),
    ("friend is and met", 10, 'A text is missing here. Put an empty one as "".'),
    ("friend is or", 10, 'A text is missing here. Put an empty one as "".'),
    ("friend is Sam or", 16, "A condition is missing here."),
    ("friend is Sam)", 13, "')' is left over. Join conditions with 'and' or 'or'."),
    (
        "visited the hall at least 2",
        27,
        "'times' is missing: write 'visited SCENE at least 2 times'.",
    ),
    ("visited hall at least two times", 22, "A whole number is expected here, at most 1000000000."),
    (
        "chose look up in hall",
        6,
        "Write 'chose REPLY in SCENE', REPLY as its id, joined by hyphens.",
    ),
    ("chose look-up in cellar", 17, "There is no scene 'cellar'."),
    ("chose look-up in", 6, "Write 'chose REPLY in SCENE', REPLY as its id, joined by hyphens."),
    ("not " * 60 + "met", 199, "This is nested more than 50 deep."),
    ("(" * 60 + "met" + ")" * 60, 50, "This is nested more than 50 deep."),
    ("met" + " " * 1000, 0, "It is longer than 1000 characters."),
    ("on", 2, "The name of the day is missing here."),
    ("on sat", 3, "There is no day 'sat'."),
    ("on saturdays", 3, "There is no day 'saturdays'. Did you mean 'saturday'?"),
    ("by", 2, "The name of the channel is missing here."),
    ("by mail", 3, "There is no channel 'mail'."),
    ("by phones", 3, "There is no channel 'phones'. Did you mean 'phone'?"),
    ("in fr", 3, "There is no language 'fr'."),
    ("any", 3, "The name of the collection is missing here."),
    ("any memory", 4, "There is no collection 'memory'. Did you mean 'memories'?"),
    ("10 moons since hall", 3, "'moons' is no measure of time. Write min, hours or days."),
    ("10 min since cellar", 13, "There is no scene 'cellar'."),
    (
        "heron visits",
        12,
        "'heron visits' is a counter: write 'heron visits at least 2', or 'heron visits is 2'.",
    ),
    ("heron visits is many", 16, "A whole number is expected here, at most 1000000000."),
    (
        "met and from june to smarch",
        8,
        (
            "'smarch' is not a day or month. Write a season like 'from april to october' or "
            "'from 15 may to 30 september'."
        ),
    ),
    (
        "from june to 31 april",
        0,
        (
            "There is no 31 April. Write a season like 'from april to october' or "
            "'from 15 may to 30 september'."
        ),
    ),
    ("by sms by web", 7, "'by web' is left over. Join conditions with 'and' or 'or'."),
]
FAULTY_ACTIONS = [
    ("", 0, "An action is missing here."),
    ("get", 3, "The name of the item is missing here."),
    ("get lamp", 4, "There is no item 'lamp'."),
    ("lose brass", 5, "There is no item 'brass'. Did you mean 'brass key'?"),
    (
        "get oil and lose oil",
        8,
        "'and lose oil' is left over. Write several actions as a list: [get oil, lose key].",
    ),
    ("add oil to n", 4, "A whole number is expected here, at most 1000000000."),
    ("add 1 from n", 6, "Write 'add 1 to FACT'."),
    ("take 1 to n", 7, "Write 'take 1 from FACT'."),
    ("add 1 to  friend", 10, "'friend' is a text, not a number."),
    ("add 1 to met", 9, "'met' is a yes or no, not a number."),
    ("add 1 to lanterns", 9, "There is no fact 'lanterns'."),
    ("set n 5", 6, "Write 'set n to VALUE'."),
    ("set n to five", 9, "A whole number is expected here, at most 1000000000."),
    ("set met to maybe", 11, "'met' is 'yes' or 'no'."),
    ("set friend to", 13, 'A text is missing here. Put an empty one as "".'),
    ("set Friend to Sam", 4, "There is no fact 'Friend to Sam'. Did you mean 'friend of Sam'?"),
    ("forget oil", 7, "There is no fact 'oil'."),
    ("x" * 1001, 0, "It is longer than 1000 characters."),
    ("count", 5, "The name of the counter is missing here."),
    ("count herons", 6, "There is no counter 'herons'. Did you mean 'heron visits'?"),
    ("vote", 4, "The name of the option is missing here."),
    ("vote sky in best wall", 5, "There is no option 'sky in best wall'."),
    ("vote oak best wall", 9, "Write 'vote oak in POLL'."),
    ("vote oak in wall", 12, "There is no poll 'wall'."),
    ("vote moon in best wall", 13, "'best wall' has no 'moon'. It has: oak, river, the old oak."),
    ("tag", 3, "A tag is one word of small letters, digits and hyphens: lit-it."),
    ("tag -x", 4, "A tag is one word of small letters, digits and hyphens: lit-it."),
    ("tag " + "x" * 41, 4, "A tag is one word of small letters, digits and hyphens: lit-it."),
    (
        "tag lit it",
        8,
        "'it' is left over. Write several actions as a list: [get oil, lose key].",
    ),
]


def test_every_condition_and_every_action_is_read_in_some_case() -> None:
    assert {type(tree) for tree in CONDITIONS.values()} == set(get_args(Tree))
    assert {type(action) for action in ACTIONS.values()} == set(get_args(Action))


@pytest.mark.parametrize("unit", UNITS_S)
def test_time_is_measured_in_seconds_to_days(unit: str) -> None:
    tree = read_condition(f"3 {unit.capitalize()} since hall", NAMES).tree
    assert tree == Since("hall", 3 * UNITS_S[unit])


@pytest.mark.parametrize("phrase", CONDITIONS)
def test_a_condition_is_read_as_it_is_meant(phrase: str) -> None:
    condition = read_condition(phrase, NAMES)
    assert (condition.phrase, condition.tree) == (phrase, CONDITIONS[phrase])


@pytest.mark.parametrize("phrase", ACTIONS)
def test_an_action_is_read_as_it_is_meant(phrase: str) -> None:
    assert read_action(phrase, NAMES) == ACTIONS[phrase]


@pytest.mark.parametrize(("phrase", "at", "told"), FAULTY_CONDITIONS)
def test_a_faulty_condition_is_told_where_the_fault_is(phrase: str, at: int, told: str) -> None:
    with pytest.raises(PhraseError) as caught:
        read_condition(phrase, NAMES)
    assert (caught.value.at, str(caught.value)) == (at, told)


@pytest.mark.parametrize(
    "phrase",
    ["10 min since", "after dark", "between 25:00 and 06:00", "between 18:00", "from june", "10"],
)
def test_a_time_that_is_not_whole_is_no_condition(phrase: str) -> None:
    with pytest.raises(PhraseError, match="is not a condition") as caught:
        read_condition(f"met and {phrase}", NAMES)
    assert caught.value.at == 8


@pytest.mark.parametrize(("phrase", "at", "told"), FAULTY_ACTIONS)
def test_a_faulty_action_is_told_where_the_fault_is(phrase: str, at: int, told: str) -> None:
    with pytest.raises(PhraseError) as caught:
        read_action(phrase, NAMES)
    assert (caught.value.at, str(caught.value)) == (at, told)


@pytest.mark.parametrize(
    ("phrase", "shown", "hint"),
    [
        ("lamp", "lamp", ""),
        ("oil and met", "oil", ""),
        ("has_oil", "has_oil", ""),
        ("hass oil", "hass oil", " Did you mean 'has'?"),
        ("vistied hall", "vistied hall", " Did you mean 'visited'?"),
        ("keper met", "keper met", " Did you mean 'keeper met'?"),
        ("Met", "Met", " Did you mean 'met'?"),
        ("hasoil", "hasoil", " Did you mean 'has'?"),
        ("nto met", "nto met", " Did you mean 'not'?"),
    ],
)
def test_what_is_no_condition_is_told_with_the_nearest_and_every_form(
    phrase: str, shown: str, hint: str
) -> None:
    with pytest.raises(PhraseError) as caught:
        read_condition(phrase, NAMES)
    assert str(caught.value) == (
        f"'{shown}' is not a condition.{hint} A condition is one of: has ITEM, FACT, "
        "FACT at least 2, FACT is VALUE, visited SCENE, visited SCENE at least 2 times, "
        "chose REPLY in SCENE, at PLACE, between 18:00 and 06:00, on saturday, "
        "from june to august, after sunset, before sunset, by sms, in es, 10 min since SCENE, "
        "any COLLECTION, COUNTER at least 50, not CONDITION."
    )


@pytest.mark.parametrize(
    ("phrase", "hint"),
    [
        ("grab oil", ""),
        ("gett oil", " Did you mean 'get'?"),
        ("forgett n", " Did you mean 'forget'?"),
    ],
)
def test_what_is_no_action_is_told_with_the_nearest_and_every_form(phrase: str, hint: str) -> None:
    with pytest.raises(PhraseError) as caught:
        read_action(phrase, NAMES)
    assert str(caught.value) == (
        f"'{phrase}' is not an action.{hint} An action is one of: get ITEM, lose ITEM, "
        "add 1 to FACT, take 1 from FACT, set FACT to VALUE, forget FACT, count COUNTER, "
        "vote OPTION in POLL, tag WORD."
    )


FILLED = {
    "ITEM": "oil", "VALUE": "3", "SCENE": "hall", "REPLY": "look-up", "PLACE": "gate",
    "CONDITION": "met", "COLLECTION": "memories", "COUNTER": "heron visits", "OPTION": "oak",
    "POLL": "best wall", "WORD": "lit-it",
}  # fmt: skip


@pytest.mark.parametrize("form", [*conditions.FORMS, *actions.FORMS])
def test_every_form_that_is_offered_can_be_read(form: str) -> None:
    fact = "met" if form == "FACT" else "n"
    phrase = " ".join({**FILLED, "FACT": fact}.get(word, word) for word in form.split())
    read = read_condition if form in conditions.FORMS else read_action
    read(phrase, NAMES)


def test_a_phrase_may_have_a_thousand_characters() -> None:
    phrase = " or ".join(["met"] * 143)
    assert read_condition(phrase.ljust(1_000), NAMES).tree == Or(
        (Compare("met", "is", value=True),) * 143
    )


def test_conditions_with_the_same_words_are_the_same() -> None:
    assert read_condition("met", NAMES) == read_condition("met", NAMES)
    assert read_condition("met", NAMES) != read_condition("not met", NAMES)
