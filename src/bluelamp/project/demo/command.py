"""`bluelamp demo`: load the demonstration force, keep its mail, and say who may sign in with what."""

import argparse
import time
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from bluelamp.jobs.worker import work
from bluelamp.people.selectors import is_anyone_enrolled
from bluelamp.people.sign_in import current_code
from bluelamp.project.demo import asked, cases, cast, mail
from bluelamp.publication import services as publication
from bluelamp.publication.public.editions import live_editions
from bluelamp.record import services as record


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`load`, `cast`, `mail`, `codes`."""
    acts = parser.add_subparsers(dest="act", required=True)
    acts.add_parser("load", help="load the cast and the cases, unless people are enrolled already")
    acts.add_parser("cast", help="enrol the cast alone, without cases")
    acts.add_parser("mail", help="take in mail and keep it in the home’s mail folder")
    acts.add_parser("codes", help="print everyone’s current sign-in code")


def run(arguments: argparse.Namespace) -> int:
    """Do one act of the demonstration."""
    match arguments.act:
        case "load":
            return 0 if load() else 1
        case "cast":
            assemble()
        case "mail":
            mail.keep(*_post_box())
        case _:
            print(sign_ins())
    return 0


def load() -> bool:
    """Load the demonstration into an empty home; False, with a sentence, where an earlier load was cut off."""
    loaded = settings.BLUELAMP_HOME / "demonstration-loaded"
    if is_anyone_enrolled():
        if not loaded.exists():
            print("The demonstration is only half loaded. `make demo-reset` and start anew.")
        return loaded.exists()
    print("Loading the demonstration force:")
    with mail.post_box(*_post_box()):
        assemble()
        cases.load(at=timezone.now(), say=lambda words: print(f"  {words}", flush=True))
        asked.load(at=timezone.now())
        work(once=True)
    record.checkpoint(at=timezone.now())
    loaded.touch()
    return True


def _post_box() -> tuple[Path, str, int]:
    return settings.BLUELAMP_HOME / "mail", settings.EMAIL_HOST, settings.EMAIL_PORT


def assemble() -> None:
    """Enrol the cast, and accredit the reporter's outlet."""
    at = timezone.now()
    cast.enrol(at=at)
    _, outlet, email = cast.REPORTER
    publication.register_outlet(name=outlet, email=email, at=at)


def welcome() -> str:
    """Where everything is, and who may sign in."""
    released = next(iter(live_editions()), None)
    shown = f"{settings.BLUELAMP_GALLERY_URL}/release/{released.token}/" if released else ""
    return "\n".join(
        [
            "",
            f"Desk     {settings.BLUELAMP_DESK_URL}/",
            f"Press    {settings.BLUELAMP_PRESS_URL}/   (no sign-in: ask about a case)",
            f"Gallery  {settings.BLUELAMP_GALLERY_URL}/",
            f"Released {shown}",
            f"Mail     {settings.BLUELAMP_HOME / 'mail'}   (everything sent stays on this machine)",
            "",
            sign_ins(),
            "",
            "Codes change every 30 seconds: `.venv/bin/bluelamp demo codes` prints the current ones.",
            "Ctrl-C stops everything; the data stay. `make demo-reset` starts anew.",
        ]
    )


def sign_ins() -> str:
    """Everyone's address, password and current code."""
    now = time.time()
    lines = [
        f"{player.role.words:28} {player.email:32} {current_code(player.totp_secret, at=now)}"
        for player in cast.CAST
    ]
    return "\n".join([f"Sign in with the password “{cast.PASSWORD}” and the code:", *lines])
