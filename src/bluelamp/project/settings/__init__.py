"""Bluelamp: settings."""
