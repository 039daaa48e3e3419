"""Receipts: layout, ESC/POS, status, spool; a simulator that draws the paper."""
