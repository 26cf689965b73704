"""The tour: a fictional case, walked through the real window with real clicks and key presses.

What the tour can do, a person can do. Only the calendar is turned by hand.
"""

from rjdesk.tour.walk import walk

__all__ = ["walk"]
