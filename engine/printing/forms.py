"""In what forms sheets are written, and why they may not be."""

from typing import Literal, TypeAlias

Form: TypeAlias = Literal["pdf", "png", "svg"]


class Unproven(Exception):
    """A sheet whose code is not read, or says another thing."""
