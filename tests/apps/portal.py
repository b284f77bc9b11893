"""Two real applications on one port: django-allauth (sign-in, second step, setting up an
authenticator) and the admin of django-otp (user, password and token on one page).

    python portal.py FOLDER    prints its port; FOLDER holds the database

Users: `jane` and `bob` have the second factor with KEY, `ann` has none yet. The password is `test`.
"""

import base64
import os
import sys
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import django
from django.conf import settings

KEY = "QG7UKIW6FQLIV4KO7KVHYKAYCZUVOPLN"

settings.configure(
    SECRET_KEY="of the test",
    DEBUG=True,
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": os.path.join(sys.argv[1], "portal.sqlite3"),
        }
    },
    INSTALLED_APPS=[
        "django.contrib.admin",
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "django.contrib.messages",
        "django.contrib.staticfiles",
        "allauth",
        "allauth.account",
        "allauth.mfa",
        "django_otp",
        "django_otp.plugins.otp_totp",
    ],
    MIDDLEWARE=[
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "allauth.account.middleware.AccountMiddleware",
        "django_otp.middleware.OTPMiddleware",
    ],
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "APP_DIRS": True,
            "OPTIONS": {
                "context_processors": [
                    "django.template.context_processors.request",
                    "django.contrib.auth.context_processors.auth",
                    "django.contrib.messages.context_processors.messages",
                ]
            },
        }
    ],
    AUTHENTICATION_BACKENDS=["django.contrib.auth.backends.ModelBackend"],
    PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
    ACCOUNT_EMAIL_VERIFICATION="none",
    ACCOUNT_RATE_LIMITS=False,
    ACCOUNT_REAUTHENTICATION_REQUIRED=False,
    LOGIN_REDIRECT_URL="/home/",
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    STATIC_URL="/static/",
    LOGGING_CONFIG=None,
)
django.setup()

from allauth.mfa.totp.internal.auth import TOTP  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.contrib.staticfiles.handlers import StaticFilesHandler  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.http import HttpResponse  # noqa: E402
from django.urls import include, path  # noqa: E402
from django_otp.admin import OTPAdminSite  # noqa: E402
from django_otp.plugins.otp_totp.models import TOTPDevice  # noqa: E402

urlpatterns = [
    path("accounts/", include("allauth.urls")),
    path("admin/", OTPAdminSite(name="OTPAdmin").urls),
    path("home/", lambda request: HttpResponse("<h1>Home</h1><p>Good morning.</p>")),
]


class Quiet(WSGIRequestHandler):
    """Says nothing of each request."""

    def log_message(self, *_):
        pass


class Server(ThreadingMixIn, WSGIServer):
    """The browser keeps connections open."""

    daemon_threads = True


def main():
    call_command("migrate", verbosity=0)
    for name in ["jane", "bob", "ann"]:
        user = User.objects.create_superuser(name, f"{name}@agency.example", "test")
        if name == "ann":
            continue
        TOTP.activate(user, KEY)
        TOTPDevice.objects.create(user=user, name="app", key=base64.b32decode(KEY).hex())
    server = make_server("127.0.0.1", 0, StaticFilesHandler(get_wsgi_application()), Server, Quiet)
    print(server.server_port, flush=True)
    server.serve_forever()


main()
