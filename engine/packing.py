"""Files packed into one that only its key opens: a tar archive in the age format (age 1.0).

Whoever has the key's age identity can open it with age's own program, and then with tar. Both are
done piece by piece, so that an archive of gigabytes needs no more memory than one of kilobytes.

The key is made an X25519 identity and not one of age's passphrases: it is as good as random, so
nothing is won by making it slow to try, and passphrases want the whole content in memory here. Such
a file does not tell to whom it is encrypted, and the public key is given to nobody, so that nobody
without the secret can make one that opens.
"""

import errno
import os
import tarfile
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import IO, BinaryIO

import pyrage

PIECE = 1024 * 1024
_ZEROS_AT_THE_END = bytes(2 * tarfile.BLOCKSIZE)
_LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
# In Bech32, and before the key.
_PREFIX = "age-secret-key-"


class PackError(Exception):
    """A file cannot be unpacked; the text says why."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A file to be packed: its name, its bytes, and what reads so many, from the beginning."""

    name: str
    size: int
    read: Callable[[int], bytes]


def pack(pieces: Iterable[Piece], key: bytes, to: BinaryIO) -> None:
    """Write these files in their order, encrypted by a key of 32 bytes. Raises OSError."""
    recipient = pyrage.x25519.Identity.from_str(identity_of(key)).to_public()
    failures: list[Exception] = []
    try:
        pyrage.encrypt_io(_Reader(_archive(pieces), failures), to, [recipient])
    except Exception:
        # What went wrong in here is told as it was, and not as something of the encryption.
        if failures:
            raise failures[0] from None
        raise


def unpack(file: BinaryIO, key: bytes, take: Callable[[str, IO[bytes]], None]) -> None:
    """Give each file in an archive to `take`, by its name, in their order.

    Nothing is to be believed before this has returned: that the last part is there and was not
    changed is known at the end. Raises PackError, OSError, and what `take` raises.
    """
    identity = pyrage.x25519.Identity.from_str(identity_of(key))
    read_end, write_end = os.pipe()
    failures: list[Exception] = []
    taking = threading.Thread(target=_take_all, args=(read_end, take, failures), daemon=True)
    taking.start()
    try:
        with suppress(BrokenPipeError), os.fdopen(write_end, "wb") as pipe:
            _decrypt(file, pipe, identity, failures)
    finally:
        taking.join()
    if failures:
        if isinstance(failures[0], tarfile.TarError):
            raise PackError("It is damaged.") from failures[0]
        raise failures[0]


def _decrypt(
    file: BinaryIO, pipe: BinaryIO, identity: pyrage.x25519.Identity, failures: list[Exception]
) -> None:
    try:
        pyrage.decrypt_io(file, pipe, [identity])
        pipe.flush()
    except pyrage.DecryptError as error:
        wrong = "It was made with another secret, or is no backup at all, or damaged."
        failures.insert(0, PackError(wrong))
        failures[0].__cause__ = error
    except OSError as error:
        if error.errno is None:  # not the disk: what was decrypted is not what was encrypted
            failures.insert(0, PackError("It is not whole, or was changed since."))
        elif error.errno != errno.EPIPE:  # or else who took it has failed, and tells
            failures.append(error)


def _take_all(
    read_end: int, take: Callable[[str, IO[bytes]], None], failures: list[Exception]
) -> None:
    try:
        with os.fdopen(read_end, "rb") as pipe:
            with tarfile.open(fileobj=pipe, mode="r|") as archive:
                for member in archive:
                    if content := archive.extractfile(member):
                        take(member.name, content)
            while pipe.read(PIECE):
                pass
    except Exception as error:  # noqa: BLE001 - it is raised by the thread that waits for this one
        failures.append(error)


class _Reader:
    """Reads what comes in pieces, as from a file."""

    def __init__(self, pieces: Iterator[bytes], failures: list[Exception]) -> None:
        self._pieces = pieces
        self._failures = failures
        self._rest = memoryview(b"")

    def read(self, size: int = -1) -> bytes:
        """Give some bytes, at most `size`; none at the end."""
        try:
            while not self._rest:
                self._rest = memoryview(next(self._pieces))
        except StopIteration:
            return b""
        except Exception as error:
            self._failures.append(error)
            raise
        cut = len(self._rest) if size < 0 else size
        given, self._rest = self._rest[:cut], self._rest[cut:]
        return bytes(given)


def _archive(pieces: Iterable[Piece]) -> Iterator[bytes]:
    for piece in pieces:
        entry = tarfile.TarInfo(piece.name)
        entry.size, entry.mode = piece.size, 0o600
        yield entry.tobuf(tarfile.PAX_FORMAT)
        left = piece.size
        while left:
            data = piece.read(min(left, PIECE))
            if not data:
                raise OSError(f"{piece.name} is shorter than it was.")
            left -= len(data)
            yield data
        yield bytes(-piece.size % tarfile.BLOCKSIZE)
    yield _ZEROS_AT_THE_END


def identity_of(key: bytes) -> str:
    """Give 32 bytes as age writes an identity: Bech32 (BIP 173), in capitals."""
    number = int.from_bytes(key) << 4  # 256 bits and four more are 52 times five
    values = [number >> 5 * place & 31 for place in reversed(range(52))]
    values += _checksum(values)
    return (_PREFIX + "1" + "".join(_LETTERS[value] for value in values)).upper()


def _checksum(values: list[int]) -> list[int]:
    codes = [ord(letter) for letter in _PREFIX]
    spread = [code >> 5 for code in codes] + [0] + [code & 31 for code in codes]
    check = 1
    for value in [*spread, *values, *([0] * 6)]:
        top, check = check >> 25, (check & 0x1FFFFFF) << 5 ^ value
        for bit, term in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            check ^= term if top >> bit & 1 else 0
    return [(check ^ 1) >> 5 * place & 31 for place in reversed(range(6))]
