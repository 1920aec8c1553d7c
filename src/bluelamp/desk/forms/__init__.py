"""The desk's forms, one module for each part of the work."""
