"""How long what is held of a case is kept, what holds it longer, and its erasure."""
