"""Whether every code of a finished PDF is read as it should be."""

from collections.abc import Sequence

import pypdfium2
import zxingcpp

from engine.printing.forms import Unproven

# What an office printer makes of a sheet at its worst.
DPI = 150
_QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)


def codes_in(pdf: bytes, dpi: int = DPI) -> list[tuple[str, ...]]:
    """Give what the codes of each sheet of a PDF say, as a camera reads them at print size."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [_read(page, dpi) for page in document]
    finally:
        document.close()


def _read(page: pypdfium2.PdfPage, dpi: int) -> tuple[str, ...]:
    picture = page.render(scale=dpi / 72, grayscale=True).to_pil()
    found = zxingcpp.read_barcodes(picture, formats=_QR)
    return tuple(sorted(each.text for each in found))


def prove(pdf: bytes, codes: Sequence[Sequence[str]]) -> None:
    """Return where each sheet of a PDF says what it should. Raises Unproven.

    Without any codes there is nothing to prove.
    """
    if not codes:
        return
    found = codes_in(pdf)
    if len(found) != len(codes):
        raise Unproven(f"There are {len(found)} sheets in place of {len(codes)}.")
    for number, (read, wanted) in enumerate(zip(found, codes, strict=True), 1):
        if read == tuple(sorted(wanted)):
            continue
        said = " and ".join(f"'{each}'" for each in read) or "nothing"
        raise Unproven(
            f"The code on sheet {number} reads {said} in place of {' and '.join(wanted)}, so that "
            "no file was written. Take a larger --size, or a darker ink on a lighter paper in "
            "signs.yaml."
        )
