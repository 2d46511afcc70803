"""What can be wrong with a file that is read: the name of every finding of the reader.

Each has a page in docs/rules.
"""

READ = frozenset({
    # The file
    "no-file", "too-large", "not-utf-8", "character", "empty", "two-documents", "too-deep",
    # What people type for YAML
    "anchor", "backslash", "block", "bracket", "colon", "colon-missing", "first-character",
    "indent", "key", "key-twice", "list", "quote", "tab", "tag", "yaml",
    # Keys and values
    "code", "distance", "hours", "keyword", "kind", "language", "missing-key", "moved", "name",
    "no-words", "number", "phrase", "placeholder", "poll", "position", "reserved-word", "season",
    "shape", "time", "timezone", "translation", "unknown-key", "value", "variant",
    # Names that must exist
    "unknown-audio", "unknown-collection", "unknown-fact", "unknown-picture", "unknown-place",
    "unknown-reply", "unknown-scene",
    # How a story goes on
    "endless", "never-reached", "no-alt", "no-way-on", "same-reply", "same-words", "two-ways",
})  # fmt: skip
