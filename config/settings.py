"""Settings, read from the environment. Every variable is listed in docs/configuration.md."""

import os
import secrets
from pathlib import Path
from typing import Any

import dj_database_url

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "reference"

# What the installation writes: database, search index, market snapshots, secret keys.
HOME = Path(os.environ.get("CAUNOI_HOME", ROOT / "var"))
HOME.mkdir(parents=True, exist_ok=True)

DEBUG = os.environ.get("CAUNOI_DEBUG") == "1"
CAUNOI_DEMO = os.environ.get("CAUNOI_DEMO") == "1"
CAUNOI_UNIT_NAME = os.environ.get("CAUNOI_UNIT_NAME", "Trung tâm Dịch vụ việc làm tỉnh Hưng Yên")
CAUNOI_PROVINCE = os.environ.get("CAUNOI_PROVINCE", "33")
CAUNOI_HELP_LINE = os.environ.get("CAUNOI_HELP_LINE", "")


def secret(name: str) -> str:
    """The secret from the environment, or one made at first start and kept readable by us only."""
    if value := os.environ.get(f"CAUNOI_{name}"):
        return value
    file = HOME / f"{name.lower()}.secret"
    try:
        handle = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return file.read_text()
    value = secrets.token_urlsafe(48)
    with os.fdopen(handle, "w") as out:
        out.write(value)
    return value


SECRET_KEY = secret("SECRET_KEY")
SALT_KEY = secret("SALT_KEY")  # derives the key of encrypted columns
LOOKUP_KEY = secret("LOOKUP_KEY")  # HMAC by which an encrypted number is found again

ALLOWED_HOSTS = os.environ.get("CAUNOI_ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("CAUNOI_TRUSTED_ORIGINS", "").split(",") if o]

INSTALLED_APPS = [
    # Ours first: their templates stand in for those of the packages below.
    "caunoi.portal",
    "caunoi.placement",
    "caunoi.vacancies",
    "caunoi.training",
    "caunoi.employers",
    "caunoi.people",
    "caunoi.accounts",
    "caunoi.classifications",
    "caunoi.places",
    "caunoi_kit.ui",
    "caunoi_kit.journal",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    # First, so that every answer carries the headers, errors and static files too (trust F2).
    "caunoi_kit.ui.middleware.SecurityHeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "caunoi_kit.ui.middleware.CleanInputMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.menu.menu",
            ],
        },
    }
]

CSRF_FAILURE_VIEW = "caunoi_kit.ui.views.csrf_failure"
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"


def database() -> dict[str, Any]:
    """SQLite beside the program, or whatever DATABASE_URL names."""
    url = os.environ.get("DATABASE_URL") or f"sqlite:///{HOME}/caunoi.sqlite3"
    config: dict[str, Any] = {**dj_database_url.parse(url)}
    if config["ENGINE"].endswith("sqlite3"):
        config["OPTIONS"] = {
            # BEGIN IMMEDIATE: a reader that turns writer would otherwise fail at once when
            # another process writes, whatever the timeout.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;"
            "PRAGMA cache_size=-64000;PRAGMA mmap_size=268435456;",
        }
    else:
        config["OPTIONS"] = {"pool": {"min_size": 1, "max_size": 12, "timeout": 10}}
    config["CONN_MAX_AGE"] = 0  # psycopg's pool refuses any other value
    if name := os.environ.get("CAUNOI_TEST_DB"):  # for test runs side by side on one server
        config["TEST"] = {"NAME": f"test_{name}"}
    return config


DATABASES = {"default": database()}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

LANGUAGE_CODE = "vi"
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STATIC_ROOT.mkdir(exist_ok=True)  # whitenoise warns of a missing folder
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if os.environ.get("CAUNOI_STATIC_MANIFEST") == "1"
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = os.environ.get("CAUNOI_STATIC_MANIFEST") != "1"

# --- Accounts ----------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "portal:first_page"
ACCOUNT_LOGOUT_REDIRECT_URL = "portal:home"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_USER_DISPLAY = "config.menu.display_name"
ACCOUNT_ADAPTER = "caunoi.accounts.forms.AccountAdapter"
MFA_ADAPTER = "caunoi.accounts.forms.MFAAdapter"
ACCOUNT_FORMS = {
    "login": "caunoi.accounts.forms.LoginForm",
    "reauthenticate": "caunoi.accounts.forms.PasswordForm",
}
MFA_FORMS = {
    "authenticate": "caunoi.accounts.forms.AuthenticateForm",
    "reauthenticate": "caunoi.accounts.forms.ReauthenticateForm",
    "activate_totp": "caunoi.accounts.forms.ActivateTOTPForm",
}
ACCOUNT_RATE_LIMITS = {"login_failed": None}  # axes counts the tries
SECOND_FACTOR_URL = "mfa_activate_totp"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Cầu Nối"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 1 / 6  # hours: ten minutes
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "accounts/locked.html"
AXES_RESET_ON_SUCCESS = True

SECURE = os.environ.get("CAUNOI_HTTPS") == "1"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_NAME = "__Host-session" if SECURE else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE else "csrf"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
SECURE_SSL_REDIRECT = SECURE
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0

DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
