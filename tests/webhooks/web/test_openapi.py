"""What is answered under /api is as it is described at /api/openapi.json."""

import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator, ValidationError
from werkzeug.test import TestResponse

from tests.engine.copying.files import jpeg
from tests.webhooks.web.screen import nothing_stored
from tests.webhooks.web.test_giving import STORY as WALL
from tests.webhooks.web.test_haste import Town
from tests.webhooks.web.test_walk import API, take
from webhooks.web.walk.api import DESCRIPTION

SPEC = json.loads(DESCRIPTION.read_text(encoding="utf-8"))
VERBS = ("get", "post", "put", "patch", "delete")


@pytest.fixture
def town(tmp_path: Path) -> Town:
    (tmp_path / "stories" / "wall").mkdir(parents=True)
    (tmp_path / "stories" / "wall" / "story.yaml").write_text(WALL, encoding="utf-8")
    return Town(tmp_path)


def resolved(node: dict[str, Any]) -> dict[str, Any]:
    """Follow a reference, if a node is one."""
    while set(node) == {"$ref"}:
        found: Any = SPEC
        for step in node["$ref"].removeprefix("#/").split("/"):
            found = found[step]
        node = found
    return node


def operation(method: str, path: str) -> dict[str, Any]:
    """Give how a request is described."""
    for pattern, item in SPEC["paths"].items():
        if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", pattern), path):
            found: dict[str, Any] = item[method.lower()]
            return found
    raise AssertionError(f"{path} is not described")


def check(answer: TestResponse) -> TestResponse:
    """Compare an answer with its description: its status, its headers, all of its body."""
    request = answer.request
    described = operation(request.method, request.path)["responses"]
    response = resolved(described[str(answer.status_code)])
    for name, header in response.get("headers", {}).items():
        value: Any = answer.headers[name]
        schema = resolved(header)["schema"]
        value = int(value) if schema.get("type") == "integer" else value
        valid(schema, value)
    media = response["content"][answer.mimetype]
    valid(media["schema"], answer.get_json() if answer.is_json else answer.text)
    return answer


def valid(schema: dict[str, Any], value: object) -> None:
    whole = {"components": SPEC["components"], "allOf": [schema]}
    Draft202012Validator(whole).validate(value)


def nodes(value: object) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    if isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from nodes(each)


def begun(client: FlaskClient, api: str = API) -> str:
    token: str = check(client.post(api, json={"do": "open"})).get_json()["token"]
    return token


# The description itself


def test_the_description_is_given_as_it_stands(town: Town) -> None:
    answer = check(town.phone().get("/api/openapi.json"))
    assert (answer.get_json(), SPEC["openapi"]) == (SPEC, "3.1.0")


def test_every_reference_leads_somewhere_and_every_part_is_used() -> None:
    asked = [node["$ref"] for node in nodes(SPEC) if "$ref" in node]
    known = {
        f"#/components/{kind}/{name}" for kind, all_ in SPEC["components"].items() for name in all_
    }
    assert set(asked) == known


def test_every_schema_is_one() -> None:
    for schema in SPEC["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)
    for node in nodes(SPEC["paths"]):
        if "schema" in node:
            Draft202012Validator.check_schema(node["schema"])


def test_every_operation_has_a_name_of_its_own_and_words() -> None:
    operations = [item[verb] for item in SPEC["paths"].values() for verb in VERBS if verb in item]
    names = [each["operationId"] for each in operations]
    assert len(set(names)) == len(names) == 7
    assert all(each["summary"] and each["responses"] for each in operations)


def routes(app: Flask) -> set[tuple[str, str]]:
    """Give what is answered under /api, by method and path."""
    return {
        (method.lower(), re.sub("<[^>]*>", "{}", rule.rule))
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/api/")
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }


def described() -> set[tuple[str, str]]:
    return {
        (verb, re.sub(r"\{\w+\}", "{}", path))
        for path, item in SPEC["paths"].items()
        for verb in item
        if verb in VERBS
    }


def test_every_route_is_described_and_nothing_else(town: Town) -> None:
    assert routes(town.app) == described()
    town.app.add_url_rule("/api/more", "more", lambda: "")
    assert routes(town.app) - described() == {("get", "/api/more")}


# What is answered


def test_a_whole_walk_is_answered_as_described(town: Town) -> None:
    client = town.phone()
    assert check(client.get(API)).get_json()["begun"] is False
    token = begun(client)
    for sent in (
        {"do": "say", "what": "Sam", "message": "0" * 32},
        {"do": "press", "what": "choose/walk-on", "words": "Walk on"},
        {"do": "scan", "what": "gate"},
        {"do": "arrive", "what": "gate"},
        {"do": "here", "what": "well"},
    ):
        valid({"$ref": "#/components/schemas/Done"}, sent)
        check(take(client, token, **sent))
        check(client.get(API))
        check(client.get(f"{API}/unasked?after=0"))
    assert client.get(API).get_json()["ended"] == "You found the well"


def test_a_photo_is_answered_as_described(town: Town) -> None:
    client, api = town.phone(), "/api/walks/wall"
    headers = {"X-Wayside-Token": begun(client, api)}
    assert check(client.get(api)).get_json()["gives"] == ["photo"]
    for data, status in ((jpeg(), 200), (b"none", 400)):
        sent = {"what": "photo", "file": (io.BytesIO(data), "a.jpg")}
        answer = check(client.post(f"{api}/give", data=sent, headers=headers))
        assert answer.status_code == status


def test_what_a_phone_carries_is_answered_as_described(town: Town) -> None:
    check(town.phone().get(f"{API}/download?language=en"))


@pytest.mark.parametrize("path", ["", "/unasked", "/download"])
def test_no_walk_and_too_many_looks_are_answered_as_described(town: Town, path: str) -> None:
    check(town.phone().get(f"/api/walks/none{path}"))
    for _ in range(2_999):
        town.phone().get("/w/none")
    answer = check(town.phone().get(f"{API}{path}"))
    assert answer.status_code == 429


def test_what_is_refused_is_answered_as_described(town: Town) -> None:
    client = town.phone()
    token = begun(client)
    for answer in (
        take(client, "0" * 32, do="say"), take(client, token, do="fly"),
        client.post(API, data=b"["), client.post(f"{API}/give"),
    ):  # fmt: skip
        assert check(answer).status_code == 400
    answers = [check(take(client, token, do="say", what="AGAIN")) for _ in range(41)]
    assert answers[-1].status_code == 429


def test_what_is_not_stored_is_answered_as_described(town: Town) -> None:
    client = town.phone()
    token = begun(client)
    with nothing_stored(town.folder):
        answer = check(take(client, token, do="say", what="Sam"))
    assert answer.status_code == 503


@pytest.mark.parametrize("schema", ["Shown", "Came", "Luggage", "Error", "Said", "Stop", "Choice"])
def test_a_field_that_is_not_described_is_found_out(town: Town, schema: str) -> None:
    client = town.phone()
    begun(client)
    shown = client.get(API).get_json()
    came = client.get(f"{API}/unasked").get_json()
    given = {
        "Shown": shown, "Came": came, "Luggage": client.get(f"{API}/download").get_json(),
        "Error": client.post(API, data=b"[").get_json(), "Said": shown["said"][0],
        "Stop": shown["stops"][0], "Choice": {"id": "a/b", "label": "B"},
    }[schema]  # fmt: skip
    where = {"$ref": f"#/components/schemas/{schema}"}
    valid(where, given)
    with pytest.raises(ValidationError, match="unexpected"):
        valid(where, given | {"more": 1})
