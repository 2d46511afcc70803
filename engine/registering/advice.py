"""What staff must do beside filling in a form."""

from collections.abc import Iterator

from engine.registering.applicant import SETTINGS, Applicant
from engine.registering.wording import sign

BRAND = (
    "Register your brand first: the legal name, address and website of your library or town, its "
    "tax number (EIN), its kind (government or non-profit), and somebody to reach by mail and "
    "phone. Write them as they stand in your tax papers."
)


def advice(applicant: Applicant) -> Iterator[str]:
    """Say what is missing, and what must be true before the form is sent in."""
    for blank in applicant.missing:
        yield f"{blank} stands where a setting is missing: set {SETTINGS[blank]}, print this again."
    if not applicant.discloses:
        yield "First answers do not say who is texting, as this form says: set WAYSIDE_NOTICE=on."
    if applicant.language != "en":
        yield f"Say in English, too, what the form says in '{applicant.language}'."
    yield f"Let every sign, poster and page with your number say: {sign(applicant)}"
    yield f"Read {applicant.terms} and {applicant.privacy} before: those who check the form do."
