"""The cast and their home."""

from tests.cast import cast, home, quick_pictures  # noqa: F401  fixtures
