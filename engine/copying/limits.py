"""What the process that reads a stranger's file may use."""

import sys

if sys.platform != "win32":
    import resource

LONGEST_CPU_S = 30
MOST_MEMORY_BYTES = 1536 * 1024 * 1024


def limit() -> None:
    """Let this process use little time and memory, and write no file, from now on.

    Windows knows no such limits; there only the time is limited, by who waits for the process.
    """
    if sys.platform != "win32":
        for what, most in (
            (resource.RLIMIT_CPU, LONGEST_CPU_S),
            (resource.RLIMIT_AS, MOST_MEMORY_BYTES),
            (resource.RLIMIT_FSIZE, 0),
            (resource.RLIMIT_CORE, 0),
        ):
            resource.setrlimit(what, (most, most))
