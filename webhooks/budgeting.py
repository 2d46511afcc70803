"""`wayside budget`: what texts cost so far, what is to come, and what happens when."""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import click

from engine.clock import utc_now
from engine.secret import SecretError
from engine.store import NotStored, StoreError
from engine.store.spending import Spent
from engine.terms import Terms
from engine.texting.budget import (
    Forecast,
    Stage,
    Sums,
    begins_at,
    forecast,
    stage,
)
from engine.texting.prices import ELSEWHERE, MILLION, dollars
from webhooks.opening import is_new, open_kept
from webhooks.settings import SettingsError, from_environment

AS_USUAL = "everything goes on as usual"
STEPS = {
    Stage.NO_NUDGES: "what comes by itself waits until its player writes",
    Stage.NO_NEW: "who would begin gets the web address, once; who plays goes on",
    Stage.SPENT: "it is spent; who is in the middle of a story may finish, which costs more",
}


@dataclass(frozen=True, slots=True)
class Account:
    """What was spent until `today`, by the terms of an installation, which is at `url`, if any."""

    terms: Terms
    today: date
    spent: tuple[Spent, ...]
    url: str = ""

    @property
    def sums(self) -> Sums:
        """What was spent today, and in all."""
        today = sum(each.amount for each in self.spent if each.day == self.today)
        return Sums(today, sum(each.amount for each in self.spent))

    @property
    def forecast(self) -> Forecast | None:
        """What is to come."""
        days = self.by_day()
        return forecast(list(days.items()), self.today, self.terms.budget, self.sums.in_all)

    def by_day(self) -> dict[date, int]:
        """Give what was spent on each day."""
        days: dict[date, int] = {}
        for each in self.spent:
            days[each.day] = days.get(each.day, 0) + each.amount
        return days

    def unpriced(self) -> list[str]:
        """Name the countries that are served or were texted, of which nobody told the price."""
        met = {each.country for each in self.spent if each.segments_out} | self.terms.served()
        return sorted(each for each in met if each and not self.terms.prices.knows(each))


@click.command("budget")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text",
              help="For people, or for programs.")  # fmt: skip
def budget_command(form: str) -> None:
    """Tell what texts cost so far, what is to come, and what happens when, in US dollars."""
    try:
        account = _account(utc_now())
    except SettingsError as error:
        raise click.UsageError(str(error)) from None
    except (SecretError, StoreError, NotStored) as error:
        raise click.ClickException(str(error)) from None
    click.echo(as_json(account) if form == "json" else as_text(account))


def _account(now: datetime) -> Account:
    settings = from_environment(os.environ)
    terms, url = settings.terms, settings.public_url or ""
    if is_new(settings):
        return Account(terms, terms.day(now), (), url)
    store = open_kept(settings)
    try:
        return Account(terms, terms.day(now), tuple(store.spent()), url)
    finally:
        store.close()


def as_text(account: Account) -> str:
    """Give an account for people."""
    lines = ["Spent on texts, in US dollars", *_spent(account), ""]
    lines += ["To come", *(f"  {line}" for line in _to_come(account)), ""]
    lines += ["What happens when", *_what_happens(account)]
    if unpriced := account.unpriced():
        lines += ["", *_of_unpriced(unpriced)]
    return "\n".join(lines)


def _spent(account: Account) -> Iterator[str]:
    sums, budget = account.sums, account.terms.budget
    yield f"  today   {_of(sums.today, budget.a_day)}   {_day(account.today)}, {account.terms.zone}"
    since = f"   since {_day(account.spent[0].day)}" if account.spent else ""
    yield f"  in all  {_of(sums.in_all, budget.in_all)}{since}"


def _of(spent: int, limit: int | None) -> str:
    if limit is None:
        return f"{dollars(spent):>9}"
    return f"{dollars(spent):>9} of {dollars(limit)} ({spent * 100 // limit} %)"


def _to_come(account: Account) -> Iterator[str]:
    found = account.forecast
    if found is None:
        yield "Nobody can tell before the first whole day is over."
        return
    days = f"the last {found.days} days" if found.days > 1 else "yesterday"
    yield f"A day costs {dollars(found.a_day)}, as {days} did; 30 days {dollars(30 * found.a_day)}."
    budget = account.terms.budget
    if found.lasts_until and account.sums.in_all < (budget.in_all or 0):
        yield f"At that, the whole budget is spent on {_day(found.lasts_until)}."
    if budget.a_day is not None and found.a_day > begins_at(budget.a_day, Stage.NO_NUDGES):
        yield "That is more than the budget of a day lets everybody have: see below."


def _what_happens(account: Account) -> Iterator[str]:
    budget = account.terms.budget
    limits = [(budget.a_day, "today"), (budget.in_all, "in all")]
    if all(limit is None for limit, _ in limits):
        yield "  Nothing: there is no budget, so texts may cost without end. To set one:"
        yield "  WAYSIDE_BUDGET_DAY=20 for each day, WAYSIDE_BUDGET_TOTAL=500 in all."
        return
    yield f"  now: {STEPS.get(stage(budget, account.sums), AS_USUAL)}"
    for step, words in STEPS.items():
        when = [f"{dollars(begins_at(limit, step))} {of}" for limit, of in limits if limit]
        yield f"  at {' or '.join(when)}:"
        yield f"      {words}"
    if budget.a_day is not None:
        yield "  A new day begins with nothing spent."


def _of_unpriced(countries: list[str]) -> Iterator[str]:
    price = dollars(ELSEWHERE.segment_out)
    yield f"Nobody told what texts to {', '.join(countries)} cost: a segment counts as {price}."
    yield f"Look it up at Twilio and set it, as WAYSIDE_PRICES={countries[0]}=OUT/IN."


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def as_json(account: Account) -> str:
    """Give an account as an object; amounts are in US dollars."""
    budget, sums, found = account.terms.budget, account.sums, account.forecast
    figures: dict[str, Any] = {
        "day": account.today.isoformat(),
        "zone": account.terms.zone,
        "stage": stage(budget, sums).name.lower().replace("_", " "),
        "today_usd": sums.today / MILLION,
        "in_all_usd": sums.in_all / MILLION,
        "budget_day_usd": _usd(budget.a_day),
        "budget_total_usd": _usd(budget.in_all),
        "forecast": found and {
            "a_day_usd": found.a_day / MILLION, "days": found.days,
            "lasts_until": found.lasts_until and found.lasts_until.isoformat(),
        },
        "unpriced": account.unpriced(),
        "days": [_row(each) for each in account.spent],
    }  # fmt: skip
    return json.dumps(figures, ensure_ascii=False, indent=2)


def _usd(limit: int | None) -> float | None:
    return None if limit is None else limit / MILLION


def _row(spent: Spent) -> dict[str, Any]:
    return {
        "day": spent.day.isoformat(), "story": spent.story, "country": spent.country,
        "staff": spent.staff, "texts_in": spent.texts_in, "texts_out": spent.texts_out,
        "segments_in": spent.segments_in, "segments_out": spent.segments_out,
        "media_in": spent.media_in, "media_out": spent.media_out, "usd": spent.amount / MILLION,
    }  # fmt: skip
