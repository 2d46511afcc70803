"""What a play by text costs: the cheapest, the dearest, and the usual one."""

from engine.checking.costs.bounds import Bound, cheapest, dearest
from engine.checking.costs.cost import Cost
from engine.checking.costs.first import first_answer
from engine.checking.costs.usual import Usual, usual

__all__ = ["Bound", "Cost", "Usual", "cheapest", "dearest", "first_answer", "usual"]
