"""Draws screenshots of enrolment pages and a manifest of what each one's codes say.

usage: screens.py FOLDER SEED. Every picture has dice of its own: a seed draws the same set again.
"""

import json
import os
import random
import sys

import clean
import hard

CATEGORIES = {
    "plain": (clean.plain, 40),
    "nearest": (clean.nearest, 20),
    "smooth": (clean.smooth, 30),
    "tiny": (clean.tiny, 20),
    "inverted": (clean.inverted, 30),
    "darktile": (clean.darktile, 15),
    "coloured": (clean.coloured, 32),
    "dots": (clean.dots, 24),
    "rounded": (clean.rounded, 16),
    "eyes": (clean.eyes, 24),
    "file": (clean.file, 16),
    "logo": (clean.logo, 24),
    "noquiet": (clean.noquiet, 30),
    "jpeg": (clean.jpeg_page, 20),
    "multi": (clean.multi, 24),
    "rotpersp": (hard.rotpersp, 25),
    "overlay": (hard.overlay, 25),
    "large": (hard.large, 24),
    "combo": (hard.combo, 20),
    "negative": (hard.negative, 30),
}


def main(folder, seed):
    os.makedirs(folder, exist_ok=True)
    manifest = []
    for category, (draw, count) in CATEGORIES.items():
        for i in range(count):
            page, seen = draw(random.Random(f"{seed}:{category}:{i}"), i)
            name = f"{category}-{i:02d}"
            page.im.save(f"{folder}/{name}.png", compress_level=1)
            manifest.append({"name": name, "category": category, "expected": seen["expected"]})
    with open(f"{folder}/manifest.json", "w") as file:
        json.dump(manifest, file, indent=0, ensure_ascii=False)


main(*sys.argv[1:])
