"""The tables of the requests room."""
