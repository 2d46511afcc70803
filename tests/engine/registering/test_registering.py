"""What carriers' forms ask for, made from a story."""

from dataclasses import replace
from pathlib import Path

import pytest

from engine.library import Library
from engine.registering import FORMS, Applicant, Field, Form, form_for, wrong_with
from engine.registering.applicant import CONTACT, NAME, NUMBER, SETTINGS, SITE
from engine.registering.form import fitting, several_fitting
from engine.registering.volume import Volume
from engine.story.model import Line, Story, StoryKeyword
from engine.texting.imprint import Imprint
from tests.engine.door import catalog

SHIPPED = Library(Path(__file__).parents[3] / "stories").catalog.stories
KINDS = sorted(FORMS)
LIBRARY = Imprint("Pennyweir Library", "ask@pennyweir.example", "https://p.example/terms")
KNOWN = {"imprint": LIBRARY, "phone": "+1 202-555-0123", "site": "https://p.example"}
BLANKS = tuple(SETTINGS)


def applying(story: Story, **more: object) -> Applicant:
    return Applicant(story=story, **{**KNOWN, **more})  # type: ignore[arg-type]


def field(form: Form, name: str) -> Field:
    return next(each for each in form.fields if each.name == name)


def too_long_or_short(form: Form) -> list[str]:
    """Name the fields that a form would refuse."""
    return [
        each.name
        for each in form.fields
        for line in each.lines
        if each.most and not each.least <= len(line) <= each.most
    ]


@pytest.fixture
def door(tmp_path: Path) -> Story:
    return catalog(tmp_path).stories["door"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", sorted(SHIPPED))
def test_every_field_of_every_shipped_story_has_a_length_that_is_taken(
    name: str, kind: str
) -> None:
    story = SHIPPED[name]
    bare = Applicant(story, Imprint())
    for applicant in (applying(story), bare, applying(story, phone="", imprint=Imprint("L"))):
        form = FORMS[kind](applicant)
        assert too_long_or_short(form) == []
        assert len({each.name for each in form.fields}) == len(form.fields)
        assert [each.name for each in form.fields if each.value is None and not each.note] == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_story_that_says_too_much_is_cut_and_not_refused(door: Story, kind: str) -> None:
    long = replace(
        door,
        title="A title " * 30,
        about="A sentence of the story. " * 400,
        contact="somebody " * 30,
        keywords=tuple(StoryKeyword(f"WORD{n}", f"word{n}") for n in range(100)),
    )
    form = FORMS[kind](applying(long, imprint=replace(LIBRARY, name="N" * 60)))
    assert too_long_or_short(form) == []
    assert field(form, "OptInKeywords").lines[0].startswith("WORD0,WORD1,")


def test_the_checks_of_lengths_would_find_one() -> None:
    form = Form("", "", (Field("A", "", "x" * 6, most=5), Field("B", "", "x", least=2, most=5)))
    assert too_long_or_short(form) == ["A", "B"]


@pytest.mark.parametrize("kind", KINDS)
def test_with_all_settings_nothing_is_left_blank_by_them(door: Story, kind: str) -> None:
    form = FORMS[kind](applying(door))
    said = [*form.advice, *(line for each in form.fields for line in each.lines)]
    assert [line for line in said if any(blank in line for blank in BLANKS)] == []


@pytest.mark.parametrize("kind", KINDS)
def test_each_setting_that_is_missing_is_named(door: Story, kind: str) -> None:
    form = FORMS[kind](Applicant(door, Imprint()))
    assert form.advice[2 if kind == "10dlc" else 0 :][:4] == tuple(
        f"{blank} stands where a setting is missing: set {name}, print this again."
        for blank, name in (
            (NAME, "WAYSIDE_NAME"), (CONTACT, "WAYSIDE_CONTACT"), (NUMBER, "WAYSIDE_PHONE"),
            (SITE, "WAYSIDE_PUBLIC_URL"),
        )
    )  # fmt: skip


def test_a_campaign_says_what_players_are_told(door: Story) -> None:
    form = FORMS["10dlc"](applying(door))
    notice = (
        "Pennyweir Library. Msg & data rates may apply. Reply STOP to end, HELP for help. Terms "
        "and privacy: https://p.example/terms"
    )
    said = {each.name: each.value for each in form.fields}
    assert said["OptInKeywords"] == ("DOOR", "START", "UNSTOP")
    assert said["OptInMessage"] == notice
    assert said["OptOutMessage"] == (
        "Pennyweir Library: You will get no more texts from us. Reply START to come back."
    )
    assert said["HelpMessage"] == (
        "Pennyweir Library\nYou can play here: The Door. Reply HINT for a hint, AGAIN to hear the "
        "last answer again, STOP to end. Msg & data rates may apply. ask@pennyweir.example\n"
        "Terms and privacy: https://p.example/terms"
    )
    assert said["PrivacyPolicyUrl"] == "https://p.example/privacy"
    assert said["TermsAndConditionsUrl"] == "https://p.example/terms"
    assert said["MessageSamples"] == (
        f"A door.\n\nWho are you?\n\n{notice}",
        "Good day, Maria.\n\n1 Knock\n2 Go home",
        "It is dark in the cellar.",
    )
    flow = str(said["MessageFlow"])
    for words in (notice, "the keyword DOOR, or the code on a sign,", "Reply STOP", "frequency"):
        assert words in flow
    assert (said["HasEmbeddedLinks"], said["HasEmbeddedPhone"]) == (True, False)


@pytest.mark.parametrize(
    ("says", "holds"),
    [
        ("See https://p.example/map", True), ("See www.p.example", True),
        ("See play.example.org/x for it", True), ("It is 3.5 miles and/or more. Go/stay.", False),
    ],
)  # fmt: skip
def test_texts_that_hold_a_link_anywhere_in_the_story_hold_links(
    door: Story, says: str, *, holds: bool
) -> None:
    # Nothing else in these texts would be one.
    told = replace(door, welcome=Line((says,)))
    bare = Imprint("Pennyweir Library", "ask@pennyweir.example", "none")
    form = FORMS["10dlc"](applying(told, imprint=bare))
    assert field(form, "HasEmbeddedLinks").value is holds


def test_the_place_of_an_address_that_is_not_set_yet_is_a_link(door: Story) -> None:
    form = FORMS["10dlc"](Applicant(door, Imprint("L")))
    assert f"{SITE}/terms" in str(field(form, "MessageSamples").value)
    assert field(form, "HasEmbeddedLinks").value is True


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_said_what_an_ein_is_and_where_it_stands(door: Story, kind: str) -> None:
    form = FORMS[kind](applying(door))
    said = " ".join((*form.advice, *(each.note for each in form.fields)))
    assert "The EIN (Employer Identification Number) is the nine-digit number, like 12-" in said
    assert "the town or county that it is a department of" in said
    assert "box b of every W-2" in said


@pytest.mark.parametrize(
    ("number", "form"),
    [
        ("", "10dlc"), ("+12025550123", "10dlc"), ("+14165550123", "10dlc"),
        ("22395", "short-code"),
        *((f"+1{area}5550123", "toll-free") for area in (800, 833, 844, 855, 866, 877, 888)),
        ("+18225550123", "10dlc"),
    ],
)  # fmt: skip
def test_the_number_tells_which_form(number: str, form: str) -> None:
    assert form_for(number) == form
    wrong = {other for other in FORMS if wrong_with(other, number)}
    assert wrong == (set(FORMS) - {form} if number else set())


def test_a_number_of_another_form_is_told_with_what_to_type() -> None:
    assert wrong_with("toll-free", "+12025550123") == (
        "+12025550123 is not a toll-free number, which begins with +1 and then 800, 833, 844, 855, "
        "866, 877 or 888, but a ten-digit number. Type --for 10dlc, or leave --for away; for "
        "another number set WAYSIDE_PHONE to it."
    )
    assert wrong_with("10dlc", "+18445550123").startswith(
        "+18445550123 is not a ten-digit number, but a toll-free number. Type --for toll-free,"
    )
    assert wrong_with("10dlc", "22395").startswith(
        "22395 is not a ten-digit number, but a short code of 5 or 6 digits. Type --for short-code"
    )


@pytest.mark.parametrize("number", ["+442071838750", "+498001234567"])
def test_a_number_of_another_country_has_no_form(number: str) -> None:
    for ask in (form_for, lambda each: wrong_with("toll-free", each)):
        with pytest.raises(ValueError, match="is no number of the United States or Canada"):
            ask(number)


def test_a_short_code_s_application_says_what_players_are_told(door: Story) -> None:
    form = FORMS["short-code"](applying(door, phone="22395", carrier_answers=False))
    said = {each.name: each.value for each in form.fields}
    assert said["ProgramName"] == "The Door"
    assert said["Frequency"] == "1 message/user request"
    assert said["OptOutMessage"] == (
        "Pennyweir Library: You will get no more texts from us. Reply START to come back."
    )
    assert len(said["Samples"] or ()) == 3
    assert "to 22395." in str(said["OptInFlow"])
    assert "Wayside does (WAYSIDE_OPTOUT=ours" in form.advice[-1]


def test_a_contact_with_a_number_is_an_embedded_phone(door: Story) -> None:
    imprint = replace(LIBRARY, contact="202-555-0143")
    assert field(FORMS["10dlc"](applying(door, imprint=imprint)), "HasEmbeddedPhone").value is True


@pytest.mark.parametrize("kind", KINDS)
def test_whom_to_ask_is_whom_the_library_names_and_else_whom_the_story_does(
    door: Story, kind: str
) -> None:
    story = replace(door, contact="maker@elsewhere.example")
    told = str(FORMS[kind](applying(story)))
    assert (LIBRARY.contact in told, story.contact in told) == (True, False)
    told = str(FORMS[kind](applying(story, imprint=replace(LIBRARY, contact=""))))
    assert story.contact in told


def test_many_plays_are_no_low_volume(door: Story) -> None:
    few, many = (FORMS["10dlc"](applying(door, plays=plays)) for plays in (100, 100_000))
    name = "UsAppToPersonUsecase"
    assert (field(few, name).value, field(many, name).value) == ("LOW_VOLUME", "MIXED")


def test_low_volume_is_told_as_twilio_and_t_mobile_mean_it(door: Story) -> None:
    note = field(FORMS["10dlc"](applying(door)), "UsAppToPersonUsecase").note
    assert note.startswith(
        "LOW_VOLUME is for less than 6,000 segments a day, of which T-Mobile takes 2,000."
    )
    days = [Volume(1, 1, segments) for segments in (44_992, 45_000)]
    assert [(day.a_day, day.use_case) for day in days] == [(5_999, "LOW_VOLUME"), (6_000, "MIXED")]


@pytest.mark.parametrize(("plays", "volume"), [(1, "10"), (100, "1,000"), (1_000_000, "5,000,000")])
def test_a_toll_free_number_is_given_the_volume_that_fits(
    door: Story, plays: int, volume: str
) -> None:
    assert field(FORMS["toll-free"](applying(door, plays=plays)), "MessageVolume").value == volume


def test_a_story_that_texts_by_itself_says_when(tmp_path: Path) -> None:
    stories = catalog(tmp_path).stories
    told = [
        str(field(FORMS["10dlc"](applying(stories[name])), "Description").value)
        for name in ("door", "well")
    ]
    assert ["between 9:00 and 20:00" in each for each in told] == [False, True]
    assert ["Nothing is sent without such a text." in each for each in told] == [True, False]


def test_what_is_not_told_in_english_is_noted(door: Story) -> None:
    french = replace(door, language="fr", languages=("fr",))
    notes = FORMS["10dlc"](applying(french)).advice
    assert "Say in English, too, what the form says in 'fr'." in notes
    assert "Répondez STOP" in str(field(FORMS["10dlc"](applying(french)), "OptInMessage").value)


def test_a_notice_that_is_off_is_noted_as_the_form_says_otherwise(door: Story) -> None:
    noted = [
        any("WAYSIDE_NOTICE=on" in each for each in FORMS["10dlc"](applying(door, **more)).advice)
        for more in ({}, {"discloses": False})
    ]
    assert noted == [False, True]


def test_what_twilio_answers_itself_is_to_be_pasted_there(door: Story) -> None:
    notes = [
        field(FORMS["10dlc"](applying(door, carrier_answers=carrier)), "HelpMessage").note
        for carrier in (True, False)
    ]
    assert notes[0].startswith("Twilio answers this itself. Paste these words")
    assert notes[1] == ""


@pytest.mark.parametrize(
    ("text", "most", "left"),
    [
        ("One. Two.", 9, "One. Two."),
        ("One two. Three.", 14, "One two."),
        ("One. Two three four.", 15, "One. Two..."),
        ("a" * 20, 10, "a" * 7 + "..."),
    ],
)
def test_a_text_is_cut_at_a_sentence_or_a_word(text: str, most: int, left: str) -> None:
    assert fitting(text, most) == left


def test_words_are_left_out_from_the_end_until_they_fit() -> None:
    assert several_fitting(("AB", "CD", "EF"), 5, ",") == ("AB", "CD")
    assert several_fitting(("ABCDEF",), 5, ",") == ()
