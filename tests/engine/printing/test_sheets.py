"""Finished sheets: what stands on them, that it is inside, and that their codes are read."""

import re
from collections.abc import Iterator

import pypdfium2
import pypdfium2.raw as raw
import pytest
from PIL import Image, ImageChops, ImageStat

from engine.printing.colours import Colours
from engine.printing.forms import Unproven
from engine.printing.logo import Logo
from engine.printing.look import Look
from engine.printing.proving import codes_in, prove
from engine.printing.qr import qr
from engine.printing.sheets import Sheets, sheets_of
from engine.printing.signs import Door, signs_of
from engine.printing.sizes import SIZES, NoRoom, read_from_m
from engine.printing.tongues import NoGlyph
from engine.printing.typesetting import typeset
from engine.story.build import read_story
from tests.engine.printing import house
from tests.serving import ROOT

PNG_START = b"\x89PNG"
POINTS_A_MM = 72 / 25.4


def pdf_of(sheets: Sheets) -> bytes:
    (pdf,) = typeset(sheets)
    return pdf


def texts(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_range().replace("\r\n", " ") for page in document]
    finally:
        document.close()


def letters(pdf: bytes) -> Iterator[tuple[float, float, float, float, float, float]]:
    """Give where each letter of a PDF is, in points, with the size of its page."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        for page in document:
            text = page.get_textpage()
            for at in range(text.count_chars()):
                if text.get_text_range(at, 1).strip():
                    yield (*text.get_charbox(at), *page.get_size())
    finally:
        document.close()


def lines_of(pdf: bytes) -> list[str]:
    """Give what stands on the first sheet, line by line, as it is seen from left to right."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        text = document[0].get_textpage()
        rows: dict[int, list[tuple[float, str]]] = {}
        for at in range(text.count_chars()):
            letter = text.get_text_range(at, 1)
            left, bottom, _, top = text.get_charbox(at, loose=True)
            if letter.strip():
                rows.setdefault(round((bottom + top) / 2), []).append((left, letter))
        return ["".join(letter for _, letter in sorted(row)) for row in rows.values()]
    finally:
        document.close()


def assert_inside(pdf: bytes) -> None:
    """Every letter stands on its page, and none in the margin."""
    edge = 3 * POINTS_A_MM
    found = list(letters(pdf))
    assert len(found) > 80
    for left, bottom, right, top, width, height in found:
        assert edge <= left <= right <= width - edge
        assert edge <= bottom <= top <= height - edge


@pytest.mark.parametrize("size", SIZES)
def test_every_code_is_read_at_150_dpi_and_no_letter_leaves_its_sheet(size: str) -> None:
    sheets = sheets_of(house.in_all_languages(), Look(), SIZES[size], None)
    pdf = pdf_of(sheets)
    assert codes_in(pdf) == [(link,) for link in (
        "https://play.pennyweir.example/s/HANDS4", "https://play.pennyweir.example/s/STAGE9",
    ) * len(house.NAMES)]  # fmt: skip
    assert_inside(pdf)


def font_sizes(pdf: bytes) -> list[float]:
    """Give the sizes in points of all letters of a PDF."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [
            abs(raw.FPDFText_GetFontSize(text.raw, at)) * scale_of(text, at)
            for page in document
            for text in [page.get_textpage()]
            for at in range(text.count_chars())
            if text.get_text_range(at, 1).strip()
        ]
    finally:
        document.close()


def scale_of(text: pypdfium2.PdfTextPage, at: int) -> float:
    """Give by how much a letter is drawn larger than its font says."""
    matrix = raw.FS_MATRIX()
    assert raw.FPDFText_GetMatrix(text.raw, at, matrix)
    return abs(float(matrix.d))


@pytest.mark.parametrize("size", SIZES)
def test_nothing_on_a_sign_is_too_small_for_arm_s_length(size: str) -> None:
    found = font_sizes(pdf_of(sheets_of(house.signs(), Look(host="X"), SIZES[size], None)))
    assert len(found) > 160
    assert min(found) >= 6.99
    # What the law asks for is as large as there is room.
    assert min(found) >= (12 if size in ("letter", "a4") else 6.99)


def drawn(language: str, name: str) -> tuple[list[float], Image.Image]:
    """Give how wide each letter of a place's name is on its sign, and a picture of them."""
    pdf = pdf_of(sheets_of(house.signs(language, gate=name)[:1], Look(), SIZES["a4"], None))
    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[0]
        text = page.get_textpage()
        sizes = [
            abs(raw.FPDFText_GetFontSize(text.raw, at)) * scale_of(text, at)
            for at in range(text.count_chars())
        ]
        # Nothing is set as large as the name.
        boxes = [
            text.get_charbox(at)
            for at, size in enumerate(sizes)
            if size == max(sizes) and text.get_text_range(at, 1).strip()
        ]
        lefts, bottoms, rights, tops = zip(*sorted(boxes), strict=True)
        height = page.get_size()[1]
        place = (min(lefts), height - max(tops), max(rights), height - min(bottoms))
        whole = page.render(scale=4, grayscale=True).to_pil()
        picture = whole.crop(tuple(round(4 * each) for each in place))
        return [round(end - start, 1) for start, end in zip(lefts, rights, strict=True)], picture
    finally:
        document.close()


def test_arabic_letters_join_as_they_are_written() -> None:
    (last, middle, first), _ = drawn("ar", "\u0639\u0639\u0639")
    assert len({first, middle, last}) == 3
    assert len(set(drawn("ar", "\u0639 \u0639 \u0639")[0])) == 1


def test_a_vowel_of_devanagari_stands_before_the_letter_that_it_follows() -> None:
    _, ka = drawn("hi", "\u0915")

    def differs(name: str, *, at_end: bool) -> float:
        """Give how unlike the letter alone the beginning or the end of a name is, of 255."""
        picture = drawn("hi", name)[1]
        start = picture.width - ka.width if at_end else 0
        part = picture.crop((start, picture.height - ka.height, start + ka.width, picture.height))
        return ImageStat.Stat(ImageChops.difference(part, ka)).mean[0]

    assert differs("\u0915\u093f", at_end=True) < 20 < differs("\u0915\u093f", at_end=False)
    # Another of them stands behind it.
    assert differs("\u0915\u0940", at_end=False) < 20 < differs("\u0915\u0940", at_end=True)


@pytest.mark.parametrize("name", sorted(each.name for each in (ROOT / "stories").iterdir()))
@pytest.mark.parametrize("size", ["letter", "sticker"])
def test_the_shipped_stories_are_printed_whole_in_all_their_languages(name: str, size: str) -> None:
    found = read_story(ROOT / "stories" / name)
    places = [each for each in found.places.values() if each.code]
    for language in found.languages:
        signs = signs_of(found.told_in(language), places, house.DOOR, [language])
        sheets = sheets_of(signs, Look(host="Pennyweir Library"), SIZES[size], None)
        pdf = pdf_of(sheets)
        prove(pdf, sheets.codes)
        assert_inside(pdf)


@pytest.mark.parametrize("size", [each for each in SIZES if each != "sticker"])
def test_two_languages_fit_on_one_sign(size: str) -> None:
    pairs = [("en", "de"), ("ar", "en"), ("en", "hi"), ("zh", "vi")]
    signs = [sign for pair in pairs for sign in house.both(*pair)]
    sheets = sheets_of(signs, Look(host="Pennyweir Library"), SIZES[size], None)
    pdf = pdf_of(sheets)
    prove(pdf, sheets.codes)
    assert_inside(pdf)


@pytest.mark.parametrize("size", SIZES)
def test_a_code_as_large_as_the_sheet_has_room_for_leaves_room_for_the_words(size: str) -> None:
    farthest = read_from_m(SIZES[size].most_mm(1))
    sheets = sheets_of(house.in_all_languages(), Look(), SIZES[size], farthest)
    prove(pdf_of(sheets), sheets.codes)


def test_every_level_is_q_or_h() -> None:
    assert {qr(sign.link).level for sign in house.signs()} <= {"Q", "H"}  # type: ignore[union-attr]


def test_a_code_is_printed_as_wide_as_it_is_said_to_be() -> None:
    document = pypdfium2.PdfDocument(pdf_of(house.sheets("a4", distance_m=1.0)))
    dark = (
        document[0].render(scale=300 / 72, grayscale=True).to_pil().point(lambda v: 255 * (v < 90))
    )
    # Below the band, and of that the code alone.
    whole = dark.crop((0, 900, dark.width, 2_300)).getbbox()
    document.close()
    assert whole is not None
    assert (whole[2] - whole[0]) / 300 * 25.4 == pytest.approx(100, abs=0.3)


def test_a_sign_says_what_the_law_the_library_and_the_walker_want() -> None:
    first, _ = texts(
        pdf_of(sheets_of(house.signs(), Look(host="Pennyweir Library"), SIZES["a4"], None))
    )
    for said in (
        "The Lantern Keeper", "The gate", "This place has a story to tell.",
        "Scan with your phone’s camera", "Or text MURAL HANDS4 to +1 202-555-0123",
        "Or open play.pennyweir.example /s/HANDS4", "This sign’s code HANDS4",
        "We never ask for payment or passwords.", "Msg & data rates may apply. Reply STOP to end.",
        "Pennyweir Library",
    ):  # fmt: skip
        assert said in re.sub(r"\s+", " ", first)


def test_where_no_texts_are_taken_a_sign_is_for_the_web_alone() -> None:
    sheets = sheets_of(house.signs(door=house.WEB_ONLY), Look(), SIZES["a4"], None)
    first, _ = texts(pdf_of(sheets))
    assert "HANDS4" in first
    for unsaid in ("Or text", "MURAL", "STOP", "rates"):
        assert unsaid not in first


def test_arabic_is_set_from_right_to_left_and_numbers_stay_as_they_are_dialled() -> None:
    found = list(letters(pdf_of(house.sheets("a4", "ar"))))
    title = [box for box in found if box[1] > 270 * POINTS_A_MM]
    assert min(left for left, *_ in title) > 90 * POINTS_A_MM
    assert "+1202-555-0123" in "".join(lines_of(pdf_of(house.sheets("a4", "ar"))))


def test_what_an_author_writes_is_text_and_nothing_else() -> None:
    name = "#image('/etc/passwd') $x$ *b* _i_ `c` <l> @r // no"
    sheets = sheets_of(house.signs(gate=name), Look(host="#panic()"), SIZES["a4"], None)
    first, _ = texts(pdf_of(sheets))
    assert "".join(name.split()) in "".join(first.split())
    assert "#panic()" in first


def test_a_letter_without_a_font_is_told_before_anything_is_set() -> None:
    with pytest.raises(NoGlyph) as raised:
        sheets_of(house.signs(gate="The 🙂 gate"), Look(), SIZES["a4"], None)
    assert str(raised.value) == (
        "In the name of place 'gate': No font that is printed with has '🙂' (U+1F642, SLIGHTLY "
        "SMILING FACE). Leave it out, or write it otherwise."
    )


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("very " * 200, "The names on the sign HANDS4 are too long for this size. Take a larger"),
        ("x" * 200, "The names on the sign HANDS4 are too long for this size. Take a larger"),
    ],
)
def test_what_does_not_fit_is_told_and_not_cut_off(name: str, told: str) -> None:
    with pytest.raises(NoRoom) as raised:
        typeset(sheets_of(house.signs(gate=name), Look(), SIZES["sticker"], None))
    assert str(raised.value).startswith(told)


def test_what_is_typed_is_told_and_not_made_too_small_to_read() -> None:
    door = Door(f"https://stories.{'county-' * 5}library.example", house.DOOR.phone)
    with pytest.raises(NoRoom, match="The address or the words to text on the sign"):
        typeset(sheets_of(house.signs(door=door), Look(), SIZES["card"], None))
    sheets = sheets_of(house.signs(door=door), Look(), SIZES["letter"], None)
    prove(pdf_of(sheets), sheets.codes)


def test_fonts_are_embedded_and_only_the_letters_that_are_used() -> None:
    pdf = pdf_of(house.sheets("a4", "zh"))
    document = pypdfium2.PdfDocument(pdf)
    found = [each.get_font() for each in document[0].get_objects(filter=(raw.FPDF_PAGEOBJ_TEXT,))]
    fonts = {(each.get_base_name(), each.is_embedded) for each in found}
    document.close()
    assert {(name.rpartition("+")[2], embedded) for name, embedded in fonts} == {
        ("NotoSans-Bold", True), ("NotoSans-Regular", True),
        ("NotoSansCJKsc-Bold", True), ("NotoSansCJKsc-Regular", True),
    }  # fmt: skip
    assert len(pdf) < 200_000


def test_the_same_signs_are_the_same_file() -> None:
    assert pdf_of(house.sheets("a5")) == pdf_of(house.sheets("a5"))


def test_a_printing_house_is_told_where_to_cut() -> None:
    pdf = pdf_of(sheets_of(house.signs(), Look(), SIZES["a5"], None, bleed=True))
    document = pypdfium2.PdfDocument(pdf)
    boxes = [
        tuple(round(each / POINTS_A_MM) for each in box)
        for box in (
            document[0].get_mediabox(),
            document[0].get_bleedbox(),
            document[0].get_trimbox(),
        )
    ]
    document.close()
    assert boxes == [(0, 0, 168, 230), (7, 7, 161, 223), (10, 10, 158, 220)]
    assert codes_in(pdf)[0] == ("https://play.pennyweir.example/s/HANDS4",)


def test_logo_and_colours_are_those_of_the_library() -> None:
    square = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4">'
        '<path fill="#ff0000" d="M0 0h4v4h-4z"/></svg>'
    )
    look = Look("Library", Logo("svg", square.encode()), Colours("#200020", "#fffff0", "#500050"))
    sheets = sheets_of(house.signs(), look, SIZES["a5"], None)
    document = pypdfium2.PdfDocument(pdf_of(sheets))
    picture = document[0].render(scale=2).to_pil().convert("RGB")
    document.close()
    colours = {colour for _, colour in picture.getcolors(1_000_000) or ()}
    assert {(255, 0, 0), (0x20, 0, 0x20), (0xFF, 0xFF, 0xF0), (0x50, 0, 0x50)} <= colours
    prove(pdf_of(sheets), sheets.codes)


def test_pictures_are_of_each_sheet() -> None:
    drawn, painted = typeset(house.sheets("card"), "svg"), typeset(house.sheets("card"), "png")
    assert [each.startswith(b"<svg") for each in drawn] == [True, True]
    assert [each.startswith(PNG_START) for each in painted] == [True, True]


@pytest.mark.parametrize(
    ("colours", "wanted", "told"),
    [
        (Colours(), "https://other.example/s/HANDS4", ("The code on sheet 1 reads "
         "'https://play.pennyweir.example/s/HANDS4' in place of https://other.example/s/HANDS4")),
        (Colours(ink="#fefefe"), None, "The code on sheet 1 reads nothing in place of https"),
    ],
)  # fmt: skip
def test_a_code_that_is_not_read_or_says_another_thing_is_no_sign(
    colours: Colours, wanted: str | None, told: str
) -> None:
    sheets = sheets_of(house.signs(), Look(colours=colours), SIZES["a5"], None)
    codes = ((wanted,), sheets.codes[1]) if wanted else sheets.codes
    with pytest.raises(Unproven) as raised:
        prove(pdf_of(sheets), codes)
    assert str(raised.value).startswith(told)


def test_a_sheet_too_few_is_noticed() -> None:
    sheets = house.sheets("a5")
    with pytest.raises(Unproven, match="There are 2 sheets in place of 3"):
        prove(pdf_of(sheets), (*sheets.codes, ("more",)))
