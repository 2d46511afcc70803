// The keys of the lock screen, of headphones and of a car.

const BACK_S = 15;

// Lets them steer a Sound. `next` is what their "next" means. Gives {show(title), place()}: what is told there of a
// new piece, {title, artist, artwork}, and of the position in it.
export function lockScreen(sound, media, page, next) {
  if (!media) return { show() {}, place() {} };
  const acts = {
    play: () => sound.play(),
    pause: () => sound.pause(),
    previoustrack: () => sound.again(),
    nexttrack: next,
    seekto: ({ seekTime }) => sound.to(seekTime),
  };
  // iOS has room for two keys beside "play", and would rather show these than "next"; only it knows that property.
  if (!globalThis.CSS?.supports("-webkit-touch-callout", "none")) {
    acts.seekbackward = ({ seekOffset }) => sound.seek(-(seekOffset || BACK_S));
    acts.seekforward = ({ seekOffset }) => sound.seek(seekOffset || BACK_S);
  }
  const listen = () => {
    for (const [name, act] of Object.entries(acts)) {
      try {
        media.setActionHandler(name, act);
      } catch {
        // This browser has no such key.
      }
    }
  };
  // Some browsers forget them while the page is away, and some when a sound begins.
  page.addEventListener("visibilitychange", listen);
  globalThis.addEventListener("pageshow", listen);
  listen();
  return {
    show(title) {
      if (globalThis.MediaMetadata) media.metadata = new MediaMetadata(title);
      listen();
    },
    place() {
      const { position_s: position, duration_s: duration } = sound;
      if (!(duration > 0 && Number.isFinite(duration) && position <= duration)) return;
      media.setPositionState?.({ duration, position, playbackRate: 1 });
    },
  };
}
