"""A text as a QR code: squares that a camera reads, in a form that prints at any size."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from qrcode import QRCode
from qrcode.constants import ERROR_CORRECT_H, ERROR_CORRECT_Q
from qrcode.exceptions import DataOverflowError

Level: TypeAlias = Literal["Q", "H"]
# ISO/IEC 18004, 5.3.8: four modules of nothing on each side.
QUIET = 4
_LEVELS: dict[Level, int] = {"Q": ERROR_CORRECT_Q, "H": ERROR_CORRECT_H}
_LARGEST = 40


@dataclass(frozen=True, slots=True)
class Qr:
    """A code: its rows of dark modules, without the quiet zone, and what of it may be covered."""

    content: str
    level: Level
    rows: tuple[tuple[bool, ...], ...]

    @property
    def modules(self) -> int:
        """Give how many modules a side has."""
        return len(self.rows)

    def whole(self, side: float) -> float:
        """Give how wide it is with its quiet zone, where its own side is so wide."""
        return side * (self.modules + 2 * QUIET) / self.modules


def qr(content: str) -> Qr | None:
    """Give the smallest code at level Q, at H where that makes it no larger; None for too much."""
    code = _made(content, "Q", None)
    if code is None:
        return None
    better = _made(content, "H", code.version)
    level: Level = "H" if better else "Q"
    return Qr(content, level, _rows((better or code).modules))


def _made(content: str, level: Level, version: int | None) -> "QRCode[Any] | None":
    code: QRCode[Any] = QRCode(version=version, error_correction=_LEVELS[level], border=0)
    code.add_data(content)
    try:
        code.make(fit=version is None)
    except (DataOverflowError, ValueError):
        # Of a text that no version holds, the library asks for version 41.
        return None
    return code if code.version <= _LARGEST else None


def _rows(modules: Sequence[Sequence[bool | None]]) -> tuple[tuple[bool, ...], ...]:
    return tuple(tuple(bool(dark) for dark in row) for row in modules)


def as_svg(code: Qr, ink: str) -> str:
    """Draw a code with its quiet zone, which stays as the paper is: one path, a unit a module."""
    side = code.modules + 2 * QUIET
    path = "".join(
        f"M{x + QUIET} {y + QUIET}h{length}v1h-{length}z"
        for y, row in enumerate(code.rows)
        for x, length in _runs(row)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" '
        f'width="{side}" height="{side}"><path fill="{ink}" d="{path}"/></svg>\n'
    )


def _runs(row: Sequence[bool]) -> list[tuple[int, int]]:
    """Give where dark modules begin in a row, and how many follow each other."""
    runs: list[tuple[int, int]] = []
    for x, dark in enumerate(row):
        if dark and x and row[x - 1]:
            start, length = runs[-1]
            runs[-1] = (start, length + 1)
        elif dark:
            runs.append((x, 1))
    return runs
