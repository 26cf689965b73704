"""The registry of pages: each has a name, one way to it, and letters and keys of its own."""

from collections import Counter

from rjdesk.screens.kit.page import Needs, Where
from rjdesk.screens.shell.registry import PAGES
from rjdesk.shipped import shipped_terms


def test_every_page_has_a_name() -> None:
    assert all(shipped_terms().of_page(name) for name in PAGES)


def test_a_page_at_the_side_has_an_icon_and_a_letter_of_its_name() -> None:
    side = {name: entry for name, entry in PAGES.items() if entry.where is Where.SIDE}
    for name, entry in side.items():
        assert entry.icon
        assert entry.mnemonic in shipped_terms().of_page(name).lower()
        assert entry.needs is Needs.NOTHING
    letters = Counter([entry.mnemonic for entry in side.values()] + ["l"])  # L locks
    assert max(letters.values()) == 1


def test_no_two_pages_share_a_key() -> None:
    keys = Counter(key for entry in PAGES.values() for key in entry.keys)
    assert max(keys.values()) == 1


def test_a_tab_of_a_case_needs_no_more_than_the_case() -> None:
    tabs = [entry for entry in PAGES.values() if entry.where is Where.CASE]
    assert {entry.needs for entry in tabs} == {Needs.CASE}


def test_each_page_belongs_to_an_entry_of_the_side() -> None:
    side = {name for name, entry in PAGES.items() if entry.where is Where.SIDE}
    assert {entry.under for entry in PAGES.values()} <= side
