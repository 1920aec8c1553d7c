"""The pages of the figures: whose they are, what they show, and that files say the same."""

import csv
import io
from datetime import date

import pikepdf
import pytest
from tests.casework.outcomes import outcomes
from tests.cast import Cast
from tests.desk.builders import a_case
from tests.desk.entrance import signed_in

from bluelamp.casework import services
from bluelamp.casework.categories import Ethnicity
from bluelamp.disclosure.figures.catalogue import FIGURES

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", FIGURES)
def test_every_figure_opens_with_nothing_counted_and_with_much(cast: Cast, name: str) -> None:
    client = signed_in(cast.officer(cast.len))
    for count in (0, 400):
        outcomes(count)
        answer = client.get(f"/figures/{name}/")
        assert answer.status_code == 200
        assert "{{" not in answer.content.decode()
    file = client.get(f"/figures/{name}.csv").content.decode()
    assert len(list(csv.reader(io.StringIO(file)))) > 3


def test_figures_are_for_those_who_answer_for_the_policy(cast: Cast) -> None:
    for actor in (cast.len, cast.dee, cast.jo, cast.ola):
        assert signed_in(cast.officer(actor)).get("/figures/").status_code == 200
    for actor in (cast.asha, cast.ren, cast.ivo):
        client = signed_in(cast.officer(actor))
        for path in ("", "fairness/", "months.csv", "answer/", "answer/issued-and-refused.pdf"):
            assert client.get(f"/figures/{path}").status_code == 403, path


def test_a_figure_that_is_none_is_not_found(cast: Cast) -> None:
    assert signed_in(cast.officer(cast.len)).get("/figures/gossip/").status_code == 404


def test_a_choice_narrows_what_is_counted_and_is_said(cast: Cast) -> None:
    outcomes(40, unit="Northbridge CID")
    outcomes(10, unit="Eastmere CID")
    client = signed_in(cast.officer(cast.len))
    page = client.get("/figures/units/?unit=Eastmere+CID").content.decode()
    assert "Every kind of release, January 2025 to October 2026, Eastmere CID" in page
    assert "Northbridge CID</th>" not in page


def test_a_choice_that_makes_no_sense_is_refused_and_no_file_made_of_it(cast: Cast) -> None:
    outcomes(40)
    client = signed_in(cast.officer(cast.len))
    for query in ("first=202606&last=202601", "route=gossip", "first=abc", "unit=Nowhere"):
        for path in ("/figures/", "/figures/months.csv", "/figures/answer/", "/figures/answer/issued-and-refused.pdf"):  # fmt: skip
            assert client.get(f"{path}?{query}").status_code == 400, (path, query)


def test_the_ready_answer_is_a_page_a_spreadsheet_and_an_accessible_document(cast: Cast) -> None:
    outcomes(300)
    client = signed_in(cast.officer(cast.dee))
    page = client.get("/figures/answer/?request=FOI-26-0001").content.decode()
    assert "How many custody images were issued and refused" in page
    assert "FOI-26-0001" in page
    rows = list(
        csv.reader(
            io.StringIO(client.get("/figures/answer/issued-and-refused.csv").content.decode())
        )
    )
    assert ["Table", "Month", "Sentence", "Offence group", "Issued", "Refused"] in rows
    content = client.get("/figures/answer/issued-and-refused.pdf").content
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "en-GB"
        assert "pdfuaid" in pdf.Root.Metadata.read_bytes().decode()
        assert str(pdf.docinfo["/Title"]).startswith("How many custody images")


def test_what_is_kept_for_figures_is_recorded_and_shown_on_the_case(cast: Cast) -> None:
    walk = a_case(cast, ready_for="facts")
    client, address = (
        signed_in(cast.officer(cast.asha)),
        f"/cases/{walk.reference}/characteristics/",
    )
    form = {
        "do": "state",
        "offence_group": "robbery",
        "ethnicity": "A2",
        "source": "Custody record",
    }
    assert client.post(address, form).status_code == 302
    page = client.get(address).content.decode()
    assert "Asian: Pakistani" in page
    assert "Custody record; recorded by" in page
    wrong = client.post(address, {"do": "state", "sex": "male", "source": ""})
    assert wrong.status_code == 400
    assert "Say who says so" in wrong.content.decode()
    assert (
        client.get(f"/cases/{walk.reference}/").content.decode().count("Kept for figures alone")
        == 1
    )


def test_fairness_shows_rates_of_groups_that_are_large_enough(cast: Cast) -> None:
    outcomes(40, ethnicity=Ethnicity.W1, result="released")
    outcomes(40, ethnicity=Ethnicity.W1, result="refused", seed=2)
    outcomes(20, ethnicity=Ethnicity.B2, result="refused", seed=3)
    outcomes(6, ethnicity=Ethnicity.A2, result="released", seed=4)
    outcomes(6, ethnicity=Ethnicity.A2, result="refused", seed=5)
    outcomes(3, ethnicity=Ethnicity.A4, result="released", seed=6)
    page = signed_in(cast.officer(cast.len)).get("/figures/fairness/").content.decode()
    assert "39% to 61%" in page
    assert "Recorded for" in page
    row = page.split("Asian: Chinese</th>")[1].split("</tr>")[0]
    assert ">3<" not in row


def test_a_real_case_is_counted_in_the_month_of_its_release(cast: Cast) -> None:
    walk = a_case(cast, ready_for="takedown")
    services.record_age(
        case=walk.reference, born_on=date(1990, 1, 1), source="Custody", actor=cast.asha, at=walk.at
    )
    page = signed_in(cast.officer(cast.len)).get("/figures/months/").content.decode()
    assert f"{walk.at:%B %Y}</th>" in page
