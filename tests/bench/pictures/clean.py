"""Pages with a whole code: plain, scaled, tiny, inverted, coloured, dots, a logo, several."""

import math

from PIL import Image, ImageChops

from look import BRAND, DARK, rgb
from page import Page, texture
from payload import make_code, modules_of, otpauth, url
from symbol import colorize, jpeg, mask_of, symbol, with_quiet

SIZES = ["720", "1080", "1080", "1440", "2160"]


PAIRS = [
    ("#1a73e8", "#ffffff"),
    ("#0b3d91", "#ffffff"),
    ("#d32f2f", "#ffffff"),
    ("#ff0000", "#ffffff"),
    ("#00a86b", "#ffffff"),
    ("#000000", "#ffd400"),
    ("#888888", "#ffffff"),
    ("#9aa0a6", "#f1f3f4"),
    ("#f4b400", "#ffffff"),
    ("#00bcd4", "#ffffff"),
    ("#ff6f00", "#fff3e0"),
    ("#6d28d9", "#ede9fe"),
    ("#b0b0b0", "#ffffff"),
    ("#c2185b", "#ffe4ec"),
    ("#2e7d32", "#a5d6a7"),
    ("#0000ff", "#00c853"),
]


def side_for(r, m, quiet, lo, hi, minmod=2.0, maxmod=99):
    tot = m.shape[0] + 2 * quiet
    lo = max(lo, int(math.ceil(minmod * tot)))
    hi = min(max(hi, lo), int(maxmod * tot))
    return r.randint(lo, max(lo, hi))


def simple(
    r,
    payload=None,
    ec=None,
    dark=None,
    res=None,
    lo=90,
    hi=400,
    minmod=2.0,
    maxmod=99,
    quiet=None,
    how=None,
    minv=None,
    **kw,
):
    p = Page(r, res or r.choice(SIZES), dark)
    payload = payload or otpauth(r)
    ec = ec or r.choice("lmmqh")
    s = make_code(payload, ec, minv)
    m = modules_of(s)
    quiet = r.choice([4, 4, 4, 2, 3, 1]) if quiet is None else quiet
    how = how or r.choice(["int", "int", "svg", "bilinear", "area", "nearest"])
    side = side_for(r, m, quiet, lo, hi, minmod, maxmod)
    img, mod = symbol(m, r, side, how, quiet=quiet, **kw)
    xy = p.card_at(*img.size)
    box = p.put(img, xy)
    return p, {"expected": [payload], "module": round(mod, 2), "box": box}


def plain(r, i):
    return simple(r, how="int", quiet=r.choice([4, 4, 4, 3, 2]), minmod=2)


def nearest(r, i):
    return simple(r, how="nearest", quiet=r.choice([4, 4, 2]), minmod=2.2)


def smooth(r, i):
    return simple(
        r,
        how=r.choice(["bilinear", "bicubic", "svg", "area", "lanczos"]),
        quiet=r.choice([4, 4, 2, 1]),
        minmod=2.2,
    )


def tiny(r, i):
    return simple(
        r,
        how=r.choice(["svg", "area", "bilinear", "bicubic"]),
        quiet=4,
        lo=60,
        hi=110,
        minmod=1.3,
        maxmod=2.2,
        ec=r.choice("lm"),
    )


def inverted(r, i):
    if i % 2 == 0:
        bg = rgb(r.choice(DARK))
        fg = rgb(r.choice(["#ffffff", "#e6edf3", "#c9d1d9"]))
        return simple(r, dark=True, fg=fg, bg=bg, quiet=r.choice([4, 4, 2, 1]))
    bg = rgb(r.choice(BRAND))
    fg = rgb(r.choice(["#ffffff", "#ffffff", "#fff8e1"]))
    return simple(r, fg=fg, bg=bg, quiet=r.choice([4, 4, 2, 1]))


def darktile(r, i):
    return simple(r, dark=True, quiet=r.choice([4, 2, 2, 1, 1]))


def coloured(r, i):
    fg, bg = PAIRS[i % len(PAIRS)]
    grad = rgb(r.choice(["#6d28d9", "#e01e5a", "#00796b"])) if r.random() < 0.3 else None
    return simple(r, dark=False, fg=rgb(fg), bg=rgb(bg), quiet=r.choice([4, 4, 2]), grad=grad)


def dots(r, i):
    fin = ["square", "round", "square", "same"][i % 4]
    st = r.choice(["dots", "dots", "gap", "diamond", "roundsq"])
    gap = r.choice([0, 0.1, 0.2, 0.3]) if st != "diamond" else 0
    return simple(
        r,
        style=st,
        finder=fin,
        gap=gap,
        ec=r.choice("mqh"),
        lo=140,
        minmod=3,
        quiet=r.choice([4, 4, 2]),
        how=r.choice(["svg", "svg", "int", "area"]),
    )


def rounded(r, i):
    st = r.choice(["liquid", "bars"])
    fin = r.choice(["round", "circle", "square"])
    return simple(
        r,
        style=st,
        finder=fin,
        ec=r.choice("mqh"),
        lo=140,
        minmod=3,
        how=r.choice(["svg", "svg", "int", "bilinear"]),
    )


def eyes(r, i):
    """Finders whose middle has another shape than their frame."""
    return simple(
        r,
        style=r.choice(["square", "dots", "roundsq", "liquid"]),
        finder=["round in square", "square in round"][i % 2],
        ec=r.choice("mqh"),
        lo=120,
        minmod=2.5,
        how=r.choice(["svg", "svg", "int", "area"]),
    )


class File:
    """A page's own picture of a code, as the page's author saved it."""

    def __init__(self, im):
        self.im = im


def file(r, i):
    """One pixel for each module: the page enlarges it."""
    payload = otpauth(r)
    m = modules_of(make_code(payload, r.choice("lmqh"), r.choice([None, None, 20, 40])))
    quiet = [0, 1, 2, 4][i % 4]
    code = with_quiet(colorize(mask_of(m, 1), (0, 0, 0), (255, 255, 255)), quiet, (255, 255, 255))
    return File(code), {"expected": [payload]}


def logo(r, i):
    ec = r.choice("hhqqm")
    fr = {"h": r.uniform(0.18, 0.28), "q": r.uniform(0.15, 0.24), "m": r.uniform(0.12, 0.18)}[ec]
    return simple(r, ec=ec, logo=fr, lo=130, minmod=2.5, quiet=r.choice([4, 2]))


def noquiet(r, i):
    sub = ["dark0", "dark1", "texture0", "texture1", "dark05", "lighttexture0"][i % 6]
    qz = {"0": 0, "1": 1, "5": 0.5}[sub[-1]]
    p = Page(r, r.choice(SIZES), dark=sub.startswith("dark") or None)
    payload = otpauth(r)
    s = make_code(payload, r.choice("lmq"))
    m = modules_of(s)
    how = (
        r.choice(["svg", "area", "bilinear"])
        if qz == 0.5
        else r.choice(["int", "svg", "bilinear", "area"])
    )
    side = side_for(r, m, qz, 100, 400, 2.2)
    img, mod = symbol(m, r, side, how, quiet=qz)
    w = img.size[0]
    pad = int(w * 0.25)
    t = w + 2 * pad
    if "texture" in sub:
        back = texture(r, t, t)
        back = ImageChops.invert(back) if sub.startswith("light") else back
    else:
        back = Image.new("RGB", (t, t), rgb(r.choice(DARK)))
    back.paste(img, (pad, pad))
    xy = p.card_at(*back.size)
    p.put(back, xy)
    return p, {"expected": [payload]}


def jpeg_page(r, i):
    p, m = simple(r, minmod=2.5)
    qv = r.choice([15, 20, 30, 40, 50, 60])
    p.im = jpeg(p.im, qv)
    return p, m


def multi(r, i):
    k = 2 + i % 3
    p = Page(r, r.choice(["1080", "1080", "1440", "2160"]))
    pl = [otpauth(r)] + [url(r) if r.random() < 0.6 else otpauth(r) for _ in range(k - 1)]
    ims = []
    for t in pl:
        s = make_code(t, r.choice("lmq"))
        m = modules_of(s)
        qz = r.choice([4, 4, 2])
        side = side_for(r, m, qz, 100, 300, 2.2)
        im, mod = symbol(m, r, side, r.choice(["int", "svg", "bilinear"]), quiet=qz)
        ims.append(im)
    order = list(range(k))
    r.shuffle(order)
    gap = r.choice([0, 12, 24, 60, 120])
    if r.random() < 0.6 or k == 2:
        W = sum(im.size[0] for im in ims) + gap * (k - 1)
        H = max(im.size[1] for im in ims)
        back = Image.new("RGB", (W, H), (255, 255, 255))
        x = 0
        for o in order:
            back.paste(ims[o], (x, (H - ims[o].size[1]) // 2))
            x += ims[o].size[0] + gap
    else:
        c = max(im.size[0] for im in ims)
        back = Image.new("RGB", (2 * c + gap, 2 * c + gap), (255, 255, 255))
        for j, o in enumerate(order):
            back.paste(ims[o], ((j % 2) * (c + gap), (j // 2) * (c + gap)))
    xy = p.card_at(*back.size)
    p.put(back, xy)
    return p, {"expected": sorted(set(pl))}
