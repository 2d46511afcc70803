"""What the doctor sees of what is kept: stories, data, secret, database, ledger."""

import tempfile

from engine.erasing import LOST, is_another
from engine.ledger import LedgerError
from engine.library import Library
from engine.secret import SecretError, read_secret
from engine.store import NotStored, StoreError
from webhooks.checks import Check, mend, well
from webhooks.opening import is_new, ledger_of, open_kept
from webhooks.settings import Settings


def stories(settings: Settings) -> Check:
    """Look whether there are stories, and whether they can be played."""
    if not settings.stories.is_dir():
        words = f"There is no folder {settings.stories}. Set WAYSIDE_STORIES, or: wayside new NAME"
        return Check("stories", well=False, words=words)
    library = Library(settings.stories)
    if library.problems:
        words = f"{len(library.problems)} to mend: wayside check {settings.stories}"
        return Check("stories", well=False, words=words)
    if not library.catalog.stories:
        words = f"There is no story in {settings.stories}. Type: wayside new NAME"
        return Check("stories", well=False, words=words)
    titles = ", ".join(story.title for story in library.catalog.stories.values())
    return Check("stories", well=True, words=titles)


def data(settings: Settings) -> Check:
    """Look at the nearest folder that is there: the rest is made at the first start."""
    folder = settings.data.absolute()
    while not folder.exists():
        folder = folder.parent
    try:
        with tempfile.TemporaryFile(dir=folder):
            return Check("data", well=True, words=f"{settings.data} can be written to.")
    except OSError as error:
        words = f"Nothing can be written in {folder}: {error.strerror}. Set WAYSIDE_DATA."
        return Check("data", well=False, words=words)


def secret(settings: Settings) -> Check:
    """Look whether the secret is there, and is nobody else's."""
    if is_new(settings) and not settings.secret_file.exists():
        return Check("secret", well=True, words="Made at the first start.")
    try:
        read_secret(settings.secret_file)
    except SecretError as error:
        return Check("secret", well=False, words=str(error))
    words = f"{settings.secret_file} is there. Keep a copy, but not beside the database's."
    return Check("secret", well=True, words=words)


def database(settings: Settings) -> Check:
    """Look whether the database opens with the secret."""
    if is_new(settings):
        return Check("database", well=True, words="Made at the first start.")
    try:
        open_kept(settings).close()
    except SecretError:
        words = "Cannot be looked at before the secret is right."
        return Check("database", well=False, words=words)
    except StoreError as error:
        return Check("database", well=False, words=str(error))
    return Check("database", well=True, words="It opens, and has the tables of this program.")


def erasures(settings: Settings) -> Check:
    """Look whether the ledger of erasures can be used, and is the one that the database knows."""
    what = "erasures"
    try:
        ledger = ledger_of(settings)
        ledger.check()
        read = ledger.read()
    except LedgerError as error:
        return mend(what, str(error))
    if not is_new(settings):
        try:
            store = open_kept(settings)
        except (SecretError, StoreError):
            return mend(what, "Cannot be compared with the database before that is right.")
        try:
            if is_another(store.erasing.seen(), read):
                return mend(what, LOST)
        except NotStored as error:
            return mend(what, f"Cannot be compared with the database. {error}")
        finally:
            store.close()
    beside = settings.erasures.is_relative_to(settings.data)
    hint = " Copy it to another disk as it grows, or set WAYSIDE_ERASURES to one." if beside else ""
    return well(what, f"Who is erased is noted in {settings.erasures}.{hint}")
