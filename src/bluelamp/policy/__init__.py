"""Bluelamp: policy."""
