"""The record: every act, appended inside the transaction that does it, provable and erasable."""
