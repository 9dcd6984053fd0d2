"""Writes streams/kafka/distribution/jars.txt anew from the POM beside it. Needs Maven.

Run it after a change of a version in the POM, with the project's own Python: .venv/bin/python scripts/lock_jars.py
"""

import hashlib
import subprocess
import sys
import tempfile
from pathlib import Path

from streams.kafka.jars import DISTRIBUTION

HEADER = "# SHA-256, size in bytes, path in a Maven repository. Written by scripts/lock_jars.py from pom.xml."


def main() -> int:
    """Resolves the POM in an empty folder and lists what came."""
    with tempfile.TemporaryDirectory() as folder:
        copy = ("dependency:copy-dependencies", f"-DoutputDirectory={folder}", "-Dmdep.useRepositoryLayout=true")
        done = subprocess.run(["mvn", "-B", "-q", "-f", str(DISTRIBUTION / "pom.xml"), *copy], check=False)  # noqa: S607
        if done.returncode:
            return 3
        lines = []
        for jar in sorted(Path(folder).rglob("*.jar")):
            content = jar.read_bytes()
            lines.append(f"{hashlib.sha256(content).hexdigest()} {len(content)} {jar.relative_to(folder)}")
    (DISTRIBUTION / "jars.txt").write_text("\n".join([HEADER, *lines, ""]), encoding="utf-8")
    print(f"{len(lines)} jars")
    return 0


if __name__ == "__main__":
    sys.exit(main())
