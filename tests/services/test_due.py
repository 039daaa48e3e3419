"""The due date counts working days: no weekends, no national holidays, no joint leave."""

from datetime import date

import pytest

from config.catalogue import Catalogue, Service
from config.catalogue.models import Sla, Text
from kiosk.services.due import Due, DueUnknown, due_date


def service(catalogue: Catalogue, code: str) -> Service:
    found = catalogue.service(code)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (date(2026, 11, 23), date(2026, 11, 30)),  # Monday: five working days, over one weekend
        (date(2026, 11, 28), date(2026, 12, 4)),  # Saturday: counting begins on Monday
        (date(2026, 3, 16), date(2026, 3, 30)),  # Nyepi and Idulfitri with joint leave in between
        (date(2026, 12, 22), date(2026, 12, 31)),  # Christmas and its joint leave
        (date(2026, 12, 28), date(2027, 1, 6)),  # over New Year and Isra Mikraj into the next year
        (date(2027, 3, 5), date(2027, 3, 22)),  # Nyepi and Idulfitri 2027
    ],
)
def test_a_licence_is_due_after_five_working_days(catalogue: Catalogue, received: date, due: date) -> None:
    assert due_date(service(catalogue, "NKS-PRW-01"), received) == Due(due, auto_issue=True)


def test_population_documents_are_due_the_next_working_day_and_not_issued_by_themselves(
    catalogue: Catalogue,
) -> None:
    assert due_date(service(catalogue, "ADM-KK-01"), date(2026, 12, 23)) == Due(
        date(2026, 12, 28), auto_issue=False
    )


def test_minutes_are_due_the_same_day_even_on_a_holiday(catalogue: Catalogue) -> None:
    holiday = date(2026, 12, 25)
    assert due_date(service(catalogue, "ADM-CTK-01"), holiday) == Due(holiday, auto_issue=False)


@pytest.mark.parametrize(("received", "year"), [(date(2027, 12, 29), 2028), (date(2029, 5, 1), 2029)])
def test_a_year_without_decreed_holidays_has_no_due_date(
    catalogue: Catalogue, received: date, year: int
) -> None:
    assert due_date(service(catalogue, "NKS-PRW-01"), received) == DueUnknown(year)


def test_zero_working_days_is_the_day_itself(catalogue: Catalogue) -> None:
    now = Sla(value=0, unit="working_days", basis=Text(id="x", en="x"))
    at_once = service(catalogue, "ADM-KK-01").model_copy(update={"sla": now})
    assert due_date(at_once, date(2026, 11, 24)) == Due(date(2026, 11, 24), auto_issue=False)
