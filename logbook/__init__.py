"""A sighting logbook: who was seen, where and when, on which picture, by whose credit, and what it proves."""

__version__ = "0.1.0"
