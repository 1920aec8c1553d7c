"""The commands of `bluelamp policy`, one module each, imported only when it is asked for.

A module has `NAME`, `ABOUT` (one line), `add_arguments(parser)` and `run(arguments) -> int`: 0 done,
1 a fault or a difference was found. A PolicyError that it lets through is one line and 2.
"""
