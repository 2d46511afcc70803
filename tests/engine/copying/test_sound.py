"""Voice messages made anew."""

import io
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import av
import pytest

from engine.copying import NotReadable, copied, sound
from engine.copying.unreadable import Unreadable
from tests.engine.copying.files import CANARY, RIVER, jpeg, seconds_of, voice, wav

AS_PHONES_SEND_THEM = [
    ("amr", "libopencore_amrnb", 8_000), ("3gp", "libopencore_amrnb", 8_000),
    ("mp4", "aac", 44_100), ("ipod", "aac", 44_100), ("adts", "aac", 44_100),
    ("mp3", "libmp3lame", 44_100), ("ogg", "libopus", 48_000), ("webm", "libopus", 48_000),
    ("caf", "pcm_s16le", 16_000), ("wav", "pcm_s16le", 8_000),
]  # fmt: skip

CODECS = {container: (codec, rate) for container, codec, rate in AS_PHONES_SEND_THEM}


@pytest.mark.parametrize(("container", "codec", "rate"), AS_PHONES_SEND_THEM)
def test_a_voice_message_becomes_an_mp3_of_the_same_length(
    container: str, codec: str, rate: int
) -> None:
    after = sound.sound(voice(container, codec, rate))
    with av.open(io.BytesIO(after), "r") as heard:
        (stream,) = heard.streams
        assert (heard.format.name, stream.codec_context.name) == ("mp3", "mp3float")
        assert (heard.metadata, stream.metadata) == ({}, {})
        assert (stream.codec_context.layout.name, stream.codec_context.sample_rate) == (
            "mono", 24_000
        )  # fmt: skip
    assert seconds_of(after) == pytest.approx(2, abs=0.2)


@pytest.mark.parametrize("container", ["mp4", "mp3", "ogg"])
def test_nothing_that_was_written_beside_the_sound_is_left(container: str) -> None:
    codec, rate = CODECS[container]
    data = voice(container, codec, rate)
    assert CANARY.encode() in data
    assert CANARY.encode() not in sound.sound(data)


def test_the_same_file_is_made_into_the_same_one() -> None:
    data = (RIVER / "gate.mp3").read_bytes()
    assert sound.sound(data) == sound.sound(data)


def test_a_picture_in_a_sound_is_left_out() -> None:
    """As music players put it there."""
    data = b"ID3\x03\x00\x00\x00\x00\x00\x00" + voice("mp3", "libmp3lame", 44_100)
    assert seconds_of(sound.sound(data)) == pytest.approx(2, abs=0.2)


def test_what_is_longer_than_three_minutes_is_cut() -> None:
    assert seconds_of(sound.sound(wav(179))) == pytest.approx(179, abs=0.3)
    assert seconds_of(sound.sound(wav(400))) == pytest.approx(180, abs=0.5)


def test_of_what_is_broken_off_the_part_before_is_kept() -> None:
    data = (RIVER / "gate.mp3").read_bytes()
    assert seconds_of(sound.sound(data[: len(data) // 2])) == pytest.approx(
        seconds_of(data) / 2, abs=0.5
    )


@pytest.mark.parametrize(
    "data",
    [
        b"", b"#!AMR\n", b"ID3", b"OggS", b"RIFF\x00\x00\x00\x00WAVE", jpeg(), wav(0.05),
        b"<html></html>", bytes(100_000), b"ffconcat version 1.0\nfile '/etc/passwd'\n",
        wav(1)[:44], b"\xff\xfb" * 10,
    ],
)  # fmt: skip
def test_what_is_no_sound_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable):
        sound.sound(data)


def test_a_list_of_addresses_is_not_followed() -> None:
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *_what: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    url = f"http://127.0.0.1:{server.server_port}/secret.ts"
    played = f"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n{url}\n#EXT-X-ENDLIST\n".encode()
    try:
        with pytest.raises(Unreadable):
            sound.sound(played)
        assert asked == []
        with pytest.raises(av.error.FFmpegError):
            av.open(io.BytesIO(played), "r", format="hls")
        assert asked != []
    finally:
        server.shutdown()
        server.server_close()
        thread.join(10)


def test_a_voice_message_is_read_in_a_process_of_its_own() -> None:
    assert seconds_of(copied("voice", wav(2))) == pytest.approx(2, abs=0.2)
    with pytest.raises(NotReadable):
        copied("voice", b"OggS")
