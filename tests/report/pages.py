"""What a page must be, whoever wrote what is in it: a list of everything that is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

VOID = {"meta", "br", "hr", "col"}
_KNOWN = """html head meta title style body header nav main footer section div p h1 h2 h3 h4 a ol ul li b strong span
code pre cite dl dt dd details summary table caption thead tbody tr th td figure figcaption svg g path line rect
circle text tspan defs clippath"""
KNOWN = set(_KNOWN.split())
ODD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


class Page(HTMLParser):
    """Reads a page and notes what is wrong."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.headings: list[int] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        self.tags.append((tag, named))
        if tag not in KNOWN:
            self.faults.append(f"a tag that no report has: {tag}")
        self.faults += [
            f"{tag} has {name}" for name in named if name.startswith("on") or name in ("src", "srcdoc", "action")
        ]
        if "href" in named:
            self.links.append(str(named["href"]))
        if "id" in named:
            self.ids.append(str(named["id"]))
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes something else")

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())


def faults(text: str) -> list[str]:
    """Everything wrong with a page; empty: nothing."""
    page = Page(text)
    return [*page.faults, *_whole(page, text), *_tables(page), *_figures(page)]


def _whole(page: Page, text: str) -> Iterator[str]:
    if page.open:
        yield f"never closed: {page.open}"
    if not text.startswith("<!DOCTYPE html>"):
        yield "no document type"
    if page.headings[:1] != [1] or page.headings.count(1) != 1:
        yield "there must be one h1, and it comes first"
    yield from (
        f"h{a} is followed by h{b}" for a, b in zip(page.headings, page.headings[1:], strict=False) if b > a + 1
    )
    yield from (f"{link} leads out of the page" for link in page.links if not link.startswith("#"))
    yield from (f"{link} leads nowhere" for link in page.links if link[1:] not in page.ids)
    yield from (f"the id {each} is used twice" for each in set(page.ids) if page.ids.count(each) > 1)
    named = dict(page.tags)
    yield from (f"there is no {tag}" for tag in ("header", "nav", "main", "footer") if tag not in named)
    if named.get("html", {}).get("lang") != "en":
        yield "the page does not say its language"
    if ODD.search(text):
        yield "there are characters that no page may hold"
    if re.search(r"@import|url\(\s*['\"]?(?!#)|expression\(", text):
        yield "the style sheet fetches something"


def _tables(page: Page) -> Iterator[str]:
    tags = [tag for tag, _ in page.tags]
    for place, tag in enumerate(tags):
        if tag == "table" and tags[place + 1] != "caption":
            yield "a table without a caption"
    for tag, named in page.tags:
        if tag == "th" and named.get("scope") not in ("col", "row", "rowgroup"):
            yield "a head without a scope"


def _figures(page: Page) -> Iterator[str]:
    for tag, named in page.tags:
        if tag == "svg" and (named.get("role") != "img" or len(named.get("aria-label") or "") < 20):
            yield "a figure without a text alternative"
    tags = [tag for tag, _ in page.tags]
    if tags.count("figure") != tags.count("svg") or tags.count("figure") != tags.count("figcaption"):
        yield "a figure without a caption"
