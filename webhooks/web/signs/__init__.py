"""Signs on the web: the page behind the code of each."""

from webhooks.web.signs.pages import sign_pages

__all__ = ["sign_pages"]
