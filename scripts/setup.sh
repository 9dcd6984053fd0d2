#!/bin/sh
# Makes .venv with all that demo, test and check need, from nothing but Python and pip. Does nothing when nothing changed.
# PYTHON=/path/to/python chooses the interpreter.
set -eu
cd "$(dirname "$0")/.."

fits() {
    "$1" -c 'import sys, ensurepip, venv; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' >/dev/null 2>&1
}

# The Python of a finished .venv is kept; one that was broken off half-way is made again.
kept=""
[ ! -f .venv/setup.stamp ] || kept=.venv/bin/python

# A name on the path may be a shim that only says it is not installed, so each candidate is run.
for candidate in ${PYTHON:-$kept python3 python3.13 python3.12 python3.11 python}; do
    if fits "$candidate"; then
        exec "$candidate" scripts/setup.py
    fi
done

if [ -n "${PYTHON:-}" ]; then
    echo "setup: PYTHON=$PYTHON is not Python 3.11 to 3.13 with venv and pip." >&2
else
    echo "setup: no Python 3.11 to 3.13 with venv and pip was found on the path." >&2
fi
echo "setup: install one (Debian and Ubuntu: apt install python3 python3-venv), or name one: make setup PYTHON=/path/to/python3.12" >&2
exit 3
