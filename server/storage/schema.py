"""The tables. Personal data lies in `sealed` columns; a NIK is found by its keyed hash alone.

The migrations make these tables; a test holds both equal.
"""

from datetime import UTC, datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    Uuid,
    false,
    text,
)


class UtcTime(TypeDecorator[datetime]):
    """An aware time; SQLite forgets the offset, so UTC goes in and comes out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        plain = value.astimezone(UTC)
        return plain.replace(tzinfo=None) if dialect.name == "sqlite" else plain

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Sequence = BigInteger().with_variant(Integer, "sqlite")
"""Only INTEGER counts by itself on SQLite."""

offices = Table(
    "offices",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("region", Text, nullable=False),
    Column("region_code", Text, nullable=False),
    # hours east of UTC; Indonesia has no summer time
    Column("utc_offset", Integer, nullable=False, server_default=text("7")),
)

devices = Table(
    "devices",
    metadata,
    Column("id", Text, primary_key=True),
    Column("office_id", Text, ForeignKey("offices.id"), nullable=False),
    Column("secret_hash", Text, nullable=False),
    Column("queue_first", Integer, nullable=False),
    Column("queue_last", Integer, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("revoked_at", UtcTime),
)

device_sessions = Table(
    "device_sessions",
    metadata,
    Column("token_hash", LargeBinary, primary_key=True),
    Column("device_id", Text, ForeignKey("devices.id"), nullable=False, index=True),
    Column("created_at", UtcTime, nullable=False),
    Column("expires_at", UtcTime, nullable=False),
)

visits = Table(
    "visits",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("device_id", Text, ForeignKey("devices.id"), nullable=False),
    Column("office_id", Text, ForeignKey("offices.id"), nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("nik_key", LargeBinary),
    Column("sealed_nik", LargeBinary),
    Column("verified_at", UtcTime),
    Column("consent_data", Boolean, nullable=False, default=False),
)

verifications = Table(
    "verifications",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("visit_id", Uuid, ForeignKey("visits.id"), nullable=False, index=True),
    Column("device_id", Text, ForeignKey("devices.id"), nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("way", Text, nullable=False),
    Column("by_evidence", Boolean, nullable=False),
    Column("decision", Text, nullable=False),
    Column("score", Float),
    Column("threshold", Float),
    Column("fmr", Float),
    Column("reasons", Text, nullable=False),
    Column("happened_at", UtcTime, nullable=False),
    Column("received_at", UtcTime, nullable=False),
    Column("tries", Integer, nullable=False, default=0),
    Column("next_try_at", UtcTime),
    Column("sealed", LargeBinary),
)
Index(
    "ix_verifications_waiting",
    verifications.c.next_try_at,
    sqlite_where=verifications.c.decision == "pending",
    postgresql_where=verifications.c.decision == "pending",
)

ikd_uses = Table(
    "ikd_uses",
    metadata,
    Column("token_hash", LargeBinary, primary_key=True),
    Column("verification_id", Uuid, nullable=False),
    Column("used_at", UtcTime, nullable=False),
)

applications = Table(
    "applications",
    metadata,
    Column("seq", Sequence, primary_key=True, autoincrement=True),
    Column("id", Uuid, nullable=False, unique=True),
    Column("number", Text, nullable=False, unique=True),
    Column("visit_id", Uuid, ForeignKey("visits.id"), nullable=False, index=True),
    Column("device_id", Text, ForeignKey("devices.id"), nullable=False),
    Column("office_id", Text, ForeignKey("offices.id"), nullable=False),
    Column("service", Text, nullable=False),
    Column("nik_key", LargeBinary, nullable=False, index=True),
    Column("digest", LargeBinary, nullable=False),
    Column("claim", Text, nullable=False),
    Column("identity", Text, nullable=False),
    Column("stage", Text, nullable=False),
    Column("flag", Text, nullable=False),
    # an officer has worked on it: what is learnt about the visit later no longer moves its stage
    Column("handled", Boolean, nullable=False, server_default=false()),
    Column("identity_by", Text, nullable=False, server_default=text("''")),
    Column("queue_number", Text),
    Column("due", Date),
    Column("channel", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("happened_at", UtcTime, nullable=False),
    Column("received_at", UtcTime, nullable=False),
    Column("updated_at", UtcTime, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
)

surveys = Table(
    "surveys",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("office_id", Text, ForeignKey("offices.id"), nullable=False),
    Column("service", Text, nullable=False),
    Column("answers", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("on", Date, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("received_at", UtcTime, nullable=False),
    Index("ix_surveys_office_on", "office_id", "on"),
)

device_status = Table(
    "device_status",
    metadata,
    Column("device_id", Text, ForeignKey("devices.id"), primary_key=True),
    Column("seen_at", UtcTime, nullable=False),
    Column("state", Text, nullable=False),
    Column("report", Text, nullable=False),
    Column("waiting", Integer, nullable=False),
    Column("dead", Integer, nullable=False),
    Column("audit_count", BigInteger, nullable=False),
    Column("audit_head", Text, nullable=False),
    Column("audit_alarm", Text, nullable=False),
)

changes = Table(
    "changes",
    metadata,
    Column("seq", Sequence, primary_key=True, autoincrement=True),
    # on PostgreSQL the migration gives it the transaction's own id: `server.storage.feed` says why
    Column("xid", BigInteger, nullable=False, server_default=text("0")),
    Column("kind", Text, nullable=False),
    Column("entity", Uuid, nullable=False),
    Column("office_id", Text, nullable=False),
    Column("at", UtcTime, nullable=False),
    UniqueConstraint("xid", "seq"),
)

access_log = Table(
    "access_log",
    metadata,
    Column("seq", Sequence, primary_key=True, autoincrement=True),
    Column("at", UtcTime, nullable=False),
    Column("actor", Text, nullable=False),
    Column("office_id", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("nik_key", LargeBinary, nullable=False, index=True),
    Column("entity", Uuid),
)

officers = Table(
    "officers",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("office_id", Text, ForeignKey("offices.id"), nullable=False),
    Column("login", Text, nullable=False, unique=True),
    Column("role", Text, nullable=False),
    Column("password_hash", Text, nullable=False),
    Column("sealed_totp", LargeBinary, nullable=False),
    Column("totp_step", BigInteger, nullable=False, default=0),
    Column("disabled_at", UtcTime),
)

officer_sessions = Table(
    "officer_sessions",
    metadata,
    Column("token_hash", LargeBinary, primary_key=True),
    Column("officer_id", Uuid, ForeignKey("officers.id"), nullable=False, index=True),
    Column("csrf", Text, nullable=False),
    Column("counter", Text, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("expires_at", UtcTime, nullable=False),
)

tickets = Table(
    "tickets",
    metadata,
    Column("seq", Sequence, primary_key=True, autoincrement=True),
    Column("office_id", Text, ForeignKey("offices.id"), nullable=False),
    Column("day", Date, nullable=False),
    Column("number", Text, nullable=False),
    # the queue that calls it: the letter of the number until a counter passes it on
    Column("queue", Text, nullable=False),
    Column("priority", Boolean, nullable=False),
    Column("application_id", Uuid, ForeignKey("applications.id"), nullable=False, index=True),
    Column("state", Text, nullable=False),
    Column("counter", Text, nullable=False),
    Column("since", UtcTime, nullable=False),
    Column("called_at", UtcTime),
    Column("calls", Integer, nullable=False),
    Column("ended_at", UtcTime),
    UniqueConstraint("office_id", "day", "number"),
    Index("ix_tickets_today", "office_id", "day", "state"),
)

application_events = Table(
    "application_events",
    metadata,
    Column("seq", Sequence, primary_key=True, autoincrement=True),
    Column("application_id", Uuid, ForeignKey("applications.id"), nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("actor", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("stage", Text, nullable=False),
    Column("sealed_note", LargeBinary),
)

edits = Table(
    "edits",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("application_id", Uuid, ForeignKey("applications.id"), nullable=False, index=True),
    Column("actor", Text, nullable=False),
    Column("base_version", Integer, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("state", Text, nullable=False),
    Column("received_at", UtcTime, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
)

attachments = Table(
    "attachments",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("application_id", Uuid, ForeignKey("applications.id"), nullable=False, index=True),
    Column("document", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("channel", Text, nullable=False),
    Column("at", UtcTime, nullable=False),
)

passes = Table(
    "passes",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("office_id", Text, ForeignKey("offices.id"), nullable=False),
    Column("visit_id", Uuid, ForeignKey("visits.id"), nullable=False, index=True),
    Column("nik_key", LargeBinary, nullable=False),
    Column("sealed_nik", LargeBinary, nullable=False),
    Column("issued_at", UtcTime, nullable=False),
    Column("expires_at", UtcTime, nullable=False),
    Column("revoked_at", UtcTime),
)

pass_uses = Table(
    "pass_uses",
    metadata,
    Column("seq", Sequence, primary_key=True, autoincrement=True),
    Column("pass_id", Uuid, nullable=False, index=True),
    Column("at", UtcTime, nullable=False),
    Column("channel", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("outcome", Text, nullable=False),
)

one_time_codes = Table(
    "one_time_codes",
    metadata,
    Column("application_id", Uuid, ForeignKey("applications.id"), primary_key=True),
    Column("digest", LargeBinary, nullable=False),
    Column("expires_at", UtcTime, nullable=False),
    Column("tries", Integer, nullable=False),
)

citizen_sessions = Table(
    "citizen_sessions",
    metadata,
    Column("token_hash", LargeBinary, primary_key=True),
    Column("application_id", Uuid, ForeignKey("applications.id"), nullable=False),
    Column("csrf", Text, nullable=False),
    Column("expires_at", UtcTime, nullable=False),
)

notices = Table(
    "notices",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("application_id", Uuid, ForeignKey("applications.id"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("sealed", LargeBinary),
)

device_commands = Table(
    "device_commands",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("device_id", Text, ForeignKey("devices.id"), nullable=False, index=True),
    Column("command", Text, nullable=False),
    Column("argument", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("fetched_at", UtcTime),
    Column("outcome", Text, nullable=False),
)
