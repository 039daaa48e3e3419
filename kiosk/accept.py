"""Accepts an application: gives it id, number and queue number, and makes all of it durable in one transaction."""

import base64
import json
import sqlite3
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pyrage

from config.catalogue import Catalogue
from config.schema import Settings
from kiosk.nik import mask_nik
from kiosk.services.due import Due, due_date
from kiosk.services.number import new_number
from kiosk.session.effects import Commit
from kiosk.session.events import CommitFailed, Committed
from kiosk.store.records import Item, Records, Stamp, to_json
from kiosk.sync.provisioning import Provisioning
from printer.receipt import Receipt
from protocol.wire import (
    ApplicationSubmission,
    Correction,
    EvidenceSubmission,
    FaceEvidence,
    VerificationRequest,
)


@dataclass(frozen=True, slots=True)
class Desk:
    """Where applications are accepted."""

    settings: Settings
    catalogue: Catalogue
    provisioning: Provisioning
    records: Records
    track_base: str
    stamp: Callable[[], Stamp]
    online: Callable[[], bool]

    def accept(self, order: Commit) -> Committed | CommitFailed:
        """Durable when it returns `Committed`; a full or broken disk gives `CommitFailed`, with nothing written."""
        try:
            with self.records.lock, self.records.db.atomic():
                return self._accept(order)
        except sqlite3.DatabaseError:
            return CommitFailed(order.visit, "STO-01")

    def _accept(self, order: Commit) -> Committed:
        draft, stamp = order.draft, self.stamp()
        local = stamp.wall.astimezone(ZoneInfo(self.settings.kiosk.time_zone))
        service = self.catalogue.service(draft.service)
        if service is None:
            raise LookupError(draft.service)
        number = new_number(self.settings.kiosk.region_code, local.date())
        queue = None
        if draft.prefix is not None:
            who = self.provisioning
            day = local.date().isoformat()
            queue = self.records.next_queue_number(draft.prefix, day, who.queue_first, who.queue_last)
        due = due_date(service, local.date())
        on = due.on if isinstance(due, Due) else None
        submission = ApplicationSubmission(
            id=uuid4(),
            visit_id=UUID(order.visit),
            number=number,
            service=draft.service,
            catalogue_version=draft.catalogue_version,
            nik=draft.nik,
            identity=draft.identity,
            consent=draft.consent,
            fields=dict(draft.fields),
            corrections=tuple(Correction(field=name) for name in draft.corrections),
            bring=draft.bring,
            queue_number=queue,
            due=on,
            happened_at=stamp.wall,
        )
        items = [Item(str(submission.id), "application", order.visit, submission.model_dump_json().encode())]
        if order.evidence is not None:
            items.insert(0, self._evidence(order, order.evidence, stamp))
        receipt = Receipt(
            office=self.settings.kiosk.office,
            region=self.settings.kiosk.region,
            service=service.name.of(draft.language),
            number=number,
            queue=queue,
            counter=self.catalogue.counter(service) if queue else None,
            nik_masked=mask_nik(draft.nik),
            due=on,
            auto_issue=isinstance(due, Due) and due.auto_issue,
            track_url=f"{self.track_base}/t/{number}",
            bring=draft.bring_labels,
            at=local,
            kiosk_id=self.settings.kiosk.id,
            language="en" if draft.language == "en" else "id",
            pending=draft.identity == "pending",
            offline=not self.online(),
            large=draft.large,
        )
        self.records.accept(
            items, stamp, number=number, queue_number=queue, nik=draft.nik, receipt=receipt_bytes(receipt)
        )
        return Committed(order.visit, str(submission.id), number, queue, receipt.track_url, sent=False)

    def _evidence(self, order: Commit, evidence: FaceEvidence, stamp: Stamp) -> Item:
        """Sealed to the server's key: this kiosk cannot open it again."""
        draft = order.draft
        request = VerificationRequest(
            id=uuid4(),
            visit_id=UUID(order.visit),
            consent=draft.consent,
            way="face",
            nik=draft.nik,
            face=evidence,
            at=stamp.wall,
        )
        recipient = pyrage.x25519.Recipient.from_str(self.provisioning.evidence_recipient)
        sealed = pyrage.encrypt(request.model_dump_json().encode(), [recipient])
        submission = EvidenceSubmission(
            id=request.id,
            visit_id=request.visit_id,
            sealed=base64.b64encode(sealed).decode(),
            happened_at=stamp.wall,
        )
        return Item(str(request.id), "evidence", order.visit, submission.model_dump_json().encode())


def receipt_bytes(receipt: Receipt) -> bytes:
    """The receipt as JSON, for the print job on disk."""
    values = asdict(receipt)
    values["at"] = receipt.at.isoformat()
    values["due"] = receipt.due.isoformat() if receipt.due else None
    return to_json(values)


def read_receipt(content: bytes) -> Receipt:
    """The opposite of `receipt_bytes`."""
    values = json.loads(content)
    values["at"] = datetime.fromisoformat(values["at"])
    values["due"] = date.fromisoformat(values["due"]) if values["due"] else None
    values["bring"] = tuple(values["bring"])
    return Receipt(**values)
