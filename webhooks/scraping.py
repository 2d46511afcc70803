"""The door for Prometheus, which is none for anybody else."""

import hmac
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address

from flask import Blueprint, Request, Response, abort, request
from prometheus_client import CONTENT_TYPE_LATEST

# What proxies add: who comes by one is not who connects.
FORWARDED = ("X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Forwarded", "Via")


def scraping(page: Callable[[], bytes], token: str) -> Blueprint:
    """Make /metrics: for who is near, and for who has the token, if there is one. Else 404."""
    blueprint = Blueprint("scraping", __name__)

    @blueprint.get("/metrics")
    def metrics() -> Response:
        if not (has_token(request, token) or is_near(request)):
            abort(404)
        return Response(page(), headers={"Content-Type": CONTENT_TYPE_LATEST})

    return blueprint


def has_token(asked: Request, token: str) -> bool:
    """Tell whether a request bears the token. How long that takes says nothing of the token."""
    scheme, _, given = asked.headers.get("Authorization", "").partition(" ")
    same = hmac.compare_digest(given.strip().encode(), token.encode())
    return bool(token) and same and scheme.lower() == "bearer"


def is_near(asked: Request) -> bool:
    """Tell whether a request comes from this machine or a private network, and by no proxy."""
    if any(name in asked.headers for name in FORWARDED):
        return False
    try:
        address = ip_address(asked.remote_addr or "")
    except ValueError:
        return False
    if isinstance(address, IPv6Address):
        address = address.ipv4_mapped or address
    return address.is_private or address.is_loopback
