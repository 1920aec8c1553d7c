"""The tables of the disclosure room."""
