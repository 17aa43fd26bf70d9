"""An ONNX graph that is put together layer by layer, with random weights."""

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

OPSET = 17
EPSILON = 1e-5
# without it each token sees the mean of all, and texts of which most is filling come out all but the same
SHARPNESS = 1.3


class Graph:
    """Nodes, weights and their names. What a method returns is the name of the tensor that it makes."""

    def __init__(self, name, seed):
        self._name = name
        self._random = np.random.default_rng(seed)
        self._nodes = []
        self._weights = []
        self._shared = {}

    def op(self, kind, *inputs, **attributes):
        output = f"{kind}_{len(self._nodes)}"
        self._nodes.append(helper.make_node(kind, list(inputs), [output], name=f"/{output}", **attributes))
        return output

    def weight(self, name, values):
        self._weights.append(numpy_helper.from_array(values, name))
        return name

    def normal(self, name, shape, deviation):
        values = self._random.standard_normal(shape, dtype=np.float32)
        values *= np.float32(deviation)
        return self.weight(name, values)

    def constant(self, values, dtype=np.int64):
        """A small one, made once however often it is asked for."""
        array = np.array(values, dtype=dtype)
        key = (str(array.dtype), array.shape, array.tobytes())
        if key not in self._shared:
            self._shared[key] = self.weight(f"constant_{len(self._shared)}", array)
        return self._shared[key]

    def number(self, value):
        return self.constant(value, np.float32)

    def linear(self, name, x, inputs, outputs, bias=True, gain=1):
        """Scaled so that what goes in with deviation 1 comes out with deviation `gain`."""
        y = self.op("MatMul", x, self.normal(f"{name}.weight", (inputs, outputs), gain * inputs**-0.5))
        return self.op("Add", self.normal(f"{name}.bias", (outputs,), 0.02), y) if bias else y

    def norm(self, name, x, width):
        scale = self.weight(f"{name}.weight", np.ones(width, np.float32))
        bias = self.normal(f"{name}.bias", (width,), 0.02)
        return self.op("LayerNormalization", x, scale, bias, axis=-1, epsilon=EPSILON)

    def heads(self, x, heads, size):
        """[batch, tokens, heads × size] → [batch, heads, tokens, size]"""
        apart = self.op("Reshape", x, self.constant([0, 0, heads, size]))
        return self.op("Transpose", apart, perm=[0, 2, 1, 3])

    def attention(self, name, queries, keys, width, heads, mask=None):
        size = width // heads
        q = self.linear(f"{name}.q_proj", queries, width, width, gain=SHARPNESS)
        q = self.op("Mul", q, self.number(size**-0.5))
        k = self.linear(f"{name}.k_proj", keys, width, width, gain=SHARPNESS)
        v = self.linear(f"{name}.v_proj", keys, width, width)
        q, k, v = (self.heads(each, heads, size) for each in (q, k, v))
        scores = self.op("MatMul", q, self.op("Transpose", k, perm=[0, 1, 3, 2]))
        if mask is not None:
            scores = self.op("Add", scores, mask)
        seen = self.op("MatMul", self.op("Softmax", scores, axis=-1), v)
        together = self.op("Transpose", seen, perm=[0, 2, 1, 3])
        joined = self.op("Reshape", together, self.constant([0, 0, width]))
        return self.linear(f"{name}.out_proj", joined, width, width)

    def mlp(self, name, x, width, activation):
        wide = self.linear(f"{name}.fc1", x, width, 4 * width)
        return self.linear(f"{name}.fc2", activation(self, wide), 4 * width, width)

    def layer(self, name, x, width, heads, activation, mask=None):
        """A transformer layer that normalises before it attends."""
        normal = self.norm(f"{name}.layer_norm1", x, width)
        x = self.op("Add", x, self.attention(f"{name}.self_attn", normal, normal, width, heads, mask))
        normal = self.norm(f"{name}.layer_norm2", x, width)
        return self.op("Add", x, self.mlp(f"{name}.mlp", normal, width, activation))

    def layers(self, x, count, width, heads, activation, mask=None):
        for number in range(count):
            x = self.layer(f"encoder.layers.{number}", x, width, heads, activation, mask)
        return x

    def patches(self, pixels, size, width, bias):
        """[batch, 3, side, side] → [batch, patches, width]"""
        inputs = 3 * size * size
        weights = [self.normal("patch_embedding.weight", (width, 3, size, size), inputs**-0.5)]
        if bias:
            weights.append(self.normal("patch_embedding.bias", (width,), 0.02))
        seen = self.op("Conv", pixels, *weights, kernel_shape=[size, size], strides=[size, size])
        return self.op("Transpose", self.op("Reshape", seen, self.constant([0, width, -1])), perm=[0, 2, 1])

    def embedded(self, ids, vocabulary, context, width):
        """[batch, tokens] → [batch, tokens, width], with each token's place added, and how many tokens there are."""
        tokens = self.op("Gather", self.normal("token_embedding.weight", (vocabulary, width), 1), ids)
        shape = self.op("Shape", ids)
        count = self.op("Slice", shape, self.constant([1]), self.constant([2]))
        places = self.constant([list(range(context))])
        taken = self.op("Slice", places, self.constant([0]), count, self.constant([1]))
        at = self.op("Gather", self.normal("position_embedding.weight", (context, width), 0.5), taken)
        return self.op("Add", tokens, at), count

    def model(self, inputs, outputs):
        """@param inputs, outputs: (name, element type, shape), the outputs by the names of tensors"""
        renamed = [helper.make_node("Identity", [tensor], [name]) for name, tensor, _ in outputs]
        graph = helper.make_graph(
            self._nodes + renamed,
            self._name,
            [helper.make_tensor_value_info(*given) for given in inputs],
            [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name, _, shape in outputs],
            self._weights,
        )
        opset = helper.make_opsetid("", OPSET)
        return helper.make_model(graph, producer_name="vitrine-stand-in", opset_imports=[opset], ir_version=8)


def quick_gelu(graph, x):
    return graph.op("Mul", x, graph.op("Sigmoid", graph.op("Mul", x, graph.number(1.702))))


def tanh_gelu(graph, x):
    cube = graph.op("Pow", x, graph.number(3))
    inner = graph.op("Add", x, graph.op("Mul", cube, graph.number(0.044715)))
    bent = graph.op("Tanh", graph.op("Mul", inner, graph.number(0.7978845608028654)))
    half = graph.op("Mul", x, graph.number(0.5))
    return graph.op("Mul", half, graph.op("Add", bent, graph.number(1)))
