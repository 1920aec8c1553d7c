"""The detectors' weights and the way that they are loaded: from here only, and only if unchanged."""

from __future__ import annotations

import functools
import hashlib
import sys
import tomllib
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from bluelamp.redaction.errors import ModelUnusable

FOLDER = Path(__file__).parent
MANIFEST = FOLDER / "models.toml"


class Model(msgspec.Struct, frozen=True, kw_only=True):
    """One entry of ``models.toml``."""

    name: str
    file: str
    finds: str
    input: str
    licence: str
    package: str
    sha256: dict[str, str]


def manifest() -> dict[str, Model]:
    """The models that ship, by the name of the detector that uses them."""
    content = tomllib.loads(MANIFEST.read_text(encoding="utf-8"))
    return msgspec.convert(content, dict[str, Model])


def read(model: Model) -> dict[str, bytes]:
    """The model's files; raises ModelUnusable where one is missing or differs from the manifest."""
    contents = {}
    for file, expected in model.sha256.items():
        try:
            content = (FOLDER / file).read_bytes()
        except FileNotFoundError as error:
            raise ModelUnusable(f"The model file {file} is missing.") from error
        if hashlib.sha256(content).hexdigest() != expected:
            raise ModelUnusable(f"The model file {file} is not the one that models.toml names.")
        contents[file] = content
    return contents


class Network:
    """A model compiled for the processor; may be run from several threads at once."""

    def __init__(
        self, model: Model, shape: tuple[int, ...], *, exact: bool = False, threads: int = 0
    ) -> None:
        files = read(model)
        weights = files.get(Path(model.file).with_suffix(".bin").name, b"")
        core = _core()
        described = core.read_model(files[model.file], weights)
        if shape:
            described.reshape(list(shape))
        settings: dict[str, Any] = {"PERFORMANCE_HINT": "LATENCY", "INFERENCE_NUM_THREADS": threads}
        if exact:
            settings["INFERENCE_PRECISION_HINT"] = "f32"
        self._compiled = core.compile_model(described, "CPU", settings)

    def run(self, *blobs: NDArray[np.float32]) -> dict[str, NDArray[np.float32]]:
        """The outputs by name for the inputs in their order, as float32."""
        results = self._compiled.create_infer_request().infer(dict(enumerate(blobs)))
        return {port.get_any_name(): values for port, values in results.items()}


@functools.cache
def network(
    detector: str, shape: tuple[int, ...] = (), *, exact: bool = False, threads: int = 0
) -> Network:
    """The network of that detector, compiled once a process.

    A shape fixes that of the only input, -1 standing for any size; `exact` keeps all 32 bits of
    every number, which a network needs that feeds on its own output; `threads` are used for each
    run, 0 for as many as the machine has.
    """
    return Network(manifest()[detector], shape, exact=exact, threads=threads)


@functools.cache
def _core() -> Any:
    # OpenVINO's converter can report its use to its makers.  Nothing here converts, and with its
    # telemetry module out of reach it falls back to a stub of its own that sends nothing.
    sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]
    import openvino  # noqa: PLC0415  a quarter of a second that opening and planning do not need

    return openvino.Core()
