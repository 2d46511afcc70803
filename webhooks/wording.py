"""An answer as one text for a phone, by the same words as in the terminal."""

from engine.play.message import message as body

__all__ = ["body"]
