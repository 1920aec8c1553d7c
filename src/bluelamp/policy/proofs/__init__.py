"""Proofs about a pack: what holds of it in every case, and the cases that show it."""
