"""The bytes of an entry: canonical JSON by the vectors of RFC 8785, commitments, leaves."""

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bluelamp.ledger import entries
from bluelamp.ledger.errors import NotCanonical

# (input, canonical form): RFC 8785 3.2.2, 3.2.3 and its authors' test data.
VECTORS = {
    "values": (
        (
            '{"numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],'
            ' "string": "\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/",'
            ' "literals": [null, true, false]}'
        ),
        (
            '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],'
            '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
        ),
    ),
    "weird": (
        (
            '{"\\u20ac": "Euro Sign", "1": "One", "\\u0080": "Control\\u007f",'
            ' "\\ud83d\\ude02": "Smiley", "\\u00f6": "Latin Small Letter O With Diaeresis",'
            ' "\\ufb33": "Hebrew Letter Dalet With Dagesh", "</script>": "Browser Challenge"}'
        ),
        (
            '{"1":"One","</script>":"Browser Challenge","\u0080":"Control\u007f",'
            '"ö":"Latin Small Letter O With Diaeresis","€":"Euro Sign","😂":"Smiley",'
            '"\ufb33":"Hebrew Letter Dalet With Dagesh"}'
        ),
    ),
    "structures": (
        (
            '{"1": {"f": {"f": "hi","F": 5} ,"\\n": 56.0}, "10": { }, "": "empty", "a": { },'
            ' "111": [ { } ], "A": { }}'
        ),
        '{"":"empty","1":{"\\n":56,"f":{"F":5,"f":"hi"}},"10":{},"111":[{}],"A":{},"a":{}}',
    ),
}
# RFC 8785, appendix B.
NUMBERS = {
    0.0: "0",
    5e-324: "5e-324",
    -5e-324: "-5e-324",
    1.7976931348623157e308: "1.7976931348623157e+308",
    9007199254740992.0: "9007199254740992",
    295147905179352830000.0: "295147905179352830000",
    9.999999999999997e22: "9.999999999999997e+22",
    1e23: "1e+23",
    1.0000000000000001e23: "1.0000000000000001e+23",
    999999999999999700000.0: "999999999999999700000",
    1e21: "1e+21",
    9.999999999999997e-7: "9.999999999999997e-7",
    0.000001: "0.000001",
    333333333.33333343: "333333333.33333343",
    -0.0000033333333333333333: "-0.0000033333333333333333",
    1424953923781206.2: "1424953923781206.2",
}
texts = st.text(st.characters(exclude_categories=["Cs"]))
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)


@pytest.mark.parametrize("name", VECTORS)
def test_the_published_forms(name: str) -> None:
    given_text, published = VECTORS[name]
    assert entries.canonical(json.loads(given_text)) == published.encode()


@pytest.mark.parametrize(("number", "published"), NUMBERS.items())
def test_the_published_numbers(number: float, published: str) -> None:
    assert entries.canonical(number) == published.encode()


@given(values)
def test_the_canonical_form_says_the_same_and_is_a_fixed_point(value: entries.JSON) -> None:
    form = entries.canonical(value)
    assert json.loads(form) == value
    assert entries.canonical(json.loads(form)) == form


@pytest.mark.parametrize(
    "value",
    [
        2**53,
        float("nan"),
        float("inf"),
        "\ud800",
        {"\ud800": 1},
        {1: "a"},
        b"bytes",
        {"a": object()},
    ],
)
def test_what_has_no_canonical_form_is_refused(value: object) -> None:
    with pytest.raises(NotCanonical, match="cannot be written as canonical JSON"):
        entries.canonical(value)  # type: ignore[arg-type]


def test_a_commitment_is_hmac_sha256_by_the_vector_of_rfc_4231_with_a_salt_of_32_bytes() -> None:
    # RFC 4231 has no key of 32 bytes; a zero-padded one keys HMAC alike (test case 1).
    salt = bytes.fromhex("0b" * 20) + bytes(12)
    published = "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
    assert entries.commitment(salt, b"Hi There").hex() == published


def test_a_short_salt_is_refused() -> None:
    with pytest.raises(ValueError, match="32 bytes, not 31"):
        entries.commitment(bytes(31), b"")


def test_the_leaf_is_these_bytes() -> None:
    at = datetime(2026, 11, 23, 9, 30, 0, 5, tzinfo=timezone(timedelta(hours=1)))
    leaf = entries.leaf(seq=7, kind="released", at=at, commitment=bytes(32))
    assert leaf == (
        b'{"at":"2026-11-23T08:30:00.000005Z","commitment":"' + b"00" * 32 + b'",'
        b'"kind":"released","seq":7,"v":1}'
    )


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(NotCanonical, match="has no zone"):
        entries.moment(datetime(2026, 11, 23))  # noqa: DTZ001  what is refused
    assert entries.moment(datetime(26, 1, 2, tzinfo=UTC)) == "0026-01-02T00:00:00.000000Z"
