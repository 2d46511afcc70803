"""The verification of a toll-free number, as Twilio asks for it.

Fields: https://www.twilio.com/docs/messaging/api/tollfree-verification-resource, checked in
November 2026. Lengths are those of the form; where it tells none, those of a campaign.
"""

import re

from engine.registering.advice import EIN, advice
from engine.registering.applicant import Applicant
from engine.registering.form import Field, Form, fitting, several_fitting
from engine.registering.volume import volume_of
from engine.registering.wording import (
    STARTS,
    first_text,
    help_reply,
    notice,
    short_flow,
    sign,
    summary,
)

MOST_SUMMARY, MOST_SAMPLE, MOST_MORE = 500, 1_000, 500
MOST_REPLY, MOST_WORDS = 320, 255
# The volumes that the form offers, in texts a month.
VOLUMES = (
    10, 100, 1_000, 10_000, 100_000, 250_000, 500_000, 750_000, 1_000_000, 5_000_000,
)  # fmt: skip
BEYOND = "10,000,000+"
COMMA = ","
NETWORK = "STOP and UNSTOP are answered by the network itself on a toll-free number."
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+", re.ASCII)


def toll_free(applicant: Applicant) -> Form:
    """Fill in a verification, as far as the story and the settings tell."""
    volume = volume_of(applicant)
    return Form(
        "The verification of a toll-free number",
        "Twilio's console: Phone numbers, your number, Regulatory information",
        (*_business(applicant), *_use(applicant, _offered(volume.texts)), *_words(applicant)),
        (*advice(applicant), volume.words, NETWORK),
    )  # fmt: skip


def _offered(texts: int) -> str | None:
    """Give the volume on the form that so many texts a month fit into."""
    if not texts:
        return None
    return next((f"{each:,}" for each in VOLUMES if texts <= each), BEYOND)


def _business(applicant: Applicant) -> tuple[Field, ...]:
    mail = _MAIL.search(applicant.contact)

    def ours(name: str, label: str, note: str) -> Field:
        return Field(name, label, None, note)

    return (
        Field("BusinessName", "Business name", applicant.name,
              "The legal name, as in your tax papers; where it is another, put yours here."),
        ours("BusinessType", "Kind", "GOVERNMENT or NON_PROFIT."),
        ours("BusinessRegistrationNumber", "Tax number", EIN),
        ours("BusinessRegistrationAuthority", "Whose number that is", "EIN."),
        ours("BusinessRegistrationCountry", "Country of registration", "US."),
        Field("BusinessWebsite", "Website", applicant.address,
              "Better that of your library, where it links to this one."),
        ours("BusinessStreetAddress", "Address", "Street, city, state, postal code and country."),
        ours("BusinessContactFirstName", "Who answers for it",
             "First and last name, mail and phone of somebody on your staff."),
        Field("NotificationEmail", "Where the result is sent", mail[0] if mail else None,
              "" if mail else "An address for mail that is read."),
    )  # fmt: skip


def _use(applicant: Applicant, volume: str | None) -> tuple[Field, ...]:
    return (
        Field("UseCaseCategories", "Use case categories", ("EVENTS",),
              "A non-profit adds CHARITY_NONPROFIT; where players vote, add "
              "POLLING_AND_VOTING_NON_POLITICAL."),
        Field("UseCaseSummary", "Use case", fitting(summary(applicant), MOST_SUMMARY),
              most=MOST_SUMMARY),
        Field("ProductionMessageSample", "Sample message",
              fitting(first_text(applicant), MOST_SAMPLE), most=MOST_SAMPLE),
        Field("MessageVolume", "Texts a month", volume,
              "" if volume else "Choose the volume that you expect."),
        Field("OptInType", "How people opt in", "VIA_TEXT"),
        Field("OptInImageUrls", "Picture of it", None,
              "The public address of a photo of your sign. It must show these words: "
              f"{sign(applicant)}"),
        Field("AdditionalInformation", "More about it", fitting(short_flow(applicant), MOST_MORE),
              most=MOST_MORE),
    )  # fmt: skip


def _words(applicant: Applicant) -> tuple[Field, ...]:
    keywords = tuple(keyword.word for keyword in applicant.story.keywords)
    starts = several_fitting((*keywords, *STARTS), MOST_WORDS, COMMA)
    return (
        Field("OptInKeywords", "Opt-in keywords", starts, most=MOST_WORDS, separator=COMMA),
        Field("OptInConfirmationMessage", "Opt-in message", fitting(notice(applicant), MOST_REPLY),
              most=MOST_REPLY),
        Field("HelpMessageSample", "Help message", help_reply(applicant, MOST_REPLY),
              most=MOST_REPLY),
        Field("PrivacyPolicyUrl", "Privacy policy", applicant.privacy),
        Field("TermsAndConditionsUrl", "Terms and conditions", applicant.terms),
        Field("AgeGatedContent", "Age-gated content", value=False),
    )  # fmt: skip
