"""The form renderer: Django's forms, fields and widgets through the look room's templates."""

from pathlib import Path

import django.forms
from django.forms.renderers import DjangoTemplates
from django.template.backends.django import DjangoTemplates as Backend
from django.utils.functional import cached_property

from bluelamp.look.forms.questions import Question

WIDGETS = Path(__file__).parent.parent / "widgets"
DJANGO_WIDGETS = Path(django.forms.__file__).parent / "templates"


class GovukRenderer(DjangoTemplates):
    """Renders `{{ form }}` and `{{ form.field.as_field_group }}` as the GOV.UK Design System has them."""

    form_template_name = "look/forms/form.html"
    field_template_name = "look/forms/field.html"
    bound_field_class = Question

    @cached_property
    def engine(self) -> Backend:
        """The template engine; the look room's widgets stand before Django's own."""
        return Backend(
            {
                "APP_DIRS": True,
                "DIRS": [WIDGETS, DJANGO_WIDGETS],
                "NAME": "govukforms",
                "OPTIONS": {},
            }
        )
