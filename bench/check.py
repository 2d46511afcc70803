"""How long `wayside check` takes on stories of 60, 200 and 1,000 scenes, part by part.

In seconds, medians; the search, which ends by the clock, is left out.

python -m bench.check [rounds]
"""

import statistics
import sys
import time
from collections.abc import Callable
from itertools import product
from typing import TypeVar

from bench.stories import ID, source_of
from engine.checking.rules import findings
from engine.checking.search.proving import proved
from engine.garbage import seldom_collect
from engine.story.build.folder import Source, build_written
from engine.story.document import read_document

SIZES = (60, 200, 1_000)
PARTS = ("yaml", "all read", "rules", "proof")
T = TypeVar("T")


def main(rounds: int = 5) -> None:
    seldom_collect(among=200_000)
    print("scenes languages" + "".join(f"{part:>10}" for part in (*PARTS, "check")))
    for scenes, languages in product(SIZES, (1, 2)):
        source = source_of(scenes, translated=languages > 1)
        taken = [_parts(source) for _ in range(rounds)]
        medians = [statistics.median(each) for each in zip(*taken, strict=True)]
        # What is read holds the YAML.
        whole = statistics.median(sum(each[1:]) for each in taken)
        print(f"{scenes:6} {languages:9}" + "".join(f"{each:10.3f}" for each in (*medians, whole)))


def _parts(source: Source) -> tuple[float, ...]:
    """Give the seconds of each part; the search, which ends by the clock, is left out."""
    yaml_s, _ = _timed(lambda: read_document(source.text, source.file))
    read_s, written = _timed(lambda: build_written(source, ID))
    rules_s, _ = _timed(lambda: findings(written, None))
    proof_s, _ = _timed(lambda: proved(written, None))
    return yaml_s, read_s, rules_s, proof_s


def _timed(do: Callable[[], T]) -> tuple[float, T]:
    begun = time.perf_counter()
    done = do()
    return time.perf_counter() - begun, done


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
