"""One turn, exactly once: a message comes in, its answer is stored, and only then given."""

import re
import secrets
import traceback
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from engine.clock import Clock
from engine.languages.sentences import sentence
from engine.play.effects import Effect, Miss, Offer, Repeat, Say
from engine.play.events import Said, Scanned
from engine.play.hear import Catalog, Heard, Player, hear
from engine.play.play import Play, from_json
from engine.play.step import new_play
from engine.play.world import World
from engine.store import NotStored, Store
from engine.store.open_turn import OpenTurn
from engine.store.outcome import Missed, Outcome
