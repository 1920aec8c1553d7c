"""Time-based one-time codes."""

import pytest

from bluelamp.people.sign_in import current_code, new_secret

RFC_SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"  # noqa: S105  published


@pytest.mark.parametrize(
    ("moment", "eight_digits"),
    [
        (59, "94287082"),
        (1111111109, "07081804"),
        (1111111111, "14050471"),
        (1234567890, "89005924"),
        (2000000000, "69279037"),
        (20000000000, "65353130"),
    ],
)
def test_codes_are_those_of_rfc_6238_appendix_b(moment: int, eight_digits: str) -> None:
    assert current_code(RFC_SECRET, at=moment) == eight_digits[-6:]


def test_a_new_secret_has_160_bits_and_is_never_the_last_one() -> None:
    assert len(new_secret()) == 32
    assert new_secret() != new_secret()
