"""The steps, numbered; each is written once and never changed."""
