"""Which page stands at which place."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from rjdesk.desk.journeys.intake import IntakeJourney
from rjdesk.desk.journeys.premeeting import PreMeetingJourney
from rjdesk.desk.views.case_page import AskMeeting
from rjdesk.process.kernel.event import CaseId
from rjdesk.screens.kit.link import Link
from rjdesk.screens.kit.page import Needs, Page, PageEntry, Route, Where
from rjdesk.screens.kit.services import Services
from rjdesk.screens.pages.access import AccessPage
from rjdesk.screens.pages.agreement.page import AgreementPage
from rjdesk.screens.pages.brief import BriefPage
from rjdesk.screens.pages.cases.case import CaseScreen
from rjdesk.screens.pages.cases.page import CasesPage
from rjdesk.screens.pages.circle.page import CirclePage
from rjdesk.screens.pages.coalition.page import CoalitionPage
from rjdesk.screens.pages.followup.page import FollowUpPage
from rjdesk.screens.pages.handover import HandoverPage
from rjdesk.screens.pages.help import HelpPage
from rjdesk.screens.pages.intake import IntakePage
from rjdesk.screens.pages.journey.page import JourneyPage
from rjdesk.screens.pages.journey.taken_back import TakenBackPage
from rjdesk.screens.pages.library.document import DocumentPage
from rjdesk.screens.pages.library.page import LibraryPage
from rjdesk.screens.pages.member import MemberPage
from rjdesk.screens.pages.papers.page import PapersPage
from rjdesk.screens.pages.person import PersonPage
from rjdesk.screens.pages.premeeting.page import PreMeetingsPage
from rjdesk.screens.pages.preparation.page import PreparationPage
from rjdesk.screens.pages.records import RecordsPage
from rjdesk.screens.pages.review.page import ReviewPage
from rjdesk.screens.pages.settings import SettingsPage
from rjdesk.screens.pages.sexual_harm import SexualHarmPage
from rjdesk.screens.pages.taking_part.page import InterruptionPage
from rjdesk.screens.pages.today import TodayPage
from rjdesk.screens.pages.vault import VaultPage


def intake_journey(services: Services, link: Link, route: Route) -> Page:
    """Return the intake of a case that does not exist yet."""
    case = CaseId(services.new_id())
    return JourneyPage(
        services,
        link,
        route,
        IntakeJourney(case),
        after=Route("case", case),
        later=Route("cases"),
    )


def pre_meeting(services: Services, link: Link, route: Route) -> Page:
    """Return the journey through the pre-meeting that ``place.detail`` names.

    It is of the whole case, and says itself in which process each takes part.
    """
    route = replace(route, process=None)
    if route.case is None:
        raise LookupError("a pre-meeting belongs to a case")
    meetings = Route("pre-meetings", route.case)
    journey = PreMeetingJourney(route.case, route.detail)
    if not link.ask(AskMeeting(route.case, route.detail)):
        return TakenBackPage(services, link, route, journey, later=meetings)
    return JourneyPage(services, link, route, journey, after=meetings, later=meetings)


_SIDE, _CASE = Where.SIDE, Where.CASE
_OF_CASE = Needs.CASE

PAGES: Mapping[str, PageEntry] = {
    "today": PageEntry(make=TodayPage, where=_SIDE, icon="sun", mnemonic="t", keys=("Ctrl+1",)),
    "cases": PageEntry(
        make=CasesPage, where=_SIDE, icon="folders", mnemonic="c", keys=("Ctrl+2", "Ctrl+F")
    ),
    "intake-journey": PageEntry(make=intake_journey),
    "case": PageEntry(make=CaseScreen, needs=_OF_CASE),
    "intake": PageEntry(make=IntakePage, where=_CASE, needs=_OF_CASE),
    "pre-meetings": PageEntry(make=PreMeetingsPage, where=_CASE, needs=_OF_CASE),
    "pre-meeting": PageEntry(make=pre_meeting, needs=Needs.DETAIL),
    "preparation": PageEntry(make=PreparationPage, where=_CASE, needs=_OF_CASE),
    "circle": PageEntry(make=CirclePage, needs=_OF_CASE),
    "agreement": PageEntry(make=AgreementPage, where=_CASE, needs=_OF_CASE),
    "follow-up": PageEntry(make=FollowUpPage, where=_CASE, needs=_OF_CASE),
    "brief": PageEntry(make=BriefPage, needs=_OF_CASE),
    "review": PageEntry(make=ReviewPage, needs=_OF_CASE),
    "interruption": PageEntry(make=InterruptionPage, where=_CASE, needs=_OF_CASE),
    "sexual-harm": PageEntry(make=SexualHarmPage, needs=_OF_CASE),
    "person": PageEntry(make=PersonPage, needs=Needs.DETAIL),
    "records": PageEntry(make=RecordsPage, where=_CASE, needs=_OF_CASE),
    "access": PageEntry(make=AccessPage, where=_CASE, needs=_OF_CASE),
    "papers": PageEntry(make=PapersPage, where=_CASE, needs=_OF_CASE),
    "library": PageEntry(make=LibraryPage, where=_SIDE, icon="book-open", mnemonic="b"),
    "document": PageEntry(make=DocumentPage, needs=Needs.ITEM, under="library"),
    "coalition": PageEntry(make=CoalitionPage, where=_SIDE, icon="users", mnemonic="o"),
    "member": PageEntry(make=MemberPage, needs=Needs.ITEM, under="coalition"),
    "handover": PageEntry(make=HandoverPage, under="coalition"),
    "vault": PageEntry(make=VaultPage, where=_SIDE, icon="archive", mnemonic="v"),
    "settings": PageEntry(make=SettingsPage, where=_SIDE, icon="settings", mnemonic="s"),
    "help": PageEntry(make=HelpPage, where=_SIDE, icon="circle-help", mnemonic="h"),
}
"""Every page, in the order of the side and of the tabs of a case. What lists pages reads it:
the window and its keys, the case page, the help, and every test that tries each of them."""
