"""The part of publication that the public sites use: reads, and the few doors that lead inward.

Nothing here imports more than publication's own tables and values, so that a process with no
other room installed, and a database role with rights to no other table, can run it.
"""
