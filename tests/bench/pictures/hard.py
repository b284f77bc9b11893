"""Pages with a code turned, photographed, overlaid, very large or damaged; pages without one."""

import math

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from clean import PAIRS, SIZES, side_for, simple
from look import BOLD, BRAND, DARK, FONTS, WORDS, rgb
from page import Page, texture
from payload import make_code, migration, modules_of, otpauth
from symbol import colorize, is_finder, jpeg, mask_of, symbol, with_quiet


def rotpersp(r, i):
    p = Page(r, r.choice(SIZES), dark=False)
    payload = otpauth(r)
    s = make_code(payload, r.choice("lmq"))
    m = modules_of(s)
    photo = i % 5 >= 2
    side = side_for(r, m, 4, 160, 400, 3.0)
    S = max(4, int(round(side / (m.shape[0] + 8))) + 2)
    im = with_quiet(
        colorize(
            mask_of(m, S),
            (25, 25, 25) if photo else (0, 0, 0),
            (250, 250, 248) if photo else (255, 255, 255),
        ),
        4 * S,
        (250, 250, 248) if photo else (255, 255, 255),
    )
    n = im.size[0]
    if not photo:
        ang = r.choice([2, 5, 8, 12, 15, 30, 45, -3, -10, 90, 180, 270])
        im = im.rotate(ang, Image.BICUBIC, expand=True, fillcolor=(255, 255, 255))
        t = int(side * im.size[0] / n)
        im = im.resize((t, t), Image.BICUBIC)
        xy = p.card_at(*im.size)
        p.put(im, xy)
        return p, {"expected": [payload]}
    # photographed document
    DW, DH = int(n * 2), int(n * 2.2)
    doc = Image.new("RGB", (DW, DH), (250, 250, 248))
    d = ImageDraw.Draw(doc)
    f = ImageFont.truetype(FONTS[2], max(8, n // 22))
    for k in range(24):
        if 0.3 * DH < k * DH / 24 < 0.3 * DH + n:
            continue
        d.text(
            (DW * 0.08, k * DH / 24),
            " ".join(r.choice(WORDS) for _ in range(9)),
            font=f,
            fill=(40, 40, 40),
        )
    doc.paste(im, ((DW - n) // 2, int(0.3 * DH)))
    a = np.asarray(doc)
    st = r.uniform(0.03, 0.14)

    def j():
        return r.uniform(-st, st)

    T = int(side * 2.3)
    src = np.float32([[0, 0], [DW, 0], [DW, DH], [0, DH]])
    dst = np.float32(
        [
            [T * (0.08 + j()), T * (0.06 + j())],
            [T * (0.92 + j()), T * (0.06 + j())],
            [T * (0.92 + j()), T * (1.0 + j())],
            [T * (0.08 + j()), T * (1.0 + j())],
        ]
    )
    th = math.radians(r.uniform(-12, 12))
    c = T / 2
    R = np.float32([[math.cos(th), -math.sin(th)], [math.sin(th), math.cos(th)]])
    dst = ((dst - c) @ R.T + c).astype(np.float32)
    M = cv2.getPerspectiveTransform(src, dst)
    TH = int(T * 1.1)
    back = np.asarray(texture(r, T, TH)).astype(np.float32) + 60
    wim = cv2.warpPerspective(a, M, (T, TH), flags=cv2.INTER_AREA).astype(np.float32)
    wm = cv2.warpPerspective(np.ones(a.shape[:2], np.float32), M, (T, TH))[..., None]
    ph = wim * wm + back * (1 - wm)
    rs = np.random.RandomState(r.randrange(1 << 30))
    gx, gy = r.uniform(-0.5, 0.5), r.uniform(-0.5, 0.5)
    yy, xx = np.mgrid[0:TH, 0:T]
    light = 0.78 + gx * (xx / T - 0.5) + gy * (yy / TH - 0.5)
    ph = ph * light[..., None]
    if r.random() < 0.3:
        ph[:, int(T * r.uniform(0.3, 0.7)) :] *= 0.6
    sg = r.uniform(0, 0.9)
    ph = cv2.GaussianBlur(ph, (0, 0), max(0.01, sg)) if sg > 0.2 else ph
    ph += rs.randn(TH, T, 1) * r.uniform(1, 7)
    img = jpeg(Image.fromarray(ph.clip(0, 255).astype(np.uint8)), r.choice([60, 75, 85]))
    xy = p.card_at(*img.size)
    p.put(img, xy)
    return p, {"expected": [payload]}


def overlay(r, i):
    sub = ["backdrop", "faded", "watermark", "blur", "rescaled"][i % 5]
    p, m = simple(
        r,
        minmod=2.6,
        lo=120,
        ec=r.choice("mqh") if sub == "watermark" else None,
        dark=False if sub == "backdrop" else None,
    )
    x, y, w, h = m["box"]
    if sub == "backdrop":
        a = r.uniform(0.35, 0.75)
        p.im = Image.blend(p.im, Image.new("RGB", p.im.size, (0, 0, 0)), a)
        d = ImageDraw.Draw(p.im)
        mw, mh = p.px(320), p.px(140)
        cx = x - mw - 20 if x > mw + 20 else min(p.w - mw, x + w + 20)
        d.rounded_rectangle([cx, y, cx + mw, y + mh], radius=p.px(8), fill=(255, 255, 255))
        d.text((cx + 20, y + 20), "Please confirm", font=p.f(18, True), fill=(20, 20, 20))
    elif sub == "faded":
        a = r.uniform(0.5, 0.88)
        bg = p.im.getpixel((x, y))
        q_ = p.im.crop((x, y, x + w, y + h))
        p.im.paste(Image.blend(q_, Image.new("RGB", q_.size, bg), a), (x, y))
    elif sub == "watermark":
        q_ = p.im.crop((x, y, x + w, y + h)).convert("RGBA")
        layer = Image.new("RGBA", q_.size, (0, 0, 0, 0))
        d = ImageDraw.Draw(layer)
        f = ImageFont.truetype(BOLD[0], max(10, w // 7))
        col = r.choice([(255, 0, 0), (128, 128, 128), (0, 90, 200)])
        al = int(255 * r.uniform(0.25, 0.6))
        d.text(
            (w * 0.05, h * 0.4),
            "SAMPLE" if r.random() < 0.5 else "EXPIRED",
            font=f,
            fill=col + (al,),
        )
        layer = layer.rotate(r.choice([0, 30, -30]), Image.BICUBIC)
        q_.alpha_composite(layer)
        p.im.paste(q_.convert("RGB"), (x, y))
    elif sub == "blur":
        sg = m["module"] * r.uniform(0.25, 0.55)
        q_ = p.im.crop((x, y, x + w, y + h)).filter(ImageFilter.GaussianBlur(sg))
        p.im.paste(q_, (x, y))
    else:
        q_ = p.im.crop((x, y, x + w, y + h))
        tm = r.uniform(1.5, 2.4)
        t = max(20, int(w * tm / m["module"]))
        q_ = q_.resize(
            (t, t), r.choice([Image.BILINEAR, Image.BOX, Image.NEAREST if tm > 2 else Image.BOX])
        ).resize((w, h), r.choice([Image.BILINEAR, Image.BICUBIC]))
        p.im.paste(q_, (x, y))
    return p, m


def large(r, i):
    res = r.choice(["1080", "1440", "2160"])
    if i % 3:
        payload = migration(r, r.choice([2, 3, 4, 5, 6, 7, 8]))
    else:
        payload = otpauth(r, long=True)
    p, m = simple(
        r,
        payload=payload,
        ec="l" if len(payload) > 300 else r.choice("lm"),
        res=res,
        lo=220,
        hi=400,
        minmod=2.0,
        minv=10,
        quiet=r.choice([4, 4, 2]),
        how=r.choice(["int", "svg", "bilinear", "area"]),
    )
    return p, m


def combo(r, i):
    k = i % 4
    if k == 0:
        return simple(
            r,
            dark=True,
            fg=rgb("#ffffff"),
            bg=rgb(r.choice(DARK)),
            style="dots",
            finder="round",
            gap=0.1,
            ec="q",
            lo=160,
            minmod=3.5,
            how="svg",
        )
    if k == 1:
        fg, bg = r.choice(PAIRS[:6])
        return simple(
            r,
            fg=rgb(fg),
            bg=rgb(bg),
            style="liquid",
            finder="round",
            logo=0.2,
            ec="h",
            lo=180,
            minmod=3.5,
            how="svg",
        )
    if k == 2:
        return simple(
            r,
            fg=(255, 255, 255),
            bg=rgb(r.choice(BRAND)),
            style="roundsq",
            finder="round",
            gap=0.1,
            logo=0.18,
            ec="h",
            lo=180,
            minmod=3.5,
            how="svg",
            quiet=1,
        )
    p, m = simple(
        r,
        dark=True,
        fg=rgb("#c9d1d9"),
        bg=rgb(r.choice(DARK)),
        how=r.choice(["bilinear", "svg", "area"]),
        minmod=2.2,
        hi=200,
        quiet=2,
    )
    p.im = jpeg(p.im, 60)
    return p, m


def negative(r, i):
    p = Page(r, r.choice(SIZES))
    d = p.d
    k = i % 6
    x, y = p.card_at(p.px(260), p.px(220))
    if k == 0:
        p.photo(x, y, p.px(260), p.px(220))
    elif k == 1:
        for a in range(26):
            for b in range(22):
                if r.random() < 0.5:
                    d.rectangle(
                        [
                            x + a * p.px(9),
                            y + b * p.px(9),
                            x + (a + 1) * p.px(9) - 1,
                            y + (b + 1) * p.px(9) - 1,
                        ],
                        fill=(0, 0, 0),
                    )
    elif k == 2:
        for a in range(40):
            if r.random() < 0.5:
                d.rectangle(
                    [x + a * p.px(5), y, x + (a + 1) * p.px(5), y + p.px(150)], fill=(0, 0, 0)
                )
    elif k == 3:  # many finder-like icons
        for a in range(8):
            for b in range(6):
                s = p.px(3)
                ox, oy = x + a * s * 11, y + b * s * 11
                d.rectangle([ox, oy, ox + 7 * s - 1, oy + 7 * s - 1], fill=(0, 0, 0))
                d.rectangle([ox + s, oy + s, ox + 6 * s - 1, oy + 6 * s - 1], fill=(255, 255, 255))
                d.rectangle(
                    [ox + 2 * s, oy + 2 * s, ox + 5 * s - 1, oy + 5 * s - 1], fill=(0, 0, 0)
                )
    elif k == 4:  # dense text page
        for yy in range(80, int(p.h / p.dpr) - 40, 14):
            p.para(220, yy, p.w / p.dpr - 520, 1, 10)
    else:  # damaged QR (finder ok, data destroyed)
        m = modules_of(make_code(otpauth(r), "l"))
        rs = np.random.RandomState(i)
        n = m.shape[0]
        z = rs.rand(n, n) < 0.5
        for yy in range(n):
            for xx in range(n):
                if (
                    not is_finder(xx, yy, n)
                    and xx != 6
                    and yy != 6
                    and not (
                        (xx < 9 and yy < 9) or (xx >= n - 8 and yy < 9) or (xx < 9 and yy >= n - 8)
                    )
                ):
                    m[yy, xx] = z[yy, xx]
        im, _ = symbol(m, r, 220, "int")
        p.put(im, (x, y))
    return p, {"expected": []}
