"""The words of the forms: what the story is, how people ask for it, and what they are told."""

from collections.abc import Iterable, Iterator

from engine.checking.costs import first_answer
from engine.checking.sent import arrivals, others
from engine.checking.ways import own_after
from engine.disclosing import disclosed
from engine.languages.sentences import sentence
from engine.play.catalog import catalog_of
from engine.play.hear import Player, help_lines
from engine.play.message import message
from engine.registering.applicant import Applicant
from engine.registering.form import fitting
from engine.texting.optout import words_for

MOST_SAMPLES, SHORTEST_SAMPLE, LONGEST_SAMPLE = 5, 20, 1_024
MOST_PLACES = 8
STOPS, STARTS, HELPS = (words_for(word) for word in ("stop", "start", "help"))


def description(applicant: Applicant) -> str:
    """Say who texts whom, and why."""
    story = applicant.told
    places = [place.name for place in story.places.values() if place.status == "open"]
    where = f" Its places: {', '.join(places[:MOST_PLACES])}." if places else ""
    return (
        f'{applicant.name} offers "{story.title}", a free interactive story that is told by text '
        f"message where it happens. {story.about} {_begun(applicant)} Each text that a player "
        f"sends is answered with the next part of the story. {_unasked(applicant)} Nothing is "
        f"advertised or sold, and nobody is texted who has not texted first. STOP ends it at any "
        f"time.{where}"
    ).replace("  ", " ")


def summary(applicant: Applicant) -> str:
    """Say the same in short."""
    title = applicant.told.title
    return (
        f'{applicant.name} offers "{title}", a free interactive story by text message. '
        f"{_begun(applicant)} Each text is answered with the next part of the story. Nothing is "
        "advertised or sold. Nobody is texted who has not texted first."
    )


def flow(applicant: Applicant) -> str:
    """Say how people ask for texts, and what they are told when they do."""
    return (
        f"Players opt in by text, and in no other way. Signs at the places of the story and "
        f"{applicant.address} invite them to text {_what(applicant)} to {applicant.number}. The "
        f'signs say: "{sign(applicant)}" By sending that text they ask for the story\'s answers; '
        f'it is tied to nothing else. The first answer ends with: "{notice(applicant)}" For each '
        "opt-in is kept when it was, by which keyword or sign, and the words that were shown. "
        "Message frequency varies: about one text for each that the player sends. Message and data "
        "rates may apply. Reply STOP to opt out, HELP for help. Opt-in data is not shared with "
        f"third parties for marketing. Terms: {applicant.terms} Privacy: {applicant.privacy}"
    )


def short_flow(applicant: Applicant) -> str:
    """Say the same in at most 500 characters, where names and addresses are not very long."""
    return (
        f"Players opt in by text only: signs and {applicant.address} invite them to text "
        f"{_what(applicant)} to {applicant.number}. Signs and the first answer say who is texting, "
        "that msg & data rates may apply, STOP and HELP, and where the terms are. For each opt-in "
        "is kept when it was, by which keyword or sign, and the words shown. "
        f"Terms: {applicant.terms} Privacy: {applicant.privacy}"
    )


def sign(applicant: Applicant) -> str:
    """Say what a sign, a poster or a page tells before anybody texts."""
    return (
        f'Text {_what(applicant, one=True)} to {applicant.number} to play "{applicant.told.title}" '
        f"by {applicant.name}. You get about one text for each you send. Msg & data rates may "
        f"apply. Reply STOP to end, HELP for help. Terms and privacy: {applicant.terms}"
    )


def notice(applicant: Applicant) -> str:
    """Say what the first answer ends with."""
    return applicant.shown.notice(applicant.language)


def stop_reply(applicant: Applicant) -> str:
    """Say what STOP is answered."""
    said = sentence("stopped", applicant.language)
    return applicant.shown.signed(said, applicant.language)


def help_reply(applicant: Applicant, most: int) -> str:
    """Say what HELP is answered to somebody who is in no story, in so many characters.

    Where it is longer, without the list of what can be said.
    """
    catalog = catalog_of([applicant.told])
    imprint = applicant.shown
    lines = help_lines(catalog, Player(applicant.language), imprint, applicant.language)
    whole = "\n".join(lines)
    if len(whole) <= most:
        return whole
    return fitting(f"{notice(applicant)} {applicant.contact}", most)


def samples(applicant: Applicant) -> tuple[str, ...]:
    """Give up to five texts as they are sent: the first answer, and others of the story."""
    first = first_text(applicant)
    wanted = MOST_SAMPLES - 1
    several = _distinct(_arrivals(applicant), first)
    if len(several) < wanted:
        several = _distinct((*several, *(sent.text for sent in others(applicant.told))), first)
    # From the beginning to the end of the file.
    step = max(len(several) / wanted, 1)
    chosen = [several[int(step * place)] for place in range(min(wanted, len(several)))]
    return (fitting(first, LONGEST_SAMPLE), *(fitting(each, LONGEST_SAMPLE) for each in chosen))


def first_text(applicant: Applicant) -> str:
    """Give the first text that a player gets, as one who begins at a good time."""
    said = first_answer(applicant.story, applicant.language)
    return message(disclosed(said, notice(applicant)))


def every_text(applicant: Applicant) -> Iterator[str]:
    """Give all that the story may text, the first answer with what stands below it."""
    yield first_text(applicant)
    yield from _arrivals(applicant)
    yield from (sent.text for sent in others(applicant.told))


def _arrivals(applicant: Applicant) -> Iterator[str]:
    story = applicant.told
    return (sent.text for scene in story.scenes.values() for sent in arrivals(story, scene))


def _distinct(texts: Iterable[str], first: str) -> list[str]:
    """Leave out what the first answer holds, what is there twice, and what a form would refuse."""
    fit = (text for text in texts if len(text) >= SHORTEST_SAMPLE and text not in first)
    return list(dict.fromkeys(fit))


def _begun(applicant: Applicant) -> str:
    return f"Somebody who wants to play texts {_what(applicant)} to {applicant.number}."


def _what(applicant: Applicant, *, one: bool = False) -> str:
    """Name what begins the story: its keywords, the codes on its signs, or both."""
    words = [keyword.word for keyword in applicant.story.keywords][: 1 if one else None]
    keywords = " or ".join(words)
    codes = any(place.code for place in applicant.story.places.values())
    if not keywords:
        return "the code on this sign" if one else "the code on a sign"
    if one or not codes:
        return keywords if one else f"the keyword {keywords}"
    return f"the keyword {keywords}, or the code on a sign,"


def _unasked(applicant: Applicant) -> str:
    story = applicant.told
    if any(own_after(story, scene) or scene.after for scene in story.scenes.values()):
        return (
            "Some parts come by themselves after a silence: within 30 minutes of the player's last "
            "text, or between 9:00 and 20:00."
        )
    return "Nothing is sent without such a text."
