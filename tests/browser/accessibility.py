"""What of a page keeps somebody out, as far as a program can tell."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# Without these names axe leaves out what came with WCAG 2.2, as the size of targets.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def hindrances(page: Page, *more_tags: str) -> list[str]:
    """Give what axe finds, each with where it is; by rules of more tags of axe, where named."""
    tags = [*TAGS, *more_tags]
    results = Axe().run(page, options={"runOnly": {"type": "tag", "values": tags}})
    return [
        f"{each['id']}: {node['target']}"
        for each in results.response["violations"]
        for node in each["nodes"]
    ]
