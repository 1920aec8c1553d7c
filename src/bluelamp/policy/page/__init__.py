"""The page of a pack's version: everything that it says, in plain English, without a script."""

from bluelamp.policy.page.document import page

__all__ = ["page"]
