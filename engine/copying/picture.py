"""A picture made anew: of bounded size, and with nothing in it but its pixels."""

import io
import struct
import warnings
from collections.abc import Callable

from PIL import Image

from engine.copying.unreadable import Unreadable

# What phones and carriers send. A JPEG with several pictures in it (MPO) is a JPEG here.
FORMATS = ("JPEG", "PNG", "GIF", "WEBP")
MOST_PIXELS = 64_000_000
LONGEST_SIDE = 2_048
QUALITY = 85
# A walk shows pictures in a column of 605 CSS pixels at most, of about 330 to 380 on a phone, whose
# screens have two or three pixels to one of these; beyond two nobody sees more on a photo.
LIGHT_WIDTH = 800
LIGHT_QUALITY = 75
# What was kept without loss often has lines and letters, around which loss is seen.
LINES_QUALITY = 90
LINES = ("PNG", "GIF")
_BEHIND = "white"
# How a picture is turned that lies as its EXIF says (Exif 2.32, 4.6.4.A, Orientation).
ORIENTATION = 0x0112
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
# Those that lie on their side in the file.
LYING = frozenset({5, 6, 7, 8})


# What Pillow's readers raise for files that are broken, on purpose or not.
FOUND_BROKEN = (
    OSError, ValueError, SyntaxError, EOFError, LookupError, TypeError, ArithmeticError,
    AttributeError, MemoryError, struct.error, Image.DecompressionBombError,
)  # fmt: skip


def picture(data: bytes) -> bytes:
    """Make a photo anew: turned upright, no side longer than 2,048, a JPEG without metadata.

    Of a moving picture it is the first. Raises Unreadable for what is no such picture, is cut off,
    or has more than 64 million pixels, whatever its size as a file.
    """
    return _made(data, FORMATS, lambda opened: _written(_upright(opened)))


def logo(data: bytes) -> bytes:
    """Make a PNG anew: no side longer than 2,048, what can be seen through as before.

    Raises Unreadable as for a photo.
    """
    return _made(data, ("PNG",), lambda opened: _as_png(_upright(opened)))


def light(data: bytes) -> bytes:
    """Make a picture light: upright, at most 800 pixels wide, a WebP of its pixels and profile.

    What can be seen through stays so. Raises Unreadable as for a photo, and for what moves.
    """
    return _made(data, FORMATS, _as_webp)


def _made(data: bytes, formats: tuple[str, ...], make: Callable[[Image.Image], bytes]) -> bytes:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with Image.open(io.BytesIO(data), formats=formats) as opened:
                if opened.width * opened.height > MOST_PIXELS:
                    raise Unreadable
                return make(opened)
        except FOUND_BROKEN as error:
            raise Unreadable from error


def _upright(opened: Image.Image) -> Image.Image:
    """Decode it, no larger than needed where its format allows that, and turn it upright."""
    turn = _TURNS.get(opened.getexif().get(ORIENTATION, 1))
    opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    small = opened.convert("RGBA" if opened.has_transparency_data else "RGB")
    small.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return small if turn is None else small.transpose(turn)


def _written(image: Image.Image) -> bytes:
    """Write the pixels alone: everything that is known beside them stays behind."""
    bare = Image.new("RGB", image.size, _BEHIND)
    bare.paste(image, mask=image.getchannel("A") if image.mode == "RGBA" else None)
    made = io.BytesIO()
    bare.save(made, "JPEG", quality=QUALITY, optimize=True)
    return made.getvalue()


def _as_png(image: Image.Image) -> bytes:
    bare = Image.new(image.mode, image.size)
    bare.paste(image)
    made = io.BytesIO()
    bare.save(made, "PNG")
    return made.getvalue()


def _as_webp(opened: Image.Image) -> bytes:
    if opened.format != "MPO" and getattr(opened, "is_animated", False):
        raise Unreadable
    # Of another kind of colours a profile would say nothing true once they are red, green and blue.
    profile = opened.info.get("icc_profile", b"") if opened.mode in ("RGB", "RGBA") else b""
    image = _upright(opened)
    image.thumbnail((LIGHT_WIDTH, image.height))
    if opened.format not in LINES:
        return _webp(image, profile, quality=LIGHT_QUALITY)
    with_loss = _webp(image, profile, quality=LINES_QUALITY)
    return min(with_loss, _webp(image, profile, lossless=True), key=len)


def _webp(image: Image.Image, profile: bytes, **how: int) -> bytes:
    made = io.BytesIO()
    image.save(made, "WEBP", method=6, icc_profile=profile, exif=b"", xmp=b"", **how)
    return made.getvalue()
