"""A symbol as sites draw it: squares, dots, bars, round finders, colours, logos, scaling."""

import io

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from look import BOLD, rgb


def is_finder(x, y, n):
    return (x < 7 and y < 7) or (x >= n - 7 and y < 7) or (x < 7 and y >= n - 7)


def mask_of(m, S, style="square", finder="square", gap=0.0):
    """How far each pixel is covered by dark modules, 0..255, at S pixels a module."""
    n = m.shape[0]
    if style == "square" and finder == "square":
        return Image.fromarray(np.kron(m, np.ones((S, S), np.uint8)) * 255)
    K = 4
    s = S * K
    im = Image.new("L", (n * s, n * s), 0)
    d = ImageDraw.Draw(im)
    special = finder in ("round", "circle", "round in square", "square in round")
    for y in range(n):
        for x in range(n):
            if not m[y, x]:
                continue
            if is_finder(x, y, n) and finder != "same":
                if not special:
                    d.rectangle([x * s, y * s, x * s + s - 1, y * s + s - 1], fill=255)
                continue
            g = gap * s / 2
            b = [x * s + g, y * s + g, (x + 1) * s - 1 - g, (y + 1) * s - 1 - g]
            if style == "dots":
                d.ellipse(b, fill=255)
            elif style == "gap":
                d.rectangle(b, fill=255)
            elif style == "roundsq":
                d.rounded_rectangle(b, radius=(s - 2 * g) * 0.35, fill=255)
            elif style == "diamond":
                cx, cy = (b[0] + b[2]) / 2, (b[1] + b[3]) / 2
                d.polygon([(cx, b[1]), (b[2], cy), (cx, b[3]), (b[0], cy)], fill=255)
            elif style == "bars":
                top = y == 0 or not m[y - 1, x] or is_finder(x, y - 1, n)
                bot = y == n - 1 or not m[y + 1, x] or is_finder(x, y + 1, n)
                bb = [x * s + s * 0.08, y * s, (x + 1) * s - 1 - s * 0.08, (y + 1) * s - 1]
                d.rectangle(
                    [
                        bb[0],
                        bb[1] + (s * 0.45 if top else 0),
                        bb[2],
                        bb[3] - (s * 0.45 if bot else 0),
                    ],
                    fill=255,
                )
                if top:
                    d.ellipse([bb[0], bb[1], bb[2], bb[1] + (bb[2] - bb[0])], fill=255)
                if bot:
                    d.ellipse([bb[0], bb[3] - (bb[2] - bb[0]), bb[2], bb[3]], fill=255)
            elif style == "liquid":
                d.ellipse([x * s, y * s, x * s + s - 1, y * s + s - 1], fill=255)
                if x + 1 < n and m[y, x + 1] and not is_finder(x + 1, y, n):
                    d.rectangle(
                        [x * s + s // 2, y * s, x * s + s + s // 2, y * s + s - 1], fill=255
                    )
                if y + 1 < n and m[y + 1, x] and not is_finder(x, y + 1, n):
                    d.rectangle(
                        [x * s, y * s + s // 2, x * s + s - 1, y * s + s + s // 2], fill=255
                    )
            else:
                d.rectangle([x * s, y * s, x * s + s - 1, y * s + s - 1], fill=255)
    if special:
        for fx, fy in ((0, 0), (n - 7, 0), (0, n - 7)):
            frame, eye = {
                "round": (2.2, 2.2),
                "circle": (3.5, 3.5),
                "round in square": (0, 3.5),
                "square in round": (3.5, 0),
            }[finder]
            for margin, corner, shade in ((0, frame, 255), (1, frame, 0), (2, eye, 255)):
                near, far = margin * s, (7 - margin) * s - 1
                box = [fx * s + near, fy * s + near, fx * s + far, fy * s + far]
                radius = corner * s * (7 - 2 * margin) / 7
                d.rounded_rectangle(box, radius=radius, fill=shade)
    return im.resize((n * S, n * S), Image.BOX)


def colorize(mask, fg, bg, grad=None):
    a = np.asarray(mask, np.float32)[..., None] / 255
    h, w = a.shape[:2]
    if grad:
        t = (np.arange(w)[None, :, None] / w + np.arange(h)[:, None, None] / h) / 2
        f = np.array(fg, np.float32) * (1 - t) + np.array(grad, np.float32) * t
    else:
        f = np.array(fg, np.float32)
    return Image.fromarray(
        (a * f + (1 - a) * np.array(bg, np.float32)).round().clip(0, 255).astype(np.uint8)
    )


def with_quiet(img, px, bg):
    w, h = img.size
    o = Image.new("RGB", (w + 2 * px, h + 2 * px), bg)
    o.paste(img, (px, px))
    return o


def scale(img, side, how):
    """A square picture at another size."""
    if img.size[0] == side:
        return img
    a = np.asarray(img)
    filters = {
        "nearest": cv2.INTER_NEAREST,
        "bilinear": cv2.INTER_LINEAR,
        "bicubic": cv2.INTER_CUBIC,
        "area": cv2.INTER_AREA,
        "lanczos": cv2.INTER_LANCZOS4,
    }
    return Image.fromarray(cv2.resize(a, (side, side), interpolation=filters[how]))


def symbol(
    m,
    r,
    side,
    how="int",
    style="square",
    finder="square",
    gap=0.0,
    fg=(0, 0, 0),
    bg=(255, 255, 255),
    quiet=4,
    grad=None,
    logo=None,
):
    """The picture with its quiet zone, `side` pixels wide, and the module's width in pixels."""
    n = m.shape[0]
    tot = n + 2 * quiet
    if how == "int":
        S = max(1, side // tot)
        im = colorize(mask_of(m, S, style, finder, gap), fg, bg, grad)
        im = with_quiet(im, int(quiet * S), bg)
        if logo:
            im = add_logo(im, r, logo, bg, fg)
        return im, float(S)
    S = 8 if how in ("svg",) else r.choice([3, 4, 5, 6])
    im = colorize(mask_of(m, S, style, finder, gap), fg, bg, grad)
    im = with_quiet(im, int(round(quiet * S)), bg)
    if logo:
        im = add_logo(im, r, logo, bg, fg)
    src = im.size[0]
    if how == "svg":
        im = im.resize((side, side), Image.BOX) if side <= src else scale(im, side, "bilinear")
    else:
        im = scale(im, side, how)
    return im, S * side / src


def add_logo(im, r, frac, bg, fg):
    w = im.size[0]
    s = int(w * frac)
    im = im.copy()
    d = ImageDraw.Draw(im)
    x0 = (w - s) // 2
    p = max(1, int(s * 0.08))
    shape = r.choice(["sq", "round", "circle"])
    col = r.choice([rgb("#1a73e8"), rgb("#e01e5a"), rgb("#111111"), rgb("#34a853"), rgb("#ff9900")])
    if r.random() < 0.75:
        (
            d.ellipse
            if shape == "circle"
            else lambda b, fill: d.rounded_rectangle(
                b, radius=0 if shape == "sq" else s * 0.2, fill=fill
            )
        )([x0 - p, x0 - p, x0 + s + p, x0 + s + p], fill=bg)
    (
        d.ellipse
        if shape == "circle"
        else lambda b, fill: d.rounded_rectangle(
            b, radius=0 if shape == "sq" else s * 0.2, fill=fill
        )
    )([x0, x0, x0 + s, x0 + s], fill=col)
    f = ImageFont.truetype(r.choice(BOLD), max(6, int(s * 0.6)))
    t = r.choice("AGMQ§8")
    bb = d.textbbox((0, 0), t, font=f)
    d.text(
        (w / 2 - (bb[0] + bb[2]) / 2, w / 2 - (bb[1] + bb[3]) / 2), t, font=f, fill=(255, 255, 255)
    )
    return im


def jpeg(im, qv, sub=2):
    b = io.BytesIO()
    im.save(b, "JPEG", quality=qv, subsampling=sub)
    return Image.open(io.BytesIO(b.getvalue())).convert("RGB")
