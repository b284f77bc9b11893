"""Pages with a code turned, photographed, overlaid, very large or damaged; pages without one."""

import math

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from clean import PAIRS, SIZES, side_for, simple
from look import BOLD, BRAND, DARK, FONTS, WORDS, rgb
from page import Page, texture
from payload import make_code, migration, modules_of, otpauth
from symbol import colorize, jpeg, mask_of, symbol, with_quiet

PAPER = (250, 250, 248)


def rotpersp(r, i):
    page = Page(r, r.choice(SIZES), dark=False)
    payload = otpauth(r)
    m = modules_of(make_code(payload, r.choice("lmq")))
    is_photo = i % 5 >= 2
    side = side_for(r, m, 4, 160, 400, 3.0)
    scale = max(4, int(round(side / (m.shape[0] + 8))) + 2)
    ink, paper = ((25, 25, 25), PAPER) if is_photo else ((0, 0, 0), (255, 255, 255))
    code = with_quiet(colorize(mask_of(m, scale), ink, paper), 4 * scale, paper)
    picture = photographed(r, printed(r, code), side) if is_photo else turned(r, code, side)
    page.put(picture, page.card_at(*picture.size))
    return page, {"expected": [payload]}


def turned(r, code, side):
    angle = r.choice([2, 5, 8, 12, 15, 30, 45, -3, -10, 90, 180, 270])
    picture = code.rotate(angle, Image.BICUBIC, expand=True, fillcolor=(255, 255, 255))
    width = int(side * picture.size[0] / code.size[0])
    return picture.resize((width, width), Image.BICUBIC)


def printed(r, code):
    """A sheet of text with the code in the middle."""
    n = code.size[0]
    width, height = int(n * 2), int(n * 2.2)
    sheet = Image.new("RGB", (width, height), PAPER)
    draw = ImageDraw.Draw(sheet)
    font = ImageFont.truetype(FONTS[2], max(8, n // 22))
    for line in range(24):
        y = line * height / 24
        if 0.3 * height < y < 0.3 * height + n:
            continue
        words = " ".join(r.choice(WORDS) for _ in range(9))
        draw.text((width * 0.08, y), words, font=font, fill=(40, 40, 40))
    sheet.paste(code, ((width - n) // 2, int(0.3 * height)))
    return np.asarray(sheet)


def photographed(r, sheet, side):
    """The sheet in perspective on a table, with uneven light, perhaps a shadow, blur and noise."""
    height, width = sheet.shape[:2]
    w = int(side * 2.3)
    h = int(w * 1.1)
    shift = r.uniform(0.03, 0.14)
    places = [(0.08, 0.06), (0.92, 0.06), (0.92, 1.0), (0.08, 1.0)]
    corners = [[w * (v + r.uniform(-shift, shift)) for v in place] for place in places]
    angle = math.radians(r.uniform(-12, 12))
    turn = np.float32([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
    corners = ((np.float32(corners) - w / 2) @ turn.T + w / 2).astype(np.float32)
    flat = np.float32([[0, 0], [width, 0], [width, height], [0, height]])
    seen = cv2.getPerspectiveTransform(flat, corners)
    table = np.asarray(texture(r, w, h)).astype(np.float32) + 60
    paper = cv2.warpPerspective(sheet, seen, (w, h), flags=cv2.INTER_AREA).astype(np.float32)
    cover = cv2.warpPerspective(np.ones((height, width), np.float32), seen, (w, h))[..., None]
    photo = paper * cover + table * (1 - cover)
    dice = np.random.RandomState(r.randrange(1 << 30))
    slope_x, slope_y = r.uniform(-0.5, 0.5), r.uniform(-0.5, 0.5)
    y, x = np.mgrid[0:h, 0:w]
    light = 0.78 + slope_x * (x / w - 0.5) + slope_y * (y / h - 0.5)
    photo = photo * light[..., None]
    if r.random() < 0.3:
        photo[:, int(w * r.uniform(0.3, 0.7)) :] *= 0.6
    blur = r.uniform(0, 0.9)
    if blur > 0.2:
        photo = cv2.GaussianBlur(photo, (0, 0), blur)
    photo += dice.randn(h, w, 1) * r.uniform(1, 7)
    return jpeg(Image.fromarray(photo.clip(0, 255).astype(np.uint8)), r.choice([60, 75, 85]))


def overlay(r, i):
    change = [backdrop, faded, watermark, blurred, rescaled][i % 5]
    page, seen = simple(
        r,
        minmod=2.6,
        lo=120,
        ec=r.choice("mqh") if change is watermark else None,
        dark=False if change is backdrop else None,
    )
    x, y, width, height = seen["box"]
    if change is backdrop:
        backdrop(r, page, x, y, width)
        return page, seen
    code = page.im.crop((x, y, x + width, y + height))
    page.im.paste(change(r, code, seen["module"]), (x, y))
    return page, seen


def backdrop(r, page, x, y, width):
    shade = Image.new("RGB", page.im.size, (0, 0, 0))
    page.im = Image.blend(page.im, shade, r.uniform(0.35, 0.75))
    draw = ImageDraw.Draw(page.im)
    w, h = page.px(320), page.px(140)
    left = x - w - 20 if x > w + 20 else min(page.w - w, x + width + 20)
    draw.rounded_rectangle([left, y, left + w, y + h], radius=page.px(8), fill=(255, 255, 255))
    draw.text((left + 20, y + 20), "Please confirm", font=page.f(18, True), fill=(20, 20, 20))


def faded(r, code, _module):
    share = r.uniform(0.5, 0.88)
    return Image.blend(code, Image.new("RGB", code.size, code.getpixel((0, 0))), share)


def watermark(r, code, _module):
    width, height = code.size
    layer = Image.new("RGBA", code.size, (0, 0, 0, 0))
    font = ImageFont.truetype(BOLD[0], max(10, width // 7))
    colour = r.choice([(255, 0, 0), (128, 128, 128), (0, 90, 200)])
    alpha = int(255 * r.uniform(0.25, 0.6))
    text = "SAMPLE" if r.random() < 0.5 else "EXPIRED"
    at = (width * 0.05, height * 0.4)
    ImageDraw.Draw(layer).text(at, text, font=font, fill=(*colour, alpha))
    layer = layer.rotate(r.choice([0, 30, -30]), Image.BICUBIC)
    return Image.alpha_composite(code.convert("RGBA"), layer).convert("RGB")


def blurred(r, code, module):
    return code.filter(ImageFilter.GaussianBlur(module * r.uniform(0.25, 0.55)))


def rescaled(r, code, module):
    small = r.uniform(1.5, 2.4)
    side = max(20, int(code.size[0] * small / module))
    down = r.choice([Image.BILINEAR, Image.BOX, Image.NEAREST if small > 2 else Image.BOX])
    up = r.choice([Image.BILINEAR, Image.BICUBIC])
    return code.resize((side, side), down).resize(code.size, up)


def large(r, i):
    res = r.choice(["1080", "1440", "2160"])
    if i % 3:
        payload = migration(r, r.choice([2, 3, 4, 5, 6, 7, 8]))
    else:
        payload = otpauth(r, long=True)
    return simple(
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


def combo(r, i):
    white, styled = (255, 255, 255), {"finder": "round", "minmod": 3.5, "how": "svg"}
    if i % 4 == 0:
        bg = rgb(r.choice(DARK))
        return simple(
            r, dark=True, fg=white, bg=bg, style="dots", gap=0.1, ec="q", lo=160, **styled
        )
    if i % 4 == 1:
        fg, bg = map(rgb, r.choice(PAIRS[:6]))
        return simple(r, fg=fg, bg=bg, style="liquid", logo=0.2, ec="h", lo=180, **styled)
    if i % 4 == 2:
        bg = rgb(r.choice(BRAND))
        tile = {"style": "roundsq", "gap": 0.1, "logo": 0.18, "quiet": 1}
        return simple(r, fg=white, bg=bg, ec="h", lo=180, **tile, **styled)
    page, seen = simple(
        r,
        dark=True,
        fg=rgb("#c9d1d9"),
        bg=rgb(r.choice(DARK)),
        how=r.choice(["bilinear", "svg", "area"]),
        minmod=2.2,
        hi=200,
        quiet=2,
    )
    page.im = jpeg(page.im, 60)
    return page, seen


def negative(r, i):
    page = Page(r, r.choice(SIZES))
    x, y = page.card_at(page.px(260), page.px(220))
    if i % 6 == 5:
        page.put(destroyed(r, i), (x, y))
    else:
        [photo, checks, bars, icons, letters][i % 6](r, page, x, y)
    return page, {"expected": []}


def photo(_r, page, x, y):
    page.photo(x, y, page.px(260), page.px(220))


def checks(r, page, x, y):
    side = page.px(9)
    for column in range(26):
        for row in range(22):
            if r.random() < 0.5:
                left, top = x + column * side, y + row * side
                box = [left, top, x + page.px(9) * (column + 1) - 1, top + side - 1]
                page.d.rectangle(box, fill=(0, 0, 0))


def bars(r, page, x, y):
    width = page.px(5)
    for at in range(40):
        if r.random() < 0.5:
            box = [x + at * width, y, x + (at + 1) * width, y + page.px(150)]
            page.d.rectangle(box, fill=(0, 0, 0))


def icons(_r, page, x, y):
    """Many that look like finder patterns."""
    module = page.px(3)
    for column in range(8):
        for row in range(6):
            left, top = x + column * module * 11, y + row * module * 11
            for ring, shade in ((0, 0), (1, 255), (2, 0)):
                near, far = ring * module, (7 - ring) * module - 1
                box = [left + near, top + near, left + far, top + far]
                page.d.rectangle(box, fill=(shade, shade, shade))


def letters(_r, page, _x, _y):
    for y in range(80, int(page.h / page.dpr) - 40, 14):
        page.para(220, y, page.w / page.dpr - 520, 1, 10)


def destroyed(r, i):
    """A code whose finders and timing patterns are whole, with chance for data."""
    m = modules_of(make_code(otpauth(r), "l"))
    n = m.shape[0]
    data = np.random.RandomState(i).rand(n, n) < 0.5
    for y in range(n):
        for x in range(n):
            is_corner = (x < 9 and y < 9) or (x >= n - 8 and y < 9) or (x < 9 and y >= n - 8)
            if not is_corner and x != 6 and y != 6:
                m[y, x] = data[y, x]
    return symbol(m, r, 220, "int")[0]
