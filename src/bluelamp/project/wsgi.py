"""A site as a WSGI application: the one whose settings DJANGO_SETTINGS_MODULE names."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bluelamp.project.settings.desk")
application = get_wsgi_application()
