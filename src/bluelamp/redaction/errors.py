"""Refusals and failures of the redaction room."""


class RedactionError(Exception):
    """Something stops a picture from being obscured; the message is one sentence for a person."""


class PictureRefused(RedactionError):
    """The file is not a picture that may be opened here."""


class FootageRefused(RedactionError):
    """The file is not footage that may be worked on here, or a part of it cannot be decoded."""


class PlanRefused(RedactionError):
    """The plan is malformed, is for another picture, or names someone it does not hold."""


class ModelUnusable(RedactionError):
    """A detector's model file is missing or is not the one that its manifest names."""
