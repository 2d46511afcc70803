"""Signs over their life, as values."""
