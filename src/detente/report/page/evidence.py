"""The evidence register, and the assumptions that rest on nothing."""

from __future__ import annotations

from ..gather import Findings
from ..tables.evidence import bare_table, evidence_table
from ..words import listed, percent
from .section import Part, Section, folded, say, section


def evidence_section(found: Findings) -> Section:
    coverage, model = found.coverage, found.model
    total = len(coverage.resting) + len(coverage.bare)
    if not model.evidence:
        lead = f"The model cites no evidence; its {total} assumptions rest on the analyst's word."
    else:
        lead = (
            f"{len(coverage.resting)} of {total} assumptions ({percent(coverage.share)}) rest on a passage, "
            f"{len(coverage.bare)} on the analyst's word."
        )
    parts: list[Part] = [say(lead)]
    if coverage.uncited:
        parts.append(say(f"Cited by nothing: {listed([each.id for each in coverage.uncited])}."))
    if model.evidence:
        parts.append(evidence_table(model, coverage))
    if coverage.bare:
        parts.append(folded("Assumptions without a passage", bare_table(coverage)))
    return section("evidence", "Evidence", parts)
