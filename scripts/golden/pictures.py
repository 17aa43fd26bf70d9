"""Pictures in all the forms that shops send, drawn here: the same ones on every run, photograph-like where it matters."""

from io import BytesIO

import numpy as np
from PIL import Image


def scene(width, height, seed, grain):
    """Light that falls off, a blurred ground, woven cloth, things with hard edges, and film grain; RGB, 8 bit."""
    random = np.random.default_rng(seed)
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    x, y = x / height, y / height
    light = 0.75 + 0.25 * np.cos(2.1 * x - 1.3 * y)
    planes = []
    for channel in range(3):
        a, b, c = random.uniform(1, 6, 3)
        planes.append(120 + 60 * np.sin(a * x + channel) + 40 * np.cos(b * y - c * x))
    picture = np.stack(planes, -1) * light[..., None]
    aspect = width / height
    for _ in range(14):
        centre_x, centre_y = random.uniform(0, aspect), random.uniform(0, 1)
        radius = random.uniform(0.03, 0.2)
        inside = (x - centre_x) ** 2 + (y - centre_y) ** 2 < radius**2
        if random.random() < 0.5:
            inside = (abs(x - centre_x) < radius) & (abs(y - centre_y) < radius * 0.6)
        colour = random.uniform(0, 255, 3).astype(np.float32)
        if random.random() < 0.4:
            weave = 25 * np.sign(np.sin(x * 190) * np.sin(y * 170))
            picture[inside] = colour + weave[inside][:, None]
        else:
            picture[inside] = colour * light[inside][:, None]
    picture += random.normal(0, grain, picture.shape).astype(np.float32)
    return Image.fromarray(picture.clip(0, 255).astype(np.uint8))


def shade(width, height, seed):
    """What fades from nothing to all of it: an alpha channel."""
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    wave = np.sin(x / width * 5 + seed) + np.cos(y / height * 4)
    return Image.fromarray((128 + 127 * np.tanh(3 * wave)).clip(0, 255).astype(np.uint8))


def encoded(picture, form, **options):
    into = BytesIO()
    picture.save(into, form, **options)
    return into.getvalue()


def make_pictures():
    """The files by name, as bytes."""
    photo = scene(1200, 900, 1, 3)
    cut_out = scene(420, 500, 4, 1)
    cut_out.putalpha(shade(420, 500, 1))
    turned = Image.Exif()
    turned[0x0112] = 6
    mirrored = Image.Exif()
    mirrored[0x0112] = 5
    jpeg = {"quality": 80, "optimize": True}
    return {
        "photo.jpg": encoded(photo, "JPEG", **jpeg),
        "small.jpg": encoded(scene(300, 225, 2, 5), "JPEG", quality=90),
        "odd.jpg": encoded(scene(1999, 1501, 3, 1), "JPEG", quality=50, optimize=True),
        "huge.jpg": encoded(scene(6000, 4000, 5, 0), "JPEG", quality=8, optimize=True, progressive=True),
        "huge.png": encoded(scene(3000, 2000, 6, 0).quantize(12, dither=0).convert("RGB"), "PNG", optimize=True),
        "turned.jpg": encoded(scene(480, 321, 7, 2), "JPEG", exif=turned, **jpeg),
        "mirrored.jpg": encoded(scene(500, 333, 8, 2), "JPEG", exif=mirrored, **jpeg),
        "cmyk.jpg": encoded(scene(440, 330, 9, 2).convert("CMYK"), "JPEG", **jpeg),
        "grey.jpg": encoded(scene(500, 375, 10, 4).convert("L"), "JPEG", **jpeg),
        "alpha.png": encoded(cut_out.quantize(200), "PNG", optimize=True),
        "palette.png": encoded(scene(300, 400, 11, 0).quantize(64), "PNG", optimize=True),
        "tiny.png": encoded(scene(8, 8, 12, 30), "PNG"),
        "strip.png": encoded(scene(900, 61, 13, 0).quantize(64), "PNG", optimize=True),
        "photo.webp": encoded(scene(1600, 1067, 14, 1), "WEBP", quality=60, method=6),
    }
