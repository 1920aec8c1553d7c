"""The witness: checks another party's record and cosigns its checkpoints; it needs no database and no Django."""
