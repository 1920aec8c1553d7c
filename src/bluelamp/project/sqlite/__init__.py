"""Django's SQLite, with the record's tables shut to everything but their own growth."""
