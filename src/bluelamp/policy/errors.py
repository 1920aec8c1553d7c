"""What the policy core refuses, and why."""

from pathlib import Path


class PolicyError(Exception):
    """Something that was asked of the policy cannot be answered; the message is one sentence."""


class FactsRefused(PolicyError):
    """A fact is unknown by name, outside its values, malformed or contradicted by another."""


class NoSuchPack(PolicyError):
    """No policy pack has that name."""


class NoSuchDecision(PolicyError):
    """The pack holds no decision of that name."""


class NotInForce(PolicyError):
    """The pack does not say what holds on that day."""


class NoSuchReading(PolicyError):
    """What is unclear cannot be read in that way."""


class SettingNotMade(PolicyError):
    """The force has not set what the policy leaves to it and the case calls for.

    Args:
        setting: the setting's name.
        clause: the clause that leaves it open.
        about: what is to be set, in words.
    """

    def __init__(self, setting: str, clause: str, about: str) -> None:
        self.setting = setting
        super().__init__(f"{setting}: not set, and {clause} leaves it to the force: {about}")


class PackRefused(PolicyError):
    """A policy pack is broken: the message begins with its file, line and column.

    Args:
        file: the file at fault.
        line: the line at fault, counted from 1.
        fault: what is wrong with it, as one sentence.
        column: the column at fault, counted from 1.
    """

    def __init__(self, file: Path, line: int, fault: str, *, column: int = 1) -> None:
        self.file = file
        self.line = line
        self.fault = fault
        self.column = column
        super().__init__(f"{file}:{line}:{column}: {fault}")
