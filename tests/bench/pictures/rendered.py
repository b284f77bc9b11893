"""Renders enrolment pages in Chromium: what only a browser does to a code, and its screenshots.

Scaled pictures, SVG at fractional sizes, tables, box-drawing text, CSS filters, transforms,
opacity, zoom, device scale, JPEG. usage: rendered.py FOLDER SEED
"""

import base64
import io
import json
import os
import random
import subprocess
import sys
import tempfile

import numpy as np
from PIL import Image

from look import BRAND, WORDS, rgb
from payload import base32, make_code, migration, modules_of, otpauth
from symbol import colorize, is_finder, jpeg, mask_of, with_quiet

COUNT = 143
CHROMIUM = os.environ.get("CHROMIUM", "chromium")
FLAGS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--hide-scrollbars",
    "--force-color-profile=srgb",
]
KINDS = [
    *["img", "img", "img-pixelated", "canvas", "svg-rects", "svg-path", "svg-crisp", "table"],
    *["text", "svg-dots", "svg-liquid"],
]
MODES = [
    *["normal", "normal", "normal", "dark-inverted", "darkreader", "opacity", "scale", "rotate"],
    *["overlay", "quiet0", "brand", "jpeg92", "zoom"],
]
STYLE = """
  body { margin: 0; background: %s; color: %s; font: 14px/1.5 Liberation Sans, sans-serif }
  header { background: %s; color: #fff; padding: 14px 24px; font-size: 18px }
  main { display: flex }
  nav { width: 190px; padding: 16px; border-right: 1px solid #8884 }
  nav p { margin: 9px 0 }
  .c { background: %s; border: 1px solid #8886; border-radius: 8px; padding: 24px;
       margin: 24px %spx; max-width: 560px }
  aside { width: 230px; padding: 16px; color: #888 }
  .i { display: inline-block; width: 28px; height: 32px; border: 1px solid #888; margin: 2px }
  code { font: 12px DejaVu Sans Mono }
"""


def img(r, m, size, fg, bg, quiet, style=""):
    scale = r.choice([1, 2, 3, 4, 5, 8, 10])
    code = with_quiet(colorize(mask_of(m, scale), rgb(fg), rgb(bg)), quiet * scale, rgb(bg))
    data = io.BytesIO()
    code.save(data, "PNG")
    url = "data:image/png;base64," + base64.b64encode(data.getvalue()).decode()
    return f'<img src="{url}" style="width:{size}px;height:{size}px;display:block;{style}">'


def canvas(r, m, size, fg, bg, quiet):
    rows = json.dumps(["".join(map(str, row)) for row in m.tolist()])
    side = int(size * r.choice([0.5, 1, 1, 1.5, 2]))
    return f"""
      <canvas width={side} height={side}
        style="width:{size}px;height:{size}px;display:block"></canvas>
      <script>
        const c = document.querySelector("canvas").getContext("2d")
        const k = {side / (m.shape[0] + 2 * quiet)}
        c.fillStyle = "{bg}";
        c.fillRect(0, 0, {side}, {side});
        c.fillStyle = "{fg}";
        {rows}.forEach((row, y) => [...row].forEach((dark, x) => {{
          if (dark === "1") c.fillRect((x + {quiet}) * k, (y + {quiet}) * k, k, k)
        }}))
      </script>"""


def svg(kind, m, size, fg, bg, quiet):
    n = m.shape[0]
    dark = [(x, y) for y in range(n) for x in range(n) if m[y, x]]
    if kind == "svg-dots":
        shapes = [
            f'<circle cx="{x + quiet + 0.5}" cy="{y + quiet + 0.5}" r=".45"/>'
            for x, y in dark
            if not is_finder(x, y, n)
        ]
        for x, y in ((0, 0), (n - 7, 0), (0, n - 7)):
            shapes.append(
                f'<rect x="{x + quiet + 0.5}" y="{y + quiet + 0.5}" width="6" height="6" rx="1.6"'
                f' fill="none" stroke="{fg}" stroke-width="1"/>'
                f'<rect x="{x + quiet + 2}" y="{y + quiet + 2}" width="3" height="3" rx=".8"/>'
            )
    elif kind == "svg-liquid":
        shapes = []
        for x, y in dark:
            width = 1.5 if x + 1 < n and m[y, x + 1] else 1
            height = 2 if y + 1 < n and m[y + 1, x] else 1
            at = f'x="{x + quiet}" y="{y + quiet}" rx=".5"'
            shapes.append(f'<rect {at} width="{width}" height="1"/>')
            shapes.append(f'<rect {at} width="1" height="{height}"/>')
    elif kind == "svg-path":
        path = "".join(f"M{x + quiet} {y + quiet}h1v1h-1z" for x, y in dark)
        shapes = [f'<path d="{path}"/>']
    else:
        shapes = [f'<rect x="{x + quiet}" y="{y + quiet}" width="1" height="1"/>' for x, y in dark]
    total = n + 2 * quiet
    crisp = ' shape-rendering="crispEdges"' if kind == "svg-crisp" else ""
    return (
        f'<svg width="{size}" height="{size}" viewBox="0 0 {total} {total}"{crisp}'
        f' style="background:{bg};display:block" fill="{fg}">{"".join(shapes)}</svg>'
    )


def table(m, size, fg, bg, quiet):
    k = size / (m.shape[0] + 2 * quiet)
    cell = f'<td style="width:{k}px;height:{k}px;padding:0;background:%s"></td>'
    rows = ["".join(cell % (fg if dark else bg) for dark in row) for row in m.tolist()]
    style = f"border-collapse:collapse;background:{bg};border:{k * quiet}px solid {bg}"
    return (
        f'<table cellspacing=0 cellpadding=0 style="{style}">'
        + "".join(f"<tr>{row}</tr>" for row in rows)
        + "</table>"
    )


def text(m, size, fg, bg, quiet):
    """Half blocks, as terminals print codes."""
    z = np.pad(m, quiet)
    z = np.vstack([z, np.zeros((z.shape[0] % 2, z.shape[1]), z.dtype)])
    lines = [
        "".join(" ▀▄█"[z[y, x] + 2 * z[y + 1, x]] for x in range(z.shape[1]))
        for y in range(0, z.shape[0], 2)
    ]
    module = size / (m.shape[0] + 2 * quiet)
    style = (
        f"font-family:'DejaVu Sans Mono';font-size:{module / 0.602}px;line-height:{2 * module}px;"
        f"color:{fg};background:{bg};margin:0;display:inline-block"
    )
    return f'<pre style="{style}">' + "\n".join(lines) + "</pre>"


def code_html(r, kind, m, size, fg, bg, quiet):
    if kind == "img":
        return img(r, m, size, fg, bg, quiet)
    if kind == "img-pixelated":
        return img(r, m, size, fg, bg, quiet, "image-rendering:pixelated")
    if kind == "canvas":
        return canvas(r, m, size, fg, bg, quiet)
    if kind == "table":
        return table(m, size, fg, bg, quiet)
    if kind == "text":
        return text(m, size, fg, bg, quiet)
    return svg(kind, m, size, fg, bg, quiet)


def page(r, code, dark, extra):
    bg, fg, card = ("#0d1117", "#c9d1d9", "#161b22") if dark else ("#f6f8fa", "#24292f", "#ffffff")

    def words(n):
        return " ".join(r.choice(WORDS) for _ in range(n))

    header = r.choice(["#5865f2", "#24292f", "#e01e5a", "#1a73e8"])
    style = STYLE % (bg, fg, header, card, r.randint(20, 140))
    menu = "".join(f"<p>▪ {words(2)}</p>" for _ in range(9))
    aside = "".join(f"<p>{words(14)}</p>" for _ in range(4))
    return f"""<!doctype html><meta charset=utf-8><style>{style}</style>{extra}
      <header>● {words(1).title()} Cloud &nbsp; {words(4)}</header>
      <main>
        <nav>{menu}</nav>
        <section class=c>
          <h2>Set up {words(2)}</h2><p>{words(22)}</p>
          {code}
          <p><code>{base32(r, 32).lower()}</code></p>
          {"<span class=i></span>" * 6} <button>Verify</button>
        </section>
        <aside>{aside}</aside>
      </main>"""


def mode_html(r, mode):
    """What stands around the code, `%s`, and what is added to the page."""
    if mode == "darkreader":
        return "%s", "<style>html{filter:invert(1) hue-rotate(180deg);background:#111}</style>"
    if mode == "opacity":
        return f'<div style="opacity:{r.choice([0.2, 0.3, 0.4, 0.5])}">%s</div>', ""
    if mode == "scale":
        scale = f"transform:scale({r.choice([0.77, 0.85, 0.93, 1.1, 1.21])});transform-origin:0 0"
        return f'<div style="{scale}">%s</div>', ""
    if mode == "rotate":
        z, y = r.choice([-6, 3, 8, 15]), r.choice([0, 15, 25])
        turn = f"transform:perspective(900px) rotate({z}deg) rotateY({y}deg)"
        return f'<div style="{turn};margin:40px;display:inline-block">%s</div>', ""
    if mode == "overlay":
        shade = f"position:fixed;inset:0;background:rgba(0,0,0,{r.choice([0.4, 0.5, 0.6, 0.7])})"
        return "%s", f'<div style="{shade};z-index:9"></div>'
    if mode == "quiet0":
        return '<div style="padding:24px;background:#000;display:inline-block">%s</div>', ""
    if mode == "zoom":
        return "%s", f"<style>html{{zoom:{r.choice([0.67, 0.75, 0.8, 0.9, 1.1, 1.25])}}}</style>"
    return "%s", ""


def draw(r, i, folder, name, html):
    """One page and its screenshot; gives what the code says."""
    kind, mode = KINDS[i % len(KINDS)], MODES[i % len(MODES)]
    is_large = i % 9 == 8
    payload = migration(r, r.choice([2, 3, 4])) if is_large else otpauth(r)
    m = modules_of(make_code(payload, "l" if is_large else r.choice("lmmqh")))
    scale = r.choice([1, 1, 1.25, 1.5, 2])
    width, height = r.choice([(1280, 720), (1440, 900), (1920, 1080)])
    quiet = 0 if mode == "quiet0" else r.choice([4, 4, 2, 1])
    size = r.choice([100, 128, 150, 160, 180, 200, 200, 220, 256, 256, 300])
    while size * scale / (m.shape[0] + 2 * quiet) < 2:
        size += 20
    fg, bg = "#000000", "#ffffff"
    if mode == "dark-inverted":
        fg, bg = "#ffffff", "#161b22"
    elif mode == "brand":
        fg, bg = "#ffffff", r.choice(BRAND)
    around, extra = mode_html(r, mode)
    code = around.replace("%s", code_html(r, kind, m, size, fg, bg, quiet))
    with open(html, "w") as file:
        file.write(page(r, code, mode in ("dark-inverted", "quiet0"), extra))
    shot = f"{folder}/{name}.png"
    window = [f"--force-device-scale-factor={scale}", f"--window-size={width},{height}"]
    subprocess.run(
        [CHROMIUM, *FLAGS, *window, f"--screenshot={shot}", "file://" + html],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        timeout=120,
        check=True,
    )
    picture = Image.open(shot).convert("RGB")
    if mode == "jpeg92" or i % 4 == 3:
        picture = jpeg(picture, 92)
    picture.save(shot, compress_level=1)
    return payload


def main(folder, seed):
    os.makedirs(folder, exist_ok=True)
    manifest = []
    with tempfile.TemporaryDirectory() as scratch:
        for i in range(COUNT):
            kind, mode = KINDS[i % len(KINDS)], MODES[i % len(MODES)]
            name = f"{i:03d}-{kind}-{mode}"
            r = random.Random(f"{seed}:{i}")
            payload = draw(r, i, folder, name, f"{scratch}/{i}.html")
            manifest.append({"name": name, "category": kind, "expected": [payload]})
    with open(f"{folder}/manifest.json", "w") as file:
        json.dump(manifest, file, indent=0, ensure_ascii=False)


main(*sys.argv[1:])
