"""The server to be measured, with two routes beside the real one to compare it with.

`/bench/noop`: the same request, authenticated, parsed, digested and sealed, then answered without storing.
`/bench/orm`: the same rows through SQLAlchemy's ORM and its connection pool, one commit a request.
"""

import argparse
import logging
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from fastapi import APIRouter, FastAPI
from sqlalchemy import Engine, insert
from sqlalchemy.orm import DeclarativeBase, Session

from protocol.wire import ApplicationState, ApplicationSubmission
from server.api.depends import Ctx, Speaker
from server.app import create_app
from server.domain.canonical import canonical
from server.run import listen, serve_app
from server.settings import ServerSettings
from server.storage.engine import make_engine
from server.storage.schema import applications, changes, visits


class _Base(DeclarativeBase):
    pass


class _Visit(_Base):
    __table__ = visits


class _Application(_Base):
    __table__ = applications


def add_rivals(app: FastAPI, engine: Engine) -> None:
    rivals = APIRouter()

    @rivals.put("/bench/noop/{id}")
    async def noop(id: UUID, body: ApplicationSubmission, context: Ctx, device: Speaker) -> ApplicationState:
        content = canonical(body)
        context.sealer.nik_key(body.nik)
        context.sealer.body_digest(content)
        context.sealer.seal(f"applications/{id}", content)
        return _state(body)

    @rivals.put("/bench/orm/{id}")
    def orm(id: UUID, body: ApplicationSubmission, context: Ctx, device: Speaker) -> ApplicationState:
        content = canonical(body)
        now = datetime.now(UTC)
        owner = {"device_id": device.id, "office_id": device.office_id}
        with Session(engine) as session:
            session.add(_Visit(id=body.visit_id, created_at=now, consent_data=False, **owner))
            session.flush()
            session.add(
                _Application(
                    id=id,
                    number=body.number,
                    visit_id=body.visit_id,
                    service=body.service,
                    nik_key=context.sealer.nik_key(body.nik),
                    digest=context.sealer.body_digest(content),
                    claim=body.identity,
                    identity="pending",
                    stage="waiting_identity",
                    flag="",
                    due=body.due,
                    channel=body.channel,
                    version=1,
                    happened_at=body.happened_at,
                    received_at=now,
                    updated_at=now,
                    sealed=context.sealer.seal(f"applications/{id}", content),
                    **owner,
                )
            )
            session.execute(
                insert(changes).values(kind="application", entity=id, office_id=device.office_id, at=now)
            )
            session.commit()
        return _state(body)

    app.include_router(rivals)
    app.router.routes.insert(0, app.router.routes.pop())  # found as quickly as the real route


def _state(body: ApplicationSubmission) -> ApplicationState:
    return ApplicationState(
        id=body.id,
        number=body.number,
        service=body.service,
        stage="waiting_identity",
        identity="pending",
        queue_number=body.queue_number,
        due=body.due,
        version=1,
        received_at=datetime.now(UTC),
    )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--database", default="")
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.WARNING)
    settings = ServerSettings(data_dir=arguments.data, database=arguments.database)
    app = create_app(settings)
    add_rivals(app, make_engine(settings.database_url, writes=False))
    listener = listen("127.0.0.1", 0)
    if isinstance(listener, str):
        raise SystemExit(listener)
    serve_app(app, listener)


if __name__ == "__main__":
    main()
