"""Signs, as the template of their sheets takes them (templates/signs.typ)."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from engine.printing.look import Look
from engine.printing.qr import as_svg, qr
from engine.printing.signs import Saying, Sign
from engine.printing.sizes import Size, side_mm
from engine.printing.tongues import Tongue, tongue_of

# Beyond the cut, for what reaches to the edge; and all around, for the marks where to cut.
BLEED_MM, SLUG_MM = 3, 10
# Beside a code that takes more of the width than this is no room for words.
_BESIDE = 0.52
_SMALLEST_PT, _LEAST_PT = 7.5, 7.0


@dataclass(frozen=True, slots=True)
class Sheets:
    """What is typeset: a template, its data, the files it names, and with what it is set.

    `codes` are what the codes hold, sheet by sheet; `names` is how each sheet is called as a file.
    """

    template: str
    data: Mapping[str, object]
    files: Mapping[str, bytes]
    tongues: tuple[Tongue, ...]
    codes: tuple[tuple[str, ...], ...]
    names: tuple[str, ...] = ()
    bleed: bool = False


def sheets_of(
    signs: Sequence[Sign], look: Look, size: Size, distance_m: float | None, *, bleed: bool = False
) -> Sheets:
    """Give a sheet for each sign. Raises NoRoom, NoGlyph."""
    files: dict[str, bytes] = {}
    host = tongue_of("en", [(look.host, "'host' of signs.yaml")])
    tongues, shown = [host], []
    languages = len(signs[0].sayings)
    side = side_mm(size, distance_m, languages)
    for sign in signs:
        spoken = [tongue_of(each.language, each.texts(sign.place.id)) for each in sign.sayings]
        tongues += spoken
        files[f"{sign.code}.svg"], drawn = _code(sign, side, size, look)
        told = [_said(*each) for each in zip(sign.sayings, spoken, strict=True)]
        hook = size.base_pt > (3 if languages == 1 else 4)
        shown.append({"code": sign.code, **drawn, "hook": hook, "tongues": told})
    data = {
        **common(look, host),
        "title": signs[0].sayings[0].title,
        "page": page_of(size, languages, bleed=bleed),
        "signs": shown,
    }
    codes = tuple((sign.link,) for sign in signs)
    names = tuple(sign.code for sign in signs)
    return Sheets("signs.typ", data, files | logo_of(look), tuple(tongues), codes, names, bleed)


def common(look: Look, host: Tongue) -> dict[str, object]:
    """Give what all templates take: whose sheets they are, and how they look."""
    return {
        "colours": asdict(look.colours),
        "logo": look.logo.file if look.logo else None,
        "host": look.host,
        "host_tongue": host.as_data(),
    }


def logo_of(look: Look) -> dict[str, bytes]:
    """Give the file of a logo, by the name that templates know it by."""
    return {look.logo.file: look.logo.data} if look.logo else {}


def page_of(size: Size, languages: int = 1, *, bleed: bool = False) -> dict[str, object]:
    """Give a sheet as templates take it; lengths in millimetres, of letters in points."""
    share = 0.3 if size.base_pt < 3 else 0.36 if size.base_pt < 4 else 0.4
    return {
        "width": size.width_mm,
        "height": size.height_mm,
        "base": size.base_pt,
        "smallest": max(_LEAST_PT, min(_SMALLEST_PT, size.base_pt * 1.9)),
        "share": share if languages == 1 else share - 0.05,
        "bleed": BLEED_MM if bleed else 0,
        "slug": SLUG_MM if bleed else 0,
    }


def _code(sign: Sign, side: float, size: Size, look: Look) -> tuple[bytes, dict[str, object]]:
    """Give the drawn code of a sign, and where it stands."""
    code = qr(sign.link)
    if code is None:
        raise ValueError(f"'{sign.link}' is too long for a code.")
    whole = code.whole(side)
    drawn = {
        "file": f"{sign.code}.svg",
        "alt": sign.link,
        "side": side,
        "whole": whole,
        "quiet": (whole - side) / 2,
        "layout": "beside" if whole <= _BESIDE * size.width_mm else "above",
    }
    return as_svg(code, look.colours.ink).encode(), drawn


def _said(saying: Saying, tongue: Tongue) -> dict[str, object]:
    return {
        **tongue.as_data(),
        "title": saying.title,
        "place": saying.place,
        "hook": saying.said("hook"),
        "scan": saying.said("scan"),
        "label": saying.said("code"),
        "never": saying.said("never"),
        "rates": saying.said("rates"),
        "text": [[kind, text] for kind, text in saying.text] or None,
        "open": [_opening(kind, text) for kind, text in saying.open],
    }


def _opening(kind: str, text: str) -> tuple[str, object]:
    """Cut an address where a line may end."""
    host, _, code = text.partition("/s/")
    return (kind, (host, f"/s/{code}")) if kind == "address" else (kind, text)
