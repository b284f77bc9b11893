"""The fonts, words and colours of the drawn pages."""

FOLDER = "/usr/share/fonts/truetype/"


FONTS = [
    FOLDER + "dejavu/DejaVuSans.ttf",
    FOLDER + "liberation/LiberationSans-Regular.ttf",
    FOLDER + "liberation/LiberationSerif-Regular.ttf",
]


BOLD = [
    FOLDER + "dejavu/DejaVuSans-Bold.ttf",
    FOLDER + "liberation/LiberationSans-Bold.ttf",
    FOLDER + "liberation/LiberationSerif-Bold.ttf",
]


MONO = FOLDER + "dejavu/DejaVuSansMono.ttf"


WORDS = """
    account settings security two factor authentication scan this code with your authenticator
    app then enter the six digit verification recovery codes keep them safe device trusted sign
    in password change email phone number backup key secret issuer profile billing team members
    audit log notifications privacy support help center documentation status terms cookies
    language region theme dark light export import sessions devices history connect integration
    webhook token api rate limit plan upgrade invoice
""".split()


DARK = ["#000000", "#0d1117", "#121212", "#1e1e2e", "#202124", "#2b2d31"]


BRAND = ["#5865f2", "#e01e5a", "#1a73e8", "#00796b", "#6d28d9", "#b45309", "#24292f", "#d32f2f"]


def rgb(c):
    c = c.lstrip("#")
    return tuple(int(c[i : i + 2], 16) for i in (0, 2, 4))
