"""`bluelamp worker`: does the jobs and ticks that are due, until it is told to stop."""

import argparse
import signal
import threading

from bluelamp.jobs.worker import work


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`--once` does what is due and returns."""
    parser.add_argument("--once", action="store_true", help="do what is due now, then stop")


def run(arguments: argparse.Namespace) -> int:
    """Work until SIGTERM or Ctrl-C; the job in hand is finished or left for the next worker."""
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    work(until=stopping.is_set, once=arguments.once)
    return 0
