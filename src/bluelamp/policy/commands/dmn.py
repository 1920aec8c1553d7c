"""`bluelamp policy dmn`: a decision as a DMN table, for programs that read the standard."""

import argparse
import sys

from bluelamp.policy.commands.arguments import read_pack
from bluelamp.policy.dmn import to_dmn

NAME = "dmn"
ABOUT = "Write a decision as a DMN 1.3 table, which holds for complete facts only."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Name the command's arguments."""
    parser.add_argument("--pack", required=True, help="a shipped pack, or a pack's folder")
    parser.add_argument("--decision", required=True, help="which decision of the pack")


def run(arguments: argparse.Namespace) -> int:
    """Print the document."""
    pack = read_pack(arguments.pack)
    sys.stdout.write(to_dmn(pack, pack.decision(arguments.decision)).decode() + "\n")
    return 0
