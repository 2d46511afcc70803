"""Strangers' files, read in a process of its own.

What players send is made anew: nothing is left of it but what is seen or heard. What authors bring
is measured, as it may have come from anywhere too.
"""

from engine.copying.apart import Medium, NotReadable, copied, measured

__all__ = ["Medium", "NotReadable", "copied", "measured"]
