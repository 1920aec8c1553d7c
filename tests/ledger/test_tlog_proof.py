"""Proof files in the form of c2sp.org/tlog-proof."""

import pytest

from bluelamp.ledger.errors import NotAProof
from bluelamp.ledger.tlog_proof import TlogProof

# The beginning of the specification's example.
PUBLISHED = """c2sp.org/tlog-proof@v1
extra YWdlLXYxLjIuMS1kYXJ3aW4tYXJtNjQudGFyLmd6
index 73894
gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=
B95lDa8R83lS8n0eG+o0buTxRKQTYFi//1U8anccXmA=

example.com/fancylog
109482
sFodV/vSp5O8n9a8QpW6PRY97tfOSW5bsc2Xl/EQi08=

— example.com/fancylog AAAA
"""


def test_the_published_form_reads() -> None:
    found = TlogProof.parse(PUBLISHED)
    assert (found.index, len(found.proof)) == (73894, 2)
    assert found.note == PUBLISHED.partition("\n\n")[2]
    assert str(found) == PUBLISHED.replace("extra YWdlLXYxLjIuMS1kYXJ3aW4tYXJtNjQudGFyLmd6\n", "")
    assert TlogProof.parse(str(found)) == found


def test_an_only_entry_needs_no_step() -> None:
    alone = TlogProof(index=0, proof=(), note="a note\n")
    assert str(alone) == "c2sp.org/tlog-proof@v1\nindex 0\n\na note\n"
    assert TlogProof.parse(str(alone)) == alone


@pytest.mark.parametrize(
    "text",
    [
        "",
        PUBLISHED.replace("@v1", "@v2"),
        PUBLISHED.replace("index 73894", "index 073894"),
        PUBLISHED.replace("index 73894\n", ""),
        PUBLISHED.replace("73894", "9" * 5000),
        PUBLISHED.replace("gSKy", "gSK"),
        PUBLISHED.replace("gSKy", "g*Ky"),
        PUBLISHED.partition("\n\n")[0],
        "c2sp.org/tlog-proof@v1\n\nnote\n",
    ],
)
def test_what_is_no_proof_file_is_refused(text: str) -> None:
    with pytest.raises(NotAProof):
        TlogProof.parse(text)
