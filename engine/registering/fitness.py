"""Which form a number needs, and what is wrong with another."""

from engine.texting.senders import is_north_american, is_short_code, is_toll_free

_PREFIXES = "800, 833, 844, 855, 866, 877 or 888"
_WHAT = {
    "10dlc": "a ten-digit number",
    "toll-free": f"a toll-free number, which begins with +1 and then {_PREFIXES}",
    "short-code": "a short code of 5 or 6 digits",
}


def form_for(number: str) -> str:
    """Name the form that a number of ours needs (E.164 or a short code, empty where none is known).

    Raises ValueError, in words, for a number that has none: these forms are of US carriers.
    """
    if is_short_code(number):
        return "short-code"
    if number and not is_north_american(number):
        raise ValueError(
            f"{number} is no number of the United States or Canada, so US carriers ask nothing of "
            "it and there is no form to fill in. What its own country asks stands in Twilio's "
            "console at Phone Numbers > Regulatory Compliance."
        )
    return "toll-free" if is_toll_free(number) else "10dlc"


def wrong_with(form: str, number: str) -> str:
    """Say why a form is not that of a number; empty where it is, or no number is known."""
    if not number or form_for(number) == form:
        return ""
    right = form_for(number)
    return (
        f"{number} is not {_WHAT[form]}, but {_WHAT[right].partition(',')[0]}. Type --for {right}, "
        "or leave --for away; for another number set WAYSIDE_PHONE to it."
    )
