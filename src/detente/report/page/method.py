"""How it was done: a methods paragraph written from the settings, the settings themselves, and how to cite."""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Model
from ..elements import Element, e
from ..gather import Findings, Missing
from ..tables.as_latex import escape
from ..tables.settings import settings_table
from ..words import count, horizon, listed
from .section import Section, say, section

RULES = {
    "legal_sequences": "all legal sequences of moves by opponents, nobody moving twice in a row",
    "each_opponent_once": "sequences in which each opponent moves at most once",
    "one_move": "single moves by single opponents",
}
SANCTIONS = {"not_better": "not better off than before", "worse": "worse off than before"}


def method_section(found: Findings) -> Section:
    """For the methods part of a paper, and for whoever runs it again."""
    more = {} if isinstance(found.forecasts, Missing) else dict(found.forecasts[0][1].stamp.settings)
    return section(
        "method",
        "Method, settings and citation",
        section("methods", "Methods paragraph", [say(said) for said in _paragraphs(found)]),
        section("settings", "Settings", settings_table(found.stamp, more)),
        section("cite", "How to cite", *_cite(found)),
        short="Method and citation",
    )


def _paragraphs(found: Findings) -> Iterator[str]:
    yield " ".join(_ordinal(found))
    if not isinstance(found.forecasts, Missing):
        yield " ".join(_process(found))
    if found.model.claims:
        yield (
            f"Claims were tested over the same {count(found.draws, 'draw')} of everything uncertain; a claim counts "
            "as holding if it "
            "does so in at least 90% of them, and as failing if in at most 10%."
        )


def _ordinal(found: Findings) -> Iterator[str]:
    model, settings = found.model, found.stamp.settings
    what = f"{count(len(model.actors), 'decision maker')} and {count(len(model.options), 'option')}"
    if model.graph is not None:
        what = f"{count(len(model.actors), 'decision maker')} and {count(len(model.graph.states), 'listed state')}"
    yield f"The conflict was modelled with {what} in the graph model for conflict resolution (Fang et al. 1993)."
    if not isinstance(found.rest, Missing):
        yield f"The rules leave {count(found.rest.game.size, 'feasible state')}" + (
            " in the likeliest scenario." if found.rest.scenario else "."
        )
    counter, sanction = str(settings["countermoves"]), str(settings["sanction"])
    yield (
        "Stability was computed under Nash, GMR, SMR, SEQ, SSEQ and, where defined, SIM. Countermoves are "
        f"{RULES.get(counter, counter)}; a reply deters if it leaves the actor {SANCTIONS.get(sanction, sanction)}."
    )


def _process(found: Findings) -> Iterator[str]:
    assert not isinstance(found.forecasts, Missing)
    settings = found.forecasts[0][1].stamp.settings
    yield (
        "Probabilities are those of a continuous-time process of moves: actors reconsider at Poisson times and "
        "choose by logit quantal response on discounted continuation values (Markov quantal-response equilibrium; "
        "McKelvey & Palfrey 1995, 1998; Doraszelski & Judd 2012), from which first-passage and occupation "
        "probabilities follow by uniformisation."
    )
    yield (
        f"Uncertain worths, tempos, precisions, foresights and scenario probabilities were drawn {found.draws} "
        f"times by a scrambled Sobol sequence (seed {found.stamp.seed}); bands span the middle 80% of the draws. "
        f"Games were solved to a residual of {settings.get('tolerance', 0):g} units of worth."
    )


def _cite(found: Findings) -> Iterator[Element]:
    stamp, model = found.stamp, found.model
    yield say(
        f"“{model.title}”, model {stamp.fingerprint}, analysed with detente {stamp.detente} (seed {stamp.seed}, "
        f"{found.draws} draws, horizon {horizon(model)})."
    )
    authors = [each.author or each.id for each in model.sources]
    if authors:
        yield say(f"The argument rests on {listed(list(dict.fromkeys(authors)))}; cite them for what they say.")
    yield e("pre", "\n".join(_bibtex(model, found)), tabindex="0", aria_label="BibTeX entry")


def _bibtex(model: Model, found: Findings) -> Iterator[str]:
    yield f"@misc{{detente-{found.stamp.fingerprint},"
    yield f"  title = {{{{{escape(model.title)}}}}},"
    yield f"  note = {{Model {found.stamp.fingerprint}; detente {found.stamp.detente}; seed {found.stamp.seed}}},"
    yield "}"
