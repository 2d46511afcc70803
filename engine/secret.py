"""One secret of an installation, and the keys that come from it."""

import os
import secrets
import stat
import sys
from hmac import digest
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from engine.folders import make_folder, sync_names

LENGTH = 32
KEY_ID = 1
FINGERPRINT_LENGTH = 16
NONCE_LENGTH = 12


class SecretError(Exception):
    """The secret cannot be used; the text says why and what to type."""


class Secret:
    """The keys of one installation, each derived for one purpose (HKDF-SHA256, RFC 5869).

    Each key also depends on `KEY_ID`, so that keys can be changed while what the old ones sealed
    can still be read.
    """

    def __init__(self, data: bytes) -> None:
        if len(data) != LENGTH:
            raise SecretError(f"A secret has {LENGTH} bytes, this one has {len(data)}.")
        self._data = data
        self._fingerprint_keys: dict[str, bytes] = {}
        self._sealing = AESGCM(self._key("seal"))

    def fingerprint(self, purpose: str, *parts: str | bytes) -> bytes:
        """Give 16 bytes that stand for these parts and that nobody without the secret can make.

        HMAC-SHA256 (RFC 2104), cut; each part goes in with its length, so ("ab", "c") and
        ("a", "bc") differ.
        """
        key = self._fingerprint_keys.get(purpose)
        if key is None:
            key = self._fingerprint_keys[purpose] = self._key(f"fingerprint/{purpose}")
        return digest(key, _joined(parts), "sha256")[:FINGERPRINT_LENGTH]

    def seal(self, data: bytes, context: bytes) -> bytes:
        """Encrypt, so that it opens only with this secret and this context (AES-256-GCM).

        The first byte is the key id, then come 12 random bytes and the sealed data.
        """
        nonce = secrets.token_bytes(NONCE_LENGTH)
        return bytes([KEY_ID]) + nonce + self._sealing.encrypt(nonce, data, context)

    def unseal(self, sealed: bytes, context: bytes) -> bytes:
        """Open what `seal` made. Raises SecretError if it was made otherwise, or changed since."""
        if sealed[:1] != bytes([KEY_ID]):
            raise SecretError("This was sealed with a key that is not known here.")
        nonce, data = sealed[1 : 1 + NONCE_LENGTH], sealed[1 + NONCE_LENGTH :]
        try:
            return self._sealing.decrypt(nonce, data, context)
        except (InvalidTag, ValueError) as error:
            raise SecretError("This was sealed with another secret, or changed since.") from error

    def check(self) -> bytes:
        """Give 16 bytes that tell one secret from another and do not help to find it."""
        return self._key("check")[:FINGERPRINT_LENGTH]

    def backup_key(self) -> bytes:
        """Give the 32 bytes that backups are encrypted by, which open nothing else."""
        return self._key("backup")

    def _key(self, purpose: str) -> bytes:
        info = f"wayside/{KEY_ID}/{purpose}".encode()
        return HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(self._data)


def read_secret(path: Path, *, make_if_missing: bool = False) -> Secret:
    """Read the secret of an installation; make it first if it is missing and that is asked for.

    Of processes that make it at the same moment, all get the same one. Raises SecretError.
    """
    if make_if_missing and not path.exists():
        try:
            _make(path)
        except OSError as error:
            raise SecretError(f"No secret can be made at {path}: {error.strerror}.") from error
    try:
        return _read(path)
    except FileNotFoundError as error:
        raise SecretError(
            f"There is no secret at {path}. Copy yours there; for a new installation type: "
            f"(umask 077; head -c {LENGTH} /dev/urandom > {path})"
        ) from error
    except OSError as error:
        raise SecretError(f"The secret at {path} cannot be read: {error.strerror}.") from error


def _read(path: Path) -> Secret:
    with path.open("rb") as file:
        _refuse_if_open_to_others(path, os.fstat(file.fileno()))
        data = file.read(LENGTH + 1)
    if len(data) != LENGTH:
        size = "more" if len(data) > LENGTH else str(len(data))
        raise SecretError(
            f"The secret at {path} must have {LENGTH} bytes, it has {size}. Copy the right one "
            "there: with another one, nobody who has played is known again."
        )
    return Secret(data)


def _refuse_if_open_to_others(path: Path, status: os.stat_result) -> None:
    mode = stat.S_IMODE(status.st_mode)
    if sys.platform != "win32" and open_to_others(mode, status.st_uid, os.geteuid()):
        raise SecretError(
            f"The secret at {path} is open to others (mode {mode:03o}). Type: chmod 600 {path}"
        )


def open_to_others(mode: int, owner: int, user: int) -> bool:
    """Tell whether a file of this mode is anybody's but its owner's.

    A file of root may be read by a group where the user is not root, as containers mount secrets
    (the rule of PostgreSQL for `ssl_key_file`).
    """
    roots_for_a_group = owner == 0 and user != 0
    return bool(mode & (0o037 if roots_for_a_group else 0o077))


def _make(path: Path) -> None:
    """Put a new secret there, whole and safe on disk, unless another process was faster."""
    make_folder(path.parent)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_bytes(LENGTH))
            file.flush()
            os.fsync(file.fileno())
        _publish(draft, path)
    finally:
        draft.unlink()


def _publish(draft: Path, path: Path) -> None:
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        return
    sync_names(path.parent)


def _joined(parts: tuple[str | bytes, ...]) -> bytes:
    joined = b""
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        joined += len(data).to_bytes(8) + data
    return joined
