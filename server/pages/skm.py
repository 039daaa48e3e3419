"""The satisfaction survey: index and grade per element, service and office, with the sample against its target."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated

from fastapi import APIRouter, Query, Response

from config.catalogue import load
from server.api.depends import Ctx
from server.context import Context
from server.domain.roles import offices as office_of
from server.domain.skm import ELEMENTS, Index, index, sample_target
from server.pages.session import PageTrouble, SignedIn, Visitor, officer_page, permit
from server.storage import skm
from server.storage.queue import local_day
from server.storage.skm import Counted, Period

router = APIRouter(include_in_schema=False)
Day = Annotated[date | None, Query()]
DAYS = 90
"""The period that is shown at first: a quarter."""


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    code: str
    index: Index
    population: int
    target: int

    @property
    def enough(self) -> bool:
        return self.index.respondents >= self.target


@dataclass(frozen=True, slots=True)
class Report:
    first: date
    last: date
    total: Row | None
    services: Sequence[Row]
    offices: Sequence[Row]


@router.get("/skm")
async def show(context: Ctx, visitor: SignedIn, since: Day = None, until: Day = None) -> Response:
    permit(visitor, "skm")
    report = await _report(context, visitor, since, until)
    return officer_page("skm.html", visitor, {"report": report, "elements": ELEMENTS})


@router.get("/skm.csv")
async def export(context: Ctx, visitor: SignedIn, since: Day = None, until: Day = None) -> Response:
    permit(visitor, "skm")
    report = await _report(context, visitor, since, until)
    file = io.StringIO()
    rows = csv.writer(file)
    rows.writerow(["kind", "code", "respondents", "population", "target", *ELEMENTS, "ikm", "grade"])
    for kind, found in (("service", report.services), ("office", report.offices)):
        for row in found:
            rows.writerow(_csv_row(kind, row))
    if report.total:
        rows.writerow(_csv_row("total", report.total))
    name = f"skm-{report.first.isoformat()}-{report.last.isoformat()}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(file.getvalue(), headers=headers, media_type="text/csv; charset=utf-8")


async def _report(context: Context, visitor: Visitor, since: date | None, until: date | None) -> Report:
    officer = visitor.officer
    last = until or local_day(context.clock(), officer.utc_offset)
    first = since or last - timedelta(days=DAYS)
    if not date(2000, 1, 1) <= first <= last <= date(2199, 12, 31):
        raise PageTrouble(422, "period")
    period = Period(first, last, office_of(officer.role, officer.office_id))
    found = await context.storage.read(lambda connection: skm.answers(connection, period))
    people = await context.storage.read(lambda connection: skm.population(connection, period))
    names = await context.storage.read(skm.office_names)
    services = {one.code: one.name.of(visitor.language) for one in load().services}
    everybody = sum(people.values())
    return Report(
        first,
        last,
        _row("", "", found, everybody),
        _rows(found, "service", services, people),
        _rows(found, "office_id", names, {}) if period.office_id is None else (),
    )


def _rows(
    found: Sequence[Counted], by: str, names: Mapping[str, str], people: Mapping[str, int]
) -> Sequence[Row]:
    codes = sorted({str(getattr(one, by)) for one in found})
    rows = [
        _row(
            names.get(code, code),
            code,
            [one for one in found if getattr(one, by) == code],
            people.get(code, 0),
        )
        for code in codes
    ]
    return [row for row in rows if row is not None]


def _row(name: str, code: str, found: Sequence[Counted], population: int) -> Row | None:
    made = index((one.answers, one.times) for one in found)
    return None if made is None else Row(name, code, made, population, sample_target(population))


def _csv_row(kind: str, row: Row) -> list[object]:
    means = [row.index.elements.get(one, "") for one in ELEMENTS]
    return [
        kind,
        row.code,
        row.index.respondents,
        row.population,
        row.target,
        *means,
        row.index.ikm,
        row.index.grade,
    ]
