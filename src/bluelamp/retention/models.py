"""The tables of the retention room."""
