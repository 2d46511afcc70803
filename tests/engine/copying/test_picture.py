"""Photos made anew."""

import io

import pytest
from PIL import Image, ImageCms

from engine.copying import NotReadable, copied, picture
from engine.copying.unreadable import Unreadable
from tests.engine.copying.files import CANARY, corner, jpeg, other, png, png_bomb, wav


def made(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(picture.picture(data)))
    image.load()
    return image


def is_red(image: Image.Image, x: int, y: int) -> bool:
    red, _, blue = image.getpixel((x, y))  # type: ignore[misc]
    return bool(red > 200 and blue < 50)


@pytest.mark.parametrize("data", [jpeg(), png(), other("GIF"), other("WEBP")])
def test_a_photo_becomes_a_jpeg_that_looks_the_same(data: bytes) -> None:
    image = made(data)
    assert (image.format, image.mode, image.size) == ("JPEG", "RGB", (400, 300))
    assert (is_red(image, 20, 20), is_red(image, 380, 280)) == (True, False)


@pytest.mark.parametrize("data", [jpeg(), png()])
def test_nothing_that_was_written_beside_the_pixels_is_left(data: bytes) -> None:
    assert CANARY.encode() in data
    after = picture.picture(data)
    assert CANARY.encode() not in after
    image = Image.open(io.BytesIO(after))
    assert dict(image.getexif()) == {}
    assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_that_lies_on_its_side_is_turned_upright(orientation: int) -> None:
    back = {
        1: None, 2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM, 5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }[orientation]  # fmt: skip
    lying = corner() if back is None else corner().transpose(back)
    image = made(jpeg(lying, orientation))
    assert image.size == (400, 300)
    assert [is_red(image, *at) for at in ((20, 20), (380, 20), (20, 280))] == [True, False, False]


def test_a_large_photo_is_made_smaller_and_a_small_one_is_left_as_it_is() -> None:
    assert made(jpeg(corner(4_096, 1_024))).size == (2_048, 512)
    assert made(png(corner(1_000, 3_000))).size == (683, 2_048)
    assert made(png(corner(2, 1))).size == (2, 1)


def test_what_is_transparent_becomes_white() -> None:
    image = Image.new("RGBA", (40, 40), (0, 0, 0, 0))
    assert made(png(image)).getpixel((20, 20)) == (255, 255, 255)
    palette = Image.new("P", (40, 40), 0)
    data = io.BytesIO()
    palette.save(data, "GIF", transparency=0)
    assert made(data.getvalue()).getpixel((20, 20)) == (255, 255, 255)


def test_of_what_moves_the_first_picture_is_taken() -> None:
    data = io.BytesIO()
    corner().save(data, "GIF", save_all=True, append_images=[Image.new("RGB", (400, 300))] * 200)
    assert is_red(made(data.getvalue()), 20, 20)


@pytest.mark.parametrize(
    "data",
    [
        b"", b"\xff\xd8\xff", b"GIF89a", b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"<html><script>alert(1)</script></html>", b"%PDF-1.7", wav(1), other("TIFF"),
        other("BMP"), other("ICO"), jpeg()[: len(jpeg()) // 2], png()[:-40], png_bomb(),
        png_bomb(8_001), b"\x89PNG\r\n\x1a\n" + bytes(1_000), bytes(100_000),
    ],
)  # fmt: skip
def test_what_is_no_whole_photo_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable):
        picture.picture(data)


def test_a_picture_of_as_many_pixels_as_are_taken_is_taken() -> None:
    """What a bomb is refused for is how large it is, not that it is all of one color."""
    assert made(png(Image.new("L", (8_000, 8_000)))).size == (2_048, 2_048)


def test_a_picture_that_is_a_page_as_well_is_a_picture_alone_afterwards() -> None:
    page = b"<html><script>alert(document.cookie)</script></html>"
    for both in (jpeg() + page, jpeg()[:2] + b"\xff\xfe\x00\x40" + page.ljust(62) + jpeg()[2:]):
        assert page in both
        after = picture.picture(both)
        assert (b"<" in after[:200], page in after) == (False, False)
        assert is_red(made(both), 20, 20)


def test_a_file_is_read_in_a_process_of_its_own() -> None:
    image = Image.open(io.BytesIO(copied("photo", jpeg())))
    assert (image.format, image.size) == ("JPEG", (400, 300))
    with pytest.raises(NotReadable):
        copied("photo", png_bomb())


# Made light


def light(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(picture.light(data)))
    image.load()
    return image


@pytest.mark.parametrize("data", [jpeg(), png(), other("GIF"), other("WEBP")])
def test_a_light_picture_is_a_webp_that_looks_the_same(data: bytes) -> None:
    image = light(data)
    assert (image.format, image.size) == ("WEBP", (400, 300))
    assert (is_red(image.convert("RGB"), 20, 20), is_red(image.convert("RGB"), 380, 280)) == (
        True,
        False,
    )


@pytest.mark.parametrize(
    ("size", "made"),
    [((1_600, 900), (800, 450)), ((801, 300), (800, 300)), ((600, 2_000), (600, 2_000))],
)
def test_a_light_picture_is_as_wide_as_a_phone_can_show(
    size: tuple[int, int], made: tuple[int, int]
) -> None:
    assert light(jpeg(corner(*size))).size == made


def test_a_light_picture_stands_upright_and_tells_nothing_of_where_it_was_taken() -> None:
    data = jpeg(corner().transpose(Image.Transpose.ROTATE_90), 6)
    assert CANARY.encode() in data
    assert CANARY.encode() not in picture.light(data)
    assert (light(data).size, is_red(light(data), 20, 20)) == ((400, 300), True)


def test_a_light_picture_has_the_colours_that_its_profile_says() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for mode, kept in (("RGB", profile), ("L", None)):
        data = io.BytesIO()
        corner().convert(mode).save(data, "JPEG", icc_profile=profile)
        assert light(data.getvalue()).info.get("icc_profile") == kept


def test_of_a_light_picture_can_be_seen_through_what_could_before() -> None:
    image = Image.new("RGBA", (40, 40), (255, 0, 0, 0))
    image.paste((0, 0, 255, 255), (0, 0, 20, 40))
    made = light(png(image))
    assert made.mode == "RGBA"
    alpha = made.getchannel("A")
    assert (alpha.getpixel((5, 20)), alpha.getpixel((35, 20))) == (255, 0)


def test_what_moves_is_not_made_light() -> None:
    data = io.BytesIO()
    corner().save(data, "GIF", save_all=True, append_images=[Image.new("RGB", (400, 300))])
    with pytest.raises(Unreadable):
        picture.light(data.getvalue())
    with pytest.raises(NotReadable):
        copied("light", b"no picture")
