"""Bluelamp: custody_imaging."""
