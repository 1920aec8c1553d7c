"""The requests room's words in templates."""
