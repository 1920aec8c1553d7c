"""The press site's process: no cookies, no accounts, and of the rooms with tables only publication."""

from bluelamp.project.settings.common import *
from bluelamp.project.settings.common import PUBLIC_DATABASE

INSTALLED_APPS = [
    "bluelamp.publication",
    "bluelamp.look",
    "bluelamp.press",
    "django.contrib.staticfiles",
    "csp",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "bluelamp.project.urls.press"

# On PostgreSQL: a role that may read publication's tables and add enquiries, downloads and feedback.
DATABASES = {"default": PUBLIC_DATABASE}
