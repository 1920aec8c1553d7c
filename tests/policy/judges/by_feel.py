"""feelin decides an exported decision, which dmn-moddle has opened: FEEL, run by others."""

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bluelamp.look.build import find_node

ROOT = Path(__file__).parents[3]
SCRIPT = Path(__file__).with_name("feel.mjs")


def run(document: Path, cases: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """What the document is warned of, and the verdict on every case (see feel.mjs)."""
    node = find_node(ROOT).node
    done = subprocess.run(
        [*node, str(SCRIPT), str(document)],
        input=json.dumps(cases),
        capture_output=True,
        text=True,
        check=False,
    )
    assert not done.returncode, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer
