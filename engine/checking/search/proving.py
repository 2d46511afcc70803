"""What is proved of a story as a whole, each finding with the shortest play that shows it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from engine.checking.search.exploring import Explored, explore
from engine.checking.search.idle import is_idle
from engine.checking.search.reaching import Reached, reached
from engine.checking.search.showing import Shown, shown
from engine.story.build.asked import all_replies, conditions_of
from engine.story.build.folder import Written
from engine.story.model import Story
from engine.story.problems import Problem, Span
from engine.story.slips import short

# More of one kind help nobody at once.
MOST_OF_A_KIND = 5
UNREACHED, NEVER, ALWAYS, STUCK, NO_ENDING, ENDLESS = RULES = (
    "unreached", "never-true", "always-true", "stuck", "no-ending", "endless"
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Proof:
    """What was found out. `plays` different plays were looked at; `stopped` as in Explored."""

    problems: tuple[Problem, ...]
    plays: int = 0
    stopped: str = ""


def proved(written: Written, go_on: Callable[[int], bool] | None = None) -> Proof:
    """Give what is proved of a story; without `go_on`, only what needs no search.

    `go_on(plays found)` is asked now and then, and ends the search by saying no.
    """
    story = written.story
    reach = reached(story)
    explored = explore(story, go_on) if go_on is not None else None
    problems = [*_unreached(written, reach), *_conditions(written, reach, explored)]
    if explored is None:
        return Proof(tuple(problems))
    problems += [*_trapped(written, explored), *_endless(written, explored)]
    return Proof(tuple(problems), len(explored.found), explored.stopped)


def _unreached(written: Written, reach: Reached) -> Iterator[Problem]:
    for scene in written.story.scenes:
        if scene not in reach.scenes and f"scenes/{scene}" in written.spans:
            message = (
                f"Nobody can reach the scene '{short(scene)}': no way that is ever open leads to "
                "it. Lead to it with a 'go', or take it out."
            )
            yield Problem(written.spans[f"scenes/{scene}"], UNREACHED, message, "warning")


def _conditions(written: Written, reach: Reached, explored: Explored | None) -> Iterator[Problem]:
    scenes = _scenes_of_conditions(written.story)
    first_in = _first_in(explored)
    shown_in = dict[str, str]()
    for condition, span in written.conditions:
        scene = scenes.get(id(condition))
        if scene is not None and scene not in reach.scenes:
            continue
        true, false = id(condition) in reach.true, id(condition) in reach.false
        if true == false:
            continue
        phrase = short(condition.phrase)
        rule, message = (
            (ALWAYS, f"'{phrase}' is always true here. Leave it out, or ask something else.")
            if true
            else (NEVER, f"'{phrase}' is never true here, so that nobody gets this.")
        )
        walk = ""
        if explored is not None and scene in first_in and len(shown_in) < MOST_OF_A_KIND:
            # One play a scene will do, and to replay one takes its time.
            if scene not in shown_in:
                way = shown(explored, first_in[scene], f"To where '{phrase}' is asked")
                shown_in[scene] = way.walk if way else ""
            walk = shown_in[scene]
        yield Problem(span, rule, message, "warning", walk=walk)


def _scenes_of_conditions(story: Story) -> dict[int, str]:
    return {
        id(condition): scene.id
        for scene in story.scenes.values()
        for condition in conditions_of(scene)
    }


def _first_in(explored: Explored | None) -> dict[str, int]:
    """Give by scene the play that comes there by the shortest way."""
    first: dict[str, int] = {}
    for at, found in enumerate(explored.found if explored else ()):
        if found.play.scene is not None:
            first.setdefault(found.play.scene, at)
    return first


def _trapped(written: Written, explored: Explored) -> Iterator[Problem]:
    """Tell of plays that nothing leads on from, and of those that no ending can be reached from."""
    stuck = [at for at, each in enumerate(explored.found) if _is_stuck(explored, at)]
    told = set[str]()
    for at in stuck:
        yield from _told(written, explored, at, STUCK, told)
    if not _has_endings(written.story):
        return
    free = _led_from(explored, lambda at: _may_end(explored, at))
    doomed = _led_from(explored, set(stuck).__contains__)
    for at in range(len(explored.found)):
        if at not in free and at not in doomed:
            yield from _told(written, explored, at, NO_ENDING, told)


def _told(
    written: Written, explored: Explored, at: int, rule: str, told: set[str]
) -> Iterator[Problem]:
    """Tell of a play once a scene, if a simulated player comes to it as well."""
    scene = explored.found[at].play.scene or ""
    span = written.spans.get(f"scenes/{scene}")
    if span is None or scene in told or len(told) >= MOST_OF_A_KIND:
        return
    told.add(scene)
    if (way := shown(explored, at, f"Nothing goes on in {scene}")) is not None:
        yield Problem(span, rule, _TRAPS[rule].format(scene=short(scene)), walk=_at(way, scene))


_TRAPS = {
    STUCK: (
        "In the scene '{scene}' a player can be left with nothing to reply that leads on: the "
        "choices run out, or their conditions are false. Add a choice that is always there."
    ),
    NO_ENDING: (
        "From the scene '{scene}' a player can be where no ending can be reached any more. Add a "
        "way on, or a way back."
    ),
}


def _at(way: Shown, scene: str) -> str:
    return f"{way.walk}\n  - at: {scene}"


def _is_stuck(explored: Explored, at: int) -> bool:
    """Tell whether nothing but words can come of a play, and these run out."""
    here = explored.found[at]
    leads_on = here.leads_to - {at} or here.goes_round or at in explored.endless
    if here.play.scene is None or not here.looked_at or leads_on:
        return False
    story = explored.story
    scene = story.scenes[here.play.scene]
    # What can be said again and again is no end of the choices, though it leads nowhere.
    return not any(
        is_idle(story, reply) and not reply.once and reply.condition is None
        for reply in scene.replies
    )


def _may_end(explored: Explored, at: int) -> bool:
    """Tell whether a play has ended, or was not looked at to the end and so may end."""
    found = explored.found[at]
    return found.play.scene is None or not found.looked_at or at in explored.endless


def _led_from(explored: Explored, wanted: Callable[[int], bool]) -> set[int]:
    """Give every play from which one that is wanted can be reached."""
    led_to_by: dict[int, list[int]] = {}
    for at, found in enumerate(explored.found):
        for following in found.leads_to:
            led_to_by.setdefault(following, []).append(at)
    waiting = [at for at in range(len(explored.found)) if wanted(at)]
    reached_ = set(waiting)
    while waiting:
        for before in led_to_by.get(waiting.pop(), ()):
            if before not in reached_:
                reached_.add(before)
                waiting.append(before)
    return reached_


def _has_endings(story: Story) -> bool:
    ends = [each.ending is not None or each.handover for each in story.scenes.values()]
    ends += [each.ending is not None or each.handover for each in all_replies(story)]
    return any(ends)


def _endless(written: Written, explored: Explored) -> Iterator[Problem]:
    told = set[str]()
    for at, reason in explored.endless.items():
        scene = written.story.start if at is None else explored.found[at].play.scene or ""
        span = written.spans.get(f"scenes/{scene}", Span(written.source.file))
        if scene not in told:
            told.add(scene)
            message = f"From here the story can go on by itself for ever: {reason}"
            way = shown(explored, at, f"To {scene}") if at is not None else None
            yield Problem(span, ENDLESS, message, walk=_at(way, scene) if way else "")
