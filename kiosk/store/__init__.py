"""What the kiosk keeps on disk: journal, outbox, print jobs, counters and the audit trail, sealed."""
