"""The towers whose stand-ins are made: the shapes of OpenAI's CLIP ViT-B/32 and of Google's SigLIP 2 B/32 at 256 px."""

import numpy as np
from onnx import TensorProto

from graph import Graph, quick_gelu, tanh_gelu

LAYERS = 12
PATCH = 32
VISION_WIDTH = 768
VISION_HEADS = 12


def clip_vision(seed):
    """The class token of a vision transformer, projected. 87.8 million weights."""
    side, dimensions = 224, 512
    graph = Graph("clip-vision", [seed, 0])
    patches = graph.patches("pixel_values", PATCH, VISION_WIDTH, bias=False)
    count = (side // PATCH) ** 2
    batch = graph.op("Slice", graph.op("Shape", "pixel_values"), graph.constant([0]), graph.constant([1]))
    one = graph.normal("class_embedding", (1, 1, VISION_WIDTH), 1)
    shape = graph.op("Concat", batch, graph.constant([1, VISION_WIDTH]), axis=0)
    x = graph.op("Concat", graph.op("Expand", one, shape), patches, axis=1)
    x = graph.op("Add", x, graph.normal("position_embedding.weight", (1, count + 1, VISION_WIDTH), 0.5))
    x = graph.norm("pre_layrnorm", x, VISION_WIDTH)
    x = graph.layers(x, LAYERS, VISION_WIDTH, VISION_HEADS, quick_gelu)
    x = graph.op("Gather", x, graph.constant(0), axis=1)
    x = graph.norm("post_layernorm", x, VISION_WIDTH)
    x = graph.linear("visual_projection", x, VISION_WIDTH, dimensions, bias=False)
    pixels = ["batch_size", "num_channels", "height", "width"]
    return graph.model(
        [("pixel_values", TensorProto.FLOAT, pixels)], [("image_embeds", x, ["batch_size", dimensions])]
    )


def clip_text(seed):
    """A causal transformer, read at the end-of-text token, which has the highest id. 63.4 million weights."""
    vocabulary, context, width, heads, dimensions = 49408, 77, 512, 8, 512
    graph = Graph("clip-text", [seed, 1])
    x, count = graph.embedded("input_ids", vocabulary, context, width)
    later = np.triu(np.full((context, context), np.finfo(np.float32).min, np.float32), 1)
    ends = graph.op("Concat", count, count, axis=0)
    mask = graph.op("Slice", graph.weight("causal_mask", later), graph.constant([0, 0]), ends, graph.constant([0, 1]))
    x = graph.layers(x, LAYERS, width, heads, quick_gelu, mask)
    x = graph.norm("final_layer_norm", x, width)
    end = graph.op("ArgMax", "input_ids", axis=1, keepdims=1)
    x = graph.op("GatherND", x, end, batch_dims=1)
    x = graph.linear("text_projection", x, width, dimensions, bias=False)
    return graph.model(
        [("input_ids", TensorProto.INT64, ["batch_size", "sequence_length"])],
        [("text_embeds", x, ["batch_size", dimensions])],
    )


def siglip2_vision(seed):
    """Patches that a learned query attends to. 94.6 million weights."""
    side, width = 256, VISION_WIDTH
    graph = Graph("siglip2-vision", [seed, 2])
    patches = graph.patches("pixel_values", PATCH, width, bias=True)
    count = (side // PATCH) ** 2
    x = graph.op("Add", patches, graph.normal("position_embedding.weight", (1, count, width), 0.5))
    x = graph.layers(x, LAYERS, width, VISION_HEADS, tanh_gelu)
    hidden = graph.norm("post_layernorm", x, width)
    batch = graph.op("Slice", graph.op("Shape", "pixel_values"), graph.constant([0]), graph.constant([1]))
    shape = graph.op("Concat", batch, graph.constant([1, width]), axis=0)
    probe = graph.op("Expand", graph.normal("head.probe", (1, 1, width), 1), shape)
    seen = graph.attention("head.attention", probe, hidden, width, VISION_HEADS)
    x = graph.op("Add", seen, graph.mlp("head.mlp", graph.norm("head.layernorm", seen, width), width, tanh_gelu))
    pooled = graph.op("Gather", x, graph.constant(0), axis=1)
    pixels = ["batch_size", "num_channels", "height", "width"]
    return graph.model(
        [("pixel_values", TensorProto.FLOAT, pixels)],
        [
            ("last_hidden_state", hidden, ["batch_size", count, width]),
            ("pooler_output", pooled, ["batch_size", width]),
        ],
    )


def siglip2_text(seed):
    """A transformer over 64 tokens, read at the last of them. 282.3 million weights, most of them its vocabulary."""
    vocabulary, context, width = 256_000, 64, VISION_WIDTH
    graph = Graph("siglip2-text", [seed, 3])
    x, _ = graph.embedded("input_ids", vocabulary, context, width)
    x = graph.layers(x, LAYERS, width, VISION_HEADS, tanh_gelu)
    hidden = graph.norm("final_layer_norm", x, width)
    last = graph.op("Gather", hidden, graph.constant(-1), axis=1)
    pooled = graph.linear("head", last, width, width)
    return graph.model(
        [("input_ids", TensorProto.INT64, ["batch_size", "sequence_length"])],
        [
            ("last_hidden_state", hidden, ["batch_size", "sequence_length", width]),
            ("pooler_output", pooled, ["batch_size", width]),
        ],
    )


TOWERS = {"clip": (clip_vision, clip_text), "siglip2": (siglip2_vision, siglip2_text)}
