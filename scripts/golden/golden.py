"""Makes test/fixtures/golden: what the reference implementations of CLIP and SigLIP make of pictures and of texts.

The reference is Hugging Face `transformers` in the versions of requirements.txt: CLIPImageProcessor and
SiglipImageProcessor over Pillow, CLIPTokenizer, SiglipTokenizer and Siglip2Tokenizer. See README.md.
"""

import argparse
import gzip
import json
import os
from collections import Counter
from io import BytesIO
from pathlib import Path

os.environ["TOKENIZERS_PARALLELISM"] = "false"

import numpy as np
from PIL import Image, ImageOps
from pictures import make_pictures
from texts import make_texts
from tokenizers import AddedToken, Tokenizer, models, normalizers, pre_tokenizers, trainers
from transformers import CLIPTokenizer
from transformers.models.clip.image_processing_pil_clip import CLIPImageProcessorPil
from transformers.models.siglip.image_processing_pil_siglip import SiglipImageProcessorPil
from transformers.models.siglip.tokenization_siglip import SiglipTokenizer
from transformers.models.siglip2.tokenization_siglip2 import Siglip2Tokenizer

# the processors as the models' preprocessor_config.json set them
PROCESSORS = {
    "clip": CLIPImageProcessorPil(),
    "siglip2": SiglipImageProcessorPil(
        size={"height": 256, "width": 256}, resample=Image.Resampling.BILINEAR
    ),
}
# of the pixels, one in every four of each direction is kept
STEP = 4
# and of the texts one in four for the tokenizer that is made here
TEXT_STEP = 4


def opened(data):
    """As Vitrine sees a file where the reference has no opinion: upright, and what is transparent on white."""
    picture = ImageOps.exif_transpose(Image.open(BytesIO(data)))
    if picture.has_transparency_data:
        cut_out = picture.convert("RGBA")
        picture = Image.new("RGBA", cut_out.size, "white")
        picture.alpha_composite(cut_out)
    return picture.convert("RGB")


def seen(processor, picture):
    """The values of the tensor, scaled back to those of a picture: height × width × RGB."""
    values = processor(images=picture, return_tensors="np")["pixel_values"][0]
    mean, std = (np.array(numbers)[:, None, None] for numbers in (processor.image_mean, processor.image_std))
    scaled = (values * std + mean) * 255
    assert abs(scaled - scaled.round()).max() < 0.01
    return scaled.round().astype(np.uint8).transpose(1, 2, 0)


def ramp(processor):
    """What the processor makes of the values 0, 5, … 255: a list a channel."""
    side = processor.crop_size["height"] if processor.crop_size else processor.size["height"]
    lists = []
    for value in range(0, 256, 5):
        flat = Image.new("RGB", (side, side), (value, value, value))
        lists.append(processor(images=flat, return_tensors="np")["pixel_values"][0][:, 0, 0])
    return [[float(value) for value in channel] for channel in np.array(lists).T]


def clip_ids(folder, texts):
    tokenizer = CLIPTokenizer.from_pretrained(folder)
    assert tokenizer("a photo of a cat").input_ids == [49406, 320, 1125, 539, 320, 2368, 49407]
    return [tokenizer(text, truncation=True, max_length=77).input_ids for text in texts]


def small_tokenizer(texts):
    """One of Gemma's kind, which SigLIP 2 has, but small: pairs of bytes of the texts themselves."""
    specials = ["<pad>", "<eos>", "<bos>", "<unk>", "<mask>"]
    learner = Tokenizer(models.BPE(byte_fallback=True, unk_token="<unk>", fuse_unk=True))
    learner.normalizer = normalizers.Sequence([normalizers.Lowercase(), normalizers.Replace(" ", "▁")])
    learner.pre_tokenizer = pre_tokenizers.Split("▁", "merged_with_next")
    of_bytes = [f"<0x{byte:02X}>" for byte in range(256)]
    # chosen here, since the trainer draws lots among letters that are as frequent
    letters = Counter("".join(texts).lower().replace(" ", "▁"))
    alphabet = sorted(sorted(letters), key=letters.get, reverse=True)[:160]
    learner.train_from_iterator(
        texts,
        trainers.BpeTrainer(
            vocab_size=1400,
            initial_alphabet=alphabet,
            limit_alphabet=len(alphabet),
            show_progress=False,
            special_tokens=[AddedToken(token, special=True) for token in specials + of_bytes],
        ),
    )
    model = json.loads(learner.to_str())["model"]
    return Siglip2Tokenizer(
        vocab=model["vocab"],
        merges=[tuple(merge) for merge in model["merges"]],
        add_bos_token=False,
        add_eos_token=True,
        padding_side="right",
        model_max_length=64,
    )


def canonical(text):
    """SiglipTokenizer's own preparation of a text; it needs no vocabulary."""
    self = SiglipTokenizer.__new__(SiglipTokenizer)
    self.__dict__["do_lower_case"] = True
    return SiglipTokenizer.canonicalize_text(self, text)


def padded_ids(tokenizer, texts, pad):
    lists = tokenizer(texts, truncation=True, max_length=64, padding="max_length").input_ids
    return [[pad if token == tokenizer.pad_token_id else token for token in ids] for ids in lists]


def write_json(path, value):
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    if path.suffix == ".gz":
        path.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    else:
        path.write_text(text + "\n", encoding="utf-8")


def write_pictures(folder):
    files = make_pictures()
    for name, data in files.items():
        (folder / name).write_bytes(data)
    names = sorted(files)
    for form, processor in PROCESSORS.items():
        kept = [seen(processor, opened(files[name]))[::STEP, ::STEP] for name in names]
        # one below the other, in the order of their names
        Image.fromarray(np.concatenate(kept)).save(folder / f"{form}.webp", lossless=True, method=6)
    ramps = {form: ramp(processor) for form, processor in PROCESSORS.items()}
    write_json(folder / "pictures.json", {"names": names, "step": STEP, "ramps": ramps})


def write_texts(folder, clip_tokenizer):
    texts = make_texts()
    write_json(folder / "texts.json.gz", texts)
    write_json(folder / "clip-ids.json.gz", clip_ids(clip_tokenizer, texts))

    tokenizer = small_tokenizer(texts)
    write_json(folder / "small-tokenizer.json", json.loads(tokenizer.backend_tokenizer.to_str()))
    config = {"tokenizer_class": "GemmaTokenizer", "model_max_length": 64}
    write_json(folder / "small-tokenizer_config.json", config)
    # what a shop's search box sends has no white space to spare: see README.md
    some = [" ".join(text.split()) for text in texts[::TEXT_STEP]]
    ids = {
        "step": TEXT_STEP,
        "siglip2": padded_ids(tokenizer, some, tokenizer.pad_token_id),
        # SigLIP 1 fills up with the token that ends a text
        "siglip": padded_ids(tokenizer, [canonical(text) for text in some], tokenizer.eos_token_id),
    }
    write_json(folder / "siglip-ids.json.gz", ids)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path, help="the folder to write, test/fixtures/golden")
    parser.add_argument(
        "--clip-tokenizer",
        type=Path,
        required=True,
        help="a folder with openai/clip-vit-base-patch32's tokenizer.json and tokenizer_config.json",
    )
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    write_pictures(options.out)
    write_texts(options.out, options.clip_tokenizer)


if __name__ == "__main__":
    main()
