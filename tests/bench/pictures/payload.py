"""What enrolment codes say: made-up accounts, Google migrations, links to shops."""

import base64
import string
from urllib.parse import quote

import numpy as np
import segno

ISSUERS = [
    "GitHub",
    "Google",
    "Example Bank",
    "ACME Co",
    "Microsoft",
    "Dropbox",
    "Contoso",
    "Mastodon.social",
    "Proton",
    "Fastmail",
    "AWS",
    "Binance",
    "My Company VPN",
    "Zürich Versicherung",
    "PyPI",
]


def base32(r, n):
    return "".join(r.choice("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567") for _ in range(n))


def otpauth(r, long=False):
    if not long and r.random() < 0.15:
        return f"otpauth://totp/{r.choice(['a', 'me', 'bob'])}?secret={base32(r, 16)}"
    iss = r.choice(ISSUERS)
    acc = (
        r.choice(["alice", "bob.smith", "j.doe", "admin", "very.long.user.name+tag"])
        + "@"
        + r.choice(["example.com", "mail.example.org", "corp.internal.example.net"])
    )
    secret = base32(r, r.choice([16, 26, 32, 32, 52] if not long else [52, 64, 103]))
    u = f"otpauth://totp/{quote(iss)}:{quote(acc)}?secret={secret}&issuer={quote(iss)}"
    if long or r.random() < 0.4:
        algorithm, digits = r.choice(["SHA1", "SHA256", "SHA512"]), r.choice([6, 6, 8])
        u += f"&algorithm={algorithm}&digits={digits}&period={r.choice([30, 30, 60])}"
    if long:
        u += (
            "&image=https%3A%2F%2Fexample.com%2Fassets%2Fimg%2F"
            + "".join(r.choice(string.ascii_lowercase) for _ in range(r.randint(10, 60)))
            + ".png"
        )
    return u


def migration(r, n):
    def ld(t, b):
        return bytes([t << 3 | 2]) + vi(len(b)) + b

    def vi(v):
        o = b""
        while v > 127:
            o += bytes([v & 127 | 128])
            v >>= 7
        return o + bytes([v])

    m = b""
    for _ in range(n):
        p = (
            ld(1, bytes(r.randrange(256) for _ in range(r.choice([10, 20, 20, 32]))))
            + ld(2, f"{r.choice(['alice', 'bob', 'carol.danvers'])}@example.com".encode())
            + ld(3, r.choice(ISSUERS).encode())
            + b"\x20\x01\x28\x01\x30\x02"
        )
        m += ld(1, p)
    m += b"\x10\x01\x18\x01\x20\x00\x28" + vi(r.randrange(1 << 31))
    return "otpauth-migration://offline?data=" + quote(base64.b64encode(m).decode())


def url(r):
    return "https://" + r.choice(
        [
            "play.google.com/store/apps/details?id=com.example.auth",
            "apps.apple.com/app/id" + str(r.randrange(10**9)),
            "example.com/download/" + base32(r, 8).lower(),
        ]
    )


def make_code(payload, ec="m", minv=None):
    kw = dict(error=ec, boost_error=False, micro=False, mode="byte")
    s = segno.make(payload.encode(), **kw)
    if minv and s.version < minv:
        s = segno.make(payload.encode(), version=minv, **kw)
    return s


def modules_of(s):
    return np.array([[1 if v else 0 for v in row] for row in s.matrix], np.uint8)
