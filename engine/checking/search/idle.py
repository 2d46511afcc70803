"""What changes nothing for good: a reply of which only words come, a scene that is deaf."""

from engine.story.model import Reply, Scene, Story


def is_idle(story: Story, reply: Reply) -> bool:
    """Tell whether nothing comes of a reply but words, even if it can be given only once."""
    goes = reply.go or reply.visit or reply.handover or reply.ending is not None
    return not (goes or reply.do or f"{reply.scene}/{reply.id}" in story.asked_replies)


def is_deaf(story: Story, scene: Scene) -> bool:
    """Tell whether nothing comes of what a scene does not understand."""
    others = (*scene.tries.values(), *((scene.otherwise,) if scene.otherwise else ()))
    return all(is_idle(story, reply) for reply in others)
