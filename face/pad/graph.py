"""The graph of MiniFASNet, built as ONNX from its weights.

The published architecture (V2, and V1 with squeeze and excitation) is a MobileNet of 80 x 80: widths,
kernel sizes and the places of the excitation all show in the weights, so that one builder serves both.
Batch norms are folded into the convolution before them.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from onnx import NodeProto, TensorProto, helper, numpy_helper

from face.pad.weights import Weights

SIDE = 80
CLASSES = 3
EPSILON = 1e-5
HALVING = ("conv_23", "conv_34", "conv_45")
STAGES = ("conv_3", "conv_4", "conv_5")


class _Builder:
    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self.nodes: list[NodeProto] = []
        self.values: list[TensorProto] = []

    def constant(self, value: NDArray[np.float32]) -> str:
        name = f"w{len(self.values)}"
        self.values.append(numpy_helper.from_array(np.ascontiguousarray(value, dtype=np.float32), name))
        return name

    def add(self, kind: str, *inputs: str, **attributes: Any) -> str:
        name = f"n{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], **attributes))
        return name

    def has(self, name: str) -> bool:
        return name in self._weights

    def conv(
        self, image: str, weight: str, norm: str, *, stride: int = 1, pad: int = 0, each: bool = False
    ) -> str:
        kernel, (scale, shift) = self._weights[f"{weight}.weight"], self._norm(norm)
        folded = kernel * scale.reshape(-1, 1, 1, 1)
        return self.add(
            "Conv",
            image,
            self.constant(folded),
            self.constant(shift),
            kernel_shape=list(kernel.shape[2:]),
            strides=[stride, stride],
            pads=[pad] * 4,
            group=kernel.shape[0] if each else 1,
        )

    def block(self, image: str, name: str, *, stride: int = 1, pad: int = 0, each: bool = False) -> str:
        """Convolution, norm and PReLU."""
        out = self.conv(image, f"{name}.conv", f"{name}.bn", stride=stride, pad=pad, each=each)
        return self.add(
            "PRelu", out, self.constant(self._weights[f"{name}.prelu.weight"].reshape(1, -1, 1, 1))
        )

    def bottleneck(self, image: str, name: str, *, stride: int) -> str:
        """Widen, filter each channel, narrow."""
        out = self.block(image, f"{name}.conv")
        out = self.block(out, f"{name}.conv_dw", stride=stride, pad=1, each=True)
        return self.conv(out, f"{name}.project.conv", f"{name}.project.bn")

    def residual(self, image: str, name: str) -> str:
        out, se = self.bottleneck(image, name, stride=1), f"{name}.se_module"
        if self.has(f"{se}.fc1.weight"):
            gate = self.add("GlobalAveragePool", out)
            gate = self.add("Relu", self.conv(gate, f"{se}.fc1", f"{se}.bn1"))
            gate = self.add("Sigmoid", self.conv(gate, f"{se}.fc2", f"{se}.bn2"))
            out = self.add("Mul", out, gate)
        return self.add("Add", image, out)

    def head(self, image: str) -> str:
        out = self.block(image, "conv_6_sep")
        out = self.conv(out, "conv_6_dw.conv", "conv_6_dw.bn", each=True)
        scale, shift = self._norm("bn")
        # linear, norm and linear are one matrix: nothing stands between them
        first, last = self._weights["linear.weight"], self._weights["prob.weight"]
        matrix = last @ (first * scale[:, None])
        flat = self.add("Flatten", out)
        out = self.add("Gemm", flat, self.constant(matrix), self.constant(last @ shift), transB=1)
        return self.add("Softmax", out, axis=1)

    def _norm(self, name: str) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        read = self._weights
        scale = read[f"{name}.weight"] / np.sqrt(read[f"{name}.running_var"] + EPSILON)
        return scale, read[f"{name}.bias"] - read[f"{name}.running_mean"] * scale


def build(weights: Weights) -> bytes:
    """The ONNX model: (1, 3, 80, 80) BGR 0..255 to the shares of three classes, of which the second is a living face.

    Raises:
        ValueError: the weights are not those of a MiniFASNet.
    """
    make = _Builder(weights)
    try:
        out = make.block("image", "conv1", stride=2, pad=1)
        out = make.block(out, "conv2_dw", pad=1, each=True)
        for halving, stage in zip(HALVING, STAGES, strict=True):
            out = make.bottleneck(out, halving, stride=2)
            index = 0
            while make.has(f"{stage}.model.{index}.conv.conv.weight"):
                out = make.residual(out, f"{stage}.model.{index}")
                index += 1
        out = make.head(out)
    except KeyError as fault:
        raise ValueError(f"not the weights of a MiniFASNet: {fault.args[0]} is missing") from fault
    graph = helper.make_graph(
        make.nodes,
        "minifasnet",
        [helper.make_tensor_value_info("image", TensorProto.FLOAT, [1, 3, SIDE, SIDE])],
        [helper.make_tensor_value_info(out, TensorProto.FLOAT, [1, CLASSES])],
        make.values,
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
    return bytes(model.SerializeToString())
