"""Codes for signs: new ones, and how they come into a story."""
