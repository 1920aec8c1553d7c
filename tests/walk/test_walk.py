"""A custody image from a reporter's enquiry to a tombstone, as the people do it, in a real browser.

Cleo, a reporter, asks. Asha, a press officer, opens a case and answers what the policy still asks.
Superintendent Hale authorises, because the offence is in a sensitive category. Ren supplies a photograph of two
people and Mary confirms that it shows the right one. Ivo says who is sought; the other is obscured; Pia
checks. Ren, told of the release, objects for a reason that the policy says is none; Tom answers. Asha
releases. Cleo takes the picture. Then Ren takes it down.
"""

import hashlib
import io
import json
import os
import re
import shutil
import subprocess
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser
from tests.walk.conftest import Service
from tests.walk.visitors import Visitor, answer_what_is_asked, officer

from bluelamp.project.demo import cast
from bluelamp.project.demo.story import picture

pytestmark = pytest.mark.browser

PERSON = "Victor Lamb"
SHOTS = os.environ.get("BLUELAMP_SHOTS")
ANSWERS: dict[str, str | list[str]] = {
    "minor_offence": "no",
    "image_owner": "this_force",
    "category": ["sexual_offence"],
    "category_settled": "yes",
    "delay_from_related_restriction": "no",
    "harm_assessment": "none",
    "other_proceedings": "none",
    "vulnerable_adult": "no",
    "other_exceptional_reason": "no",
    "policing_purpose_against": "no",
}


def test_from_enquiry_to_tombstone(service: Service, chromium: Browser) -> None:
    cleo = Visitor.at(chromium, service.press)
    status_page = ask(cleo)
    asha = officer(chromium, service.desk, cast.ASHA)
    case = open_case(asha)
    convict(asha, case)
    look_for_restrictions(asha, case)
    assert answer_what_is_asked(asha, case, ANSWERS), "nothing was asked"
    weigh(asha, case)
    asha.go(f"/cases/{case}/advice/")
    assert asha.reads("CI-12"), asha.page.inner_text("main")
    asha.keep_shot("advice", SHOTS)

    jo = authorise(service, chromium, asha, case)
    ren = supply(service, chromium, case)
    confirm(service, chromium, case)
    prepare(service, chromium, case)
    check(service, chromium, case)
    tell(asha, case)
    object_and_answer(service, chromium, ren, case)
    asha.go(f"/cases/{case}/")
    asha.keep_shot("case", SHOTS)
    release(asha, case)

    page, image_address, released = see(service, chromium)
    assert_only_the_sought_person_remains(released)
    take_picture(cleo, released)
    cleo.go(status_page)
    assert cleo.reads("released") or cleo.reads("Released")

    take_down(ren, case)
    assert_gone(service, chromium, page, image_address)
    service.letters(cast.REPORTER[2], "withdrawn")
    cleo.go(status_page)
    assert cleo.reads("withdrawn") or cleo.reads("Withdrawn")
    assert_the_record_proves_it(service, chromium, case)
    assert jo.page.url


def ask(cleo: Visitor) -> str:
    """The reporter asks about the case, without signing in; the address of the status page."""
    name, outlet, address = cast.REPORTER
    cleo.go("/ask/")
    cleo.press("Send the enquiry")
    assert cleo.reads("There is a problem"), "an empty enquiry is refused"
    for label, text in (
        ("Who do you work for?", outlet),
        ("Your name", name),
        ("Your e-mail address", address),
        ("Who is the case about?", PERSON),
        ("Which court?", "Northbridge Crown Court"),
        ("What do you ask for?", "The custody photograph."),
        ("What is it for?", "A report in tomorrow’s paper."),
    ):
        cleo.write(label, text)
    cleo.press("Send the enquiry")
    assert re.search(r"ENQ-\d\d-\d{4}", cleo.page.inner_text("body"))
    return str(cleo.page.locator("main a[href*='/enquiry/']").first.get_attribute("href"))


def open_case(asha: Visitor) -> str:
    """The press officer opens a case from the enquiry; its reference."""
    asha.go("/enquiries/")
    asha.page.get_by_role("link", name=re.compile(PERSON)).first.click()
    asha.write("Offence", "Sexual assault and robbery")
    asha.page.locator("select[name=officer]").first.select_option(cast.REN.reference)
    asha.press("Open a case")
    asha.go("/")
    found = re.search(r"CI-\d\d-\d{4}", asha.page.inner_text("body"))
    assert found
    return found.group()


def weigh(asha: Visitor, case: str) -> None:
    """The press officer answers the rights test, and reads it in the decision record."""
    asha.go(f"/cases/{case}/rights/answer/")
    for name in ("purpose", "basis", "regime", "legitimate", "necessary", "proportionate"):
        asha.page.locator(f"input[name={name}]").first.check()
    for words in asha.page.locator("textarea").all():
        words.fill("Looked at with the officer in the case: nothing stands against release.")
    asha.press("Answer in my name")
    assert asha.reads("T14 Decision"), asha.page.inner_text("main")


def convict(asha: Visitor, case: str) -> None:
    """The press officer records the verdict, from which the policy’s two clocks run."""
    asha.go(f"/cases/{case}/proceedings/")
    asha.page.locator("select[name=kind]").select_option("found_guilty")
    today = date.today()
    for part in ("day", "month", "year"):
        asha.page.locator(f"#id_on-{part}").fill(str(getattr(today, part)))
    asha.page.locator("input[name=custody][value=custodial]").check()
    asha.page.locator("input[name=hospital_order][value=none]").check()
    asha.page.locator("#id_source").fill("Court register")
    asha.press("Record it")
    asha.page.get_by_text("this clock has not started").wait_for()


def look_for_restrictions(asha: Visitor, case: str) -> None:
    """She records how old the person is, asks the court, and says what she was told."""
    asha.go(f"/cases/{case}/restrictions/")
    asha.page.locator("input[name=age_group][value=adult]").check()
    asha.page.locator("#age_source").fill("Custody record NB/2026/3314")
    asha.press("Record the age")
    asha.page.locator("#check_sources").fill("Court office, by telephone")
    asha.page.locator("input[name=related][value=not_related]").check()
    asha.press("Record the check in my name")
    asha.page.get_by_text("Counts", exact=True).wait_for()


def authorise(service: Service, chromium: Browser, asha: Visitor, case: str) -> Visitor:
    """Asked by the press officer, the senior officer adopts the assessment and gives authority."""
    asha.go(f"/cases/{case}/authority/")
    asha.write(
        "What should the senior officer authorise, and why?",
        "Release of the custody image under CI-12: other victims may come forward.",
    )
    asha.press("Ask a senior officer")
    jo = officer(chromium, service.desk, cast.JO)
    jo.go(f"/cases/{case}/authority/")
    jo.page.locator("input[name=granted]").first.check()
    jo.write("Your reasons", "Two further reports are expected.")
    jo.write("Risk assessment specific to this case", "Victim anonymous and not shown.")
    jo.choose("I adopt this risk assessment as my own")
    jo.press("Answer in my name")
    return jo


def supply(service: Service, chromium: Browser, case: str) -> Visitor:
    """The investigating officer supplies the photograph; what is no picture is refused."""
    ren = officer(chromium, service.desk, cast.REN)
    ren.go(f"/cases/{case}/image/")
    ren.write("Where does it come from?", "Custody record NB/2026/3314")
    no_picture = {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": b"<svg></svg>"}
    ren.page.locator("input[type=file]").set_input_files(no_picture)
    ren.press("Put it in the vault")
    ren.page.get_by_text("There is a problem").wait_for()
    ren.write("Where does it come from?", "Custody record NB/2026/3314")
    group = {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": picture("group.jpg")}
    ren.page.locator("input[type=file]").set_input_files(group)
    ren.press("Put it in the vault")
    ren.page.get_by_text("The image as held").wait_for()
    return ren


def confirm(service: Service, chromium: Browser, case: str) -> None:
    """Another officer confirms that it is the right person."""
    mary = officer(chromium, service.desk, cast.MARY)
    mary.go(f"/cases/{case}/identity/")
    mary.page.locator("input[name=answer]").first.check()
    mary.write("How do you know?", "I interviewed this person.")
    mary.press("Record the answer")


def prepare(service: Service, chromium: Browser, case: str) -> None:
    """The redactor has the people found, says who is sought, and obscures the other."""
    ivo = officer(chromium, service.desk, cast.IVO)
    ivo.go(f"/cases/{case}/people/")
    ivo.press("Find the people")
    ivo.page.get_by_role("heading", name="2 people found").wait_for(timeout=60_000)
    ivo.page.locator("input[name='p1-decision'][value=keep]").check()
    ivo.page.locator("[name='p1-why']").fill("The person convicted")
    ivo.page.locator("[name='p1-why']").press("Tab")
    ivo.keep_shot("people", SHOTS)
    ivo.page.get_by_role("button", name="Obscure everyone else").click()
    ivo.page.get_by_role("heading", name="Everyone else is obscured").wait_for(timeout=60_000)


def check(service: Service, chromium: Browser, case: str) -> None:
    """A second redactor looks at both and approves."""
    pia = officer(chromium, service.desk, cast.PIA)
    pia.go(f"/cases/{case}/check/")
    pia.page.locator("input[name=answer]").first.check()
    pia.page.locator("textarea[name=note]").fill("Both looked at, side by side.")
    pia.press("Record the answer")
    pia.go(f"/cases/{case}/check/")
    assert pia.reads("Approved")


def tell(asha: Visitor, case: str) -> None:
    """The press officer writes the caption and tells the investigating officer."""
    asha.go(f"/cases/{case}/caption/")
    asha.write("Headline", f"{PERSON} convicted of robbery")
    asha.write("Text", f"{PERSON} was convicted today at Northbridge Crown Court.")
    asha.write(
        "Description for people who cannot see the picture",
        "An older person in uniform; somebody beside them is covered.",
    )
    asha.press("Save the caption")
    asha.go(f"/cases/{case}/notice/")
    asha.press("Tell the officer")


def object_and_answer(service: Service, chromium: Browser, ren: Visitor, case: str) -> None:
    """The officer gets the letter and objects for a reason that is generally none; a colleague answers."""
    letters = service.letters(cast.REN.email, f"/cases/{case}/notice/")
    assert PERSON not in str(letters[-1]["Subject"]), "no subject names a person shown"
    ren.go(f"/cases/{case}/notice/")
    ren.choose("Release could breach the person’s human rights")
    ren.write("What makes this case exceptional?", "It may breach Article 8.")
    ren.press("Record the objection")
    tom = officer(chromium, service.desk, cast.TOM)
    tom.go(f"/cases/{case}/notice/")
    tom.page.locator("input[name=upheld]").first.check()
    tom.page.locator("textarea[name=answer]").fill("The three-part test is recorded as met.")
    tom.press("Record the answer")


def release(asha: Visitor, case: str) -> None:
    """The press officer decides, in her own name."""
    asha.go(f"/cases/{case}/decision/")
    assert asha.reads("Your reasons"), asha.page.inner_text("main")
    asha.page.locator("textarea[name=reasons]").fill("Serious offence, convicted today.")
    asha.press("Continue to what goes public")
    assert asha.reads("It is out as soon as you release it")
    asha.press("Release now")
    asha.go(f"/cases/{case}/")
    assert asha.reads("Live")


def see(service: Service, chromium: Browser) -> tuple[str, str, bytes]:
    """Anybody finds it in the gallery: the page, the picture's address and its bytes."""
    anyone = Visitor.at(chromium, service.gallery)
    assert anyone.page.context.cookies() == []
    anyone.page.get_by_role("link", name=re.compile(PERSON)).first.click()
    anyone.page.wait_for_load_state()
    anyone.keep_shot("gallery", SHOTS)
    assert anyone.reads("Conditions of use")
    address = str(anyone.page.locator("main img").first.evaluate("image => image.src"))
    answer = anyone.page.request.get(address)
    assert answer.ok
    return anyone.page.url, address, answer.body()


def assert_only_the_sought_person_remains(released: bytes) -> None:
    """One head as it was, the other a solid fill without a trace beneath; nothing travels but pixels."""
    before = np.asarray(Image.open(io.BytesIO(picture("group.jpg"))).convert("RGB"), dtype=int)
    after = np.asarray(Image.open(io.BytesIO(released)).convert("RGB"), dtype=int)
    assert before.shape == after.shape
    changed = np.abs(before - after).max(axis=2) > 60
    middle = before.shape[1] // 2
    assert changed[:, :middle].mean() < 0.001, "the person sought is as in the photograph"
    rows, columns = np.nonzero(changed[:, middle:])
    head = after[rows.min() : rows.max(), middle + columns.min() : middle + columns.max()]
    core = head[head.shape[0] // 4 : -head.shape[0] // 4, head.shape[1] // 4 : -head.shape[1] // 4]
    assert core.size > 30_000, "a whole head is covered"
    assert core.max() - core.min() <= 6, "nothing shows through"
    assert_nothing_travels(released)


def assert_nothing_travels(released: bytes) -> None:
    """exiftool finds no metadata beyond what any JPEG's frame says."""
    tool = shutil.which("exiftool")
    if tool is None:
        if os.environ.get("CI"):
            pytest.fail("exiftool is not installed: apt-get install libimage-exiftool-perl")
        return
    said = subprocess.run([tool, "-j", "-g", "-"], input=released, capture_output=True, check=True)
    (groups,) = json.loads(said.stdout)
    assert set(groups) <= {"SourceFile", "ExifTool", "File", "JFIF", "Composite"}, groups


def take_picture(cleo: Visitor, released: bytes) -> None:
    """The reporter accepts the conditions and takes the picture."""
    cleo.go("/")
    cleo.page.get_by_role("link", name=re.compile(PERSON)).first.click()
    name, outlet, address = cast.REPORTER
    cleo.write("Who do you work for?", outlet)
    cleo.write("Your name", name)
    cleo.write("Your e-mail address", address)
    cleo.choose("I accept the conditions of use")
    cleo.press("Accept and continue")
    link = cleo.page.get_by_role("button", name="Save the picture")
    taken = cleo.page.request.get(cleo.site + str(link.get_attribute("href"))).body()
    assert hashlib.sha256(taken).digest() == hashlib.sha256(released).digest()


def take_down(ren: Visitor, case: str) -> None:
    """The investigating officer takes it down; nobody's approval is needed."""
    ren.go(f"/cases/{case}/takedown/")
    ren.page.locator("input[name=reason][value=order_made]").check()
    ren.page.locator("textarea[name=explanation]").fill("An order was made at 14:00.")
    ren.press("Continue")
    ren.press("Take it down")


def assert_gone(service: Service, chromium: Browser, page: str, image: str) -> None:
    """The page is a tombstone, the bytes are gone, and no list shows them."""
    anyone = Visitor.at(chromium, service.gallery)
    assert not anyone.reads(PERSON)
    assert anyone.go(page) == 410
    assert anyone.reads("withdrawn")
    assert not anyone.reads(PERSON), "a tombstone names nobody"
    assert anyone.page.request.get(image).status == 410
    assert not list((service.home / "public").rglob("*.jpg"))


def assert_the_record_proves_it(service: Service, chromium: Browser, case: str) -> None:
    """The disclosure officer takes the case's record; an outsider verifies it, and finds one changed byte."""
    dee = officer(chromium, service.desk, cast.DEE)
    dee.go(f"/cases/{case}/record/")
    with dee.page.expect_download() as download:
        dee.page.get_by_role("button", name="Download with proofs").click()
    export = Path(download.value.path())
    key = service.bluelamp("record", "key").stdout.strip()
    sound = service.bluelamp("ledger", "verify", str(export), "--key", key)
    assert sound.returncode == 0, sound.stdout + sound.stderr
    text = export.read_text()
    for act in ("received", "authorised", "objected", "released", "taken down"):
        assert act in text
    export.write_text(text.replace("Article 8", "Article 9"))
    changed = service.bluelamp("ledger", "verify", str(export), "--key", key)
    assert changed.returncode == 1
    assert re.search(r"entry \d+", changed.stdout)
    assert service.bluelamp("record", "verify").returncode == 0
