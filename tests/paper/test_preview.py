"""Pages as pictures."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from rjdesk.desk.ports import Trouble
from rjdesk.paper.press import FormPress
from tests.paper.copies import Fill, Texts


def test_a_page_is_a_picture_of_the_paper(press: FormPress, filled: Fill) -> None:
    page, *_ = press.pages(press.print_pdf(filled("agreement-to-dialogue")), dpi=72)
    assert (page.width, page.height) == (612, 792)
    assert len(page.pixels) == page.stride * page.height
    dark = sum(value < 128 for value in page.pixels[::4])
    assert 0.01 < dark / (page.width * page.height) < 0.2
    margin = page.pixels[: page.stride * 30]
    assert set(margin) == {255}


def test_many_threads_may_ask_at_once(press: FormPress, filled: Fill) -> None:
    pdf = press.print_pdf(filled("accountability-agreement"))
    with ThreadPoolExecutor(4) as pool:
        seen = list(pool.map(lambda dpi: press.pages(pdf, dpi=dpi), [50, 60, 50, 60] * 3))
    assert seen[0] == seen[2] == seen[4]


def test_a_draft_says_so_under_the_text(press: FormPress, filled: Fill, texts: Texts) -> None:
    draft = press.print_pdf(filled("accountability-agreement", draft=True))
    assert all("DRAFT" in page for page in texts(draft))
    final = press.print_pdf(filled("accountability-agreement"))
    assert not any("DRAFT" in page for page in texts(final))


def test_what_is_no_paper_is_said_to_be_damaged(press: FormPress) -> None:
    with pytest.raises(Trouble, match="damaged"):
        press.pages(b"not a PDF", dpi=72)
