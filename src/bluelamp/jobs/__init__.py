"""Bluelamp: jobs."""
