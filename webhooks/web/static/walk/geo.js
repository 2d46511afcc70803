// Distances and directions between places, as {lat, lon} in degrees.

const EARTH_M = 6371008.8; // the mean radius of WGS 84
const WINDS = ["n", "ne", "e", "se", "s", "sw", "w", "nw"];

const radians = (degrees) => (degrees * Math.PI) / 180;

// Metres along a great circle, by the haversine formula (R. W. Sinnott, Virtues of the Haversine, 1984);
// within 0.6 % of the ellipsoid's.
export function metres(from, to) {
  const up = Math.sin(radians(to.lat - from.lat) / 2);
  const across = Math.sin(radians(to.lon - from.lon) / 2);
  const part = up * up + Math.cos(radians(from.lat)) * Math.cos(radians(to.lat)) * across * across;
  return 2 * EARTH_M * Math.asin(Math.min(1, Math.sqrt(part)));
}

// Metres in words, as the server writes them (webhooks/web/figures.py): "350 m", "2.4 km".
export const long = (metres, language) =>
  metres < 995
    ? written(Math.max(10, Math.round(metres / 10) * 10), "meter", language)
    : written(metres / 1000, "kilometer", language);

const written = (figure, unit, language) =>
  new Intl.NumberFormat(language, { style: "unit", unit, maximumFractionDigits: 1 }).format(figure);

// Degrees from north, clockwise, 0 to less than 360, in which one sets out from one place for another.
export function bearing(from, to) {
  const east = radians(to.lon - from.lon);
  const [here, there] = [radians(from.lat), radians(to.lat)];
  const y = Math.sin(east) * Math.cos(there);
  const x = Math.cos(here) * Math.sin(there) - Math.sin(here) * Math.cos(there) * Math.cos(east);
  return ((Math.atan2(y, x) * 180) / Math.PI + 360) % 360;
}

// The one of eight winds that is nearest: "n", "ne", "e", "se", "s", "sw", "w" or "nw".
export const wind = (from, to) => WINDS[Math.round(bearing(from, to) / 45) % 8];
