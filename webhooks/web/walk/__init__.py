"""The walk: a story in the browser, as a plain page and as the player that a script makes of it."""

from flask import Blueprint

from webhooks.web.walk.api import Api
from webhooks.web.walk.carried import Carried
from webhooks.web.walk.elsewhere import Carry
from webhooks.web.walk.giving import Giving
from webhooks.web.walk.haste import Haste
from webhooks.web.walk.pages import Pages
from webhooks.web.walk.pocket import Pocket
from webhooks.web.walk.walks import Walks

__all__ = ["Giving", "Walks", "walk_pages"]


def walk_pages(walks: Walks) -> Blueprint:
    """Make the doors of all walks."""
    blueprint = Blueprint("walk", __name__, template_folder="../templates")
    Pages(walks).add_to(blueprint)
    Api(walks).add_to(blueprint)
    Pocket(walks).add_to(blueprint)
    Carried(walks).add_to(blueprint)
    Carry(walks, walks.clock).add_to(blueprint)
    if walks.settings.floods:
        Haste(walks, walks.clock).add_to(blueprint)
    return blueprint
