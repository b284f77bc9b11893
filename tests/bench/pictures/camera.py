"""Draws what a camera sees of a code, and a manifest of what each one says.

A code is printed or shown on a phone, seen by a pinhole camera from some angle through a lens that
bends straight lines, then blurred, lit unevenly and made noisy.
usage: camera.py FOLDER SEED. Every picture has dice of its own: a seed draws the same set again.
"""

import json
import math
import os
import random
import sys

import cv2
import numpy as np
from PIL import Image

from payload import make_code, migration, modules_of, otpauth, url
from symbol import jpeg, mask_of

# The width and height of the pictures: those of most cameras of laptops.
SIZE = (1280, 720)


class View:
    """A camera before a sheet, whose middle it sees in its own middle; lengths in sheet widths."""

    def __init__(self, r, size=SIZE, share=0.5, tilt=0.3, lens=0.0, curl=0.0, aside=0.1):
        self.size = size
        # As much as a phone's camera sees: 65 degrees across.
        self.focal = 0.8 * size[0]
        self.lens = lens
        self.curl = curl
        self.distance = self.focal / (share * size[1])
        self.shift = [r.uniform(-aside, aside) * side for side in size]
        self.turn = self.rotation(r.uniform(-tilt, tilt), r.uniform(-tilt, tilt), r.uniform(-0.2, 0.2))

    @staticmethod
    def rotation(yaw, pitch, roll):
        vector = lambda *axis: cv2.Rodrigues(np.float64(axis))[0]
        return vector(0, 0, roll) @ vector(pitch, 0, 0) @ vector(0, yaw, 0)

    def seen(self, sheet, around):
        """The picture: `sheet` is square, `around` is as large as the picture."""
        width, height = self.size
        fine = 2
        y, x = np.mgrid[0 : height * fine, 0 : width * fine].astype(np.float64)
        x = ((x + 0.5) / fine - width / 2 - self.shift[0]) / self.focal
        y = ((y + 0.5) / fine - height / 2 - self.shift[1]) / self.focal
        # Barrel distortion: what is far from the middle comes nearer to it. A radius of 1 is 0.4 of
        # the picture's width.
        bend = 1 + self.lens * ((x * x + y * y) * (self.focal / (0.4 * width)) ** 2)
        u, v, shown = self.on_sheet(x * bend, y * bend)
        side = sheet.shape[0]
        lookup = [((w + 0.5) * side - 0.5).astype(np.float32) for w in (u, v)]
        paper = cv2.remap(sheet, *lookup, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        is_paper = shown & (abs(u) < 0.5) & (abs(v) < 0.5)
        cover = is_paper.astype(np.float32)
        share = cv2.resize(cover, self.size, interpolation=cv2.INTER_AREA)
        paper = cv2.resize(paper * cover, self.size, interpolation=cv2.INTER_AREA)
        return paper + around * (1 - share)

    def on_sheet(self, x, y):
        """Where a ray meets the sheet, and whether it does."""
        ray = self.turn.T @ np.stack([x, y, np.ones_like(x)]).reshape(3, -1)
        eye = self.turn.T @ np.float64([0, 0, -self.distance])
        if not self.curl:
            way = -eye[2] / ray[2]
            u, v = eye[0] + way * ray[0], eye[1] + way * ray[1]
            return u.reshape(x.shape), v.reshape(x.shape), (way > 0).reshape(x.shape)
        # A cylinder around a vertical axis behind the sheet, which it touches in the middle.
        radius = 1 / self.curl
        ex, ez = eye[0], eye[2] - radius
        a = ray[0] ** 2 + ray[2] ** 2
        b = ex * ray[0] + ez * ray[2]
        root = b * b - a * (ex * ex + ez * ez - radius * radius)
        way = (-b - np.sqrt(np.maximum(root, 0))) / a
        angle = np.arctan2(ex + way * ray[0], -(ez + way * ray[2]))
        u, v = angle * radius, eye[1] + way * ray[1]
        return u.reshape(x.shape), v.reshape(x.shape), (root > 0).reshape(x.shape)


def sheet_of(m, ink=25, paper=235, quiet=4, stripes=False, scale=12):
    """The code in the middle of its quiet zone, in shades."""
    shades = paper - (paper - ink) * (np.asarray(mask_of(m, scale), np.float32) / 255)
    shades = cv2.copyMakeBorder(shades, *[quiet * scale] * 4, cv2.BORDER_CONSTANT, value=paper)
    if stripes:
        shades *= 0.94 + 0.06 * np.sign(np.sin(np.arange(shades.shape[1]) * 1.9))[None, :]
    return shades


def room(r, size, light=120):
    """Soft shapes out of focus."""
    dice = np.random.RandomState(r.randrange(1 << 30))
    small = dice.uniform(0.2, 1.6, (5, 8)).astype(np.float32) * light
    shades = cv2.resize(small, size, interpolation=cv2.INTER_CUBIC)
    for _ in range(6):
        at = tuple(int(r.uniform(0, side)) for side in size)
        cv2.circle(shades, at, int(r.uniform(20, 160)), r.uniform(0.2, 1.6) * light, -1)
    return cv2.GaussianBlur(shades, (0, 0), 9)


def taken(r, shades, blur=(0.3, 1.0), noise=(1, 5), slope=0.4, shake=0):
    """What the sensor makes of it: light from one side, blur, noise, JPEG."""
    height, width = shades.shape
    y, x = np.mgrid[0:height, 0:width]
    light = 1 + r.uniform(-slope, slope) * (x / width - 0.5) + r.uniform(-slope, slope) * (y / height - 0.5)
    shades = cv2.GaussianBlur((shades * light).astype(np.float32), (0, 0), r.uniform(*blur))
    if shake:
        kernel = np.zeros((shake, shake), np.float32)
        kernel[shake // 2] = 1 / shake
        angle = cv2.getRotationMatrix2D((shake / 2 - 0.5, shake / 2 - 0.5), r.uniform(0, 180), 1)
        kernel = cv2.warpAffine(kernel, angle, (shake, shake))
        shades = cv2.filter2D(shades, -1, kernel / kernel.sum())
    dice = np.random.RandomState(r.randrange(1 << 30))
    shades = shades + dice.randn(height, width) * r.uniform(*noise)
    grey = Image.fromarray(shades.clip(0, 255).astype(np.uint8)).convert("RGB")
    return jpeg(grey, r.choice([70, 80, 90]))


def export(r, low=16, high=20):
    """A page of Google's export, in a version from `low` to `high`."""
    version = r.randint(low, high)
    count = 1
    payload = migration(r, count)
    while make_code(payload, "l").version < version:
        count += 1
        payload = migration(r, count)
    return payload, modules_of(make_code(payload, "l"))


def lens(k):
    """An export on a phone before the camera of a laptop."""

    def draw(r, i):
        payload, m = export(r)
        view = View(r, share=r.uniform(0.75, 0.95), tilt=0.22, lens=k, aside=0.04)
        sheet = sheet_of(m, stripes=True)
        return taken(r, view.seen(sheet, room(r, SIZE)), (0.4, 0.9), (1, 4)), [payload]

    return draw


def high(r, i):
    """A sheet of paper with a code of version 20 to 40."""
    version = 20 + i * 20 // 32
    payload = migration(r, 1) + "x" * r.randint(0, 40) * version
    m = modules_of(make_code(payload, r.choice("lm"), version))
    size = (1920, 1440) if version < 30 else (2400, 1800)
    view = View(r, size, r.uniform(0.7, 0.95), 0.3, r.uniform(0, 0.08), r.choice([0, 0, 0.3, 0.6]), 0.02)
    sheet = sheet_of(m, r.uniform(20, 60), r.uniform(180, 240), scale=8)
    return taken(r, view.seen(sheet, room(r, size)), (0.5, 1.0)), [payload]


def usual(r, low="lmqh"):
    payload = otpauth(r) if r.random() < 0.7 else url(r)
    return payload, modules_of(make_code(payload, r.choice(low)))


def steep(r, i):
    payload, m = usual(r)
    view = View(r, share=r.uniform(0.6, 0.9), tilt=0.01, aside=0.02)
    angle, way = r.uniform(0.8, 1.15), r.uniform(0, math.tau)
    view.turn = view.rotation(angle * math.cos(way), angle * math.sin(way), r.uniform(-3, 3))
    return taken(r, view.seen(sheet_of(m), room(r, SIZE))), [payload]


def curved(r, i):
    payload, m = usual(r)
    view = View(r, share=r.uniform(0.4, 0.8), curl=r.uniform(0.8, 2.2))
    return taken(r, view.seen(sheet_of(m), room(r, SIZE))), [payload]


def far(r, i):
    payload, m = usual(r, "lm")
    module = r.uniform(2.2, 3.2)
    view = View(r, share=module * (m.shape[0] + 8) / SIZE[1], aside=0.3)
    return taken(r, view.seen(sheet_of(m), room(r, SIZE)), (0.4, 0.8)), [payload]


def blurred(r, i):
    payload, m = usual(r)
    view = View(r, share=r.uniform(0.4, 0.8))
    module = view.focal / view.distance / (m.shape[0] + 8)
    shake = int(module * r.uniform(0.6, 1.1)) if i % 2 else 0
    blur = module * (0.2 if shake else r.uniform(0.35, 0.6))
    return taken(r, view.seen(sheet_of(m), room(r, SIZE)), (blur, blur), shake=shake), [payload]


def dim(r, i):
    payload, m = usual(r)
    view = View(r, share=r.uniform(0.4, 0.8))
    sheet = sheet_of(m, 12, r.uniform(35, 70))
    return taken(r, view.seen(sheet, room(r, SIZE, 40)), noise=(4, 8)), [payload]


def shadow(r, i):
    """A shadow with a hard edge, or the glare of a lamp."""
    payload, m = usual(r, "mqh")
    view = View(r, share=r.uniform(0.4, 0.8))
    shades = view.seen(sheet_of(m), room(r, SIZE))
    mask = np.zeros(SIZE[::-1], np.float32)
    at = np.float64(SIZE) / 2
    angle = r.uniform(0, math.tau)
    along, across = np.float64([[math.cos(angle), math.sin(angle)], [-math.sin(angle), math.cos(angle)]])
    if i % 2:
        cv2.fillPoly(mask, [np.int32([at - along * 2000, at + along * 2000, at + (along + across) * 2000, at + (across - along) * 2000])], 1)
        return taken(r, shades * (1 - r.uniform(0.4, 0.75) * cv2.GaussianBlur(mask, (0, 0), 2))), [payload]
    spot = at + across * r.uniform(40, 160)
    cv2.circle(mask, tuple(map(int, spot)), int(r.uniform(40, 90)), 1, -1)
    return taken(r, shades + 200 * cv2.GaussianBlur(mask, (0, 0), 30)), [payload]


def damaged(r, i):
    """Scratches, stains and a torn corner, within what the code can correct."""
    payload, m = usual(r, "qh")
    sheet = sheet_of(m)
    side = sheet.shape[0]
    for _ in range(r.randint(2, 5)):
        ends = [tuple(int(r.uniform(0.1, 0.9) * side) for _ in "xy") for _ in "ab"]
        cv2.line(sheet, *ends, r.choice([20.0, 235.0]), r.randint(3, 8))
    where = tuple(int(r.uniform(0.4, 0.7) * side) for _ in "xy")
    cv2.circle(sheet, where, int(0.07 * side), r.uniform(20, 235), -1)
    return taken(r, View(r, share=r.uniform(0.4, 0.8)).seen(sheet, room(r, SIZE))), [payload]


def several(r, i):
    """A sheet with nine codes."""
    texts = [url(r) + str(at) for at in range(9)]
    codes = [sheet_of(modules_of(make_code(text, "m", 6)), scale=8) for text in texts]
    sheet = np.vstack([np.hstack(codes[row * 3 : row * 3 + 3]) for row in range(3)])
    size = (1920, 1440)
    return taken(r, View(r, size, r.uniform(0.7, 0.95)).seen(sheet, room(r, size))), texts


def none(r, i):
    """A room, a page of text, a grid, noise: no code."""
    shades = room(r, SIZE)
    dice = np.random.RandomState(r.randrange(1 << 30))
    if i % 4 == 1:
        shades = sheet_of(np.kron(dice.rand(40, 40) < 0.5, np.ones((1, 1))).astype(np.uint8))
        shades = View(r, share=0.9).seen(shades, room(r, SIZE))
    elif i % 4 == 2:
        page = np.full((1400, 1400), 235, np.uint8)
        for line in range(40):
            text = " ".join("".join(r.choice("aeionrstlmob08@") for _ in range(r.randint(2, 9))) for _ in range(12))
            cv2.putText(page, text, (60, 60 + line * 33), cv2.FONT_HERSHEY_SIMPLEX, 0.8, 20, 2, cv2.LINE_AA)
        shades = View(r, share=0.95).seen(page.astype(np.float32), shades)
    elif i % 4 == 3:
        rough = cv2.GaussianBlur(dice.randn(SIZE[1], SIZE[0]).astype(np.float32), (0, 0), r.uniform(1, 4))
        shades = shades + rough / rough.std() * 40
    return taken(r, shades, noise=(1, 8)), []


CATEGORIES = {
    "lens06": (lens(0.06), 24),
    "lens12": (lens(0.12), 24),
    "lens20": (lens(0.2), 24),
    "high": (high, 33),
    "steep": (steep, 24),
    "curved": (curved, 24),
    "far": (far, 24),
    "blurred": (blurred, 24),
    "dim": (dim, 24),
    "shadow": (shadow, 24),
    "damaged": (damaged, 24),
    "several": (several, 8),
    "none": (none, 24),
}


def main(folder, seed):
    os.makedirs(folder, exist_ok=True)
    manifest = []
    for category, (draw, count) in CATEGORIES.items():
        for i in range(count):
            picture, expected = draw(random.Random(f"{seed}:{category}:{i}"), i)
            name = f"{category}-{i:02d}"
            picture.save(f"{folder}/{name}.png", compress_level=1)
            manifest.append({"name": name, "category": category, "expected": expected})
    with open(f"{folder}/manifest.json", "w") as file:
        json.dump(manifest, file, indent=0, ensure_ascii=False)


main(*sys.argv[1:])
