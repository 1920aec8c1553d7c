"""The body of a request, by the example of c2sp.org/tlog-witness."""

from base64 import b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bluelamp.witness.errors import NotASubmission
from bluelamp.witness.submission import Submission

EXAMPLE = """\
old 20852014
PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=
jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=
5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=
/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=

example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
"""
STEP = b64encode(bytes(32)).decode()


def test_the_published_example_is_read_and_written_byte_for_byte() -> None:
    read = Submission.parse(EXAMPLE.encode())
    assert (read.old, len(read.proof)) == (20852014, 4)
    assert read.note.startswith("example.com/behind-the-sofa\n20852163\n")
    assert read.text() == EXAMPLE


@given(
    old=st.integers(0, 2**62),
    proof=st.lists(st.binary(min_size=32, max_size=32), max_size=63).map(tuple),
)
def test_what_is_written_is_read(old: int, proof: tuple[bytes, ...]) -> None:
    made = Submission(old=old, proof=proof, note="a\n1\nb\n\n— a b\n")
    assert Submission.parse(made.text().encode()) == made


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"old 1",
        b"old 01\n\nnote\n",
        b"old -1\n\nnote\n",
        b"old 1 \n\nnote\n",
        b"size 1\n\nnote\n",
        b"old 1\r\n\r\nnote\n",
        f"old 1\n{STEP}=\n\nnote\n".encode(),
        f"old 1\n{STEP[:-4]}\n\nnote\n".encode(),
        f"old 1\n{STEP}\n".encode(),
        ("old 1\n" + f"{STEP}\n" * 64 + "\nnote\n").encode(),
        b"old 1\n\xff\n\nnote\n",
        b"old 99999999999999999999\n\nnote\n",
    ],
)
def test_anything_else_is_refused(body: bytes) -> None:
    with pytest.raises(NotASubmission):
        Submission.parse(body)
