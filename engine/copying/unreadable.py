"""What is said of a file that is not made anew."""


class Unreadable(Exception):
    """It is not what it should be, or more than anybody wants to see or hear."""


# How the process that reads a file ends where it found this. Python ends with 1 for any mistake.
UNREADABLE = 3
