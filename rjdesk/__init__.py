"""rjdesk leads restorative justice facilitators from first request to the end of the records."""

__version__ = "0.1.0"
