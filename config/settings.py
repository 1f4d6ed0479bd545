"""Settings, read from the environment. Every variable is listed in docs/configuration.md."""

import json
import os
import secrets
import sys
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
# Who goes first at the counter, in this order (codes of caunoi_rules/parameters/queues.toml).
CAUNOI_PRIORITY_GROUNDS = [
    code for code in os.environ.get("CAUNOI_PRIORITY_GROUNDS", "").split(",") if code
]
# The legal ground of the Department that decisions name ("Căn cứ …"); dotted until it is set.
CAUNOI_DEPARTMENT_CHARTER = os.environ.get("CAUNOI_DEPARTMENT_CHARTER", "")
# Where this site answers: links in messages begin with it.
CAUNOI_ADDRESS = os.environ.get("CAUNOI_ADDRESS", "http://localhost:8000").rstrip("/")
# A firm answers an application within so many working days, or the centre calls it.
CAUNOI_SILENCE_WORKING_DAYS = 5
# An application nobody has answered for so many days ends, and the person is told.
CAUNOI_UNANSWERED_DAYS = 30
# A firm sees how to reach somebody it refused for so many days (Luật 91/2025, Điều 25).
CAUNOI_REFUSED_CONTACT_DAYS = 30
# A referral letter holds a position for so many working days.
CAUNOI_REFERRAL_WORKING_DAYS = 5
# A seat of a class waits for somebody's papers so many working days while others wait for it.
CAUNOI_SEAT_WORKING_DAYS = 5
# So many days after a hire the centre asks whether the person still works there.
CAUNOI_FOLLOW_UP_DAYS = (3, 10, 30, 180)
# The result of a referral stands on the national exchange within so many working days (N352 Đ.8).
CAUNOI_EXCHANGE_WORKING_DAYS = 20


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
SEAL_KEY = secret("SEAL_KEY")  # signs the QR codes of letters and tickets

ALLOWED_HOSTS = os.environ.get("CAUNOI_ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("CAUNOI_TRUSTED_ORIGINS", "").split(",") if o]

INSTALLED_APPS = [
    # Ours first: their templates stand in for those of the packages below.
    "caunoi.portal",
    "caunoi.home",
    "caunoi.indicators",
    "caunoi.intake",
    "caunoi.counter",
    "caunoi.unemployment",
    "caunoi.placement",
    "caunoi.agreements",
    "caunoi.vacancies",
    "caunoi.training",
    "caunoi.employers",
    "caunoi.people",
    "caunoi.documents",
    "caunoi.accounts",
    "caunoi.classifications",
    "caunoi.places",
    "caunoi_kit.ui",
    "caunoi_kit.api",
    "caunoi_kit.journal",
    "caunoi_kit.connectors",
    "caunoi_kit.uploads",
    "caunoi_kit.messaging",
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
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
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
    "caunoi_kit.ui.sessions.IdleSessionMiddleware",
    "caunoi_kit.uploads.door.UploadsMiddleware",
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


def limits() -> dict[str, str]:
    """How long PostgreSQL lets one statement work and wait: pages, other work, changes of tables.

    Pages 10 s (`config.wsgi` says so) and 5 s for a lock, commands 300 s and 30 s; migrations as
    long as they need. Who waits longer is told so instead of standing for ever (trust B8, G5).
    """
    if "migrate" in sys.argv:
        return {"lock_timeout": "30s"}
    seconds = int(os.environ.get("CAUNOI_STATEMENT_SECONDS", "300"))
    return {"statement_timeout": f"{seconds}s", "lock_timeout": f"{min(30, seconds // 2)}s"}


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
        config["OPTIONS"] = {
            "pool": {"min_size": 1, "max_size": 12, "timeout": 10},
            "options": " ".join(f"-c {name}={value}" for name, value in limits().items()),
        }
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
    {"NAME": "caunoi.accounts.queries.passwords.LongEnough"},
    {"NAME": "caunoi.accounts.queries.passwords.NotEasyToGuess"},
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
    "add_webauthn": "caunoi.accounts.forms.AddSecurityKeyForm",
    "authenticate_webauthn": "caunoi.accounts.forms.UseSecurityKeyForm",
    "reauthenticate_webauthn": "caunoi.accounts.forms.ReauthenticateSecurityKeyForm",
}
# accounts.actions.tries counts these, over all processes. allauth's 30 a minute an address would
# keep a centre that shares one address from its morning.
ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": None, "reauthenticate": None}
SECOND_FACTOR_URL = "mfa_activate_totp"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_WEBAUTHN_USER_VERIFICATION = "discouraged"  # the password is the other factor: no PIN as well
MFA_TOTP_ISSUER = "Cầu Nối"


def identity_provider() -> dict[str, Any]:
    """The national or provincial identity provider, where one is set up (OpenID Connect)."""
    app = {
        "provider_id": IDENTITY_PROVIDER,
        "name": os.environ.get("CAUNOI_OIDC_NAME", "VNeID"),
        "client_id": os.environ.get("CAUNOI_OIDC_CLIENT_ID", ""),
        "secret": os.environ.get("CAUNOI_OIDC_SECRET", ""),
        "settings": {"server_url": os.environ.get("CAUNOI_OIDC_URL", "")},
    }
    apps = [app] if os.environ.get("CAUNOI_OIDC_URL") else []
    return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": apps}}


def claims(text: str) -> dict[str, str]:
    """Our names of claims with the provider's: "so_dinh_danh=citizen_id,ho_ten=name"."""
    ours = {name: name for name in ("sub", "so_dinh_danh", "ho_ten", "ngay_sinh", "muc_do")}
    return ours | dict(pair.split("=", 1) for pair in text.split(",") if "=" in pair)


IDENTITY_PROVIDER = "dinh-danh"  # part of the address the provider sends people back to
# Hosts of the provider beside that of its address, where its pages name others.
IDENTITY_HOSTS = [h for h in os.environ.get("CAUNOI_OIDC_HOSTS", "").split(",") if h]
IDENTITY_CLAIMS = claims(os.environ.get("CAUNOI_OIDC_CLAIMS", ""))
IDENTITY_LEVEL_TWO = os.environ.get("CAUNOI_OIDC_LEVEL_TWO", "2").split(",")
IDENTITY_URL = "accounts:identity_needed"
SOCIALACCOUNT_PROVIDERS = identity_provider()
SOCIALACCOUNT_ADAPTER = "caunoi.accounts.forms.IdentityAdapter"
SOCIALACCOUNT_LOGIN_ON_GET = True  # our own page starts it, and checks from where
SOCIALACCOUNT_STORE_TOKENS = False
UNSENT_FORM_URL = "accounts:unsent"
JOURNAL_READ_GUARD = "caunoi.accounts.actions.guard_reading"
STAFF_IDLE_SECONDS = 15 * 60  # without a request, then a member of staff signs in again
CODES_AN_HOUR_A_RANGE = int(os.environ.get("CAUNOI_CODES_A_RANGE", "300"))  # job fairs share one
READING_ALERT, READING_STOP = 60, 300  # people whose records one account opens in an hour
# The same of pairs that may be one person: each shows two people, and the list names twenty.
READING_STOP_REVIEW = 1_500
# How many tries and how long the waits: caunoi/accounts/queries/tries.py
AXES_HANDLER = "caunoi.accounts.actions.tries.Tries"
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # what was not looked at does not count
AXES_CLIENT_IP_CALLABLE = "caunoi.accounts.queries.addresses.address_of"
CAUNOI_PROXIES = int(os.environ.get("CAUNOI_PROXIES", "0"))  # of ours, in front of the server
AXES_LOCKOUT_CALLABLE = "caunoi.accounts.views.tries.locked"

# --- Messages: docs/messages.md ----------------------------------------------------------------
EMAIL_BACKEND = "caunoi_kit.messaging.mail.GuardedBackend"
EMAIL_HOST = os.environ.get("CAUNOI_SMTP_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("CAUNOI_SMTP_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("CAUNOI_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("CAUNOI_SMTP_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("CAUNOI_SMTP_TLS", "1") == "1"
EMAIL_TIMEOUT = 4
CAUNOI_MESSAGES: dict[str, Any] = {
    "daily_dong": int(os.environ.get("CAUNOI_MESSAGES_DAILY_DONG", "500000")),
    "prices": {
        "SMS": int(os.environ.get("CAUNOI_SMS_PRICE", "850")),
        "ZALO": int(os.environ.get("CAUNOI_ZALO_PRICE", "300")),
    },
    "private_hosts": [h for h in os.environ.get("CAUNOI_PRIVATE_HOSTS", "").split(",") if h],
    "email_from": os.environ.get("CAUNOI_EMAIL_FROM", ""),
    "sms": {
        "url": os.environ.get("CAUNOI_SMS_URL", ""),
        "api_key": os.environ.get("CAUNOI_SMS_KEY", ""),
        "secret_key": os.environ.get("CAUNOI_SMS_SECRET", ""),
        "brand": os.environ.get("CAUNOI_SMS_BRAND", ""),
        "unicode": os.environ.get("CAUNOI_SMS_UNICODE") == "1",
    },
    "zalo": {
        "app_id": os.environ.get("CAUNOI_ZALO_APP_ID", ""),
        "app_secret": os.environ.get("CAUNOI_ZALO_APP_SECRET", ""),
        "oa_secret": os.environ.get("CAUNOI_ZALO_OA_SECRET", ""),
        "refresh_token": os.environ.get("CAUNOI_ZALO_REFRESH_TOKEN", ""),
        "send_url": "https://business.openapi.zalo.me/message/template",
        "token_url": "https://oauth.zaloapp.com/v4/oa/access_token",
        # kind of message -> {"id", "fields": {field of the template: key of data}, "text": field}
        "templates": json.loads(os.environ.get("CAUNOI_ZALO_TEMPLATES", "{}")),
    },
}

# --- National population database: docs/intake.md ------------------------------------------------
CAUNOI_POPULATION: dict[str, Any] = {
    "url": os.environ.get("CAUNOI_POPULATION_URL", ""),  # of the province's exchange (LGSP)
    "token": os.environ.get("CAUNOI_POPULATION_TOKEN", ""),
    "service": os.environ.get("CAUNOI_POPULATION_SERVICE", ""),  # MaTichHop
    "unit": os.environ.get("CAUNOI_POPULATION_UNIT", ""),  # MaDonVi
    "daily": int(os.environ.get("CAUNOI_POPULATION_DAILY", "20000")),
    "source": os.environ.get("CAUNOI_POPULATION_SOURCE", "CSDL quốc gia về dân cư"),
    # Who answers for the nightly checks (user name), and after how many days one is made again.
    "nightly_by": os.environ.get("CAUNOI_POPULATION_NIGHTLY_BY", ""),
    "stale_days": int(os.environ.get("CAUNOI_POPULATION_STALE_DAYS", "365")),
    # procedure of ours -> MaDVC, where the province uses other codes than the built-in ones
    "procedures": json.loads(os.environ.get("CAUNOI_POPULATION_PROCEDURES", "{}")),
}

# --- The programs' door: docs/api.md ------------------------------------------------------------
# Requests of one network address a minute, in each server process.
CAUNOI_API_A_MINUTE = int(os.environ.get("CAUNOI_API_A_MINUTE", "120"))
CAUNOI_API_KEY_A_MINUTE = int(os.environ.get("CAUNOI_API_KEY_A_MINUTE", "600"))

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

# "host:port" of clamd, or the path of its socket; empty: files are not scanned for viruses.
CAUNOI_CLAMAV = os.environ.get("CAUNOI_CLAMAV", "")
CAUNOI_UPLOADS = {  # what one account may send in
    "daily_files": int(os.environ.get("CAUNOI_UPLOADS_DAILY_FILES", "300")),
    "daily_mb": int(os.environ.get("CAUNOI_UPLOADS_DAILY_MB", "300")),
    "monthly_mb": int(os.environ.get("CAUNOI_UPLOADS_MONTHLY_MB", "3000")),
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
