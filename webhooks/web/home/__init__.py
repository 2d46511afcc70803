"""The first page: which stories are here, where they lead, and how each begins."""

from webhooks.web.home.page import add_home

__all__ = ["add_home"]
