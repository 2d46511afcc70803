"""Against the vectors that twilio-python publishes, and against its own validator."""

import string
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from twilio.request_validator import RequestValidator

from tests.twilio_stub import signature
from webhooks.twilio.signature import Signatures

# tests/unit/test_request_validator.py of twilio-python.
BASE, TARGET = "https://mycompany.com", "/myapp.php?foo=1&bar=2"
TOKEN = "12345"
SIGNATURE = "RSOYDt4T1cUTdK1PDd93/VVr8B8="
PARAMS = {
    "CallSid": "CA1234567890ABCDE",
    "Caller": "+14158675309",
    "Digits": "1234",
    "From": "+14158675309",
    "To": "+18005551212",
}


def fits(
    *,
    base: str = BASE,
    tokens: tuple[str, ...] = (TOKEN,),
    target: str = TARGET,
    params: Mapping[str, str] = PARAMS,
    given: str | None = SIGNATURE,
) -> bool:
    return Signatures(base, tokens).fit(target, list(params.items()), given)


def test_the_published_vector_fits() -> None:
    assert fits()
    assert signature(BASE + TARGET, PARAMS, TOKEN) == SIGNATURE


@pytest.mark.parametrize(
    "changed",
    [
        {"given": None},
        {"given": ""},
        {"given": SIGNATURE[:-1]},
        {"given": SIGNATURE + "="},
        {"given": SIGNATURE + " "},
        {"given": SIGNATURE.lower()},
        {"given": "RSOYDt4T1cUTdK1PDd93/VVr8B9="},
        {"given": "é\udcff"},
        {"given": SIGNATURE + "," + SIGNATURE},
        {"tokens": ()},
        {"tokens": ("",)},
        {"tokens": ("1234",)},
        {"tokens": ("54321", "12346")},
        {"base": "http://mycompany.com"},
        {"base": "https://mycompany.org"},
        {"target": "/myapp.php"},
        {"target": "/myapp.php?bar=2&foo=1"},
        {"target": "/myapp.php?foo=1&bar=2&"},
        {"target": "/myapp.php?foo=%31&bar=2"},
        {"target": "/Myapp.php?foo=1&bar=2"},
        {"target": "/myapp.php?foo=1&bar=2\u20ac"},
        {"params": {}},
        {"params": PARAMS | {"Digits": "1235"}},
        {"params": PARAMS | {"Extra": ""}},
        {"params": PARAMS | {"To": "+18005551212 "}},
        {"params": {n: v for n, v in PARAMS.items() if n != "Caller"}},
        {"params": {n.lower(): v for n, v in PARAMS.items()}},
    ],
)
def test_whatever_is_changed_the_published_vector_does_not_fit(changed: dict[str, object]) -> None:
    assert fits(**changed) is False  # type: ignore[arg-type]


def test_while_the_token_changes_both_fit() -> None:
    assert fits(tokens=("new", TOKEN))
    assert fits(tokens=(TOKEN, "new"))


@pytest.mark.parametrize("port", [":443", ""])
def test_twilio_may_sign_the_usual_port_or_none(port: str) -> None:
    signed = signature(f"{BASE}{port}{TARGET}", PARAMS, TOKEN)
    assert fits(given=signed)


@pytest.mark.parametrize("port", [":8443", ""])
def test_twilio_may_sign_our_port_or_none(port: str) -> None:
    signed = signature(f"{BASE}{port}{TARGET}", PARAMS, TOKEN)
    assert fits(base=f"{BASE}:8443", given=signed)


WORDS = st.text(st.characters(codec="utf-8"), max_size=20)
NAMES = st.text(string.ascii_letters + string.digits, min_size=1, max_size=8)


@given(pairs=st.lists(st.tuples(NAMES, WORDS), max_size=8), token=st.text("abc123", min_size=1))
def test_twilios_own_validator_signs_the_same(pairs: list[tuple[str, str]], token: str) -> None:
    params: dict[str, list[str]] = {}
    for name, value in pairs:
        params.setdefault(name, []).append(value)
    theirs = RequestValidator(token).compute_signature(BASE + TARGET, _Several(params))
    as_bytes = [(name, value.encode().decode("latin-1")) for name, value in pairs]
    assert Signatures(BASE, [token]).fit(TARGET, as_bytes, theirs)


class _Several(dict[str, list[str]]):
    """What the validator takes for names that come more than once."""

    def getall(self, name: str) -> list[str]:
        return self[name]
