// Whether there is something of a walk on this phone that the server has not yet.

// As long as a player is known who does not come back.
const KEPT_S = 90 * 24 * 60 * 60;

// A cookie outlives what a phone clears when it has no room left: by it that is noticed.
const cookie = (story) => `unsent.${story}`;

export const marked = (story) => document.cookie.split("; ").includes(`${cookie(story)}=yes`);

export function mark(story, isUnsent) {
  if (isUnsent !== marked(story)) document.cookie = `${cookie(story)}=yes; Path=/w/; SameSite=Strict; Max-Age=${isUnsent ? KEPT_S : 0}`;
}
