"""The pages for visitors: what can be played, and a phone drawn on the screen to try it."""

from webhooks.web.pages import pages

__all__ = ["pages"]
