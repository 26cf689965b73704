"""Which page stands at which place."""

from __future__ import annotations

from collections.abc import Mapping

from rjdesk.desk.journeys.intake import IntakeJourney
from rjdesk.desk.journeys.premeeting import PreMeetingJourney
from rjdesk.desk.views.case_page import AskMeeting
from rjdesk.process.kernel.event import CaseId
from rjdesk.screens.kit.link import Link
from rjdesk.screens.kit.page import Page, Place
from rjdesk.screens.kit.services import Services
from rjdesk.screens.pages.agreement.page import AgreementPage
from rjdesk.screens.pages.cases.case import CaseScreen
from rjdesk.screens.pages.cases.page import CasesPage
from rjdesk.screens.pages.circle.page import CirclePage
from rjdesk.screens.pages.coalition import CoalitionPage
from rjdesk.screens.pages.followup.page import FollowUpPage
from rjdesk.screens.pages.help import HelpPage
from rjdesk.screens.pages.intake import IntakePage
from rjdesk.screens.pages.journey.page import JourneyPage
from rjdesk.screens.pages.journey.taken_back import TakenBackPage
from rjdesk.screens.pages.papers.page import PapersPage
from rjdesk.screens.pages.premeeting.page import PreMeetingsPage
from rjdesk.screens.pages.preparation.page import PreparationPage
from rjdesk.screens.pages.settings import SettingsPage
from rjdesk.screens.pages.taking_part.page import InterruptionPage
from rjdesk.screens.pages.today import TodayPage
from rjdesk.screens.shell.window import MakePage


def intake_journey(services: Services, link: Link, place: Place) -> Page:
    """Return the intake of a case that does not exist yet."""
    case = CaseId(services.new_id())
    return JourneyPage(
        services,
        link,
        place,
        IntakeJourney(case),
        after=Place("case", case),
        later=Place("cases"),
    )


def pre_meeting(services: Services, link: Link, place: Place) -> Page:
    """Return the journey through the pre-meeting that ``place.detail`` names."""
    if place.case is None:
        raise LookupError("a pre-meeting belongs to a case")
    meetings = Place("pre-meetings", place.case)
    journey = PreMeetingJourney(place.case, place.detail)
    if not link.ask(AskMeeting(place.case, place.detail)):
        return TakenBackPage(services, link, place, journey, later=meetings)
    return JourneyPage(services, link, place, journey, after=meetings, later=meetings)


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
