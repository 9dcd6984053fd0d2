"""The results of tests of rules as JUnit XML, which build servers read."""

import re
from collections.abc import Iterable
from xml.etree import ElementTree as ET

from streams.cli.verdict_view import FileVerdict, failure_lines

_NOT_IN_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit_xml(verdicts: Iterable[FileVerdict]) -> bytes:
    """One ``testsuite`` a file, one ``testcase`` a test; a problem of a file is an ``error``. UTF-8."""
    root = ET.Element("testsuites", name="tocsin test")
    for verdict in verdicts:
        failed = sum(bool(result.failures) for result, _ in verdict.results)
        suite = ET.SubElement(
            root,
            "testsuite",
            name=_plain(str(verdict.path)),
            tests=str(len(verdict.results) + len(verdict.problems)),
            failures=str(failed),
            errors=str(len(verdict.problems)),
            time=f"{sum(seconds for _, seconds in verdict.results):.3f}",
        )
        for problem in verdict.problems:
            case = ET.SubElement(suite, "testcase", classname=_plain(str(verdict.path)), name="the file")
            ET.SubElement(case, "error", message=_plain(problem.message)).text = _plain(str(problem))
        for result, seconds in verdict.results:
            case = ET.SubElement(
                suite,
                "testcase",
                classname=_plain(str(verdict.path)),
                name=_plain(result.test.name),
                file=_plain(result.test.document.file),
                line=str(result.test.place(("name",))[0]),
                time=f"{seconds:.3f}",
            )
            for failure in result.failures:
                lines = "\n".join(line for _, line in failure_lines(result, failure))
                ET.SubElement(case, "failure", message=_plain(failure.message)).text = _plain(lines)
    ET.indent(root)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def _plain(text: str) -> str:
    """Without what XML cannot carry."""
    return _NOT_IN_XML.sub("\ufffd", text)
