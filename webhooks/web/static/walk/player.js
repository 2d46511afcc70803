// The keys of the sound, at the foot of the page.

const SPOKEN = 15;

// Lets the keys in `bar` steer a Sound (sound.js). Gives what is to be called when it plays or stops: `(isPlaying)`.
export function openPlayer(bar, sound) {
  const audio = bar.querySelector("audio");
  const [toggle] = bar.querySelectorAll('[data-sound="toggle"]');
  const acts = { again: () => sound.again(), earlier: () => sound.seek(-SPOKEN), toggle: () => sound.toggle() };
  for (const button of bar.querySelectorAll("[data-sound]"))
    button.addEventListener("click", acts[button.dataset.sound]);
  const drawn = () => {
    const long = Number.isFinite(audio.duration) ? audio.duration : 0;
    bar.querySelector("progress").value = long ? audio.currentTime / long : 0;
    bar.querySelector(".time span").textContent = long ? `${clock(audio.currentTime)} /\u00a0${clock(long)}` : "";
  };
  for (const name of ["timeupdate", "durationchange", "seeked"]) audio.addEventListener(name, drawn);
  return (isPlaying) => {
    bar.hidden = false;
    bar.classList.toggle("playing", isPlaying);
    toggle.setAttribute("aria-label", isPlaying ? toggle.dataset.pause : toggle.dataset.play);
  };
}

const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
