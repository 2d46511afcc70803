"""Data and a template -> sheets of paper, by Typst (https://typst.app)."""

import io
import json
import re
import shutil
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2
import typst

from engine.printing.fonts import font_files
from engine.printing.forms import Form
from engine.printing.sheets import BLEED_MM, SLUG_MM, Sheets
from engine.printing.sizes import NoRoom

PNG_PPI = 300
_POINTS_A_MM = 72 / 25.4
_NO_ROOM = re.compile(r"no room: (?P<what>[\w ]+): (?P<sign>[^\n]*)")


def typeset(sheets: Sheets, form: Form = "pdf") -> list[bytes]:
    """Give a PDF of all sheets, or a picture of each. Raises NoRoom.

    Typst sees a folder that holds the templates and the files of these sheets and nothing else, and
    no font but ours.
    """
    with TemporaryDirectory() as folder:
        root, fonts = Path(folder, "sheets"), Path(folder, "fonts")
        _put(root, fonts, sheets)
        try:
            pages = _compiled(root, fonts, sheets.template, sheets.data, form)
        except typst.TypstError as error:
            if found := _NO_ROOM.search(str(error)):
                raise NoRoom(_told(found["what"], found["sign"])) from None
            raise
    return [_with_boxes(page) for page in pages] if form == "pdf" and sheets.bleed else pages


def _put(root: Path, fonts: Path, sheets: Sheets) -> None:
    root.mkdir()
    fonts.mkdir()
    for template in (files("engine.printing") / "templates").iterdir():
        (root / template.name).write_bytes(template.read_bytes())
    for name, data in sheets.files.items():
        (root / name).write_bytes(data)
    families = [family for tongue in sheets.tongues for family in tongue.families]
    for file in font_files(families):
        shutil.copyfile(file, fonts / file.name)


def _compiled(
    root: Path, fonts: Path, template: str, data: Mapping[str, object], form: Form
) -> list[bytes]:
    """Give the pages; of a PDF, all in one."""
    made: bytes | list[bytes] = typst.compile(
        root / template,
        root=root,
        format=form,
        ppi=PNG_PPI,
        font_paths=typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(fonts)]
        ),
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        package_path=root / "packages",
        package_cache_path=root / "packages",
    )
    return [made] if isinstance(made, bytes) else made


def _told(what: str, sign: str) -> str:
    if what == "name":
        return f"The names on the sign {sign} are too long for this size. Take a larger --size."
    if what == "typed":
        return (
            f"The address or the words to text on the sign {sign} are so long that they would be "
            "too small to read at this size. Take a larger --size, or one --language."
        )
    return (
        f"The words of the sign {sign} do not fit beside a code of this size. Take a larger "
        "--size, a smaller --distance, or one --language."
    )


def _with_boxes(pdf: bytes) -> bytes:
    """Say in a PDF where its sheets are cut, and how far beyond that is printed (PDF, 14.11.2)."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        for page in document:
            width, height = page.get_size()
            for set_box, edge_mm in (
                (page.set_trimbox, SLUG_MM),
                (page.set_bleedbox, SLUG_MM - BLEED_MM),
            ):
                edge = edge_mm * _POINTS_A_MM
                set_box(edge, edge, width - edge, height - edge)
        boxed = io.BytesIO()
        document.save(boxed)
        return boxed.getvalue()
    finally:
        document.close()
