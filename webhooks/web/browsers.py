"""What a request tells of the browser that sent it."""

import re
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

from flask import request

from webhooks.settings import Settings

TAG = re.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,3}")
MOST_LANGUAGES = 10
# As proxies write addresses: 192.0.2.1, 192.0.2.1:5678, 2001:db8::1, [2001:db8::1]:5678.
_WITH_PORT = re.compile(
    r"\[?([0-9a-fA-F]*:[0-9a-fA-F:.]*:[0-9a-fA-F:.]*)(?:\](?::[0-9]+)?)?|([0-9.]+)(?::[0-9]+)?"
)


def read_languages() -> tuple[str, ...]:
    """Give the languages that the browser says its person reads, the best first."""
    wanted = request.accept_languages
    tags = [tag for tag, quality in wanted if quality > 0 and TAG.fullmatch(tag)]
    return tuple(tags[:MOST_LANGUAGES])


def wanted_languages() -> tuple[str, ...]:
    """Give the languages that a page should be in, the best first: `?language=` comes before."""
    asked = asked_language()
    return (asked, *read_languages()) if asked else read_languages()


def asked_language() -> str:
    """Give the language that the address of a page names; "" where it names none."""
    asked = request.args.get("language", "")
    return asked if TAG.fullmatch(asked) else ""


def is_https(settings: Settings) -> bool:
    """Tell whether the browser came by https; behind a proxy only its Host tells."""
    return request.is_secure or urlsplit(settings.public_url or "").netloc == request.host


def is_from_here(settings: Settings) -> bool:
    """Tell whether a form was not sent by a page of another site, as far as its browser says.

    A proxy may not pass on the name by which the browser knows us.
    """
    origin = request.headers.get("Origin")
    # One that hides where it is sends "null", which has no host.
    ours = {request.host, urlsplit(settings.public_url or "").netloc} - {""}
    return origin is None or urlsplit(origin).netloc in ours


def is_seen() -> bool:
    """Tell whether somebody sees the page that is asked for, as far as the request says.

    What only asks whether it is there (HEAD), as link checkers do, and browsers that fetch what may
    be opened later are nobody who came by.
    """
    purposes = [request.headers.get(name, "") for name in ("Sec-Purpose", "Purpose", "X-Moz")]
    return request.method != "HEAD" and not any("prefetch" in each.lower() for each in purposes)


def network_of(settings: Settings) -> str | None:
    """Give from which network a request comes: an IPv4 address, or the /64 of an IPv6 one.

    `X-Forwarded-For` is believed as far as the settings say that proxies of ours wrote it. None
    where many may come by one address: from this machine or a private network, as by a proxy that
    the settings do not tell of.
    """
    asked_from = _forwarded(settings.proxies) or request.remote_addr or ""
    try:
        address: IPv4Address | IPv6Address = ip_address(asked_from)
    except ValueError:
        return None
    if isinstance(address, IPv6Address):
        address = address.ipv4_mapped or address
    if not address.is_global:
        return None
    length = 64 if isinstance(address, IPv6Address) else 32
    return str(ip_network((address, length), strict=False))


def _forwarded(proxies: int) -> str:
    """Give what the outermost of our proxies wrote; "" where that is not there.

    Whatever stands before it came from outside, and may be anything.
    """
    chain = ",".join(request.headers.getlist("X-Forwarded-For")).split(",")
    if not 0 < proxies <= len(chain):
        return ""
    found = _WITH_PORT.fullmatch(chain[-proxies].strip())
    return found[1] or found[2] if found else ""
