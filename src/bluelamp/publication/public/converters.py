"""The path converter of unguessable names; importing this registers it, once for both sites."""

from django.urls import register_converter


class Unguessable:
    """A path converter that lets through only what `random_name` could have made."""

    regex = "[A-Za-z0-9_-]{43}"

    def to_python(self, value: str) -> str:
        """The name as it stands in the address."""
        return value

    def to_url(self, value: str) -> str:
        """The name as it stands in the address."""
        return value


register_converter(Unguessable, "unguessable")
