from pathlib import Path

import pytest

from streams.edges.rulebook import open_rulebook
from streams.edges.stationery import load_templates


def written(folder: Path, **files: str) -> Path:
    (folder / "messages").mkdir()
    for name, source in files.items():
        (folder / "messages" / f"{name.replace('_', '.')}.j2").write_text(source, encoding="utf-8")
    return folder


def test_templates_of_a_folder_are_known_by_medium_and_language(tmp_path: Path) -> None:
    found, problems = load_templates(written(tmp_path, sms="{{ headline }}", chat_ar="{{ headline }}"))
    assert (sorted(found), problems) == (["chat.ar", "sms"], ())


@pytest.mark.parametrize(
    ("name", "source", "line", "why"),
    [
        ("fax", "{{ headline }}", 1, "name it sms.j2, chat.j2 or email.j2"),
        ("chat_xx", "{{ headline }}", 1, "there are ar, en, es, fr"),
        ("chat", "{{ headline }}\n{{ headline ", 2, "unexpected"),
        ("chat", "{{ headline }}\n\n{% set a = 1 %}", 3, "a template may not use assign"),
        ("chat", "{{ quotes[0].text if event == 'expire' else value + 1 }}", 1, "a template may not use add"),
        (
            "chat",
            "{% if event != 'retract' %}words{% endif %}",
            1,
            "with the sample `retract`, chat.j2: it says nothing",
        ),
    ],
)
def test_a_template_is_checked_with_a_sample_of_every_event_before_the_first_alert(
    tmp_path: Path, name: str, source: str, line: int, why: str
) -> None:
    found, (problem,) = load_templates(written(tmp_path, **{name: source}))
    assert found == {}
    assert problem.line == line
    assert why in problem.message


def test_a_folders_faulty_template_is_a_problem_of_its_rulebook_and_costs_no_words(tmp_path: Path) -> None:
    book = open_rulebook(written(tmp_path, sms="{{ nothing }}", chat="Alert: {{ headline }}"), to_alert=False)
    assert [Path(one.file).name for one in book.problems] == ["sms.j2"]
    assert sorted(book.stationery.templates) == ["chat"]
