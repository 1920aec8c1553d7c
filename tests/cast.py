"""The standing cast for every room's tests, a home for their bytes, and pictures that are worked on once a run.

Import the fixtures in a conftest: `from tests.cast import cast, home, quick_pictures  # noqa: F401`.
"""

import io
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from PIL import Image
from skimage import data

from bluelamp.casework import preparation
from bluelamp.casework.services import image as image_service
from bluelamp.people import selectors as people
from bluelamp.people.actor import Actor
from bluelamp.people.models import Officer
from bluelamp.project.demo import cast as players
from bluelamp.project.demo.cast import Player
from bluelamp.record import services as record
from bluelamp.redaction import detect, examine, open_picture
from bluelamp.vault import services as vault


class Cast:
    """Asha and Tom of the press desk, Ren and Mary who investigate, Jo the superintendent, Ivo and Pia who redact.

    Kay is the senior investigating officer, Ola the officer in command, Una the legal adviser, and
    Ida is in contact with victims.
    """

    asha: Actor
    tom: Actor
    ren: Actor
    mary: Actor
    jo: Actor
    ivo: Actor
    pia: Actor
    kay: Actor
    ola: Actor
    dee: Actor
    una: Actor
    ida: Actor
    len: Actor

    def __init__(self, everyone: tuple[Player, ...]) -> None:
        for player in everyone:
            setattr(self, player.name.split()[0].lower(), people.by_reference(player.reference))

    def officer(self, actor: Actor) -> Officer:
        """The actor's own row, to sign in with."""
        return Officer.objects.get(reference=actor.reference)


@pytest.fixture
def cast(db: None, home: Path, quick_pictures: None) -> Cast:  # noqa: ARG001  they work here
    players.enrol(at=timezone.now())
    return Cast(players.CAST)


@pytest.fixture
def home(tmp_path: Path, settings: Any) -> Path:
    """Folders and keys of the test's own."""
    settings.BLUELAMP_VAULT = tmp_path / "vault"
    settings.BLUELAMP_PUBLIC_MEDIA = tmp_path / "public"
    settings.BLUELAMP_WORK = tmp_path / "work"
    settings.BLUELAMP_LEDGER_KEY_FILE = tmp_path / "keys" / "ledger.key"
    settings.BLUELAMP_VAULT_KEY_FILE = tmp_path / "keys" / "vault.key"
    settings.BLUELAMP_PUBLIC_MEDIA.mkdir()
    settings.BLUELAMP_CASE_KEYS = tmp_path / "case-keys"
    vault.create_folder(settings.BLUELAMP_VAULT)
    vault.create_folder(settings.BLUELAMP_CASE_KEYS)
    vault.create_key(settings.BLUELAMP_VAULT_KEY_FILE)
    record.create_key(settings.BLUELAMP_LEDGER_KEY_FILE)
    return tmp_path


@cache
def photograph() -> bytes:
    """Two people side by side: NASA's portrait of an astronaut (public domain) and its mirror image."""
    portrait = Image.fromarray(data.astronaut()).resize((320, 320))
    both = Image.new("RGB", (640, 320))
    both.paste(portrait, (0, 0))
    both.paste(portrait.transpose(Image.Transpose.FLIP_LEFT_RIGHT), (320, 0))
    file = io.BytesIO()
    both.save(file, "JPEG", quality=90)
    return file.getvalue()


def _once(work: Callable[..., Any], key: Callable[..., Any]) -> Callable[..., Any]:
    """The real work, done once a run for the same bytes."""
    done: dict[Any, Any] = {}

    def remembered(*given: Any, **named: Any) -> Any:
        called = key(*given, **named)
        if called not in done:
            done[called] = work(*given, **named)
        return done[called]

    return remembered


_open = _once(open_picture, lambda content, **_: content)
_detect = _once(detect, lambda picture, **_: picture.sha256)
_examine = _once(examine, lambda picture, *, plan, output: (picture.sha256, plan.digest(), output))


@pytest.fixture
def quick_pictures() -> Iterator[None]:
    """The real decoder, detectors and examination, each run once for the same picture."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(image_service, "open_picture", _open)
        patch.setattr(preparation, "open_picture", _open)
        patch.setattr(preparation, "detect", _detect)
        patch.setattr(preparation, "examine", _examine)
        yield
