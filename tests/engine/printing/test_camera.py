"""Codes as cameras meet them: covered, blurred, tilted and with a lamp on the laminate."""

from collections.abc import Callable, Mapping
from functools import cache

import pypdfium2
import pytest
import zxingcpp
from PIL import Image, ImageChops, ImageDraw, ImageFilter
from pyzbar import pyzbar

from engine.printing.typesetting import typeset
from tests.engine.printing import house

LINK = "https://play.pennyweir.example/s/HANDS4"
# The code alone fills the picture, as in a camera that is held in front of it: 5 pixels a module.
SIDE, QUIET = 165, 20
WHOLE = SIDE + 2 * QUIET


@cache
def code() -> Image.Image:
    """Give the code of a finished sheet as a picture."""
    (pdf,) = typeset(house.sheets("a4"))
    document = pypdfium2.PdfDocument(pdf)
    # Four times as large as wanted; 82 mm are a side of the code.
    page = document[0].render(scale=4 * SIDE / (82 / 25.4 * 72), grayscale=True).to_pil()
    document.close()
    # The code is what is dark at the left, below the band.
    top = page.height // 3
    left = page.crop((0, top, page.width // 2, page.height * 3 // 4))
    found = left.point(lambda value: 255 * (value < 99)).getbbox()
    assert found is not None
    x, y, edge = found[0], found[1] + top, QUIET * 4
    whole = (x - edge, y - edge, x + SIDE * 4 + edge, y + SIDE * 4 + edge)
    return page.crop(whole).resize((WHOLE, WHOLE))


def covered(share: float, x: float, y: float) -> Callable[[Image.Image], Image.Image]:
    """Put a sticker over so much of the code, with its middle there."""

    def done(picture: Image.Image) -> Image.Image:
        half = SIDE * share**0.5 / 2
        at = (QUIET + SIDE * x, QUIET + SIDE * y)
        made = picture.copy()
        ImageDraw.Draw(made).rectangle(
            (at[0] - half, at[1] - half, at[0] + half, at[1] + half), fill=128
        )
        return made

    return done


def blurred(picture: Image.Image) -> Image.Image:
    return picture.filter(ImageFilter.GaussianBlur(1.8))


def tilted(picture: Image.Image) -> Image.Image:
    """Look at it from the left: its right edge is a quarter lower than the left one."""
    far = 0.8
    larger = picture.resize((WHOLE * 2, WHOLE * 2))
    shrinks = (far - 1) / larger.width
    return larger.transform(
        larger.size, Image.Transform.PERSPECTIVE,
        (far, 0, 0, (far - 1) / 2, 1, 0, shrinks, 0), Image.Resampling.BICUBIC, fillcolor=255,
    )  # fmt: skip


def turned(picture: Image.Image) -> Image.Image:
    return picture.rotate(17, Image.Resampling.BICUBIC, expand=True, fillcolor=255)


def glared(picture: Image.Image) -> Image.Image:
    """Let a lamp shine on the upper right: dark becomes grey there."""
    light = Image.new("L", picture.size, 0)
    spot = (WHOLE * 0.45, -WHOLE * 0.15, WHOLE * 1.15, WHOLE * 0.5)
    ImageDraw.Draw(light).ellipse(spot, fill=150)
    return ImageChops.add(picture, light.filter(ImageFilter.GaussianBlur(25)))


HARM: Mapping[str, Callable[[Image.Image], Image.Image]] = {
    "nothing": lambda picture: picture,
    "6 % covered in the middle": covered(0.06, 0.5, 0.5),
    "6 % covered at the right": covered(0.06, 0.85, 0.5),
    "6 % covered below": covered(0.06, 0.55, 0.75),
    "blur": blurred,
    "tilt": tilted,
    "turn": turned,
    "glare": glared,
    "cover, blur and turn": lambda picture: turned(blurred(covered(0.03, 0.5, 0.5)(picture))),
}


def by_zxing(picture: Image.Image) -> list[str]:
    return [each.text for each in zxingcpp.read_barcodes(picture)]


def by_zbar(picture: Image.Image) -> list[str]:
    return [each.data.decode() for each in pyzbar.decode(picture, [pyzbar.ZBarSymbol.QRCODE])]


@pytest.mark.parametrize("read", [by_zxing, by_zbar])
@pytest.mark.parametrize("harm", HARM)
def test_a_code_is_read_however_a_camera_meets_it(
    harm: str, read: Callable[[Image.Image], list[str]]
) -> None:
    assert read(HARM[harm](code())) == [LINK]


@pytest.mark.parametrize("read", [by_zxing, by_zbar])
def test_what_covers_half_of_a_code_hides_it(read: Callable[[Image.Image], list[str]]) -> None:
    assert read(covered(0.5, 0.5, 0.5)(code())) == []
