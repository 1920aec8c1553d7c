"""What the benchmark of the record says: on the screen as it goes, and as a page afterwards."""

TITLE = """# The record: results

Written by `make bench-ledger`, of one machine at one hour: the ratios are what to compare, and each row was
measured in the same run as those beside it.
"""


class Report:
    """Lines and tables as they come, and whether every goal was reached."""

    def __init__(self) -> None:
        """Begin with the title."""
        self._lines = [TITLE]
        self.reached = True

    def say(self, line: str) -> None:
        """Print a line and keep it."""
        print(line, flush=True)
        self._lines.append(line)

    def table(self, title: str, rows: dict[str, str]) -> None:
        """Print a table of what was measured and keep it."""
        self.say(f"\n## {title}\n\n| | |\n|--|--:|")
        for name, figure in rows.items():
            self.say(f"| {name} | {figure} |")

    def goal(self, name: str, *, reached: bool) -> None:
        """Say of a goal whether it was reached."""
        self.reached &= reached
        self.say(f"\n{'Reached' if reached else 'Not reached'}: {name}.")

    def text(self) -> str:
        """The page."""
        return "\n".join(self._lines) + "\n"
