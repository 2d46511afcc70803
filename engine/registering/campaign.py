"""The campaign of a ten-digit number (A2P 10DLC), as Twilio asks for it.

Fields and their lengths: https://www.twilio.com/docs/messaging/api/usapptoperson-resource, checked
in November 2026.
"""

import re

from engine.registering.advice import BRAND, EIN, advice
from engine.registering.applicant import SITE, Applicant
from engine.registering.form import Field, Form, fitting, several_fitting
from engine.registering.volume import LOW_VOLUME_A_DAY, T_MOBILE_A_DAY, Volume, volume_of
from engine.registering.wording import (
    HELPS,
    LONGEST_SAMPLE,
    SHORTEST_SAMPLE,
    STARTS,
    STOPS,
    description,
    every_text,
    flow,
    help_reply,
    notice,
    samples,
    stop_reply,
)

LEAST_DESCRIPTION, MOST_DESCRIPTION = 40, 4_096
LEAST_FLOW, MOST_FLOW = 40, 2_048
LEAST_REPLY, MOST_REPLY = 20, 320
MOST_WORDS = 255
COMMA = ","
_NUMBER = re.compile(r"\+?\d[\d ().-]{8,}\d")
# With or without its scheme, and what stands for an address that is not set yet.
_LINK = re.compile(rf"https?://|www\.|(?:[\w-]+\.)+[a-z]{{2,}}/\w|{re.escape(SITE)}")


def campaign(applicant: Applicant) -> Form:
    """Fill in a campaign, as far as the story and the settings tell."""
    volume = volume_of(applicant)
    shown = samples(applicant)
    replies = {
        "OptInMessage": notice(applicant),
        "OptOutMessage": stop_reply(applicant),
        "HelpMessage": help_reply(applicant, MOST_REPLY),
    }
    return Form(
        "A campaign for a ten-digit number (A2P 10DLC)",
        "Twilio's console: Messaging, Regulatory compliance, A2P 10DLC, Campaigns",
        (*_what(applicant, volume, shown), *_words(applicant, replies), *_flags(applicant, shown)),
        (BRAND, EIN, *advice(applicant), volume.words),
    )


def _what(applicant: Applicant, volume: Volume, shown: tuple[str, ...]) -> tuple[Field, ...]:
    few = len(shown) < 2
    return (
        Field(
            "UsAppToPersonUsecase", "Campaign use case", volume.use_case,
            f"LOW_VOLUME is for less than {LOW_VOLUME_A_DAY:,} segments a day, of which T-Mobile "
            f"takes {T_MOBILE_A_DAY:,}. A public body or a charity may be granted a special use "
            "case that costs less: ask Twilio first.",
        ),
        Field(
            "Description", "Campaign description",
            fitting(description(applicant), MOST_DESCRIPTION),
            least=LEAST_DESCRIPTION, most=MOST_DESCRIPTION,
        ),
        Field(
            "MessageFlow", "How people opt in", fitting(flow(applicant), MOST_FLOW),
            "Where a sign or a page says it in other words, write those.",
            LEAST_FLOW, MOST_FLOW,
        ),
        Field(
            "MessageSamples", "Sample messages", shown,
            "At least two are asked for: add one." if few else "", SHORTEST_SAMPLE, LONGEST_SAMPLE,
        ),
    )  # fmt: skip


def _words(applicant: Applicant, replies: dict[str, str]) -> tuple[Field, ...]:
    theirs = (
        "Twilio answers this itself. Paste these words at your messaging service, under Opt-Out "
        "Management; else its own go out."
        if applicant.carrier_answers
        else ""
    )
    keywords = tuple(keyword.word for keyword in applicant.story.keywords)
    starts = several_fitting((*keywords, *STARTS), MOST_WORDS, COMMA)

    def words(name: str, label: str, value: tuple[str, ...]) -> Field:
        return Field(name, label, value, most=MOST_WORDS, separator=COMMA)

    def reply(name: str, label: str, note: str = "") -> Field:
        value = fitting(replies[name], MOST_REPLY)
        return Field(name, label, value, note, LEAST_REPLY, MOST_REPLY)

    return (
        words("OptInKeywords", "Opt-in keywords", starts),
        reply("OptInMessage", "Opt-in message"),
        words("OptOutKeywords", "Opt-out keywords", STOPS),
        reply("OptOutMessage", "Opt-out message", theirs),
        words("HelpKeywords", "Help keywords", HELPS),
        reply("HelpMessage", "Help message", theirs),
        Field("PrivacyPolicyUrl", "Privacy policy", applicant.privacy),
        Field("TermsAndConditionsUrl", "Terms and conditions", applicant.terms),
    )


def _flags(applicant: Applicant, shown: tuple[str, ...]) -> tuple[Field, ...]:
    texts = "\n".join((*shown, *every_text(applicant), help_reply(applicant, MOST_REPLY)))
    adults = applicant.story.audience == "adults"
    return (
        Field("HasEmbeddedLinks", "Texts hold links", bool(_LINK.search(texts))),
        Field("HasEmbeddedPhone", "Texts hold phone numbers", bool(_NUMBER.search(texts))),
        Field("SubscriberOptIn", "People opt in", value=True),
        Field(
            "AgeGated", "Age-gated content", value=False,
            note="The story is for adults. Say yes if it is about alcohol, tobacco, firearms or "
            "the like, which carriers ask an age for." if adults else "",
        ),
        Field("DirectLending", "Direct lending", value=False),
    )  # fmt: skip
