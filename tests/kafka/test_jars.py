import hashlib
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import stamina

from streams.core.errors import Misuse
from streams.kafka.download import Pinned
from streams.kafka.jars import DISTRIBUTION, NoJars, find_jars, kafka_version, pinned_jars
from streams.kafka.java import Java

JAVA = Java(Path("/nonexistent/bin/java"), 17, "17.0.15", "the path")
CONTENT = {"org/one/1/one-1.jar": b"the first jar" * 1000, "org/two/2/two-2.jar": b"the second jar" * 1000}
PINNED = tuple(Pinned(hashlib.sha256(body).hexdigest(), len(body), path) for path, body in CONTENT.items())


class Mirror:
    """A Maven repository on this machine. ``bodies`` is what it sends; ``statuses`` are used up before an answer is good."""

    def __init__(self) -> None:
        self.bodies = {f"/maven/{path}": body for path, body in CONTENT.items()}
        self.statuses: list[int] = []
        self.cut = 0
        """How many bytes it holds back at the end of each answer."""
        self.asked: list[str] = []
        self.logins: list[str | None] = []
        self.port = 0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/maven"


@pytest.fixture
def mirror() -> Iterator[Mirror]:
    mirror = Mirror()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            mirror.asked.append(self.path)
            mirror.logins.append(self.headers["Authorization"])
            status = mirror.statuses.pop() if mirror.statuses else 200
            body = mirror.bodies.get(self.path)
            if body is None or status != 200:
                self.send_error(404 if body is None else status)
                return
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body[: len(body) - mirror.cut])

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        mirror.port = server.server_port
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield mirror
        server.shutdown()
        thread.join()


@pytest.fixture(autouse=True)
def no_waiting() -> Iterator[None]:
    """Tries again at once."""
    with stamina.set_testing(True, attempts=3):
        yield


@pytest.fixture
def fetch(mirror: Mirror, tmp_path: Path) -> Callable[[], dict[str, bytes]]:
    """Gets the jars into the cache from the mirror; gives the cached files by name."""

    def fetched() -> dict[str, bytes]:
        environment = {"PATH": "", "TOCSIN_MAVEN_REPOSITORY": mirror.address}
        jars = find_jars(JAVA, environment, cache=tmp_path, pinned=PINNED)
        return {path.name: path.read_bytes() for path in jars.paths}

    return fetched


def cached(cache: Path) -> list[str]:
    """The jars that a later start would use."""
    return [path.name for path in (cache / f"kafka-{kafka_version()}").glob("*")]


def make_maven(folder: Path, script: str) -> dict[str, str]:
    """An environment whose Maven is a script; ``$out`` is the folder that it must fill."""
    command = folder / "mvn"
    command.parent.mkdir()
    command.write_text(
        f"#!/bin/sh\nfor word; do case $word in -DoutputDirectory=*) out=${{word#*=}};; esac; done\n{script}\n"
    )
    command.chmod(0o755)
    return {"PATH": f"{folder}:/usr/bin:/bin"}


def test_the_list_pins_the_version_that_the_pom_names() -> None:
    names = {jar.name for jar in pinned_jars()}

    assert f"kafka_2.13-{kafka_version()}.jar" in names
    assert any(name.startswith("log4j-slf4j-impl-") for name in names)
    assert f"<kafka.version>{kafka_version()}</kafka.version>" in (DISTRIBUTION / "pom.xml").read_text()


def test_jars_are_fetched_once_and_then_come_from_the_cache(
    mirror: Mirror, fetch: Callable[[], dict[str, bytes]]
) -> None:
    expected = {"one-1.jar": CONTENT["org/one/1/one-1.jar"], "two-2.jar": CONTENT["org/two/2/two-2.jar"]}

    assert fetch() == expected
    assert fetch() == expected
    assert sorted(mirror.asked) == ["/maven/org/one/1/one-1.jar", "/maven/org/two/2/two-2.jar"]


def test_a_jar_with_another_checksum_is_refused_and_leaves_nothing_to_use(
    mirror: Mirror, fetch: Callable[[], dict[str, bytes]], tmp_path: Path
) -> None:
    mirror.bodies["/maven/org/two/2/two-2.jar"] = b"the second JAR" * 1000

    with pytest.raises(NoJars, match=r"two-2\.jar is not the file that tocsin was tested with"):
        fetch()

    assert cached(tmp_path) == []
    assert not list(tmp_path.rglob("two-2*"))


def test_a_jar_that_is_longer_than_pinned_is_refused(mirror: Mirror, fetch: Callable[[], dict[str, bytes]]) -> None:
    mirror.bodies["/maven/org/two/2/two-2.jar"] += b"and more" * 100_000

    with pytest.raises(NoJars, match=r"two-2\.jar is not the file"):
        fetch()


def test_a_download_that_is_cut_off_is_tried_again_and_then_told(
    mirror: Mirror, fetch: Callable[[], dict[str, bytes]], tmp_path: Path
) -> None:
    mirror.cut = 10

    with pytest.raises(NoJars, match=r"-\d\.jar: .*\(3 tries\)"):
        fetch()

    assert mirror.asked.count("/maven/org/one/1/one-1.jar") == 3
    assert cached(tmp_path) == []


def test_a_missing_jar_is_told_at_once(mirror: Mirror, fetch: Callable[[], dict[str, bytes]]) -> None:
    del mirror.bodies["/maven/org/one/1/one-1.jar"]

    with pytest.raises(NoJars, match=r"one-1\.jar: HTTP 404"):
        fetch()

    assert mirror.asked.count("/maven/org/one/1/one-1.jar") == 1


def test_a_busy_repository_is_tried_again(mirror: Mirror, fetch: Callable[[], dict[str, bytes]]) -> None:
    mirror.statuses = [503, 429]

    assert set(fetch()) == {"one-1.jar", "two-2.jar"}


def test_what_an_earlier_try_brought_is_not_fetched_again(
    mirror: Mirror, fetch: Callable[[], dict[str, bytes]]
) -> None:
    second = mirror.bodies.pop("/maven/org/two/2/two-2.jar")
    with pytest.raises(NoJars):
        fetch()
    mirror.bodies["/maven/org/two/2/two-2.jar"] = second

    assert set(fetch()) == {"one-1.jar", "two-2.jar"}
    assert mirror.asked.count("/maven/org/one/1/one-1.jar") == 1


def test_a_cache_that_lost_a_jar_is_filled_again(fetch: Callable[[], dict[str, bytes]], tmp_path: Path) -> None:
    fetch()
    (tmp_path / f"kafka-{kafka_version()}" / "one-1.jar").unlink()

    assert set(fetch()) == {"one-1.jar", "two-2.jar"}


def test_a_login_in_the_address_is_sent_but_never_shown(mirror: Mirror, tmp_path: Path) -> None:
    mirror.bodies.clear()
    address = mirror.address.replace("//", "//reader:s3cret@")

    with pytest.raises(NoJars) as error:
        find_jars(JAVA, {"PATH": "", "TOCSIN_MAVEN_REPOSITORY": address}, cache=tmp_path, pinned=PINNED)

    assert mirror.logins[0] == "Basic cmVhZGVyOnMzY3JldA=="
    assert "s3cret" not in str(error.value)


def test_an_address_without_encryption_is_misuse(tmp_path: Path) -> None:
    with pytest.raises(Misuse, match="must be an https:// address"):
        find_jars(JAVA, {"PATH": "", "TOCSIN_MAVEN_REPOSITORY": "http://mirror.example/maven"}, cache=tmp_path)


def test_maven_comes_before_the_repository(mirror: Mirror, tmp_path: Path) -> None:
    store = tmp_path / "store"
    store.mkdir()
    for path, body in CONTENT.items():
        (store / Path(path).name).write_bytes(body)
    environment = make_maven(tmp_path / "bin", f'cp {store}/* "$out"; touch "$out/not-listed.jar"')
    environment["TOCSIN_MAVEN_REPOSITORY"] = mirror.address

    jars = find_jars(JAVA, environment, cache=tmp_path / "cache", pinned=PINNED)

    assert jars.origin == "Maven"
    assert [path.name for path in jars.paths] == ["one-1.jar", "two-2.jar"]
    assert mirror.asked == []


def test_what_maven_brings_is_held_to_the_list_too(mirror: Mirror, tmp_path: Path) -> None:
    environment = make_maven(tmp_path / "bin", 'echo other > "$out/one-1.jar"; echo other > "$out/two-2.jar"')

    with pytest.raises(NoJars, match=r"differs in SHA-256 .*: one-1\.jar, two-2\.jar"):
        find_jars(JAVA, environment, cache=tmp_path / "cache", pinned=PINNED)

    environment["TOCSIN_MAVEN_REPOSITORY"] = mirror.address
    assert find_jars(JAVA, environment, cache=tmp_path / "cache", pinned=PINNED).origin == mirror.address


def test_a_maven_that_fails_is_told_with_its_own_words(tmp_path: Path) -> None:
    environment = make_maven(tmp_path / "bin", "echo '[ERROR] no route to the repository'; exit 1")

    with pytest.raises(NoJars, match=r"Maven failed: \[ERROR\] no route to the repository"):
        find_jars(JAVA, environment, cache=tmp_path / "cache", pinned=PINNED)


def test_without_any_source_the_ways_to_get_kafka_are_told(tmp_path: Path) -> None:
    with pytest.raises(NoJars) as error:
        find_jars(JAVA, {"PATH": ""}, cache=tmp_path, pinned=PINNED)

    for way in ("Install Maven", "set TOCSIN_MAVEN_REPOSITORY", "set TOCSIN_KAFKA_HOME"):
        assert way in str(error.value)


def test_an_installed_kafka_comes_before_all_else(tmp_path: Path) -> None:
    (tmp_path / "libs").mkdir()
    (tmp_path / "libs" / "kafka_2.13-4.1.2.jar").touch()

    jars = find_jars(JAVA, {"TOCSIN_KAFKA_HOME": str(tmp_path), "PATH": ""}, cache=tmp_path / "cache")

    assert (jars.version, jars.origin) == ("4.1.2", "TOCSIN_KAFKA_HOME")


def test_an_installed_kafka_that_is_too_old_is_refused(tmp_path: Path) -> None:
    (tmp_path / "libs").mkdir()
    (tmp_path / "libs" / "kafka_2.13-3.9.1.jar").touch()

    with pytest.raises(NoJars, match="where no Kafka 4 is"):
        find_jars(JAVA, {"TOCSIN_KAFKA_HOME": str(tmp_path), "PATH": ""}, cache=tmp_path / "cache")
