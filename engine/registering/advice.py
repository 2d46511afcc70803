"""What staff must do beside filling in a form."""

from collections.abc import Iterator

from engine.registering.applicant import SETTINGS, Applicant
from engine.registering.wording import sign

# https://www.irs.gov/businesses/employer-identification-number; the IRS confirms one by its notice
# CP 575, or by letter 147C where that is lost.
EIN = (
    "The EIN (Employer Identification Number) is the nine-digit number, like 12-3456789, under "
    "which the tax office (IRS) knows your library, or the town or county that it is a department "
    "of. Whoever runs the payroll knows it; it stands in box b of every W-2, on Form 990 of a "
    "non-profit, and on the letter CP 575 or 147C of the IRS. The name must be as it stands there."
)
BRAND = (
    "Register your brand first: the legal name, address and website of your library or town, its "
    "EIN, its kind (government or non-profit), and somebody to reach by mail and phone."
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
