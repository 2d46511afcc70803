"""What Twilio's numbers for faults mean for a text (https://www.twilio.com/docs/api/errors)."""

from engine.delivery import Reason

_REASONS: dict[Reason, tuple[int, ...]] = {
    "stopped": (21610,),
    # The last two are of WhatsApp and RCS.
    "bad number": (
        21211, 21217, 21401, 21407, 21421, 21614, 21612, 30005, 30006, 63003, 63024,
    ),
    "country": (21408, 30450, 60410),
    "refused": (30007, 30032, 30034, 30035),
    # Too old to be sent, or outside of the 24 hours in which WhatsApp lets us write: there is
    # nothing to mend.
    "late": (30036, 30610, 63016),
}  # fmt: skip
_BY_CODE = {code: reason for reason, codes in _REASONS.items() for code in codes}
# What was not worked on, and may be sent again: too much at once, or a queue that is full.
NOT_TAKEN = frozenset({20429, 21611, 14107, 30001, 30022, 63018})
# Not delivered, but perhaps the next time: the phone was off, nobody knows, or too much at once.
ONCE_MORE = frozenset({30003, 30008, 63018})


def reason_of(code: int) -> Reason:
    """Give why a letter will never go."""
    return _BY_CODE.get(code, "other")
