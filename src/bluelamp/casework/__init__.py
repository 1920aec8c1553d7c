"""Bluelamp: casework."""
