"""Makes sets for the bench of other projects' test pictures, which this repository does not contain.

usage: foreign.py FOLDER TARGET. Each subfolder of FOLDER becomes a set. It knows three layouts, also
nested: ZXing and zxing-cpp (`name.png` beside `name.txt`, the text), jsQR (`name/input.png` beside
`name/output.json`) and BoofCV (`name.jpg` beside `name.txt` with the corners of each code, not its text).
"""

import json
import os
import sys

from PIL import Image

PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp")


def texts_of(path):
    """What a picture's codes say, `None` for each whose text is not known; or nothing is known."""
    folder, name = os.path.split(path)
    known = os.path.join(folder, "output.json")
    if name.startswith("input.") and os.path.exists(known):
        with open(known) as file:
            found = json.load(file)
        return [found["data"]] if found and found.get("data") is not None else []
    beside = os.path.splitext(path)[0] + ".txt"
    if not os.path.exists(beside):
        return None
    with open(beside, encoding="utf-8", errors="replace", newline="") as file:
        text = file.read()
    if text.startswith("# list of hand selected 2D points"):
        # Four corners for each code, after two lines that say so.
        lines = [line for line in text.splitlines() if line and line[0] not in "#S"]
        numbers = " ".join(lines).split()
        return [None] * (len(numbers) // 8)
    return [text]


def main(source, target):
    for name in sorted(os.listdir(source)):
        found = sorted(
            os.path.join(folder, file)
            for folder, _, files in os.walk(os.path.join(source, name))
            for file in files
            if file.lower().endswith(PICTURES)
        )
        manifest = []
        folder = os.path.join(target, f"foreign-{name}")
        os.makedirs(folder, exist_ok=True)
        for path in found:
            expected = texts_of(path)
            if expected is None:
                continue
            title = f"{len(manifest):04d}"
            Image.open(path).convert("RGB").save(f"{folder}/{title}.png", compress_level=1)
            category = os.path.basename(os.path.dirname(path))
            if os.path.basename(path).startswith("input."):
                category = name
            manifest.append({"name": title, "category": category, "expected": expected})
        with open(f"{folder}/manifest.json", "w") as file:
            json.dump(manifest, file, indent=0, ensure_ascii=False)


main(*sys.argv[1:])
