"""Bluelamp: mail."""
