"""Numbers on the command line, called as people call them when one is wrong."""

import click


class Number(click.FloatRange):
    """A number in a range."""

    name = "number"


class WholeNumber(click.IntRange):
    """A whole number in a range."""

    name = "whole number"
