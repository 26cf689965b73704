"""The index page of the tour: the story in pictures, with its papers."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rjdesk.tour.story import Tour

STYLE = """
body { font: 18px/1.5 "Atkinson Hyperlegible Next", sans-serif; color: #2a2521;
       background: #f7f3ec; max-width: 60rem; margin: 3rem auto; padding: 0 1.5rem; }
h1, h2 { font-family: "Literata", serif; } figure { margin: 1.5rem 0; }
img { max-width: 100%; border: 1px solid #d9d0c3; border-radius: 9px; }
figcaption { color: #5a5149; } a { color: #1c4c45; }
"""

INTRODUCTION = (
    "<p>A fictional case, from the request to the signed agreement and beyond. Every picture "
    "was taken in the real window, which was worked with clicks and keys. Only the calendar "
    "was turned by hand.</p>"
)


def write_index(out: Path, story: Tour) -> None:
    """Write ``index.html`` beside the pictures."""
    parts = [
        "<!doctype html><html lang=en><meta charset=utf-8>",
        "<title>A tour of rjdesk</title>",
        f"<style>{STYLE}</style>",
        "<h1>A tour of rjdesk</h1>",
        INTRODUCTION,
    ]
    ends = [first for _, first in story.chapters[1:]] + [len(story.hand.pictures)]
    for (title, first), end in zip(story.chapters, ends, strict=True):
        parts.append(f"<h2>{escape(title)}</h2>")
        for file, caption in story.hand.pictures[first:end]:
            parts.append(
                f'<figure><img src="{escape(file)}" alt="{escape(caption)}" loading=lazy>'
                f"<figcaption>{escape(caption)}</figcaption></figure>"
            )
    parts.append("<h2>The papers</h2><ul>")
    parts.extend(
        f'<li><a href="{escape(file)}">{escape(caption)}</a></li>' for file, caption in story.papers
    )
    parts.append("</ul></html>")
    (out / "index.html").write_text("\n".join(parts), encoding="utf-8")
