"""Going from scene to scene: what happens on arrival, and what then is waited for."""

from engine.play.effects import Begin, End, Start
from engine.play.leading import lead, lead_to_start, list_places
from engine.play.menu import show_menu
from engine.play.opening import refused, turned_away
from engine.play.proving import is_proven, say_if_away
from engine.play.telling import Telling
from engine.play.variants import chosen
from engine.play.wording import speak, worded
from engine.story.model import ANYWHERE_SCENE, Reply, Scene, Way

MOST_STEPS = 100


class EndlessStory(Exception):
    """A story that goes on by itself for ever: its author's error, never a hung server."""


def begin(telling: Telling, place: str | None) -> None:
    """Begin the story with first values, unless it is closed now: then all stays as it is.

    So it does where somebody comes by the sign of a place that is closed.
    """
    if place is not None and turned_away(telling, place):
        return
    if refusal := refused(telling):
        telling.say(refusal)
        return
    telling.restart()
    telling.effects.append(Start())
    telling.prove(place, "sign")
    if telling.story.welcome is not None:
        telling.say(worded(telling, telling.story.welcome))
    if telling.story.start == ANYWHERE_SCENE and place is not None:
        telling.scene_id = ANYWHERE_SCENE
        if scene := opened(telling, place):
            enter(telling, scene.id)
            return
    lead_to_start(telling, place)
    enter(telling, telling.story.start)


def opened(telling: Telling, place: str) -> Scene | None:
    """Give the first scene of a place that may open now: unseen before seen, in file order.

    A scene of a place that is walked to, and whose proof is missing, never opens.
    """
    seen: Scene | None = None
    for scene in telling.story.scenes.values():
        if scene.place != place or not scene.opens_by_sign:
            continue
        if scene.condition is None or scene.condition.test(telling):
            if not telling.visits(scene.id):
                return scene
            seen = seen or scene
    return seen


def enter(telling: Telling, scene_id: str) -> None:
    """Arrive in a scene, and go on from there until something is waited for."""
    going = scene_id
    for _ in range(MOST_STEPS):
        following = _arrive(telling, telling.story.scenes[going])
        if following is None:
            return
        going = following
    raise EndlessStory(f"'{scene_id}' of '{telling.story.id}' goes on without end.")


def _arrive(telling: Telling, scene: Scene) -> str | None:
    """Do and say what a scene has; give the scene that follows at once."""
    telling.arrive(scene)
    telling.do(scene.do)
    if scene.checkpoint:
        telling.remember_point()
    speak(telling, scene.speech[telling.world.channel])
    return go_on(telling, scene)


def go_on(telling: Telling, scene: Scene) -> str | None:
    """Give the scene that follows at once, or do what there is to do where none does."""
    if scene.ending is not None:
        end(telling, scene.ending)
    elif scene.handover is not None:
        hand_over(telling, scene.handover)
    elif scene.back:
        if not telling.turn_back():
            return telling.story.start
        # Who came to the place meanwhile has arrived.
        if stands_there(telling, telling.scene) and (on := way(telling, telling.scene.go)):
            return on
        wait(telling)
    elif scene.waits:
        if stands_there(telling, scene):
            return way(telling, scene.go)
        wait(telling, arrived=True)
    else:
        return way(telling, scene.go)
    return None


def stands_there(telling: Telling, scene: Scene) -> bool:
    """Tell whether who comes to this walk is there already, by the proof that it asks for."""
    walk, place = scene.walk, telling.place
    if walk is None or place is None:
        return False
    return is_proven(telling, walk, place, telling.proof)


def way(telling: Telling, way_: Way | None) -> str | None:
    """Give the scene that a way leads to now."""
    return way_ if way_ is None or isinstance(way_, str) else chosen(telling, way_)


def go_or_wait(telling: Telling) -> None:
    """Go on from a scene that is done; where no way is open, say once more what is waited for."""
    following = way(telling, telling.scene.go)
    if following is not None:
        enter(telling, following)
    else:
        wait(telling, arrived=True)


def wait(telling: Telling, *, arrived: bool = False) -> None:
    """Ask what the scene asks, show the way where it waits elsewhere, and its choices."""
    scene = telling.scene
    if scene.id == ANYWHERE_SCENE:
        list_places(telling)
    if arrived and scene.walk is not None and scene.walk.map:
        lead(telling, scene.walk.to)
        say_if_away(telling, scene.walk, scene.walk.to)
    if scene.ask is not None and scene.ask.question is not None:
        telling.say(worded(telling, scene.ask.question))
    show_menu(telling)


def show(telling: Telling) -> None:
    """Say the scene once more to somebody who comes back; nothing is done again."""
    speak(telling, telling.scene.speech[telling.world.channel])
    wait(telling, arrived=True)


def end(telling: Telling, title: str) -> None:
    """End the story."""
    telling.effects.append(End(title))
    telling.scene_id, telling.ended, telling.menu, telling.returns = None, title, (), ()
    telling.checkpoints, telling.asked = (), None


def hand_over(telling: Telling, story: str) -> None:
    """End this story and go to another."""
    end(telling, "")
    telling.effects[-1:] = [Begin(story)]


def take(telling: Telling, reply: Reply) -> None:
    """Do what a reply says, and go where it leads; with no way, stay and show the choices."""
    telling.take(reply)
    telling.do(reply.do)
    speak(telling, reply.speech)
    if reply.ending is not None:
        end(telling, reply.ending)
    elif reply.handover is not None:
        hand_over(telling, reply.handover)
    elif reply.visit is not None:
        telling.remember_way()
        enter(telling, reply.visit)
    elif (following := way(telling, reply.go)) is not None:
        enter(telling, following)
    else:
        show_menu(telling)


def begin_anew(telling: Telling) -> None:
    """Begin the story from the start, because where the play was is no more."""
    telling.say(telling.sentence("changed"))
    telling.restart()
    enter(telling, telling.story.start)
