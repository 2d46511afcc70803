"""A story without its words: what happens in it is the same, and is found out faster."""

from dataclasses import replace
from types import MappingProxyType

from engine.story.build.asked import asked
from engine.story.model import CHANNELS, SILENT, Line, Reply, Scene, Story, Timed

# A choice stays one: what is shown of it does not matter.
_SHOWN = Line(("",))
_UNHEARD = dict.fromkeys(CHANNELS, SILENT)


def bare(story: Story) -> Story:
    """Give a story in which nothing is said; conditions of texts alone are gone."""
    story = replace(
        story,
        welcome=None,
        scenes=MappingProxyType({id_: _scene(scene) for id_, scene in story.scenes.items()}),
        anytime=tuple(_reply(reply) for reply in story.anytime),
        places=MappingProxyType(
            {id_: replace(place, hours=None) for id_, place in story.places.items()}
        ),
        languages=(story.language,),
        tongues={},
    )
    scenes, times, replies = asked(story)
    return replace(story, asked_scenes=scenes, asked_times=times, asked_replies=replies)


def _scene(scene: Scene) -> Scene:
    return replace(
        scene,
        speech=_UNHEARD,
        hints=(),
        replies=tuple(_reply(reply) for reply in scene.replies),
        ask=replace(scene.ask, question=None) if scene.ask else None,
        walk=replace(scene.walk, map=False) if scene.walk else None,
        otherwise=_reply(scene.otherwise) if scene.otherwise else None,
        tries={number: _reply(reply) for number, reply in scene.tries.items()},
        after=tuple(Timed(each.after_s, _reply(each.reply)) for each in scene.after),
    )


def _reply(reply: Reply) -> Reply:
    return replace(reply, speech=SILENT, pick=_SHOWN if reply.pick else None)
