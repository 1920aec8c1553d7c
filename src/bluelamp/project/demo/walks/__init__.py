"""The demonstration's cases, by route: each walked by the cast to where it stands."""
