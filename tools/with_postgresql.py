"""Run a command beside a throw-away PostgreSQL, whose address is in its DATABASE_URL.

    python tools/with_postgresql.py COMMAND …

The cluster lives in a temporary folder and goes with the command. PostgreSQL refuses to run as root, so
root starts it as the user `postgres`, which Debian's package makes.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path


def main(command: list[str]) -> int:
    """Start a cluster, run the command, stop the cluster; returns the command's exit status."""
    programs = find_programs()
    if programs is None:
        print("PostgreSQL is not installed (Debian’s package is postgresql).", file=sys.stderr)
        return os.EX_UNAVAILABLE
    folder = Path(tempfile.mkdtemp(prefix="bluelamp-postgresql-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    port = free_port()
    try:
        start(programs, folder, port)
        address = f"postgresql://bluelamp@127.0.0.1:{port}/bluelamp"
        return subprocess.run(
            command, env={**os.environ, "DATABASE_URL": address}, check=False
        ).returncode
    finally:
        as_postgres(programs / "pg_ctl", "-D", folder / "data", "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def find_programs() -> Path | None:
    """The folder of the server's programs: Debian keeps them beside each version, newest last."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).parent if on_path else None


def start(programs: Path, folder: Path, port: int) -> None:
    """Make a cluster in the folder and start it on the port, for this machine alone."""
    data = folder / "data"
    as_postgres(
        programs / "initdb", "-D", data, "-U", "bluelamp", "-A", "trust", "-E", "UTF8", "--no-sync"
    )
    options = (
        f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=200"
    )
    as_postgres(programs / "pg_ctl", "-D", data, "-l", folder / "log", "-w", "-o", options, "start")
    as_postgres(programs / "createdb", "-h", "127.0.0.1", "-p", port, "-U", "bluelamp", "bluelamp")


def as_postgres(*words: object) -> None:
    """Run one of the server's programs, as the user postgres where we are root."""
    command = [str(word) for word in words]
    if os.geteuid() == 0:
        command = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", *command]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/")


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
