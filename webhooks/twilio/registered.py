"""Whether a number is registered with the phone companies, which else stop its texts."""

from collections.abc import Iterator

from engine.texting.phones import country_of
from engine.texting.senders import is_short_code, is_toll_free
from webhooks.checks import Check, mend, unsure, well
from webhooks.twilio.numbers import NUMBERS, SHORT_CODES
from webhooks.twilio.things import Found, name_of, quoted, text_in

FORM = "What the form asks for, wayside register STORY prints."


def registered(found: Found) -> Iterator[Check]:
    """Look whether phone companies let the number's texts through, as far as Twilio tells."""
    phone = found.settings.phone or ""
    if is_short_code(phone):
        yield unsure(
            "register",
            "Phone companies let a short code's texts through once each has approved its "
            f"application, which Twilio's API does not tell. See {SHORT_CODES}, and text it from "
            "a phone of each company.",
        )
    elif is_toll_free(phone):
        yield _toll_free(found)
    elif country_of(phone) == "US":
        yield _ten_dlc(found)
    else:
        yield unsure(
            "register",
            "Twilio's API does not tell what this number's country asks. Look in its console, at "
            "Phone Numbers > Regulatory Compliance.",
        )


def _toll_free(found: Found) -> Check:
    listed = list(
        found.account.all(
            "messaging", "/v1/Tollfree/Verifications", "verifications",
            TollfreePhoneNumberSid=text_in(found.number, "sid"),
        )
    )  # fmt: skip
    statuses = [text_in(each, "status") for each in listed]
    if "TWILIO_APPROVED" in statuses:
        return well("register", "The toll-free number is verified.")
    if {"PENDING_REVIEW", "IN_REVIEW"} & set(statuses):
        return mend("register", "The toll-free number waits to be verified; until then phone "
                     "companies stop its texts. There is nothing to do but wait.")  # fmt: skip
    phone = found.settings.phone
    where = f"In Twilio's console, at {NUMBERS} > {phone} > Regulatory information,"
    if "TWILIO_REJECTED" in statuses:
        rejected = next(each for each in listed if text_in(each, "status") == "TWILIO_REJECTED")
        why = quoted(text_in(rejected, "rejection_reason"))
        return mend("register", f"The verification of the toll-free number was rejected{why}\n"
                     f"{where} change what it asks for, and submit it again. {FORM}")  # fmt: skip
    return mend("register", "The toll-free number is not verified: phone companies stop its "
                 f"texts.\n{where} submit the verification. {FORM}")  # fmt: skip


def _ten_dlc(found: Found) -> Check:
    where = "In Twilio's console, at Messaging > Regulatory Compliance > A2P 10DLC,"
    phone = found.settings.phone
    if found.service is None:
        return mend(
            "register",
            "The number is in no messaging service, so that it cannot be registered (A2P 10DLC): "
            f"phone companies stop its texts.\n{where} register your brand, then a campaign. It "
            f"asks for a messaging service: make one, with {phone} as its sender. {FORM}",
        )
    path = f"/v1/Services/{text_in(found.service, 'sid')}/Compliance/Usa2p"
    listed = list(found.account.all("messaging", path, "compliance"))
    statuses = [text_in(each, "campaign_status").upper() for each in listed]
    if "VERIFIED" in statuses:
        return well("register", "The number's campaign (A2P 10DLC) is registered.")
    if {"PENDING", "IN_PROGRESS"} & set(statuses):
        return mend("register", "The campaign (A2P 10DLC) waits to be approved; until then phone "
                     "companies stop its texts. There is nothing to do but wait.")  # fmt: skip
    if listed:
        errors = listed[0].get("errors")
        first = errors[0] if isinstance(errors, list) and errors else {}
        why = quoted(text_in(first, "description")) if isinstance(first, dict) else "."
        return mend("register", f"The campaign (A2P 10DLC) was not approved{why}\n"
                     f"{where} change what it asks for, and submit it again. {FORM}")  # fmt: skip
    return mend("register", "The number is not registered (A2P 10DLC): phone companies stop its "
                 f"texts.\n{where} register a campaign for its messaging service, "
                 f"{name_of(found.service)}. {FORM}")  # fmt: skip
