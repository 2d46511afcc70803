"""What the doctor finds in settings that can each be read, and cannot be meant."""

import re
from collections.abc import Iterator

from engine.texting.phones import e164
from engine.texting.prices import dollars
from webhooks.checks import Check, mend, unsure, well
from webhooks.settings import Settings

# As Twilio's console shows them: 32 of 0-9 and a-f.
_TOKEN = re.compile("[0-9a-fA-F]{32}")
_MAIL_OR_WEB = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+|https?://\S+|(?:[a-z0-9-]+\.)+[a-z]{2,}")
_FIRST_PAGE = "the first page of Twilio's console"


def oddities(settings: Settings) -> Iterator[Check]:
    """Give what is to be mended in settings as they stand together, and what is worth a look."""
    yield from _account(settings)
    yield from _contact(settings)
    yield from _countries(settings)
    yield from _budget(settings)
    yield from _pages(settings)
    yield from _walks(settings)


def _account(settings: Settings) -> Iterator[Check]:
    """Look at who we are to Twilio, as far as that can be seen without asking it."""
    sid = settings.account_sid
    if sid and len(set(sid[2:].lower())) == 1:
        yield mend(
            "account",
            f"TWILIO_ACCOUNT_SID is a placeholder. Copy the Account SID from {_FIRST_PAGE}.",
        )
    for token in settings.auth_tokens:
        if wrong := _wrong_with_token(token, sid):
            yield mend(
                "token",
                f"TWILIO_AUTH_TOKEN {wrong}, so that every text is refused and none is sent. Copy "
                f'the Auth Token from {_FIRST_PAGE} ("Show" lets it be seen).',
            )
            return


def _wrong_with_token(token: str, sid: str | None) -> str:
    """Say what is wrong with a token; nothing of it is said, as what is nearly right is secret."""
    if token == sid or re.fullmatch("(AC|SK)[0-9a-fA-F]{32}", token):
        return "is the id of an account or of a key, and not its Auth Token"
    if len(token) != 32:
        return f"has {len(token)} characters, and Twilio's have 32"
    if not _TOKEN.fullmatch(token):
        return "holds other letters than Twilio's, which are 0-9 and a-f"
    return "is a placeholder" if len(set(token)) == 1 else ""


def _contact(settings: Settings) -> Iterator[Check]:
    contact = settings.contact
    if not contact or _MAIL_OR_WEB.search(contact.lower()):
        return
    if e164(contact, settings.country or "US"):
        return
    yield mend(
        "contact",
        f"WAYSIDE_CONTACT is '{contact}': neither an address for mail, nor a whole phone number, "
        "nor a web address, so that nobody can ask. Set it to one of them, such as "
        "ask@your-library.org.",
    )


def _countries(settings: Settings) -> Iterator[Check]:
    country, served = settings.country, settings.countries
    if settings.phone is None or country is None or not served or country in served:
        return
    named = ",".join(sorted({country} | served))
    yield mend(
        "country",
        f"WAYSIDE_COUNTRIES is {', '.join(sorted(served))}, but {settings.phone} is a number of "
        f"{country}: who lives where it belongs gets no answer. Set WAYSIDE_COUNTRIES={named}, or "
        "leave it out.",
    )


def _budget(settings: Settings) -> Iterator[Check]:
    day, total = settings.budget_day, settings.budget_total
    takes_texts = not settings.missing_for_twilio
    if day is None and total is None:
        why = "such as 20 (US dollars a day): nothing else ends what texts may cost."
        if takes_texts:
            yield unsure("budget", f"Set WAYSIDE_BUDGET_DAY, {why} See: wayside budget")
        else:
            yield well("budget", f"Before texts are taken, set WAYSIDE_BUDGET_DAY, {why}")
    elif day is not None and total is not None and total < day:
        yield mend(
            "budget",
            f"WAYSIDE_BUDGET_TOTAL ({dollars(total)}) is less than WAYSIDE_BUDGET_DAY "
            f"({dollars(day)}), so that all may be spent on the first day. Set the total to what "
            "texts may cost as long as the story runs, or leave it out.",
        )
    else:
        yield well("budget", f"Texts cost at most {_in_words(day, total)}. See: wayside budget")


def _in_words(day: int | None, total: int | None) -> str:
    parts = [f"{dollars(day)} a day"] if day is not None else []
    parts += [f"{dollars(total)} in all"] if total is not None else []
    return ", and ".join(parts)


def _pages(settings: Settings) -> Iterator[Check]:
    """Say how a visitor of the first page comes to play."""
    shows = f"The first page shows {'your' if settings.phone else 'no'} number"
    if settings.try_page and settings.public_url:
        yield unsure(
            "pages",
            "The phone on the screen (/try) is on, for everybody who finds it. To switch it off, "
            "leave WAYSIDE_TRY out.",
        )
    elif not settings.try_page:
        yield well(
            "pages",
            f"{shows}, and leads to the walks in the browser. The phone on the screen (/try) is "
            "off; to switch it on, for everybody who finds it, set WAYSIDE_TRY=on.",
        )


def _walks(settings: Settings) -> Iterator[Check]:
    """Say what browsers keep from a page that does not come by https, and is not on this machine.

    https://developer.mozilla.org/docs/Web/Security/Secure_Contexts
    """
    if settings.public_url is None:
        yield well(
            "walks",
            "In the browser of this machine they have all. On other phones they have no download, "
            "no position and no screen that stays on until Wayside has an https address "
            "(WAYSIDE_PUBLIC_URL).",
        )
