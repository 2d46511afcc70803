"""The stub of Twilio's API takes what Twilio takes, by Twilio's own library, and refuses the rest.

The library's methods are generated from Twilio's OpenAPI description.
"""

import inspect
import re
from collections.abc import Callable

import pytest
import requests
from twilio.rest.api.v2010.account import message

from tests.twilio_api import MAY_CREATE, MAY_LIST, PATH, twilio_api
from tests.twilio_stub import ACCOUNT, OUR_NUMBER, TOKEN

GOOD = {"To": "+12125550123", "From": OUR_NUMBER, "Body": "Hello."}
SERVICE = "MG" + "0123456789abcdef" * 2


def named_in(method: Callable[..., object]) -> set[str]:
    """Give the parameters that a method of the library sends."""
    return set(re.findall(r'"([A-Z][A-Za-z]*[<>]?)":', inspect.getsource(method)))


def test_the_stub_knows_no_parameter_that_twilio_does_not_know() -> None:
    create = getattr(message.MessageList, "_create", message.MessageList.create)
    assert named_in(create) >= MAY_CREATE
    assert named_in(message.MessageList.page) >= MAY_LIST


@pytest.mark.parametrize(
    ("changed", "status", "code"),
    [
        ({}, 201, None),
        ({"ValidityPeriod": "14400", "StatusCallback": "https://play.example.org/x"}, 201, None),
        ({"From": "", "MessagingServiceSid": SERVICE}, 201, None),
        ({"Text": "Hello."}, 400, 20001),
        ({"To": ""}, 400, 21604),
        ({"To": "2125550123"}, 400, 21211),
        ({"From": ""}, 400, 21603),
        ({"From": "Library"}, 400, 21212),
        ({"From": "", "MessagingServiceSid": "MG1"}, 400, 21701),
        ({"MessagingServiceSid": SERVICE}, 400, 21603),
        ({"Body": ""}, 400, 21602),
        ({"Body": "x" * 1_601}, 400, 21617),
        ({"ValidityPeriod": "0"}, 400, 21621),
        ({"ValidityPeriod": "soon"}, 400, 21621),
        ({"StatusCallback": "http://play.example.org"}, 400, 21609),
        ({"To": "+15005550004"}, 400, 21610),
    ],
)
def test_a_text_is_taken_or_refused_as_by_twilio(
    changed: dict[str, str], status: int, code: int | None
) -> None:
    form = {name: value for name, value in {**GOOD, **changed}.items() if name != "From" or value}
    with twilio_api() as api:
        answer = requests.post(api.url + PATH, data=form, auth=(ACCOUNT, TOKEN), timeout=20)
        assert (answer.status_code, answer.json().get("code")) == (status, code)
        assert len(api.taken) == (status == 201)


def test_what_is_no_form_or_not_ours_is_refused() -> None:
    with twilio_api() as api:
        url, auth = api.url + PATH, (ACCOUNT, TOKEN)
        refused = [
            requests.post(url, json=GOOD, auth=auth, timeout=20),
            requests.post(url, data=[*GOOD.items(), ("Body", "x")], auth=auth, timeout=20),
            requests.post(url, data=GOOD, timeout=20),
            requests.post(url, data=GOOD, auth=(ACCOUNT, "x"), timeout=20),
            requests.post(api.url + "/2010-04-01/Messages.json", data=GOOD, auth=auth, timeout=20),
            requests.get(url, params={"Limit": "1"}, auth=auth, timeout=20),
        ]
        assert [each.status_code for each in refused] == [415, 400, 401, 401, 404, 400]
        assert api.taken == []
