"""What is measured of pictures and sounds."""

import io
import math
import wave
from array import array
from pathlib import Path

import pytest

from engine.copying import NotReadable, measured
from engine.copying.measuring import picture_measured, sound_measured
from engine.copying.unreadable import Unreadable
from tests.engine.copying.files import RIVER, corner, jpeg, other, png, png_bomb, voice, wav


def tone(seconds: float, full: float, channels: int = 1, hertz: int = 997) -> bytes:
    """Write a tone whose loudest sample is this part of the most there is."""
    rate = 48_000
    turn = 2 * math.pi * hertz / rate
    samples = array("h")
    for number in range(int(seconds * rate)):
        samples.extend([round(32_767 * full * math.sin(turn * number))] * channels)
    made = io.BytesIO()
    with wave.open(made, "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(samples.tobytes())
    return made.getvalue()


# EBU Tech 3341 (2016), table 1: a stereo tone of 1000 Hz with -23 dBFS in both channels is as loud
# as -23 LUFS, one with -33 as -33, within 0.1.
@pytest.mark.parametrize("decibels", [-23, -33])
def test_loudness_is_that_of_ebu_r_128(decibels: int) -> None:
    found = sound_measured(tone(20, 10 ** (decibels / 20), channels=2, hertz=1_000))
    assert found["lufs"] == pytest.approx(decibels, abs=0.1)


def test_one_channel_is_as_loud_as_the_same_from_both_sides() -> None:
    one, two = (sound_measured(tone(5, 0.2, channels)) for channels in (1, 2))
    assert one == two
    assert one["peak"] == pytest.approx(0.2, abs=0.001)


@pytest.mark.parametrize(
    ("container", "codec", "rate", "format_", "called"),
    [
        ("mp3", "libmp3lame", 44_100, "mp3", "mp3"), ("ipod", "aac", 44_100, "mov", "aac"),
        ("ogg", "libopus", 48_000, "ogg", "opus"), ("wav", "pcm_s16le", 8_000, "wav", "pcm_s16le"),
        ("ipod", "alac", 44_100, "mov", "alac"),
    ],
)  # fmt: skip
def test_a_sound_is_known_by_what_it_is(
    container: str, codec: str, rate: int, format_: str, called: str
) -> None:
    found = sound_measured(voice(container, codec, rate, 3))
    assert (found["format"], found["codec"]) == (format_, called)
    assert found["seconds"] == pytest.approx(3, abs=0.1)
    assert found["lufs"] == pytest.approx(-11.9, abs=0.6)


def test_a_shipped_sound() -> None:
    assert sound_measured((RIVER / "gate.mp3").read_bytes()) == {
        "format": "mp3",
        "codec": "mp3",
        "seconds": 24.398,
        "stated_s": 24.398,
        "lufs": -15.4,
        "peak": pytest.approx(0.769, abs=0.001),
    }


def test_what_is_cut_off_says_how_long_it_should_be() -> None:
    for data in ((RIVER / "gate.mp3").read_bytes(), _with_a_cover(RIVER / "gate.mp3")):
        found = sound_measured(data[: len(data) // 2])
        assert found["stated_s"] == pytest.approx(24.4, abs=0.1)
        assert found["seconds"] == pytest.approx(12.2, abs=0.6)


def _with_a_cover(file: Path) -> bytes:
    """Write an MP3 with 300 bytes before its sound, in which players keep titles and pictures."""
    size = bytes([0, 0, 300 >> 7, 300 & 127])
    return b"ID3\x04\x00\x00" + size + bytes(300) + file.read_bytes()


def test_what_only_guesses_its_length_is_not_believed() -> None:
    """Without the count of its frames, an MP3's length is guessed by its first ones."""
    data = (RIVER / "gate.mp3").read_bytes()
    start = data.index(b"Info") if b"Info" in data[:400] else data.index(b"Xing")
    bare = data[:start] + b"none" + data[start + 4 :]
    assert sound_measured(bare)["stated_s"] is None
    assert sound_measured(voice("ogg", "libopus", 48_000))["stated_s"] is None


def test_what_is_damaged_in_the_middle_is_heard_around_it() -> None:
    data = bytearray((RIVER / "gate.mp3").read_bytes())
    data[80_000:84_000] = bytes(4_000)
    assert sound_measured(bytes(data))["seconds"] == pytest.approx(24.4, abs=1.5)


def test_silence_has_no_loudness_and_neither_has_what_is_short() -> None:
    silent = sound_measured(tone(5, 0))
    assert (silent["lufs"], silent["peak"], silent["seconds"]) == (None, 0, 5)
    short = sound_measured(tone(0.5, 0.5))
    assert (short["lufs"], short["seconds"]) == (None, 0.5)


def test_what_has_no_sample_has_no_length() -> None:
    found = sound_measured(tone(0, 0))
    assert (found["seconds"], found["lufs"], found["peak"]) == (0, None, None)


def test_of_what_is_very_long_only_the_beginning_is_heard(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("engine.copying.measuring.LISTENED_S", 2)
    found = sound_measured(wav(30))
    assert found["seconds"] == 30
    assert found["lufs"] == pytest.approx(-11.9, abs=0.6)


@pytest.mark.parametrize(
    "data",
    [
        b"", b"ID3", b"OggS", jpeg(), b"<html></html>", bytes(100_000),
        b"ffconcat version 1.0\nfile '/etc/passwd'\n", b"#EXTM3U\nhttp://127.0.0.1:9/a.ts\n",
    ],
)  # fmt: skip
def test_what_is_no_sound_is_told_as_such(data: bytes) -> None:
    with pytest.raises(Unreadable):
        sound_measured(data)


def test_a_picture_is_measured() -> None:
    size = {"width": 400, "height": 300}
    assert picture_measured(jpeg()) == {"format": "jpeg", **size}
    assert picture_measured(png()) == {"format": "png", **size}
    assert picture_measured(other("WEBP")) == {"format": "webp", **size}
    assert picture_measured(other("TIFF")) == {"format": "tiff", **size}
    assert picture_measured(jpeg(orientation=3)) == {"format": "jpeg", **size}
    upright = {"width": 300, "height": 400}
    assert picture_measured(jpeg(orientation=6)) == {"format": "jpeg", **upright}
    large = jpeg(corner(3_000, 10))
    assert picture_measured(large) == {"format": "jpeg", "width": 3_000, "height": 10}


@pytest.mark.parametrize("data", [b"", b"<svg/>", jpeg()[:-2_000], png()[:100], png_bomb(), wav(1)])
def test_what_is_no_picture_or_cut_off_is_told_as_such(data: bytes) -> None:
    with pytest.raises(Unreadable):
        picture_measured(data)


def test_files_are_measured_in_a_process_of_their_own() -> None:
    assert measured("picture", jpeg())["width"] == 400
    assert measured("sound", wav(2))["seconds"] == 2
    with pytest.raises(NotReadable) as found:
        measured("sound", jpeg())
    assert found.value.for_certain


def test_a_process_that_ends_by_accident_says_nothing_of_the_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("engine.copying.apart.LONGEST_S", 0)
    with pytest.raises(NotReadable) as found:
        measured("sound", wav(60))
    assert not found.value.for_certain
