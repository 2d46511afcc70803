"""What `wayside serve` says once it can be reached."""

from engine.library import story_folders
from engine.play.catalog import Catalog
from webhooks.settings import Settings

WIDTH = 21


def banner(settings: Settings, address: str, port: int, stories: Catalog) -> str:
    """Say where everything is, and what is missing; `stories` are what players meet."""
    shown = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(address, address)  # noqa: S104 - it is shown
    home = f"http://[{shown}]:{port}" if ":" in shown else f"http://{shown}:{port}"
    told = {"What can be played": f"{home}/"}
    if settings.try_page:
        told["Play on this screen"] = f"{home}/try"
    told["Texts by Twilio"] = _texts(settings)
    if missing := _stories(settings, stories):
        told["Stories"] = missing
    lines = [f"  {what:{WIDTH - 2}}  {words}" for what, words in told.items()]
    return "\n".join(["Wayside is open.", "", *lines, "", "Ctrl-C closes it.", ""])


def _texts(settings: Settings) -> str:
    *others, last = settings.missing_for_twilio or ("",)
    if not last:
        return settings.hook_url or ""
    missing = f"{', '.join(others)} and {last} are" if others else f"{last} is"
    return f"off: {missing} not set; see wayside doctor"


def _stories(settings: Settings, stories: Catalog) -> str:
    """Say what is to be done where nothing can be played, or nothing new can be; empty elsewhere.

    What was published before is kept, and is played without its folder.
    """
    folder, count = settings.stories, len(stories.stories)
    if story_folders(folder):
        return "" if count else f"none of those in {folder} can be played: wayside check {folder}"
    why = f"none in {folder}" if folder.is_dir() else f"there is no folder {folder}"
    if count:
        kept = "1 that was published is" if count == 1 else f"{count} that were published are"
        return f"{why}; {kept} played all the same. See WAYSIDE_STORIES"
    return f"{why}. Set WAYSIDE_STORIES to yours, or begin one: wayside new my-first-story"
