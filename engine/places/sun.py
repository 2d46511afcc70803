"""When the sun rises and sets.

By the equations of NOAA's solar calculator ("General Solar Position Calculations" and the
calculator's spreadsheets, NOAA Global Monitoring Laboratory, after Meeus, Astronomical Algorithms,
2nd edition, chapters 25 and 28). They are good to about a minute between the polar circles, and to
ten near them, for the years 1901 to 2099. Written in plain arithmetic, a line a quantity, so that
another implementation can follow line by line.
"""

from datetime import UTC, date, datetime, timedelta
from math import acos, asin, cos, degrees, floor, radians, sin, tan

from engine.places.latlon import LatLon

# The sun's upper edge at the horizon: half its width and the air's bending (NOAA).
_ZENITH = 90.833
_J2000 = date(2000, 1, 1)
_NOON = 720.0
_ROUNDS = 3


def sunrise(day: date, at: LatLon) -> datetime | None:
    """Give when the sun rises on a day, in UTC to the whole minute; None in polar day and night.

    The day is that of the sun at the place, from its midnight to its midnight. It can differ from
    the clock's where the clock is hours off the sun, as in Samoa, and in a summer night near the
    polar circle.
    """
    return _crossing(day, at, side=-1.0)


def sunset(day: date, at: LatLon) -> datetime | None:
    """Give when the sun sets on a day, in UTC to the whole minute; None in polar day and night.

    The day is meant as for `sunrise`.
    """
    return _crossing(day, at, side=1.0)


def is_down(now: datetime, at: LatLon) -> bool:
    """Tell whether the sun is below the horizon at a moment (aware), as by `sunset`'s measure."""
    noon = datetime(_J2000.year, _J2000.month, _J2000.day, 12, tzinfo=UTC)
    days = (now - noon).total_seconds() / 86400.0
    declination, equation_of_time = _sun(days / 36525.0)
    solar_minutes = (days + 0.5) * 1440.0 + equation_of_time + 4.0 * at.lon
    hour_angle = radians((solar_minutes % 1440.0) / 4.0 - 180.0)
    lat, decl = radians(at.lat), radians(declination)
    height = sin(lat) * sin(decl) + cos(lat) * cos(decl) * cos(hour_angle)
    return height < cos(radians(_ZENITH))


def _crossing(day: date, at: LatLon, side: float) -> datetime | None:
    """Give when the sun crosses the horizon, before noon for side -1, after it for 1."""
    minutes = _NOON - 4.0 * at.lon
    # The sun moves on while the day goes by: from noon's place to that at the crossing itself.
    for _ in range(_ROUNDS):
        century = ((day - _J2000).days - 0.5 + minutes / 1440.0) / 36525.0
        declination, equation_of_time = _sun(century)
        hour_angle = _hour_angle(at.lat, declination)
        if hour_angle is None:
            return None
        minutes = _NOON - 4.0 * at.lon - equation_of_time + side * 4.0 * hour_angle
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return midnight + timedelta(minutes=floor(minutes + 0.5))


def _sun(century: float) -> tuple[float, float]:
    """Give the sun's declination in degrees and the equation of time in minutes.

    At a moment in Julian centuries since noon UTC of 1 January 2000.
    """
    t = century
    mean_longitude = radians(280.46646 + t * (36000.76983 + 0.0003032 * t))
    mean_anomaly = radians(357.52911 + t * (35999.05029 - 0.0001537 * t))
    eccentricity = 0.016708634 - t * (0.000042037 + 0.0000001267 * t)
    centre = (
        sin(mean_anomaly) * (1.914602 - t * (0.004817 + 0.000014 * t))
        + sin(2.0 * mean_anomaly) * (0.019993 - 0.000101 * t)
        + sin(3.0 * mean_anomaly) * 0.000289
    )
    node = radians(125.04 - 1934.136 * t)
    longitude = mean_longitude + radians(centre - 0.00569 - 0.00478 * sin(node))
    seconds = 21.448 - t * (46.815 + t * (0.00059 - 0.001813 * t))
    obliquity = radians(23.0 + (26.0 + seconds / 60.0) / 60.0 + 0.00256 * cos(node))
    declination = asin(sin(obliquity) * sin(longitude))
    y = tan(obliquity / 2.0) * tan(obliquity / 2.0)
    equation_of_time = (
        y * sin(2.0 * mean_longitude)
        - 2.0 * eccentricity * sin(mean_anomaly)
        + 4.0 * eccentricity * y * sin(mean_anomaly) * cos(2.0 * mean_longitude)
        - 0.5 * y * y * sin(4.0 * mean_longitude)
        - 1.25 * eccentricity * eccentricity * sin(2.0 * mean_anomaly)
    )
    return degrees(declination), 4.0 * degrees(equation_of_time)


def _hour_angle(latitude: float, declination: float) -> float | None:
    """Give the degrees the sun turns between noon and the horizon; None if it stays on one side."""
    lat = radians(latitude)
    decl = radians(declination)
    cosine = (cos(radians(_ZENITH)) - sin(lat) * sin(decl)) / (cos(lat) * cos(decl))
    if not -1.0 <= cosine <= 1.0:
        return None
    return degrees(acos(cosine))
