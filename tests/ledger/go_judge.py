"""Go's own code for signed notes and transparency logs, asked what it holds for sound."""

import os
import shutil
import subprocess
from base64 import b64encode
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent / "judge.go"
GO_PATH = Path("/usr/share/gocode")


class Judge:
    """The compiled judge; a question is its words, and bytes among them go in base64."""

    def __init__(self, program: Path) -> None:
        self._program = program

    def __call__(self, *questions: tuple[str | int | bytes, ...]) -> list[bool]:
        """What it says to each question."""
        lines = "".join(" ".join(map(_word, question)) + "\n" for question in questions)
        ran = subprocess.run(
            [self._program], input=lines, capture_output=True, text=True, check=True
        )
        return [answer == "yes" for answer in ran.stdout.split()]


def _word(word: str | int | bytes) -> str:
    return b64encode(word).decode() if isinstance(word, bytes) else str(word)


@pytest.fixture(scope="session")
def judge(tmp_path_factory: pytest.TempPathFactory) -> Judge:
    """Compile the judge once a run, where Go and its packages are installed."""
    go = shutil.which("go")
    if go is None or not (GO_PATH / "src/golang.org/x/mod/sumdb").is_dir():
        pytest.skip("Go or golang.org/x/mod is not installed.")
    folder = tmp_path_factory.mktemp("judge")
    environment = {
        **os.environ,
        "GO111MODULE": "off",
        "GOPATH": str(GO_PATH),
        "GOCACHE": str(folder / "cache"),
    }
    program = folder / "judge"
    subprocess.run([go, "build", "-o", program, SOURCE], env=environment, check=True)
    return Judge(program)
