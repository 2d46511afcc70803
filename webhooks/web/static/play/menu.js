// The choices that are shown, and the replies that can be given (engine/play/menu.py).

import { Offer } from "./effects.js";
import { fold } from "./folding.js";
import { filled } from "./wording.js";

// Gives what the menu shows now, by reply id, in file order.
export const labels = (telling) =>
  new Map(
    telling.scene.replies
      .filter((reply) => reply.pick !== null && telling.possible(reply))
      .map((reply) => [reply.id, filled(telling, reply.pick)]),
  );

// Gives the replies that can be given now, with their labels, folded: the scene's, then those of every scene.
export function candidates(telling, shown) {
  const possible = (replies) => replies.filter((reply) => telling.possible(reply));
  return [
    ...possible(telling.scene.replies).map((reply) =>
      candidate(reply, reply.label.length ? reply.label : fold(shown.get(reply.id) ?? "")),
    ),
    ...possible(telling.story.anytime).map((reply) => candidate(reply, [])),
  ];
}

export const candidate = (reply, label) => ({
  reply, label, phrases: label.length ? [...reply.words, label] : reply.words,
});

// Shows the choices, and keeps what stands at which number.
export function showMenu(telling) {
  const shown = labels(telling);
  telling.menu = [...shown.keys()];
  if (shown.size) telling.effects.push(Offer([...shown.values()]));
}
