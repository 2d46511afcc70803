// When all is on the screen that is seen first. Who waits for it leaves a weak signal, and a slow phone, to that.

const LATE_MS = 2000; // A picture that does not come keeps nobody longer.
const SHOWN_MS = 150; // A frame comes to the screen a little after it was drawn, and nothing shall hold it up.

export const late = () => new Promise((go) => setTimeout(go, LATE_MS));

const painted = () => new Promise((go) => requestAnimationFrame(() => setTimeout(go, SHOWN_MS)));

export const seen = () => {
  const loaded = new Promise((go) => {
    if (document.readyState === "complete") go();
    else addEventListener("load", go, { once: true });
  });
  return Promise.race([loaded.then(painted), late()]);
};
