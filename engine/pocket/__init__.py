"""What a phone carries with it to play a story without signal: as data, read by the second step.

That is the story in one language (`story`), what is known of languages (`tables`), and what else a
step may look at (`surroundings`). The step itself is webhooks/web/static/play/.
"""
