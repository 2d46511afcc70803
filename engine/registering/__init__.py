"""What US carriers ask before a number may text: made from a story, as far as it tells.

`campaign` is for a ten-digit number (10DLC), `toll_free` for a toll-free one, `short_code` for a
short code; `form_for` tells which a number needs.
"""

from collections.abc import Callable, Mapping

from engine.registering.applicant import Applicant
from engine.registering.campaign import campaign
from engine.registering.fitness import form_for, wrong_with
from engine.registering.form import Field, Form
from engine.registering.shortcode import short_code
from engine.registering.tollfree import toll_free

__all__ = ["FORMS", "Applicant", "Field", "Form", "form_for", "wrong_with"]

FORMS: Mapping[str, Callable[[Applicant], Form]] = {
    "10dlc": campaign,
    "toll-free": toll_free,
    "short-code": short_code,
}
