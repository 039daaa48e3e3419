"""Figures for Prometheus: counted in the database when they are asked for, so that no request pays for them."""

from collections.abc import Iterator, Mapping
from datetime import timedelta

from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from sqlalchemy import Connection, func, select

from server.api.depends import Ctx
from server.api.problems import Trouble
from server.context import Context
from server.storage.schema import applications, device_status, devices, tickets, verifications

router = APIRouter(include_in_schema=False)
SILENT = timedelta(seconds=60)
LOCAL = ("127.0.0.1", "::1")

Figures = Mapping[str, tuple[str, Mapping[str, float]]]
"""Name to what it counts and the values by label; the empty label is the value itself."""


@router.get("/metrics")
async def metrics(request: Request, context: Ctx) -> Response:
    """For a collector on this machine alone; others come through a proxy that knows who may ask."""
    if request.client is None or request.client.host not in LOCAL:
        raise Trouble("forbidden")
    figures = await context.storage.read(lambda connection: _figures(connection, context))
    registry = CollectorRegistry()
    registry.register(_Fixed(figures))
    return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)


class _Fixed(Collector):
    def __init__(self, figures: Figures) -> None:
        self._figures = figures

    def collect(self) -> Iterator[Metric]:
        for name, (words, values) in self._figures.items():
            family = GaugeMetricFamily(f"mpp_{name}", words, labels=["kind"])
            for label, value in values.items():
                family.add_metric([label], value)
            yield family


def _figures(connection: Connection, context: Context) -> Figures:
    def by(column: object, *where: object) -> dict[str, float]:
        rows = connection.execute(select(column, func.count()).where(*where).group_by(column))  # type: ignore[call-overload]
        return {str(row[0]): float(row[1]) for row in rows}

    now = context.clock()
    silent = connection.execute(
        select(func.count())
        .select_from(devices)
        .join(device_status, device_status.c.device_id == devices.c.id)
        .where(devices.c.revoked_at.is_(None), device_status.c.seen_at < now - SILENT)
    ).scalar_one()
    waiting, dead = connection.execute(
        select(
            func.coalesce(func.sum(device_status.c.waiting), 0),
            func.coalesce(func.sum(device_status.c.dead), 0),
        )
    ).one()
    alarms = connection.execute(select(func.count()).where(device_status.c.audit_alarm != "")).scalar_one()
    return {
        "applications": ("Applications by stage", by(applications.c.stage)),
        "verifications": ("Verifications by decision", by(verifications.c.decision)),
        "tickets_waiting": ("Visitors who wait, by queue", by(tickets.c.queue, tickets.c.state == "waiting")),
        "kiosks": (
            "Kiosks in trouble",
            {"silent": float(silent), "audit_alarm": float(alarms)},
        ),
        "kiosk_outbox": (
            "Rows in the outboxes of all kiosks",
            {"waiting": float(waiting), "dead": float(dead)},
        ),
        "adapter_open": (
            "Adapters that are left alone after failures (1) or asked (0)",
            {name: float(guard.is_open) for name, guard in context.checker.guards.items()},
        ),
    }
