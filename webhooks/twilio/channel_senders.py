"""Whether the senders of WhatsApp and RCS are online, and send their texts here."""

from collections.abc import Iterator

from webhooks.checks import Check, mend, well
from webhooks.settings import Settings
from webhooks.twilio.account import Account, NotTold
from webhooks.twilio.pasted import Pasted, wrong_with, wrong_with_status
from webhooks.twilio.things import Thing, method_in, shown, text_in


def senders(settings: Settings, account: Account) -> Iterator[Check]:
    """Look at the senders of WhatsApp and RCS that are set."""
    for kind, sender in (("whatsapp", settings.whatsapp), ("rcs", settings.rcs)):
        if sender is None:
            continue
        try:
            listed = account.all("messaging", "/v2/Channels/Senders", "senders", Channel=kind)
            yield _sender(settings, kind, sender, list(listed))
        except NotTold as why:
            yield mend(kind, str(why))


def _sender(settings: Settings, kind: str, sender: str, listed: list[Thing]) -> Check:
    where = f"Messaging > Senders > {'WhatsApp senders' if kind == 'whatsapp' else 'RCS senders'}"
    found = next((each for each in listed if each.get("sender_id") == sender), None)
    if found is None:
        return mend(
            kind,
            f"{sender} is no sender of this account. Set WAYSIDE_{kind.upper()} to one that stands "
            f"in Twilio's console, at {where}.",
        )
    if not (status := text_in(found, "status")).startswith("ONLINE"):
        return mend(
            kind,
            f"The sender is not online, but {shown(status) or 'unknown'}. Click it in Twilio's "
            f"console, at {where}: it says why.",
        )
    given = found.get("webhook")
    webhook = given if isinstance(given, dict) else {}
    hook = Pasted(text_in(webhook, "callback_url"), method_in(webhook, "callback_method"))
    if wrong := wrong_with(hook, settings):
        return mend(
            kind,
            f'"Webhook URL for incoming messages" {wrong}\nIn Twilio\'s console, at {where}, click '
            f"the sender, paste this there, choose HTTP POST, and save:\n{settings.hook_url}",
        )
    if wrong := wrong_with_status(text_in(webhook, "status_callback_url"), settings):
        return mend(kind, f'"Status callback URL" {wrong}\nIn Twilio\'s console, at '
                    f"{where}, click the sender, empty it, and save.")  # fmt: skip
    return well(kind, "The sender is online, and its texts come to Wayside.")
