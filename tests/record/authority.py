"""A time-stamp authority of the test's own: openssl's, behind a small HTTP server."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from tests.witness.serving import answering

_CONFIGURATION: Final = """\
[tsa]
default_tsa = ours
[ours]
serial = {folder}/serial
crypto_device = builtin
signer_cert = {folder}/tsa.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
ess_cert_id_alg = sha256
"""
_PURPOSE: Final = (
    "basicConstraints=CA:FALSE\nkeyUsage=critical,digitalSignature\n"
    "extendedKeyUsage=critical,timeStamping\n"
)


class Authority:
    """A root, a certificate for time-stamping under it, and how to answer a query by them."""

    def __init__(self, folder: Path, name: str = "Assay Time") -> None:
        folder.mkdir()
        self.folder = folder
        self.root = folder / "root.pem"
        (folder / "purpose").write_text(_PURPOSE)
        (folder / "serial").write_text("01\n")
        (folder / "tsa.cnf").write_text(_CONFIGURATION.format(folder=folder))
        new = ("-newkey", "rsa:2048", "-nodes", "-keyout")
        self._openssl(
            "req", "-x509", *new, "root.key", "-out", "root.pem", "-subj", f"/CN={name} Root"
        )
        self._openssl("req", *new, "tsa.key", "-out", "tsa.csr", "-subj", f"/CN={name}")
        by = ("-CA", "root.pem", "-CAkey", "root.key", "-CAcreateserial", "-extfile", "purpose")
        self._openssl("x509", "-req", "-in", "tsa.csr", *by, "-out", "tsa.pem", "-days", "30")

    def answer(self, query: bytes) -> tuple[int, str, bytes]:
        """A query's answer, as the authority's server gives it."""
        (self.folder / "query").write_bytes(query)
        self._openssl("ts", "-reply", "-config", "tsa.cnf", "-queryfile", "query", "-out", "reply")
        return 200, "application/timestamp-reply", (self.folder / "reply").read_bytes()

    def verifies(self, token: bytes, note: str) -> bool:
        """Whether openssl, by the root alone, finds the token to be over the note."""
        (self.folder / "token").write_bytes(token)
        (self.folder / "note").write_text(note)
        words = ("ts", "-verify", "-in", "token", "-data", "note", "-CAfile", "root.pem")
        return self._openssl(*words, check=False) == 0

    def _openssl(self, *words: str, check: bool = True) -> int:
        done = subprocess.run(
            ["openssl", *words], cwd=self.folder, capture_output=True, check=check
        )
        return done.returncode


@contextmanager
def serving(authority: Authority) -> Iterator[str]:
    """The address of the authority."""
    with answering(authority.answer) as url:
        yield url
