"""Template tags of the look room."""
