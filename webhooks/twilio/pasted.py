"""Whether an address that stands at Twilio is the one that belongs there."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from webhooks.settings import HOOK, RETRIES, STATUS, Settings


@dataclass(frozen=True, slots=True)
class Pasted:
    """What stands at Twilio, and how it is called there."""

    url: str
    method: str = "POST"


def wrong_with(found: Pasted, settings: Settings) -> str:
    """Say what is wrong with the address for texts that come in; empty where nothing is."""
    if not found.url:
        return "is empty, so that no text reaches Wayside."
    if elsewhere := _elsewhere(found.url, HOOK, settings):
        return elsewhere
    if found.method.upper() != "POST":
        return f"is called with HTTP {_shown(found.method)}, and must be with HTTP POST."
    _, _, fragment = found.url.partition("#")
    if not fragment:
        return "lacks the part after #: a text is lost when the server is away for a moment."
    if set(fragment.split("&")) != set(RETRIES.removeprefix("#").split("&")):
        return "has another part after # than Wayside asks for, so that texts may be lost."
    return ""


def wrong_with_fallback(found: Pasted, settings: Settings) -> str:
    """Say what is wrong with the address that is asked where the first does not answer."""
    if not found.url:
        return "is empty: a text that Wayside could not take at once is not tried there."
    if leads_elsewhere(found.url, settings):
        return ""
    if elsewhere := _elsewhere(found.url, HOOK, settings):
        return elsewhere
    if found.method.upper() != "POST":
        return f"is called with HTTP {_shown(found.method)}, and must be with HTTP POST."
    return ""


def wrong_with_status(url: str, settings: Settings) -> str:
    """Say what is wrong with an address for what becomes of texts; an empty one is right."""
    if not url or leads_elsewhere(url, settings):
        return ""
    return _elsewhere(url, STATUS, settings)


def leads_elsewhere(url: str, settings: Settings) -> bool:
    """Tell whether an address is of another server, which staff may have meant."""
    host = _host(url)
    return bool(host) and host != _host(settings.public_url or "")


def host_of(url: str) -> str:
    """Give the host of an address as it may be shown: nothing of its path, name or password."""
    return _shown(_host(url)) or "another address"


def _elsewhere(url: str, path: str, settings: Settings) -> str:
    """Say how an address differs from ours before its fragment."""
    address, _, _ = url.partition("#")
    base = settings.public_url or ""
    if address == f"{base}{path}":
        return ""
    if not _host(url):
        return "is no address."
    if leads_elsewhere(url, settings):
        return f"leads to {host_of(url)}, and not to Wayside at {_host(base)}."
    parts = urlsplit(address)
    if parts.scheme != "https":
        return "begins with http:// and must begin with https://."
    if parts.path == path and parts.query:
        return "has something after a question mark that does not belong there."
    if parts.path == path:
        return "has another port or name before the first slash than WAYSIDE_PUBLIC_URL."
    return f"leads to Wayside, but not to {path} there."


def _host(url: str) -> str:
    try:
        return (urlsplit(url.strip()).hostname or "").lower()
    except ValueError:
        return ""


def _shown(text: str) -> str:
    return "".join(char for char in text if char.isprintable())[:60]
