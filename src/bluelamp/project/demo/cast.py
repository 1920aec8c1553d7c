"""The demonstration's standing cast: invented people, with sign-ins that open nothing but the demonstration."""

from dataclasses import dataclass
from datetime import datetime

from bluelamp.people import services as people
from bluelamp.people.actor import SYSTEM
from bluelamp.people.ranks import Rank
from bluelamp.people.roles import Role

PASSWORD = "lantern under the bridge"  # noqa: S105  known to all, opens the demonstration alone


@dataclass(frozen=True, slots=True, kw_only=True)
class Player:
    """One of the cast; the TOTP secret is public, so that anyone can make the codes."""

    reference: str
    name: str
    rank: Rank
    unit: str
    role: Role
    totp_secret: str

    @property
    def email(self) -> str:
        """The address to sign in with."""
        return f"{self.name.lower().replace(' ', '.')}@ambershire.example"


def _player(reference: str, name: str, rank: Rank, unit: str, role: Role) -> Player:
    # Base32 has no 0, 1, 8 or 9; thirty-two letters make the 160 bits that RFC 4226 asks for.
    letters = "".join(letter for letter in name.upper() if letter.isalpha())
    secret = (letters * 8)[:32]
    return Player(
        reference=reference, name=name, rank=rank, unit=unit, role=role, totp_secret=secret
    )


ASHA = _player("PO-101", "Asha Bell", Rank.POLICE_STAFF, "Press desk", Role.PRESS_OFFICER)
TOM = _player("PO-102", "Tom Reeve", Rank.POLICE_STAFF, "Press desk", Role.PRESS_OFFICER)
REN = _player("IO-201", "Ren Okafor", Rank.CONSTABLE, "Northbridge CID", Role.INVESTIGATING_OFFICER)
MARY = _player("IO-202", "Mary Lund", Rank.SERGEANT, "Northbridge CID", Role.INVESTIGATING_OFFICER)
JO = _player("SO-301", "Jo Hale", Rank.SUPERINTENDENT, "Crime command", Role.SENIOR_OFFICER)
IVO = _player("RE-401", "Ivo Katz", Rank.POLICE_STAFF, "Imaging", Role.REDACTOR)
PIA = _player("RE-402", "Pia Moss", Rank.POLICE_STAFF, "Imaging", Role.REDACTOR)
DEE = _player("DO-501", "Dee Ansah", Rank.POLICE_STAFF, "Disclosure", Role.DISCLOSURE_OFFICER)
LEN = _player("AU-601", "Len Fox", Rank.INSPECTOR, "Standards", Role.AUDITOR)
KAY = _player(
    "SI-701", "Kay Munro", Rank.CHIEF_INSPECTOR, "Major crime", Role.SENIOR_INVESTIGATING_OFFICER
)
OLA = _player("OC-702", "Ola Grange", Rank.INSPECTOR, "Northbridge", Role.OFFICER_IN_COMMAND)
UNA = _player("LA-801", "Una Price", Rank.POLICE_STAFF, "Legal services", Role.LEGAL_ADVISER)
IDA = _player("VC-802", "Ida Voss", Rank.CONSTABLE, "Victim contact", Role.VICTIM_CONTACT)

CAST = (ASHA, TOM, REN, MARY, JO, KAY, OLA, IVO, PIA, DEE, UNA, IDA, LEN)

REPORTER = ("Cleo Marsh", "Northbridge Courier", "cleo.marsh@courier.example")


def enrol(*, at: datetime) -> None:
    """Enrol the whole cast."""
    for player in CAST:
        people.enrol(
            actor=SYSTEM,
            at=at,
            reference=player.reference,
            name=player.name,
            email=player.email,
            rank=player.rank,
            unit=player.unit,
            roles=(player.role,),
            password=PASSWORD,
            totp_secret=player.totp_secret,
        )
