// Whether the sun is down, by the equations of NOAA's solar calculator (engine/places/sun.py).

import { radians } from "./latlon.js";

const { asin, cos, sin, tan } = Math;
const ZENITH = 90.833;
const NOON_OF_2000_S = 946728000;

const degrees = (angle) => (angle * 180) / Math.PI;
const modulo = (number, by) => ((number % by) + by) % by;

// Tells whether the sun is below the horizon at a moment, in seconds since 1970.
export function isDown(nowS, at) {
  const days = (nowS - NOON_OF_2000_S) / 86400;
  const [declination, equationOfTime] = sun(days / 36525);
  const solarMinutes = (days + 0.5) * 1440 + equationOfTime + 4 * at.lon;
  const hourAngle = radians(modulo(solarMinutes, 1440) / 4 - 180);
  const [lat, decl] = [radians(at.lat), radians(declination)];
  const height = sin(lat) * sin(decl) + cos(lat) * cos(decl) * cos(hourAngle);
  return height < cos(radians(ZENITH));
}

// Gives the sun's declination in degrees and the equation of time in minutes, in Julian centuries since 2000.
function sun(t) {
  const meanLongitude = radians(280.46646 + t * (36000.76983 + 0.0003032 * t));
  const meanAnomaly = radians(357.52911 + t * (35999.05029 - 0.0001537 * t));
  const eccentricity = 0.016708634 - t * (0.000042037 + 0.0000001267 * t);
  const centre =
    sin(meanAnomaly) * (1.914602 - t * (0.004817 + 0.000014 * t)) +
    sin(2 * meanAnomaly) * (0.019993 - 0.000101 * t) +
    sin(3 * meanAnomaly) * 0.000289;
  const node = radians(125.04 - 1934.136 * t);
  const longitude = meanLongitude + radians(centre - 0.00569 - 0.00478 * sin(node));
  const seconds = 21.448 - t * (46.815 + t * (0.00059 - 0.001813 * t));
  const obliquity = radians(23 + (26 + seconds / 60) / 60 + 0.00256 * cos(node));
  const declination = asin(sin(obliquity) * sin(longitude));
  const y = tan(obliquity / 2) * tan(obliquity / 2);
  const equationOfTime =
    y * sin(2 * meanLongitude) -
    2 * eccentricity * sin(meanAnomaly) +
    4 * eccentricity * y * sin(meanAnomaly) * cos(2 * meanLongitude) -
    0.5 * y * y * sin(4 * meanLongitude) -
    1.25 * eccentricity * eccentricity * sin(2 * meanAnomaly);
  return [degrees(declination), 4 * degrees(equationOfTime)];
}
