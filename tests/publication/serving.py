"""The public sites as their own processes serve them, to Django's client and to a real browser."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.db import connections
from django.test.testcases import LiveServerThread
from pytest_django.fixtures import Settings

from bluelamp.look import build
from bluelamp.project.settings import gallery as public_settings

ROOT = Path(__file__).parent.parent.parent


def serve(settings: Settings, site: str) -> None:
    """Answer with the site's addresses, templates and statics, and the public processes' middleware."""
    settings.ROOT_URLCONF = f"bluelamp.project.urls.{site}"
    settings.MIDDLEWARE = public_settings.MIDDLEWARE
    settings.STATICFILES_DIRS = [ROOT / "src" / "bluelamp" / site / "static"]
    processors = ["django.template.context_processors.request", "bluelamp.look.context.force"]
    settings.TEMPLATES = [
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": [ROOT / "src" / "bluelamp" / site / "templates"],
            "APP_DIRS": True,
            "OPTIONS": {"context_processors": processors},
        }
    ]


@contextmanager
def running() -> Iterator[str]:
    """The address of a server of what is served now, its statics built."""
    build.build(ROOT)
    server = LiveServerThread("127.0.0.1", StaticFilesHandler, connections_override={}, port=0)
    server.daemon = True
    server.start()
    server.is_ready.wait()
    if server.error:
        raise server.error
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.terminate()
        connections.close_all()
