"""Signs: what happened to each of them, as values."""
