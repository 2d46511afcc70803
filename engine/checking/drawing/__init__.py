"""A story as a picture: scenes as boxes, ways as lines. SVG, or text for Mermaid."""

from engine.checking.drawing.mermaid import mermaid
from engine.checking.drawing.svg import svg

__all__ = ["mermaid", "svg"]
