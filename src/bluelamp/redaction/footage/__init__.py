"""Footage: moving pictures with sound in; the same in step, with everyone obscured who is not sought.

Probe, analyse, track, plan, render, join, examine: each a function of values, so that each can be
repeated, and the work on long footage shared out by segments.
"""
