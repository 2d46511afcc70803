"""Of which kind one of our numbers is: carriers treat each of them otherwise."""

import re

# Those of the United States and Canada are 5 or 6 digits, and begin with no 0 or 1
# (https://www.twilio.com/docs/messaging/api/short-code-resource); other countries have some of
# 3 to 8.
_SHORT = re.compile(r"[0-9]{3,8}")
_TOLL_FREE = re.compile(r"\+18(00|33|44|55|66|77|88)[0-9]{7}")
# A short code reaches only phones of the country that it is leased in
# (https://www.twilio.com/guidelines/us/short-code), and tells by no digit which that is.
SHORT_CODES_OF = "US"


def is_short_code(sender: str) -> bool:
    """Tell whether a number is a short code: a few digits without a country."""
    return _SHORT.fullmatch(sender) is not None


def is_toll_free(sender: str) -> bool:
    """Tell whether a number (E.164) is a toll-free one of North America."""
    return _TOLL_FREE.fullmatch(sender) is not None


def is_north_american(sender: str) -> bool:
    """Tell whether a number (E.164) begins with +1, as only North America's do."""
    return sender.startswith("+1")
