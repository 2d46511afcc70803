"""What is asked of the database about editions."""

from sqlalchemy import bindparam, func, insert, select

from engine.store.parameters import of
from engine.store.tables import CONTENTS, EDITION_FILES, PLAYS, PUBLICATIONS

FIND_NEWEST_PUBLICATION = select(func.max(PUBLICATIONS.c.id))
_NEWEST_OF_EACH = select(func.max(PUBLICATIONS.c.id)).group_by(PUBLICATIONS.c.story)
FIND_CURRENT = (
    select(PUBLICATIONS.c.story, PUBLICATIONS.c.edition)
    .where(PUBLICATIONS.c.id.in_(_NEWEST_OF_EACH))
    .order_by(PUBLICATIONS.c.story)
)
FIND_PUBLICATIONS = select(
    PUBLICATIONS.c.story, PUBLICATIONS.c.edition, PUBLICATIONS.c.at_s, PUBLICATIONS.c.how
).order_by(PUBLICATIONS.c.id)
_OF_EDITION = (EDITION_FILES.c.story == of("story")) & (EDITION_FILES.c.edition == of("edition"))
FIND_EDITION_NAMES = (
    select(EDITION_FILES.c.name, EDITION_FILES.c.content)
    .where(_OF_EDITION)
    .order_by(EDITION_FILES.c.name)
)
FIND_EDITION_FILE = (
    select(CONTENTS.c.data)
    .select_from(CONTENTS.join(EDITION_FILES, CONTENTS.c.id == EDITION_FILES.c.content))
    .where(_OF_EDITION, EDITION_FILES.c.name == of("name"))
)
FIND_CONTENT = select(CONTENTS.c.data).where(CONTENTS.c.id == of("content"))
# A content of which only the first bytes are known, with every name that it has.
_BEGINS = (CONTENTS.c.id >= of("first")) & (CONTENTS.c.id <= of("last"))
_ITS_CONTENT = CONTENTS.c.id == EDITION_FILES.c.content
FIND_MEDIA = (
    select(EDITION_FILES.c.name, CONTENTS.c.id, func.length(CONTENTS.c.data))
    .select_from(CONTENTS.join(EDITION_FILES, _ITS_CONTENT))
    .where(_BEGINS)
    .distinct()
)
FIND_EDITION_SIZES = (
    select(EDITION_FILES.c.name, func.length(CONTENTS.c.data))
    .select_from(EDITION_FILES.join(CONTENTS, _ITS_CONTENT))
    .where(_OF_EDITION)
    .order_by(EDITION_FILES.c.name)
)
ADD_CONTENT = insert(CONTENTS)
ADD_EDITION_FILE = insert(EDITION_FILES)
ADD_PUBLICATION = insert(PUBLICATIONS).values(
    story=bindparam("story"), edition=bindparam("edition"), at_s=bindparam("at_s"),
    how=bindparam("how"),
)  # fmt: skip
FIND_PLAYS_OF_STORY = select(PLAYS.c.play).where(PLAYS.c.story == of("story"))
