"""Deleting what Twilio still has of somebody: messages, and the media that came with them.

https://www.twilio.com/docs/messaging/api/message-resource: DELETE answers 204, takes the media
along, and answers 20009 while a message is not complete, which may last up to 14 days.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from engine.clock import Clock
from engine.delivery import Never
from webhooks.twilio.carrier import Twilio
from webhooks.twilio.incoming import sender_of

NOT_COMPLETE, NOT_THERE = 20009, 20404
# On its way. What is "sent" may have arrived long ago: not every carrier tells.
_UNDERWAY = frozenset({"accepted", "scheduled", "queued", "sending", "sent", "receiving"})
ARRIVES_WITHIN_S = 60 * 60


class TwilioArchive:
    """The messages of one account; `phone` is one of our numbers, empty where none is told."""

    def __init__(self, twilio: Twilio, phone: str, clock: Clock) -> None:
        self._twilio = twilio
        self._phone = phone
        self._clock = clock

    def erase(
        self, number: str, sender: str, until_s: int, was_erased: Callable[[str], bool]
    ) -> bool:
        """Delete the messages between a number and ours up to then; True where none were left.

        An account may have numbers that are not Wayside's: ours are `sender`, `phone`, and those
        that somebody erased wrote to. Nothing is deleted while the last of it is still on its way.
        Raises NotTaken, Unsure and Never.
        """
        theirs = [
            each
            for each in (*self._twilio.listed(From=number), *self._twilio.listed(To=number))
            if _created_s(each) <= until_s
        ]
        wrote = [each for each in theirs if each.get("direction") == "inbound"]
        ours = {sender, self._phone, *(_of(each, "to") for each in wrote if was_erased(_sid(each)))}
        found = list(_between(number, ours - {""}, theirs))
        if not any(self._is_coming(each) for each in found):
            for message in found:
                self._delete(message)
        return not found

    def number_of(self, sender: str, at_s: int, is_it: Callable[[str], bool]) -> str | None:
        """Give who sent us a message about then, by Twilio's name for it.

        Raises NotTaken, Unsure and Never.
        """
        day = datetime.fromtimestamp(at_s, UTC).date()
        days = {"DateSent>": (day - timedelta(days=1)).isoformat()}
        days |= {"DateSent<": (day + timedelta(days=1)).isoformat()}
        for message in self._twilio.listed(To=sender, **days):
            if message.get("direction") == "inbound" and is_it(_sid(message)):
                return _of(message, "from")
        return None

    def _is_coming(self, message: Mapping[str, Any]) -> bool:
        lately = self._clock().timestamp() - _created_s(message) < ARRIVES_WITHIN_S
        return lately and message.get("status") in _UNDERWAY

    def _delete(self, message: Mapping[str, Any]) -> None:
        try:
            self._twilio.delete(_sid(message))
        except Never as never:
            if never.code not in (NOT_COMPLETE, NOT_THERE):
                raise


def _between(
    number: str, ours: set[str], messages: list[Mapping[str, Any]]
) -> Iterator[Mapping[str, Any]]:
    for message in messages:
        ends = {_of(message, "from"), _of(message, "to")}
        by = ends | {str(message.get("messaging_service_sid") or "")}
        if number in ends and by & ours:
            yield message


def _of(message: Mapping[str, Any], end: str) -> str:
    return sender_of(str(message.get(end) or ""))


def _sid(message: Mapping[str, Any]) -> str:
    return str(message["sid"])


def _created_s(message: Mapping[str, Any]) -> float:
    return parsedate_to_datetime(str(message["date_created"])).timestamp()
