"""Signing in and out of the desk, and keeping one's second factors, on django-allauth."""
