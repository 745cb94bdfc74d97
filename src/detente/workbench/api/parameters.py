"""What each question of the JSON interface may be asked with: the options of its command, in their ranges."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

SEED = 20260101

# The same words as in detente.stability.settings, which brings all arithmetic with it; a test compares them.
Countermoves = Literal["legal_sequences", "each_opponent_once", "one_move"]
Sanction = Literal["not_better", "worse"]

Text = Annotated[str, StringConstraints(max_length=10_000)]
Name = Annotated[str, StringConstraints(max_length=300)]
Names = Annotated[list[Name], Field(max_length=200)]
Pairs = Annotated[dict[Name, Name], Field(max_length=200)]
Measure = Literal["reached", "holding", "in_place"]
Draws = Annotated[int, Field(ge=1, le=65536)]
Seed = Annotated[int, Field(ge=0, le=2**63 - 1)]


class Asked(BaseModel):
    """Nothing but what is named."""

    model_config = ConfigDict(extra="forbid", strict=True)


class OfVerdicts(Asked):
    countermoves: Annotated[Countermoves, Field(description="Which replies count.")] = "legal_sequences"
    sanction: Annotated[Sanction, Field(description="What deters.")] = "not_better"


class OfScenario(Asked):
    given: Annotated[Pairs, Field(description="Scenario values taken for certain.")] = {}
    reading: Annotated[Name, Field(description="One reading, not the base model.")] = ""


class Check(Asked):
    sources: Annotated[bool, Field(description="Look passages up in the folder that --sources named.")] = False


class States(OfScenario):
    where: Annotated[Text, Field(description="Only states in which a condition holds.")] = ""


class Stability(OfVerdicts, OfScenario):
    why: Annotated[Text, Field(description="Explain one state: a name, a Y/N pattern, #number, or today.")] = ""
    actor: Annotated[Names, Field(description="With why: only these actors.")] = []
    concept: Annotated[Names, Field(description="Only these concepts.")] = []
    coalition: Annotated[Names, Field(description="Actors that would rest or move together.")] = []
    no_states: Annotated[bool, Field(description="Equilibria only, not every state and who is stable there.")] = False

    @model_validator(mode="after")
    def _one_question(self) -> Stability:
        if self.actor and not self.why:
            raise ValueError("actor chooses among reasons; name a state with why")
        if self.concept and self.coalition:
            raise ValueError("a coalition is asked about under all its concepts; leave concept out")
        if self.why and self.coalition:
            raise ValueError("ask for reasons (why) or for a coalition, not for both")
        return self


class Evolve(OfVerdicts, OfScenario):
    to: Annotated[Text, Field(description="Paths to states with a condition, not to equilibria.")] = ""
    concept: Annotated[Name, Field(description="Whose equilibria.")] = "seq"


class Forecast(OfScenario):
    outcome: Annotated[Names, Field(description="Only these outcomes.")] = []
    draws: Annotated[Draws, Field(description="Draws of everything uncertain.")] = 64
    seed: Annotated[Seed, Field(description="Seed of the draws.")] = SEED
    commit: Annotated[Pairs, Field(description="Options held from today on, with their values.")] = {}


class Compare(Asked):
    outcome: Annotated[Names, Field(description="Only these outcomes.")] = []
    between: Annotated[
        list[Name], Field(min_length=0, max_length=2, description="Whose crux: two readings; base is the base model.")
    ] = []
    measure: Annotated[Measure, Field(description="Which chance.")] = "reached"
    given: Annotated[Pairs, Field(description="Scenario values taken for certain.")] = {}
    draws: Annotated[Draws, Field(description="Draws for each reading.")] = 16
    seed: Annotated[Seed, Field(description="Seed of the draws.")] = SEED

    @model_validator(mode="after")
    def _two(self) -> Compare:
        if len(self.between) == 1:
            raise ValueError("between names two readings")
        return self


class Hinges(OfScenario):
    target: Annotated[Name, Field(description="The id of an outcome or of a claim.")]
    draws: Annotated[int, Field(ge=8, le=65536, description="Draws behind the indices.")] = 128
    seed: Annotated[Seed, Field(description="Seed of the draws.")] = SEED
    exact: Annotated[bool, Field(description="Run the model itself at every point.")] = False

    @model_validator(mode="after")
    def _power(self) -> Hinges:
        if self.exact and self.draws & (self.draws - 1):
            raise ValueError("with exact, draws are a power of 2")
        return self


class Induce(OfScenario):
    outcome: Annotated[Text, Field(min_length=1, description="An outcome of the model, or a condition.")]
    payer: Annotated[Names, Field(description="Only commitments by these actors.")] = []
    target: Annotated[Name, Field(description="Whom the package is to move.")] = ""
    up_to: Annotated[int, Field(ge=1, le=4, description="Commitments in a package.")] = 2
    measure: Annotated[Measure, Field(description="Which chance.")] = "holding"
    concept: Annotated[Name, Field(description="What the outcome is to rest under.")] = "seq"
    lift: Annotated[float, Field(ge=0, le=1, description="Also: what worths would lift the chance so far.")] = 0.0


class Claims(OfVerdicts):
    draws: Annotated[Draws, Field(description="Draws of everything uncertain.")] = 64
    seed: Annotated[Seed, Field(description="Seed of the draws.")] = SEED


class Run(Claims):
    pass
