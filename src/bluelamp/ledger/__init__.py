"""Bluelamp: ledger."""
