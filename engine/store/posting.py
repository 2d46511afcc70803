"""What is asked of the database about what is to be sent."""

from sqlalchemy import (
    bindparam,
    delete,
    exists,
    func,
    insert,
    literal_column,
    null,
    select,
    update,
)

from engine.store.parameters import FIRST, SENDING, WAITING, of
from engine.store.tables import NUMBERS, OUTBOX, PACES, PLAYERS, ROUTES, STAFF

_ITS_NUMBER = (NUMBERS.c.player == OUTBOX.c.player) & (NUMBERS.c.address == OUTBOX.c.address)
_ITS_ROUTE = (ROUTES.c.player == OUTBOX.c.player) & (ROUTES.c.address == OUTBOX.c.address)
_IS_STAFFS = exists().where(STAFF.c.address == OUTBOX.c.address)
_THIS_LETTER = (OUTBOX.c.player == of("player")) & (OUTBOX.c.number == of("number"))
FIND_ANY_DUE_LETTER = (
    select(OUTBOX.c.number).where(OUTBOX.c.at_s <= of("now_s")).limit(of("most")).offset(FIRST)
)
# A player whose turn it is has their letters to themselves: these come up again when it is over.
FIND_DUE_LETTERS = (
    select(OUTBOX, NUMBERS.c.sealed, ROUTES.c.sender, PLAYERS.c.story, _IS_STAFFS)
    .select_from(
        OUTBOX.join(PLAYERS, PLAYERS.c.id == OUTBOX.c.player)
        .outerjoin(NUMBERS, _ITS_NUMBER)
        .outerjoin(ROUTES, _ITS_ROUTE)
    )
    .where(OUTBOX.c.at_s <= of("now_s"))
    .order_by(OUTBOX.c.at_s, OUTBOX.c.number)
    .limit(of("most"))
    .offset(FIRST)
    .with_for_update(of=(OUTBOX, PLAYERS), skip_locked=True)
)
FIND_LETTER = select(
    OUTBOX.c.player, OUTBOX.c.number, OUTBOX.c.address, OUTBOX.c.state, OUTBOX.c.tries,
    OUTBOX.c.until_s, OUTBOX.c.media,
).where(OUTBOX.c.id == of("letter"))  # fmt: skip
FIND_LAST_LETTER = (
    select(
        OUTBOX.c.number, OUTBOX.c.state, OUTBOX.c.tried_s,
        (OUTBOX.c.at_s >= OUTBOX.c.until_s).label("is_let_by"),
    )
    .where(OUTBOX.c.player == of("player"))
    .order_by(OUTBOX.c.number.desc())
    .limit(of("most"))
    .offset(FIRST)
)  # fmt: skip
FIND_UNSENT = (
    select(OUTBOX.c.text, OUTBOX.c.media, OUTBOX.c.story)
    .where(OUTBOX.c.player == of("player"), OUTBOX.c.state == WAITING)
    .order_by(OUTBOX.c.number)
    # What another process is just taking to send is not said in the answer as well.
    .with_for_update(skip_locked=True)
)
ADD_LETTER = insert(OUTBOX)
CHANGE_LETTER = (
    update(OUTBOX)
    .where(_THIS_LETTER)
    .values({name: bindparam(name) for name in ("state", "at_s", "tries", "tried_s", "sid")})
)
# Its fate may have been told before who sent it had an answer: then that stands.
CHANGE_SENDING = CHANGE_LETTER.where(OUTBOX.c.state == SENDING)
PAY_LETTER = update(OUTBOX).where(_THIS_LETTER).values(paid=bindparam("paid"))
FIND_LETTER_TEXT = select(OUTBOX.c.text, OUTBOX.c.media).where(_THIS_LETTER)
TELL_LETTER = (
    update(OUTBOX)
    .where(_THIS_LETTER)
    .values(
        text=bindparam("text"), segments=bindparam("segments"), at_s=bindparam("at_s"),
        media=null(), state=WAITING, tries=literal_column("0"), tried_s=null(), sid=null(),
        paid=null(),
    )
)  # fmt: skip
LET_LETTER_WAIT = update(OUTBOX).where(_THIS_LETTER).values(at_s=bindparam("at_s"))
DROP_LETTER = delete(OUTBOX).where(_THIS_LETTER)
_NEXT_LETTER = (
    select(func.min(OUTBOX.c.number))
    .where(OUTBOX.c.player == of("player"), OUTBOX.c.number > of("number"))
    .scalar_subquery()
)
# The one after another may go now, unless it has its own time.
RELEASE_NEXT = (
    update(OUTBOX)
    .where(
        OUTBOX.c.player == of("player"), OUTBOX.c.number == _NEXT_LETTER,
        OUTBOX.c.state == WAITING, OUTBOX.c.at_s.is_(None),
    )
    .values(at_s=bindparam("at_s"))
)  # fmt: skip
FIND_PACE = select(PACES.c.free_at_ms).where(PACES.c.sender == of("sender"))
ADD_PACE = insert(PACES)
CHANGE_PACE = (
    update(PACES).where(PACES.c.sender == of("sender")).values(free_at_ms=bindparam("free_at_ms"))
)
ADD_ROUTE = insert(ROUTES)
DROP_ROUTE = delete(ROUTES).where(
    ROUTES.c.player == of("player"), ROUTES.c.address == of("address")
)
