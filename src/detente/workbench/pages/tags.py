"""Names of elements that tests look for. They may hold ids of a model, so they are never parsed."""

from __future__ import annotations

from typing import TypeVar

from nicegui.element import Element

Made = TypeVar("Made", bound=Element)


def tag(element: Made, name: str) -> Made:
    """The element, with a name in the page (``data-testid``)."""
    element.props["data-testid"] = name
    return element
