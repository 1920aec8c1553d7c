"""The ledger: canonical entries, their Merkle tree, proofs over it, and signed checkpoints.

A pure core: it stores nothing, reads no clock and draws no salt. The stand-alone verifier
(`bluelamp.ledger.verifier`) lies beside it and shares no code with it.
"""
