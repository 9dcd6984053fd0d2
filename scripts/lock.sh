#!/bin/sh
# Writes the locks in requirements/ anew. Needs uv (pip install uv), which nothing else here does.
#   sh scripts/lock.sh            keep the locked versions, add what pyproject.toml newly asks for
#   sh scripts/lock.sh --upgrade  take the newest versions
set -eu
cd "$(dirname "$0")/.."
command -v uv >/dev/null 2>&1 || { echo "scripts/lock.sh: uv is not on the path; get it with: pip install uv" >&2; exit 3; }

compile() {
    uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
        --no-emit-index-url --no-emit-find-links --custom-compile-command 'sh scripts/lock.sh' "$@" >/dev/null
}

extra() {
    python3 -c 'import sys, tomllib
with open("pyproject.toml", "rb") as file:
    print(*tomllib.load(file)["project"]["optional-dependencies"][sys.argv[1]], sep="\n")' "$1"
}

# One lock holds every version; the smaller ones are cut from it, so that they never disagree.
compile "$@" pyproject.toml --group dev -o requirements/dev.lock
compile pyproject.toml -c requirements/dev.lock -o requirements/runtime.lock
compile --group build -c requirements/dev.lock -o requirements/build.lock
for name in java spacy train; do
    extra "$name" | compile "$@" - -c requirements/dev.lock -o "requirements/$name.lock"
done
