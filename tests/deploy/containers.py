"""What stands in deploy/ for containers, as tests look at it."""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

DEPLOY = Path(__file__).parent.parent.parent / "deploy"
CONTAINERFILE, COMPOSE = DEPLOY / "Containerfile", DEPLOY / "compose.yaml"


@dataclass(frozen=True, slots=True)
class HealthCheck:
    """A command that ends with 0 where a container is well, and where it stands."""

    where: str
    words: tuple[str, ...]

    def at(self, port: int) -> list[str]:
        """Give the command for a server at another port."""
        return [re.sub(r"(?<=127\.0\.0\.1:)\d+", str(port), word) for word in self.words]


def instructions(text: str) -> list[tuple[str, str]]:
    """Give each instruction of a Containerfile with what follows it, on one line."""
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    joined = re.sub(r"\\\n\s*", "", "\n".join(lines))
    return [(line.split()[0], line.split(None, 1)[1]) for line in joined.splitlines() if line]


def services() -> dict[str, Any]:
    """Give the services of compose.yaml, by name."""
    found: dict[str, Any] = yaml.safe_load(COMPOSE.read_text())["services"]
    return found


def health_checks() -> list[HealthCheck]:
    """Give every health check that Python makes."""
    [image] = [
        rest for name, rest in instructions(CONTAINERFILE.read_text()) if name == "HEALTHCHECK"
    ]
    found = [HealthCheck("Containerfile", tuple(json.loads(image[image.index("[") :])))]
    for name, service in services().items():
        words = service.get("healthcheck", {}).get("test", [])
        if "python" in words:
            found.append(HealthCheck(name, tuple(words[1:])))
    return found
