"""QR codes: which level, which size, and how they are drawn."""

import io

import pytest
import zxingcpp
from PIL import Image

from engine.printing.qr import Qr, as_svg, qr


def test_a_code_is_at_level_h_where_that_makes_it_no_larger() -> None:
    short, long = qr("https://a.example/s/HANDS4"), qr("https://play.pennyweir.example/s/HANDS4")
    assert short is not None
    assert long is not None
    assert (short.level, short.modules, long.level, long.modules) == ("Q", 29, "Q", 33)
    least = qr("https://b.ex/s/HANDS4")
    assert least is not None
    assert (least.level, least.modules) == ("H", 29)


def test_what_no_code_holds_is_none() -> None:
    assert qr("a" * 1663) is not None
    assert qr("a" * 1664) is None


def test_the_quiet_zone_is_four_modules_on_each_side() -> None:
    code = Qr("", "Q", ((True, False), (False, True)))
    assert code.whole(20) == 100


def test_a_code_is_drawn_as_one_path_with_its_quiet_zone() -> None:
    code = Qr("", "Q", ((True, True, False), (False, False, True), (True, False, True)))
    assert as_svg(code, "#1c1a17") == (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 11 11" width="11" height="11">'
        '<path fill="#1c1a17" d="M4 4h2v1h-2zM6 5h1v1h-1zM4 6h1v1h-1zM6 6h1v1h-1z"/></svg>\n'
    )


@pytest.mark.parametrize("content", ["https://play.example.org/s/4273", "Grüße, 渡口\nTwo lines"])
def test_what_a_code_says_is_read_again(content: str) -> None:
    code = qr(content)
    assert code is not None
    picture = Image.new("L", (code.modules + 8,) * 2, 255)
    for y, row in enumerate(code.rows):
        for x, dark in enumerate(row):
            picture.putpixel((x + 4, y + 4), 0 if dark else 255)
    picture = picture.resize((picture.width * 4,) * 2, Image.Resampling.NEAREST)
    (found,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(_png(picture))))
    assert found.text == content


def _png(picture: Image.Image) -> bytes:
    made = io.BytesIO()
    picture.save(made, "PNG")
    return made.getvalue()
