"""Photos and voice messages as phones send them, and such that nobody means well with."""

import io
import math
import struct
import wave
import zlib
from array import array
from pathlib import Path

import av
from PIL import Image
from PIL.PngImagePlugin import PngInfo

CANARY = "CANARY-42.1234N-77.5678W"
RIVER = Path(__file__).parents[3] / "stories/mill-river-audio-walk/media"


def corner(width: int = 400, height: int = 300) -> Image.Image:
    """Draw a blue picture whose upper left quarter is red."""
    image = Image.new("RGB", (width, height), "blue")
    image.paste("red", (0, 0, width // 2, height // 2))
    return image


def jpeg(image: Image.Image | None = None, orientation: int = 1) -> bytes:
    """Write a JPEG with a place, a camera and a comment in it, as a phone does."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = CANARY
    exif.get_ifd(0x8825)[0x001D] = CANARY
    made = io.BytesIO()
    picture = image or corner()
    picture.save(made, "JPEG", exif=exif, comment=CANARY, xmp=f"<x>{CANARY}</x>".encode())
    return made.getvalue()


def png(image: Image.Image | None = None) -> bytes:
    """Write a PNG with words in it."""
    words = PngInfo()
    words.add_text("Comment", CANARY)
    words.add_itxt("XML:com.adobe.xmp", CANARY)
    made = io.BytesIO()
    (image or corner()).save(made, "PNG", pnginfo=words)
    return made.getvalue()


def other(kind: str) -> bytes:
    """Write a picture in another format."""
    made = io.BytesIO()
    corner().save(made, kind)
    return made.getvalue()


def png_bomb(side: int = 60_000) -> bytes:
    """Write a small PNG that says it is large, all of it black."""
    header = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    packer = zlib.compressobj(9)
    lines = b"".join(packer.compress(bytes(side + 1)) for _ in range(200)) + packer.flush()
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", lines)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def wav(seconds: float, rate: int = 8_000) -> bytes:
    """Write a tone of 440 Hz."""
    samples = array("h", (int(9_000 * math.sin(2 * math.pi * 440 * n / rate)) for n in range(rate)))
    made = io.BytesIO()
    with wave.open(made, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes((samples.tobytes() * math.ceil(seconds))[: int(seconds * rate) * 2])
    return made.getvalue()


def voice(container: str, codec: str, rate: int, seconds: float = 2) -> bytes:
    """Write a tone as a phone records it, with a place and a name in it."""
    made = io.BytesIO()
    with (
        av.open(io.BytesIO(wav(seconds, rate)), "r") as heard,
        av.open(made, "w", format=container) as written,
    ):
        written.metadata.update({"title": CANARY, "location": CANARY, "comment": CANARY})
        stream = written.add_stream(codec, rate=rate, layout="mono")
        resampler = av.AudioResampler(stream.format.name, "mono", rate, stream.frame_size or None)
        for frame in [*heard.decode(audio=0), None]:
            for each in resampler.resample(frame):
                written.mux(stream.encode(each))
        written.mux(stream.encode(None))
    return made.getvalue()


def seconds_of(data: bytes) -> float:
    """Give how long a sound is, as it is decoded."""
    with av.open(io.BytesIO(data), "r") as heard:
        frames = list(heard.decode(audio=0))
    return sum(frame.samples for frame in frames) / frames[0].sample_rate
