"""A voice message made anew: an MP3 of bounded length that holds what is heard and nothing else."""

import io
from collections.abc import Iterator
from contextlib import suppress

import av
import av.error
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.container import InputContainer, OutputContainer

from engine.copying.unreadable import Unreadable

# What phones and carriers send: AMR, 3GP and M4A, MP3, AAC, Ogg (Opus, Vorbis), WAV, CAF, WebM. No
# playlists, which name other files and addresses.
FORMATS = ("amr", "mov", "mp3", "aac", "ogg", "wav", "caf", "matroska")
LONGEST_S = 180
RATE_HZ, BITS_A_SECOND = 24_000, 48_000
_SHORTEST_SAMPLES = RATE_HZ // 10
OPTIONS = {"format_whitelist": ",".join(FORMATS), "protocol_whitelist": "none"}


def sound(data: bytes) -> bytes:
    """Make a voice message anew: an MP3, one channel, at most three minutes, without metadata.

    What is longer is cut, and of what is broken somewhere the part before is kept. Raises
    Unreadable for what is no sound, or less than a tenth of a second of it.
    """
    made = io.BytesIO()
    try:
        with (
            av.open(io.BytesIO(data), "r", options=dict(OPTIONS)) as heard,
            av.open(made, "w", format="mp3", options={"id3v2_version": "0"}) as written,
        ):
            if not heard.streams.audio or _is_one_we_do_not_take(heard.format.name):
                raise Unreadable
            if _copy(heard, written) < _SHORTEST_SAMPLES:
                raise Unreadable
    except (av.error.FFmpegError, ValueError, IndexError, MemoryError) as error:
        raise Unreadable from error
    return made.getvalue()


def _is_one_we_do_not_take(names: str) -> bool:
    return not set(names.split(",")) & set(FORMATS)


def _copy(heard: InputContainer, written: OutputContainer) -> int:
    """Copy what can be heard; give how many samples that were."""
    stream = written.add_stream("libmp3lame", rate=RATE_HZ, layout="mono")
    stream.bit_rate = BITS_A_SECOND
    resampler = AudioResampler(format="fltp", layout="mono", rate=RATE_HZ)
    count = 0
    for frame in _frames(heard):
        for each in resampler.resample(frame):
            each.pts = None
            count += each.samples
            written.mux(stream.encode(each))
        if count >= LONGEST_S * RATE_HZ:
            break
    written.mux(stream.encode(None))
    return count


def _frames(heard: InputContainer) -> Iterator[AudioFrame]:
    """Give the sound, as far as it can be read."""
    with suppress(av.error.FFmpegError):
        yield from heard.decode(audio=0)
