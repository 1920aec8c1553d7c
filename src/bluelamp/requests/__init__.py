"""Requests for information, and the rights of people whose data is held."""
