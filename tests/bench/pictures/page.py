"""A screenshot of a page: header, menu, text, a photo, a card that asks for a second factor."""

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from look import BOLD, FONTS, MONO, WORDS, rgb
from payload import base32

SCREENS = {
    "720": (1280, 720, 1.0),
    "1080": (1920, 1080, 1.0),
    "1440": (2560, 1440, 1.25),
    "2160": (3840, 2160, 2.0),
}


class Page:
    def __init__(self, r, res, dark=None):
        self.r = r
        self.w, self.h, self.dpr = SCREENS[res]
        self.dark = r.random() < 0.2 if dark is None else dark
        if self.w >= 2560 and r.random() < 0.3:
            self.dpr = 1.5 if self.w == 2560 else 1.75
        self.bg = (
            rgb(r.choice(["#0d1117", "#121212", "#1e1e2e", "#202124"]))
            if self.dark
            else rgb(r.choice(["#ffffff", "#f6f8fa", "#fafafa", "#f0f2f5"]))
        )
        self.card = tuple(min(255, c + 12) for c in self.bg) if self.dark else (255, 255, 255)
        self.text = (
            rgb("#c9d1d9") if self.dark else rgb(r.choice(["#24292f", "#333333", "#202124"]))
        )
        self.muted = rgb("#8b949e") if self.dark else rgb("#6a737d")
        self.brand = rgb(
            r.choice(
                [
                    "#1a73e8",
                    "#5865f2",
                    "#24292f",
                    "#e01e5a",
                    "#0061ff",
                    "#ff9900",
                    "#00796b",
                    "#6d28d9",
                ]
            )
        )
        self.im = Image.new("RGB", (self.w, self.h), self.bg)
        self.d = ImageDraw.Draw(self.im)
        fi = r.randrange(3)
        self.font = FONTS[fi]
        self.bold = BOLD[fi]
        self.chrome()

    def px(self, v):
        return int(round(v * self.dpr))

    def f(self, size, bold=False, mono=False):
        return ImageFont.truetype(
            MONO if mono else (self.bold if bold else self.font), max(6, self.px(size))
        )

    def words(self, n):
        return " ".join(self.r.choice(WORDS) for _ in range(n))

    def para(self, x, y, w, lines, size=14, col=None):
        f = self.f(size)
        for _ in range(lines):
            t = ""
            while True:
                t2 = (t + " " + self.r.choice(WORDS)).strip()
                if self.d.textlength(t2, font=f) > self.px(w):
                    break
                t = t2
            self.d.text((self.px(x), self.px(y)), t, font=f, fill=col or self.text)
            y += size * 1.5
        return y

    def chrome(self):
        r = self.r
        W = self.w / self.dpr
        H = self.h / self.dpr
        self.d.rectangle(
            [0, 0, self.w, self.px(56)], fill=self.brand if r.random() < 0.6 else self.card
        )
        self.d.ellipse([self.px(16), self.px(12), self.px(48), self.px(44)], fill=(255, 255, 255))
        self.d.text(
            (self.px(60), self.px(16)),
            self.words(1).title() + " Cloud",
            font=self.f(18, True),
            fill=(255, 255, 255),
        )
        for i in range(5):
            self.d.text(
                (self.px(260 + i * 110), self.px(20)),
                self.words(1).title(),
                font=self.f(14),
                fill=(235, 235, 235),
            )
        if r.random() < 0.7:
            for i in range(int((H - 100) // 38)):
                y = 80 + i * 38
                self.d.rounded_rectangle(
                    [self.px(18), self.px(y), self.px(34), self.px(y + 16)],
                    radius=self.px(3),
                    fill=self.muted if r.random() < 0.7 else self.brand,
                )
                self.d.text(
                    (self.px(44), self.px(y)),
                    self.words(r.choice([1, 2])).title(),
                    font=self.f(13),
                    fill=self.text,
                )
            self.d.line([self.px(205), self.px(56), self.px(205), self.h], fill=self.muted)
        if W > 1000:
            x = W - 260
            self.d.rounded_rectangle(
                [self.px(x), self.px(80), self.px(W - 20), self.px(300)],
                radius=self.px(8),
                fill=self.card,
                outline=self.muted,
            )
            self.photo(self.px(x + 12), self.px(92), self.px(216), self.px(120))
            self.para(x + 12, 222, 216, 4, 12, self.muted)
            self.para(x, 330, 230, int((H - 360) // 19), 12, self.muted)
        self.d.text(
            (self.px(220), self.h - self.px(24)),
            "© 2026 Example · " + self.words(6),
            font=self.f(11),
            fill=self.muted,
        )

    def photo(self, x, y, w, h):
        rs = np.random.RandomState(self.r.randrange(1 << 30))
        a = rs.rand(6, 9, 3) * 255
        a = cv2.resize(a.astype(np.float32), (max(8, w), max(8, h)), interpolation=cv2.INTER_CUBIC)
        a += rs.randn(*a.shape) * 10
        self.im.paste(Image.fromarray(a.clip(0, 255).astype(np.uint8)), (x, y))

    def card_at(self, cw, ch):
        """card box with title; returns top-left device px for content of device size (cw,ch)"""
        r = self.r
        W = self.w / self.dpr
        H = self.h / self.dpr
        left = 230
        right = W - 280 if W > 1000 else W - 30
        cwc, chc = cw / self.dpr, ch / self.dpr
        bw = max(420, cwc + 60)
        bh = chc + 190
        bx = left + max(0, (right - left - bw)) * r.random()
        by = 70 + max(0, H - 70 - 30 - bh) * r.random()
        if bh > H - 90:
            by = 62
        self.d.rounded_rectangle(
            [self.px(bx), self.px(by), self.px(bx + bw), self.px(min(by + bh, H - 8))],
            radius=self.px(10),
            fill=self.card,
            outline=self.muted,
        )
        self.d.text(
            (self.px(bx + 24), self.px(by + 16)),
            "Set up " + self.words(2),
            font=self.f(20, True),
            fill=self.text,
        )
        self.para(bx + 24, by + 48, bw - 60, 2, 13, self.muted)
        qx = self.px(bx + (bw - cwc) * r.choice([0.5, 0.5, 0.1]))
        qy = self.px(by + 96)
        y = by + 96 + chc + 12
        self.d.text(
            (self.px(bx + 24), self.px(y)),
            " ".join(base32(r, 4).lower() for _ in range(8)),
            font=self.f(12, mono=True),
            fill=self.text,
        )
        for i in range(6):
            self.d.rounded_rectangle(
                [
                    self.px(bx + 24 + i * 34),
                    self.px(y + 24),
                    self.px(bx + 52 + i * 34),
                    self.px(y + 56),
                ],
                radius=self.px(4),
                outline=self.muted,
            )
        self.d.rounded_rectangle(
            [self.px(bx + 250), self.px(y + 24), self.px(bx + 350), self.px(y + 56)],
            radius=self.px(6),
            fill=self.brand,
        )
        self.d.text(
            (self.px(bx + 272), self.px(y + 31)),
            "Verify",
            font=self.f(14, True),
            fill=(255, 255, 255),
        )
        return min(qx, self.w - cw), max(0, min(qy, self.h - ch))

    def put(self, img, xy):
        self.im.paste(img, xy)
        self.d = ImageDraw.Draw(self.im)
        return [xy[0], xy[1], img.size[0], img.size[1]]


def texture(r, w, h):
    rs = np.random.RandomState(r.randrange(1 << 30))
    k = r.choice([4, 8, 16])
    a = rs.rand(h // k + 2, w // k + 2, 3) * np.array([90, 90, 110]) + np.array([10, 10, 20])
    a = (
        cv2.resize(a.astype(np.float32), (w, h), interpolation=cv2.INTER_LINEAR)
        + rs.randn(h, w, 1) * 8
    )
    if r.random() < 0.4:
        a[(np.arange(h)[:, None] + np.arange(w)[None, :]) // 6 % 4 == 0] += 40
    return Image.fromarray(a.clip(0, 255).astype(np.uint8))
