"""Bluelamp: integrations."""
