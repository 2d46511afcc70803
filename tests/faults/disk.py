"""A disk as it is after a power cut: what was synced is there, of the rest anything may be.

What POSIX promises and no more: a file's content is safe once fsync or fdatasync of it returned,
a name once fsync of its folder did. Of what came after, each call may have reached the disk or not,
whatever its order, and a write also in part, by sectors of 512 bytes.
"""

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from tests.faults.recording import Call, Moment

SECTOR = 512
# Tells whether a change that was not synced reached the disk.
Survives: TypeAlias = Callable[["Change"], bool]
_SYNCS = frozenset({"fsync", "fdatasync"})
_WRITES = frozenset({"pwrite64", "write", "ftruncate"})
_NAMES = frozenset({
    "open", "openat", "creat", "mkdir", "mkdirat", "link", "linkat", "unlink", "unlinkat",
    "rename", "renameat", "renameat2",
})  # fmt: skip
_LOOKS_AWAY = " (deleted)"
_NUMBERS = re.compile(r", (\d+)")


@dataclass(slots=True)
class Change:
    """One change that is not known to be on the disk; `ended` once its call had returned."""

    offset: int = 0
    data: bytes = b""
    size: int | None = None
    names: tuple[tuple[str, "Node | None"], ...] = ()
    ended: bool = False


@dataclass(slots=True)
class Node:
    """A file or a folder: what is safe, and what came after."""

    is_folder: bool = False
    content: bytearray = field(default_factory=bytearray)
    names: dict[str, "Node"] = field(default_factory=dict)
    pending: list[Change] = field(default_factory=list)

    def now(self) -> dict[str, "Node"]:
        """Give what a folder holds as programs see it."""
        found = dict(self.names)
        for change in self.pending:
            _rename(found, change)
        return found


class Disk:
    """Follows the calls of a server below a folder, which is there and empty at first."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.top = Node(is_folder=True)
        self._changes: dict[int, list[Change]] = {}
        self._syncs: dict[int, tuple[Node, list[Change]]] = {}

    def follow(self, moment: Moment) -> None:
        """Take in that a call began or ended."""
        call = moment.call
        if not moment.ended:
            if call.name in _SYNCS and (node := self._node(call.path)):
                self._syncs[id(call)] = node, [each for each in node.pending if each.ended]
            elif call.name in _WRITES:
                self._changes[id(call)] = [*self._written(call)]
            return
        if call.name in _SYNCS:
            self._synced(call)
        elif call.name in _WRITES:
            for change in self._changes.pop(id(call), []):
                change.ended = True
        elif call.result is not None and call.result >= 0:
            self._named(call)

    def put(self, folder: Path, survives: Survives, chance: random.Random | None = None) -> None:
        """Write the disk as it would be after a cut now.

        With `chance`, some writes of those that survive are torn.
        """
        _put(self.top, folder, survives, chance)

    def _written(self, call: Call) -> Iterator[Change]:
        node = self._node(call.path)
        if node is None:
            return
        numbers = [int(number) for number in _NUMBERS.findall(call.rest)]
        if call.name == "ftruncate":
            change = Change(size=numbers[0])
        elif call.name == "pwrite64":
            change = Change(offset=numbers[-1], data=call.texts[-1])
        else:
            # Who writes here without an offset began with an empty file.
            change = Change(offset=_size(node), data=call.texts[-1])
        node.pending.append(change)
        yield change

    def _synced(self, call: Call) -> None:
        node, changes = self._syncs.pop(id(call), (None, []))
        if node is None or call.result != 0:
            return
        for change in changes:
            # Somebody else's sync of the same file may have been faster.
            if any(each is change for each in node.pending):
                node.pending = [each for each in node.pending if each is not change]
                _apply(node, change)

    def _named(self, call: Call) -> None:
        """Follow what changes names. Raises AssertionError for a call that nobody foresaw."""
        if call.name not in _NAMES:
            assert not self._is_ours(call.path), f"The disk does not know {call.name}."
            return
        paths = [text.decode() for text in call.texts] or [call.path]
        if not any(self._is_ours(path) for path in paths) or call.path.endswith(_LOOKS_AWAY):
            return
        match call.name:
            case "open" | "openat" | "creat":
                self._opened(call, paths[0])
            case "mkdir" | "mkdirat":
                self._name(paths[0], Node(is_folder=True))
            case "link" | "linkat":
                self._name(paths[1], self._node(paths[0]))
            case "unlink" | "unlinkat":
                self._name(paths[0], None)
            case "rename" | "renameat" | "renameat2":
                node = self._node(paths[0])
                assert Path(paths[0]).parent == Path(paths[1]).parent, "a move between folders"
                names = ((Path(paths[0]).name, None), (Path(paths[1]).name, node))
                self._folder(paths[0]).pending.append(Change(names=names, ended=True))

    def _opened(self, call: Call, path: str) -> None:
        if "O_CREAT" in call.rest and self._node(path) is None:
            self._name(path, Node())
        elif "O_TRUNC" in call.rest and (node := self._node(path)):
            node.pending.append(Change(size=0, ended=True))

    def _name(self, path: str, node: Node | None) -> None:
        self._folder(path).pending.append(Change(names=((Path(path).name, node),), ended=True))

    def _folder(self, path: str) -> Node:
        found = self._node(str(Path(path).parent))
        assert found is not None, path
        return found

    def _is_ours(self, path: str) -> bool:
        return path == str(self.root) or path.startswith(f"{self.root}/")

    def _node(self, path: str) -> Node | None:
        if not self._is_ours(path) or path.endswith(_LOOKS_AWAY):
            return None
        node: Node | None = self.top
        for name in Path(path).relative_to(self.root).parts:
            node = node.now().get(name) if node and node.is_folder else None
        return node


def _size(node: Node) -> int:
    size = len(node.content)
    for change in node.pending:
        size = (
            change.size if change.size is not None else max(size, change.offset + len(change.data))
        )
    return size


def _apply(node: Node, change: Change) -> None:
    if change.names:
        _rename(node.names, change)
    elif change.size is not None:
        _resize(node.content, change.size)
    else:
        _write(node.content, change.offset, change.data)


def _rename(names: dict[str, Node], change: Change) -> None:
    for name, node in change.names:
        if node is None:
            names.pop(name, None)
        else:
            names[name] = node


def _resize(content: bytearray, size: int) -> None:
    del content[size:]
    content.extend(bytes(size - len(content)))


def _write(content: bytearray, offset: int, data: bytes) -> None:
    if len(content) < offset:
        _resize(content, offset)
    content[offset : offset + len(data)] = data


def _put(node: Node, path: Path, survives: Survives, chance: random.Random | None) -> None:
    kept = [change for change in node.pending if survives(change)]
    if node.is_folder:
        path.mkdir(exist_ok=True)
        names = dict(node.names)
        for change in kept:
            _rename(names, change)
        for name, inner in names.items():
            _put(inner, path / name, survives, chance)
        return
    content = bytearray(node.content)
    for change in kept:
        if change.size is not None:
            _resize(content, change.size)
        else:
            for offset, data in _sectors(change, chance):
                _write(content, offset, data)
    path.write_bytes(content)
    path.chmod(0o600)


def _sectors(change: Change, chance: random.Random | None) -> Iterator[tuple[int, bytes]]:
    """Give the parts of a write that reached the disk: one write in four is torn."""
    if chance is None or len(change.data) <= SECTOR or chance.random() < 0.75:
        yield change.offset, change.data
        return
    for start in range(0, len(change.data), SECTOR):
        if chance.random() < 0.5:
            yield change.offset + start, change.data[start : start + SECTOR]
