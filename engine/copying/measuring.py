"""What a picture or a sound is, measured: nothing of it is kept but figures."""

import io
import warnings
from contextlib import suppress
from dataclasses import dataclass, field
from fractions import Fraction

import av
import av.error
from av.audio.frame import AudioFrame
from av.container import InputContainer
from av.filter import Graph
from PIL import Image

from engine.copying.picture import FOUND_BROKEN, LYING, MOST_PIXELS, ORIENTATION
from engine.copying.sound import FORMATS, OPTIONS
from engine.copying.unreadable import Unreadable

# Of a longer sound only so much is heard; the rest is taken to be like it.
LISTENED_S = 20 * 60
# Integrated loudness is of blocks of 400 ms (ITU-R BS.1770-4); of a sound of a few it tells little.
SHORTEST_LOUD_S = 1.5
# What the filter says where no block is louder than its gate.
_GATE_LUFS = -70
# One channel is measured as it is heard: from both sides.
_FILTER = "framelog=quiet:metadata=1:peak=sample:dualmono=1"
# Where an MP3 says how many frames it has. Without, FFmpeg guesses by the size of the file.
_COUNTED = (b"Xing", b"Info", b"VBRI")


def sound_measured(data: bytes) -> dict[str, object]:
    """Measure a sound: its format, codec, seconds, loudness and peak, as in `Measure`.

    Raises Unreadable for what is no sound that is known.
    """
    try:
        with av.open(io.BytesIO(data), "r", options=dict(OPTIONS)) as heard:
            if not heard.streams.audio:
                raise Unreadable
            return _heard(heard, data)
    except (av.error.FFmpegError, ValueError, IndexError, MemoryError) as error:
        raise Unreadable from error


def _heard(heard: InputContainer, data: bytes) -> dict[str, object]:
    stream = heard.streams.audio[0]
    kind = next((each for each in FORMATS if each in heard.format.name.split(",")), "")
    stated_s = heard.duration / 1_000_000 if heard.duration is not None else None
    listening = _Listening()
    with suppress(av.error.FFmpegError):
        for packet in heard.demux(stream):
            # What is damaged in the middle, players pass over.
            with suppress(av.error.FFmpegError):
                for frame in packet.decode():
                    listening.hear(frame)
            if listening.seconds >= LISTENED_S:
                break
    seconds = listening.seconds
    if seconds >= LISTENED_S and stated_s is not None:
        seconds = max(seconds, stated_s)
    return {
        "format": kind,
        "codec": stream.codec_context.codec.canonical_name,
        "seconds": round(seconds, 3),
        "stated_s": round(stated_s, 3) if stated_s and _says_how_long(kind, data) else None,
        "lufs": listening.lufs,
        "peak": listening.peak,
    }


def _says_how_long(kind: str, data: bytes) -> bool:
    """Tell whether a file says itself how long it is, in a way that shows what is cut off."""
    if kind != "mp3":
        return kind == "mov"
    begins = 0
    if data[:3] == b"ID3":
        begins = 10 + sum((byte & 127) << 7 * place for place, byte in enumerate(data[9:5:-1]))
    return any(mark in data[begins : begins + 200] for mark in _COUNTED)


@dataclass(slots=True)
class _Listening:
    """Hears frames one after the other, and tells what was heard so far."""

    seconds: float = 0.0
    _graph: Graph | None = None
    _alike: tuple[object, ...] = ()
    _found: dict[str, str] = field(default_factory=dict)

    def hear(self, frame: AudioFrame) -> None:
        """Hear the next one. Whose rate or channels are others than the first's is only counted."""
        self.seconds += frame.samples / frame.sample_rate
        alike = (frame.sample_rate, frame.layout.name, frame.format.name)
        if self._graph is None:
            self._graph, self._alike = _graph(frame), alike
        if alike == self._alike:
            self._graph.push(frame)
            self._look(self._graph)

    def _look(self, graph: Graph) -> None:
        with suppress(av.error.BlockingIOError, av.error.EOFError):
            while True:
                self._found = graph.pull().metadata or self._found

    @property
    def peak(self) -> float | None:
        """The loudest sample so far, of which 1 is the most."""
        found = self._found.get("lavfi.r128.sample_peak")
        return float(found) if found is not None else None

    @property
    def lufs(self) -> float | None:
        """How loud all of it is so far, where that can be told."""
        found = float(self._found.get("lavfi.r128.I", _GATE_LUFS))
        if self.seconds < SHORTEST_LOUD_S or not _GATE_LUFS < found < 20:
            return None
        return round(found, 1)


def _graph(frame: AudioFrame) -> Graph:
    """Build what measures loudness as EBU R 128 says: FFmpeg's filter `ebur128`."""
    graph = Graph()
    heard = graph.add_abuffer(
        sample_rate=frame.sample_rate,
        format=frame.format.name,
        layout=frame.layout.name,
        time_base=Fraction(1, frame.sample_rate),
    )
    graph.link_nodes(heard, graph.add("ebur128", _FILTER), graph.add("abuffersink")).configure()
    return graph


def picture_measured(data: bytes) -> dict[str, object]:
    """Measure a picture: its format and pixels, as in `Measure`.

    Raises Unreadable for what is no picture, is cut off, or has more than 64 million pixels.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with Image.open(io.BytesIO(data)) as opened:
                if opened.width * opened.height > MOST_PIXELS:
                    raise Unreadable
                # A JPEG with several pictures in it (MPO) is a JPEG to everybody else.
                kind = "jpeg" if opened.format == "MPO" else (opened.format or "").lower()
                width, height = opened.size
                if opened.getexif().get(ORIENTATION, 1) in LYING:
                    width, height = height, width
                opened.load()
                return {"format": kind, "width": width, "height": height}
        except FOUND_BROKEN as error:
            raise Unreadable from error
