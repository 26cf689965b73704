"""Which page stands at which place."""

from __future__ import annotations

from collections.abc import Mapping

from rjdesk.desk.journeys.intake import IntakeJourney
from rjdesk.desk.journeys.premeeting import PreMeetingJourney
from rjdesk.process.kernel.event import CaseId
from rjdesk.screens.agreement import AgreementPage
from rjdesk.screens.case import CaseScreen
from rjdesk.screens.cases import CasesPage
from rjdesk.screens.circle import CirclePage
from rjdesk.screens.coalition import CoalitionPage
from rjdesk.screens.followup import FollowUpPage
from rjdesk.screens.given import Given
from rjdesk.screens.help import HelpPage
from rjdesk.screens.intake import IntakePage
from rjdesk.screens.interruption import InterruptionPage
from rjdesk.screens.journey import JourneyPage
from rjdesk.screens.link import Link
from rjdesk.screens.page import Page, Place
from rjdesk.screens.papers import PapersPage
from rjdesk.screens.premeetings import PreMeetingsPage
from rjdesk.screens.preparation import PreparationPage
from rjdesk.screens.settings import SettingsPage
from rjdesk.screens.taken_back import TakenBackPage
from rjdesk.screens.today import TodayPage
from rjdesk.screens.window import MakePage


def intake_journey(given: Given, link: Link, place: Place) -> Page:
    """Return the intake of a case that does not exist yet."""
    case = CaseId(given.new_id())
    return JourneyPage(
        given,
        link,
        place,
        IntakeJourney(case),
        after=Place("case", case),
        later=Place("cases"),
    )


def pre_meeting(given: Given, link: Link, place: Place) -> Page:
    """Return the journey through the pre-meeting that ``place.detail`` names."""
    if place.case is None:
        raise LookupError("a pre-meeting belongs to a case")
    meetings = Place("pre-meetings", place.case)
    journey = PreMeetingJourney(place.case, place.detail)
    if link.desk.case(place.case).meeting(place.detail) is None:
        return TakenBackPage(given, link, place, journey, later=meetings)
    return JourneyPage(given, link, place, journey, after=meetings, later=meetings)


PAGES: Mapping[str, MakePage] = {
    "today": TodayPage,
    "cases": CasesPage,
    "intake-journey": intake_journey,
    "case": CaseScreen,
    "intake": IntakePage,
    "pre-meetings": PreMeetingsPage,
    "pre-meeting": pre_meeting,
    "preparation": PreparationPage,
    "circle": CirclePage,
    "agreement": AgreementPage,
    "follow-up": FollowUpPage,
    "interruption": InterruptionPage,
    "papers": PapersPage,
    "coalition": CoalitionPage,
    "settings": SettingsPage,
    "help": HelpPage,
}
