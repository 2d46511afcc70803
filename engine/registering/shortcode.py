"""The application for a short code in the United States, as Twilio asks for it.

Twilio has a form in its console and none in its API, so fields are named by us. What is asked:
https://support.twilio.com/hc/en-us/articles/223182168 (US Short Code Amendments: the same list),
what signs and replies must say: articles 223182148 and 223182208; read in November 2026.
"""

from engine.registering.advice import EIN, advice
from engine.registering.applicant import Applicant
from engine.registering.form import Field, Form, fitting, several_fitting
from engine.registering.volume import volume_of
from engine.registering.wording import (
    LONGEST_SAMPLE,
    STARTS,
    flow,
    help_reply,
    notice,
    samples,
    sign,
    stop_reply,
    summary,
)

MOST_DESCRIPTION, MOST_FLOW = 500, 2_048
MOST_REPLY, MOST_WORDS = 320, 255
SAMPLES = 3
COMMA = ","
TESTED = (
    "Phone companies text STOP and HELP to the number before they let it through, and later again. "
    "Of a short code Twilio answers neither by itself: Wayside does (WAYSIDE_OPTOUT=ours, which is "
    "what holds for a short code unless you set it otherwise)."
)


def short_code(applicant: Applicant) -> Form:
    """Fill in an application, as far as the story and the settings tell."""
    volume = volume_of(applicant)
    return Form(
        "The application for a short code (United States)",
        "Twilio's console: Short codes (twilio.com/console/sms/short-codes)",
        (*_who(applicant), *_what(applicant), *_words(applicant)),
        (*advice(applicant), volume.words, TESTED),
    )


def _who(applicant: Applicant) -> tuple[Field, ...]:
    return (
        Field("Company", "Company", applicant.name,
              "The legal name, as in your tax papers; where it is another, put yours here."),
        Field("Address", "Address", None, "Street, city, state and postal code."),
        Field("TaxNumber", "Tax number", None, EIN),
        Field("Contact", "Who answers for it", None,
              "First and last name, mail and phone of somebody on your staff."),
        Field("Support", "Where players get help", applicant.contact,
              "Both a phone number, best a toll-free one, and an address for mail are asked for."),
    )  # fmt: skip


def _what(applicant: Applicant) -> tuple[Field, ...]:
    shown = samples(applicant)[:SAMPLES]
    return (
        Field("ProgramName", "Name of the program", applicant.told.title),
        Field("Description", "What it is for", fitting(summary(applicant), MOST_DESCRIPTION),
              most=MOST_DESCRIPTION),
        Field("OptInFlow", "How people opt in", fitting(flow(applicant), MOST_FLOW),
              "Where a sign or a page says it in other words, write those.", most=MOST_FLOW),
        Field("OptInPicture", "Picture of it", None,
              f"A photo or a draft of your sign. It must show these words: {sign(applicant)}"),
        Field("Frequency", "How often people are texted", "1 message/user request"),
        Field("Samples", "Sample messages", shown,
              "Three are asked for: add the rest." if len(shown) < SAMPLES else "",
              most=LONGEST_SAMPLE),
    )  # fmt: skip


def _words(applicant: Applicant) -> tuple[Field, ...]:
    keywords = tuple(keyword.word for keyword in applicant.story.keywords)
    starts = several_fitting((*keywords, *STARTS), MOST_WORDS, COMMA)
    return (
        Field("OptInKeywords", "Opt-in keywords", starts, most=MOST_WORDS, separator=COMMA),
        Field("OptInMessage", "Opt-in message", fitting(notice(applicant), MOST_REPLY),
              most=MOST_REPLY),
        Field("OptOutMessage", "Reply to STOP", fitting(stop_reply(applicant), MOST_REPLY),
              most=MOST_REPLY),
        Field("HelpMessage", "Reply to HELP", help_reply(applicant, MOST_REPLY), most=MOST_REPLY),
        Field("PrivacyPolicyUrl", "Privacy policy", applicant.privacy),
        Field("TermsAndConditionsUrl", "Terms and conditions", applicant.terms),
    )  # fmt: skip
