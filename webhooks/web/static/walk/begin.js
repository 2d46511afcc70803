// The page of a walk can be read, looked at and used without its player: that is fetched when all is there that is
// seen first, so that words and pictures need not share a weak signal with it, nor a slow phone. Who taps before it
// has come waits for it a moment; then what they tapped is done without it.

import { late, seen } from "./seen.js";

const main = document.querySelector("#walk");

// The player may have drawn the page anew meanwhile: what was tapped counts all the same.
const send = ({ target, submitter }) => {
  const isGone = !target.isConnected;
  if (isGone) {
    target.hidden = true;
    main.append(target);
  }
  target.requestSubmit(submitter);
  if (isGone) target.remove();
};

let held = null;
let hold = null;
const tapped = new Promise((go) => {
  hold = (event) => {
    event.preventDefault();
    event.stopPropagation();
    held = event;
    go();
  };
});
main.addEventListener("submit", hold, true);

await Promise.race([seen(), tapped]);
try {
  await Promise.race([import("./walk.js"), tapped.then(late)]);
} finally {
  main.removeEventListener("submit", hold, true);
  if (held) send(held);
}
