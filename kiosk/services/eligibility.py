"""Whether a service is for this citizen, as far as the registries say."""

from dataclasses import dataclass
from typing import Literal

from config.catalogue import Service, Text
from config.catalogue.models import FACTS, Condition
from kiosk.services.known import Known, holds


@dataclass(frozen=True, slots=True)
class Eligibility:
    """`unknown`: nothing speaks against it, but a registry was silent; the officer decides."""

    verdict: Literal["yes", "no", "unknown"]
    words: Text | None = None
    """The rule that is not met."""
    message: str | None = None
    """A message of the string table that says it better than the rule's words."""

    @property
    def may_start(self) -> bool:
        return self.verdict != "no"


def eligibility(service: Service, known: Known) -> Eligibility:
    """The first rule that is surely broken refuses; a rule is met when one of its conditions holds."""
    silent = False
    for rule in service.eligibility:
        said = [_holds(condition, known) for condition in rule.any]
        if any(one is True for one in said):
            continue
        if all(one is False for one in said):
            return Eligibility("no", rule.words, rule.message)
        silent = True
    return Eligibility("unknown" if silent else "yes")


def _holds(condition: Condition, known: Known) -> bool | None:
    if condition.field in FACTS:
        return holds(condition, known.number(condition.field))
    fact = known.facts.get(condition.field)
    return holds(condition, fact.value if fact else None)
