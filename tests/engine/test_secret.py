"""The secret: made once, kept from others, and what is derived from it."""

import subprocess
import sys
from pathlib import Path

import pytest

from engine.secret import LENGTH, Secret, SecretError, open_to_others, read_secret

ONE = Secret(bytes(range(LENGTH)))
OTHER = Secret(bytes(LENGTH))
MAKE = """
import sys, time
from pathlib import Path
from engine.secret import read_secret
path, go = Path(sys.argv[1]), Path(sys.argv[2])
print("ready", flush=True)
while not go.exists():
    time.sleep(0.0005)
print(read_secret(path, make_if_missing=True).check().hex())
"""


def written(path: Path, data: bytes, mode: int = 0o600) -> Path:
    path.write_bytes(data)
    path.chmod(mode)
    return path


def test_a_secret_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "var" / "secret"
    made = read_secret(path, make_if_missing=True)
    assert path.stat().st_mode & 0o777 == 0o600
    assert len(path.read_bytes()) == LENGTH
    assert read_secret(path, make_if_missing=True).check() == made.check()
    assert [file.name for file in path.parent.iterdir()] == ["secret"]


def test_two_installations_make_different_secrets(tmp_path: Path) -> None:
    made = [read_secret(tmp_path / name, make_if_missing=True).check() for name in ("a", "b")]
    assert made[0] != made[1]


def test_processes_that_make_a_secret_at_once_agree_on_one(tmp_path: Path) -> None:
    path, go = tmp_path / "secret", tmp_path / "go"
    command = [sys.executable, "-c", MAKE, str(path), str(go)]
    starting = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    for process in starting:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    go.touch()
    checks = {process.communicate()[0].strip() for process in starting}
    assert checks == {read_secret(path).check().hex()}
    assert sorted(file.name for file in tmp_path.iterdir()) == ["go", "secret"]


def test_a_missing_secret_is_not_made_unasked_and_says_what_to_type(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    with pytest.raises(SecretError) as caught:
        read_secret(path)
    assert str(caught.value) == (
        f"There is no secret at {path}. Copy yours there; for a new installation type: "
        f"(umask 077; head -c 32 /dev/urandom > {path})"
    )
    assert not path.exists()


def test_the_command_that_is_told_makes_a_secret_that_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    with pytest.raises(SecretError) as caught:
        read_secret(path)
    command = str(caught.value).partition("type: ")[2]
    subprocess.run(["sh", "-c", command], check=True)
    assert len(read_secret(path).check()) == 16


@pytest.mark.parametrize("mode", [0o640, 0o660, 0o604, 0o644, 0o610])
def test_a_secret_that_others_can_read_is_refused(tmp_path: Path, mode: int) -> None:
    path = written(tmp_path / "secret", bytes(LENGTH), mode)
    with pytest.raises(SecretError) as caught:
        read_secret(path)
    assert str(caught.value) == (
        f"The secret at {path} is open to others (mode {mode:03o}). Type: chmod 600 {path}"
    )


@pytest.mark.parametrize("mode", [0o600, 0o400])
def test_a_secret_that_only_its_owner_can_read_is_taken(tmp_path: Path, mode: int) -> None:
    path = written(tmp_path / "secret", bytes(LENGTH), mode)
    assert read_secret(path).check() == OTHER.check()


@pytest.mark.parametrize(("length", "told"), [(0, "0"), (31, "31"), (33, "more")])
def test_a_secret_of_another_length_is_refused(tmp_path: Path, length: int, told: str) -> None:
    path = written(tmp_path / "secret", bytes(length))
    with pytest.raises(SecretError) as caught:
        read_secret(path, make_if_missing=True)
    assert str(caught.value) == (
        f"The secret at {path} must have 32 bytes, it has {told}. Copy the right one "
        "there: with another one, nobody who has played is known again."
    )
    assert path.read_bytes() == bytes(length)


def test_a_folder_in_the_place_of_a_secret_is_said(tmp_path: Path) -> None:
    with pytest.raises(SecretError, match=r"cannot be read: Is a directory\.$"):
        read_secret(tmp_path)


def test_a_secret_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SecretError, match=r"^No secret can be made at .*: "):
        read_secret(tmp_path / "file" / "secret", make_if_missing=True)


def test_a_fingerprint_is_the_same_for_the_same_and_different_for_all_else() -> None:
    assert ONE.fingerprint("address", "sms", "+1") == ONE.fingerprint("address", "sms", b"+1")
    different = {
        ONE.fingerprint("address", "sms", "+1"),
        ONE.fingerprint("message", "sms", "+1"),
        ONE.fingerprint("address", "try", "+1"),
        ONE.fingerprint("address", "sms+", "1"),
        ONE.fingerprint("address", "sms+1"),
        ONE.fingerprint("address", "sms", "+1", ""),
        ONE.fingerprint("address", "", "sms+1"),
        OTHER.fingerprint("address", "sms", "+1"),
    }
    assert len(different) == 8
    assert {len(fingerprint) for fingerprint in different} == {16}


def test_a_fingerprint_takes_any_text() -> None:
    texts = ["", "\0", "\ud800", "\udfff", "é", "e\u0301", "x" * 100_000]
    assert len({ONE.fingerprint("message", text) for text in texts}) == len(texts)


def test_fingerprints_of_an_installation_never_change() -> None:
    """A change here makes everybody a stranger to every installation."""
    assert ONE.fingerprint("address", "sms", "+15005550006").hex() == (
        "78e197335bb541c2b2f41a930637ff5f"
    )
    assert ONE.check().hex() == "3c0b24b19d9e34e1580716907e86cf8d"


def test_what_is_sealed_opens_with_its_secret_and_its_context_only() -> None:
    sealed = ONE.seal(b"+15005550006", b"player")
    assert ONE.unseal(sealed, b"player") == b"+15005550006"
    for secret, text, context in (
        (OTHER, sealed, b"player"),
        (ONE, sealed, b"another"),
        (ONE, sealed[:-1] + bytes([sealed[-1] ^ 1]), b"player"),
        (ONE, sealed[:10], b"player"),
    ):
        with pytest.raises(SecretError, match="sealed with another secret, or changed since"):
            secret.unseal(text, context)


@pytest.mark.parametrize("sealed", [b"", b"\0" * 40, b"\2" * 40])
def test_what_was_sealed_with_an_unknown_key_is_said(sealed: bytes) -> None:
    with pytest.raises(SecretError, match="sealed with a key that is not known here"):
        ONE.unseal(sealed, b"player")


def test_the_same_is_never_sealed_to_the_same_bytes() -> None:
    assert ONE.seal(b"+1", b"") != ONE.seal(b"+1", b"")


def test_a_secret_does_not_show_itself() -> None:
    assert bytes(range(LENGTH)).hex() not in repr(ONE)
    assert ONE.check() not in bytes(range(LENGTH))


@pytest.mark.parametrize(
    ("mode", "owner", "user", "refused"),
    [
        (0o640, 0, 1000, False),
        (0o440, 0, 1000, False),
        (0o640, 0, 0, True),
        (0o640, 1000, 1000, True),
        (0o660, 0, 1000, True),
        (0o644, 0, 1000, True),
    ],
)
def test_a_file_of_root_may_be_read_by_our_group(
    mode: int, owner: int, user: int, refused: bool
) -> None:
    assert open_to_others(mode, owner, user) is refused
