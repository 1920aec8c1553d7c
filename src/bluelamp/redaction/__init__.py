"""Bluelamp: redaction."""
