"""Why something may be kept back: exemptions of the Freedom of Information Act 2000, and grounds in data protection law."""

from dataclasses import dataclass
from typing import Final

from bluelamp.requests.values import Kind, Regime


@dataclass(frozen=True, slots=True, kw_only=True)
class Exemption:
    """A section under which information may be refused.

    Where it is qualified the public interest is weighed (s.2(2)); where it is not, nothing is.
    """

    section: str
    words: str
    is_qualified: bool = False

    @property
    def name(self) -> str:
        """The section with its words."""
        return f"Section {self.section}: {self.words}"


ALREADY_PUBLIC: Final = "21"
COST: Final = "12"

EXEMPTIONS: Final[dict[str, Exemption]] = {
    each.section: each
    for each in (
        Exemption(section=COST, words="it would cost more than the appropriate limit"),
        Exemption(section="14(1)", words="the request is vexatious"),
        Exemption(section="14(2)", words="the request repeats one that was answered"),
        Exemption(section=ALREADY_PUBLIC, words="the information can be had elsewhere"),
        Exemption(section="22", words="it is going to be published", is_qualified=True),
        Exemption(section="30", words="it is held for an investigation or proceedings", is_qualified=True),
        Exemption(section="31", words="it would prejudice law enforcement", is_qualified=True),
        Exemption(section="32", words="it is in a court record"),
        Exemption(section="38", words="it would endanger health or safety", is_qualified=True),
        Exemption(section="40(1)", words="it is the asker’s own personal data"),
        Exemption(section="40(2)", words="it is personal data of others"),
        Exemption(section="42", words="it is covered by legal professional privilege", is_qualified=True),
        Exemption(section="44", words="another law or a court order forbids it"),
    )
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """A ground on which a right may be refused or limited, and the provision that it rests on."""

    words: str
    law: str


_PART_3: Final = {
    "inquiry": Ground(words="It would obstruct an inquiry, investigation or procedure", law="(a)"),
    "crime": Ground(words="It would prejudice preventing, detecting, investigating or prosecuting crime", law="(b)"),
    "public_security": Ground(words="Public security must be protected", law="(c)"),
    "national_security": Ground(words="National security must be protected", law="(d)"),
    "others": Ground(words="The rights and freedoms of others must be protected", law="(e)"),
}  # fmt: skip

_LIMITS: Final = {
    Kind.ACCESS: "DPA 2018 s.45(4)",
    Kind.RECTIFICATION: "DPA 2018 s.48(3)",
    Kind.ERASURE: "DPA 2018 s.48(3)",
    Kind.RESTRICTION: "DPA 2018 s.48(3)",
}

_GENERAL: Final = {
    "crime": Ground(words="It would prejudice preventing or detecting crime", law="DPA 2018 Schedule 2 paragraph 2"),
    "others": Ground(words="It would disclose another person’s data", law="DPA 2018 Schedule 2 paragraph 16"),
    "privilege": Ground(words="It is covered by legal professional privilege", law="DPA 2018 Schedule 2 paragraph 19"),
    "legal_claims": Ground(words="It is needed for legal claims or proceedings", law="UK GDPR articles 17(3)(e) and 21(1)"),
    "legal_duty": Ground(words="A legal duty or a public task needs it", law="UK GDPR article 17(3)(b)"),
}  # fmt: skip


def grounds_for(kind: Kind, regime: Regime) -> dict[str, Ground]:
    """The grounds of refusal that are open for a right of this kind under this law, by code."""
    if regime is Regime.GENERAL:
        found = dict(_GENERAL)
        excessive = "UK GDPR article 12(5)"
    else:
        limit = _LIMITS[kind]
        found = {
            code: Ground(words=each.words, law=f"{limit}{each.law}")
            for code, each in _PART_3.items()
        }
        excessive = "DPA 2018 s.53"
    if kind.changes:
        found["sound"] = Ground(
            words="What is held is accurate, needed and lawfully kept",
            law="the conditions of the right are not met",
        )
    found["excessive"] = Ground(words="The request is manifestly unfounded or excessive", law=excessive)  # fmt: skip
    return found
