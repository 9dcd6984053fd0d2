"""Fetching pinned files from a Maven repository over HTTPS: bounded, checked, whole or not at all."""

import base64
import hashlib
import http.client
import urllib.error
import urllib.request
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit, urlunsplit

import stamina

from streams.core.errors import Misuse, Outside

_CHUNK = 1 << 16
_TIMEOUT_SECONDS = 30
_ATTEMPTS = 3
_AT_ONCE = 4
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}


class DownloadFailed(Outside):
    """A file could not be fetched, or is not the one that was pinned."""


class _Passing(Exception):
    """A failure that another try may mend."""


@dataclass(frozen=True, slots=True)
class Pinned:
    """A file as it must be."""

    sha256: str
    size: int
    """In bytes."""
    path: str
    """Within a Maven repository."""

    @property
    def name(self) -> str:
        return self.path.rpartition("/")[2]

    def is_at(self, file: Path) -> bool:
        """Whether the file there is this one, by size and SHA-256."""
        if not file.is_file() or file.stat().st_size != self.size:
            return False
        with file.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest() == self.sha256


class Repository:
    """A Maven repository, by its address; a user and password in the address are sent, but never shown."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOOPBACK):
            raise Misuse("TOCSIN_MAVEN_REPOSITORY must be an https:// address (http:// only on this machine).")
        self._login = (unquote(parts.username or ""), unquote(parts.password or "")) if parts.username else None
        host = parts.netloc.rpartition("@")[2]
        self.address = urlunsplit((parts.scheme, host, parts.path.rstrip("/"), "", ""))

    def request(self, path: str) -> urllib.request.Request:
        request = urllib.request.Request(f"{self.address}/{path}", headers={"User-Agent": "tocsin"})  # noqa: S310 - https, as held above
        if self._login:
            token = base64.b64encode(":".join(self._login).encode()).decode()
            request.add_unredirected_header("Authorization", f"Basic {token}")
        return request


def download(
    repository: Repository, files: tuple[Pinned, ...], folder: Path, progress: Callable[[int], None] = lambda _: None
) -> None:
    """Fetches each file into the folder, under its own name; ``progress`` is told of bytes as they come.

    What is there already is kept. Nothing that fails its check is left under a file's name.

    Raises:
        DownloadFailed: a file is missing, cannot be reached, or differs from its size or SHA-256.
    """
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        tasks = [pool.submit(_fetch, repository, file, folder, progress) for file in files]
        try:
            for task in tasks:
                task.result()
        except BaseException:
            pool.shutdown(wait=True, cancel_futures=True)
            raise


def _fetch(repository: Repository, file: Pinned, folder: Path, progress: Callable[[int], None]) -> None:
    target = folder / file.name
    if file.is_at(target):
        progress(file.size)
        return
    part = target.with_suffix(".part")
    try:
        for attempt in stamina.retry_context(on=_Passing, attempts=_ATTEMPTS, wait_initial=0.5, wait_max=5):
            with attempt:
                _fetch_once(repository, file, part, progress)
    except _Passing as failure:
        raise DownloadFailed(f"{repository.address}/{file.path}: {failure} ({_ATTEMPTS} tries)") from failure
    else:
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _fetch_once(repository: Repository, file: Pinned, part: Path, progress: Callable[[int], None]) -> None:
    digest, size = hashlib.sha256(), 0
    try:
        with (
            urllib.request.urlopen(repository.request(file.path), timeout=_TIMEOUT_SECONDS) as answer,  # noqa: S310 - https
            part.open("wb") as out,
        ):
            while size <= file.size and (chunk := answer.read(_CHUNK)):
                out.write(chunk)
                digest.update(chunk)
                size += len(chunk)
                progress(len(chunk))
    except urllib.error.HTTPError as error:
        progress(-size)
        reason = f"HTTP {error.code} {error.reason}"
        error.close()
        if error.code >= 500 or error.code == 429:
            raise _Passing(reason) from error
        raise DownloadFailed(f"{repository.address}/{file.path}: {reason}") from error
    except (OSError, http.client.HTTPException) as error:
        progress(-size)
        raise _Passing(str(getattr(error, "reason", error)) or type(error).__name__) from error
    if size < file.size:
        progress(-size)
        raise _Passing(f"the answer ended after {size} of {file.size} bytes")
    if digest.hexdigest() != file.sha256:
        raise DownloadFailed(
            f"{repository.address}/{file.path} is not the file that tocsin was tested with: its SHA-256 differs. "
            "Something between may have changed it; use another repository."
        )
