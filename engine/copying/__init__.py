"""What players send, made anew: nothing is left of a file but what is seen or heard of it."""

from engine.copying.apart import NotReadable, copied

__all__ = ["NotReadable", "copied"]
