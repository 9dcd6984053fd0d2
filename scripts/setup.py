"""Makes .venv from the locks; started by setup.sh with a Python that fits, and needs nothing but that."""

import contextlib
import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tomllib
import venv
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "setup.stamp"
LOCKS = ROOT / "requirements"
OLDEST_JAVA = 17


def java_version(java: str) -> int:
    """The major version of a `java` command, 0 where it does not run or does not say."""
    try:
        said = subprocess.run([java, "-version"], capture_output=True, text=True, timeout=30, check=False).stderr
    except (OSError, subprocess.TimeoutExpired):
        return 0
    found = re.search(r'version "(\d+)', said)
    return int(found[1]) if found else 0


def machine_has_java() -> bool:
    """Whether JAVA_HOME or the path has a Java that can run the broker."""
    home = os.environ.get("JAVA_HOME")
    candidates = [str(Path(home, "bin", "java"))] if home else []
    on_path = shutil.which("java")
    if on_path:
        candidates.append(on_path)
    return any(java_version(java) >= OLDEST_JAVA for java in candidates)


def fingerprint(locks: list[Path]) -> str:
    """What the environment is made from; another value means that it must be made again."""
    digest = hashlib.sha256(f"{ROOT} {sys.version_info[:3]}".encode())
    for path in [*locks, Path(__file__)]:
        digest.update(path.name.encode() + path.read_bytes())
    described = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    digest.update(repr([described["project"], described["build-system"], described["tool"]["hatch"]]).encode())
    return digest.hexdigest()


@contextlib.contextmanager
def only_one() -> Iterator[None]:
    """Holds off a second set-up in the same folder until this one is done."""
    folder = os.open(ROOT, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def pip(*arguments: str) -> None:
    """Runs pip of .venv; ends the set-up with code 3 when it fails."""
    command = [str(VENV / "bin" / "python"), "-m", "pip", "--disable-pip-version-check", "--no-input", "install"]
    done = subprocess.run([*command, "--quiet", *arguments], check=False)
    if done.returncode:
        print("setup: pip failed, as it says above; mend that and run `make setup` again.", file=sys.stderr)
        sys.exit(3)


def make_environment(locks: list[Path]) -> None:
    """Creates .venv where it is missing or of another Python, then installs the locks and the project."""
    inside = Path(sys.prefix).resolve() == VENV
    if not inside:
        venv.EnvBuilder(with_pip=True, clear=VENV.exists(), symlinks=True).create(VENV)
    for lock in locks:
        pip("--require-hashes", "--requirement", str(lock))
    pip("--no-deps", "--no-build-isolation", "--editable", str(ROOT))


def main() -> None:
    """Brings .venv up to date with the locks, once."""
    locks = [LOCKS / "dev.lock"]
    if not machine_has_java():
        locks.append(LOCKS / "java.lock")
    wanted = fingerprint(locks)
    with only_one():
        if STAMP.exists() and STAMP.read_text() == wanted:
            return
        todo = "bringing .venv up to date" if STAMP.exists() else "making .venv, which takes about a minute"
        print(f"setup: {todo} (Python {sys.version.split()[0]})", file=sys.stderr)
        STAMP.unlink(missing_ok=True)
        make_environment(locks)
        STAMP.write_text(wanted)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        print("setup: stopped; run `make setup` again to make .venv anew", file=sys.stderr)
        sys.exit(130)
