"""What US carriers ask before a number may text: made from a story, as far as it tells.

`campaign` is for a ten-digit number (10DLC), `toll_free` for a toll-free one.
"""

from collections.abc import Callable, Mapping

from engine.registering.applicant import Applicant
from engine.registering.campaign import campaign
from engine.registering.form import Field, Form
from engine.registering.tollfree import toll_free

__all__ = ["FORMS", "Applicant", "Field", "Form"]

FORMS: Mapping[str, Callable[[Applicant], Form]] = {"10dlc": campaign, "toll-free": toll_free}
