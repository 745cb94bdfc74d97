"""The evidence register, and the assumptions that rest on nothing."""

from __future__ import annotations

from ..gather import Findings
from ..tables.evidence import bare_table, coverage_words, evidence_table
from ..words import listed
from .section import Part, Section, folded, say, section


def evidence_section(found: Findings) -> Section:
    coverage, model = found.coverage, found.model
    parts: list[Part] = [say(coverage_words(model, coverage))]
    if coverage.uncited:
        parts.append(say(f"Cited by nothing: {listed([each.id for each in coverage.uncited])}."))
    if model.evidence:
        parts.append(evidence_table(model, coverage))
    if coverage.bare:
        parts.append(folded("Assumptions without a passage", bare_table(coverage)))
    return section("evidence", "Evidence", parts)
