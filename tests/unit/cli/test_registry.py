"""`dateline registry check`: what it says of a file of somebody's own."""

from pathlib import Path

from click.testing import CliRunner

from worker.cli import main


def test_check_names_file_line_and_field(tmp_path: Path) -> None:
    """Of a file of one's own, too: where the finding stands, and why it is one."""
    own = tmp_path / "own.jsonl"
    own.write_text(
        '\n{"name": "Ole Dahl", "names": ["Ole Berg Dahl", "Kirsten Dahl"], "offices": [{"country": "NO", '
        '"office": "Minister of Fish", "kind": "minister", "start": "1995-01-01", "end": "1996-01-01"}]}\n'
    )
    ran = CliRunner().invoke(main, ["registry", "check", str(own)])
    place = "own.jsonl, line 2, names[1]"
    told = ("doubt", "two people in one", "NO Ole Dahl", "called Ole Dahl and Kirsten Dahl", place)
    assert ran.stdout.splitlines() == ["\t".join(told)]
    assert ran.exit_code == 0
