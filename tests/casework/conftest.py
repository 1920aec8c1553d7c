"""The cast, a home, and quick pictures."""

from tests.cast import cast, home, quick_pictures  # noqa: F401  fixtures
