// How far places are from each other, as {lat, lon} in degrees, WGS 84 (engine/places/latlon.py).

const RADIUS_M = 6378137;
const E2 = 0.00669437999014;

export const radians = (degrees) => (degrees * Math.PI) / 180;

// Gives the distance in metres of two positions some kilometres apart at most.
export function nearM(a, b) {
  const at = radians((a.lat + b.lat) / 2);
  const bend = 1 - E2 * Math.sin(at) ** 2;
  const northM = (radians(1) * RADIUS_M * (1 - E2)) / bend ** 1.5;
  const eastM = (radians(1) * RADIUS_M * Math.cos(at)) / bend ** 0.5;
  const turned = b.lon - a.lon - 360 * Math.round((b.lon - a.lon) / 360);
  return Math.hypot((b.lat - a.lat) * northM, turned * eastM);
}
