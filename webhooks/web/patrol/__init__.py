"""The patrol: staff walk the signs, scan each, and write down how it is."""

from webhooks.web.patrol.held import Passes
from webhooks.web.patrol.pages import patrol_pages
from webhooks.web.patrol.panel import Panel
from webhooks.web.patrol.patrols import Patrols

__all__ = ["Panel", "Passes", "Patrols", "patrol_pages"]
