"""Bluelamp, the image-release desk of a police force."""
