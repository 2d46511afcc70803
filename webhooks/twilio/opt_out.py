"""Who answers STOP, START and HELP, as far as that can be known from outside."""

from collections.abc import Iterator

from engine.texting.senders import is_short_code, is_toll_free
from webhooks.checks import Check, mend, unsure, well
from webhooks.twilio.things import Found, name_of


def opt_out(found: Found) -> Iterator[Check]:
    """Say what can be known of who answers STOP: Twilio's API does not tell."""
    phone = found.settings.phone or ""
    ours = not found.settings.carrier_answers(phone)
    if not ours and is_short_code(phone):
        yield _of_short_code(found)
        return
    if ours and is_short_code(phone) and found.service is None:
        yield well(
            "opt-out",
            "Wayside answers STOP, START and HELP to this short code, as Twilio does not.",
        )
        return
    if ours and is_toll_free(phone):
        yield mend("opt-out", "STOP to a toll-free number is answered by the phone companies, and "
                    "that cannot be switched off. Set WAYSIDE_OPTOUT=carrier.")  # fmt: skip
        return
    where = (
        f"see Messaging > Services > {name_of(found.service)} > Opt-Out Management in its console"
        if found.service
        else "for a number without a service, only Twilio's support can switch it off"
    )
    who = "Wayside answers" if ours else "Twilio answers"
    yield unsure(
        "opt-out",
        f"Wayside is set so that {who} STOP, START and HELP (WAYSIDE_OPTOUT). Twilio's API does "
        f"not tell whether that is so; {where}. Text HELP: one answer must come.",
    )


def _of_short_code(found: Found) -> Check:
    alone = (
        "Of a short code Twilio answers STOP and HELP only in a messaging service with Advanced "
        "Opt-Out"
    )
    if found.service is None:
        words = f"{alone}, and it is in none. Set WAYSIDE_OPTOUT=ours, or nobody answers them."
        return mend("opt-out", words)
    return unsure(
        "opt-out",
        f"{alone}. Look whether it is on at Messaging > Services > {name_of(found.service)} > "
        "Opt-Out Management; where it is not, set WAYSIDE_OPTOUT=ours. Text HELP: one answer must "
        "come.",
    )
