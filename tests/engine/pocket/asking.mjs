// What a test asks of the second step, wherever it runs: each question and answer is JSON.

export function answering(engine) {
  const stories = new Map();
  const worlds = new Map();

  function stepped({ story: name, play, language, event, world: { base, ...now } }) {
    const [story, world] = [stories.get(name), engine.surroundings({ ...worlds.get(base), ...now })];
    const before = play ? engine.fromKept(play) : engine.newPlay(story, language, world);
    const kept = JSON.stringify(engine.toKept(before));
    try {
      const turn = engine.step(story, before, event, world);
      const changed = JSON.stringify(engine.toKept(before)) !== kept;
      const awaited = engine.awaited(story, turn.play, world);
      return { play: engine.toKept(turn.play), effects: turn.effects, awaited, ...(changed ? { changed } : {}) };
    } catch (error) {
      return error instanceof engine.EndlessStory ? { endless: true } : { error: `${error.stack}` };
    }
  }

  const ways = {
    learn: ({ tables }) => engine.learn(tables),
    tell: ({ name, data, tongues }) => stories.set(name, engine.read(data, tongues)),
    world: ({ base, world }) => worlds.set(base, world),
    steps: ({ steps }) => ({ turns: steps.map(stepped) }),
  };
  return (asked) => ways[asked.ask](asked) ?? {};
}
