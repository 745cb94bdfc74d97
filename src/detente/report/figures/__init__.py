"""Figures: each one tree of SVG elements, shown in the page and saved as SVG and PDF."""

from .figure import Figure

__all__ = ["Figure"]
