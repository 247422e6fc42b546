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


def test_an_id_of_somebody_called_otherwise_is_refused(tmp_path: Path) -> None:
    """It would take Angela Merkel out without a word; with one of her names it is hers."""
    own = tmp_path / "own.jsonl"
    office = '"offices": [{"country": "NO", "office": "Prime Minister", "kind": "head", "start": "2021-01-01", "end": "2022-01-01"}]'
    own.write_text(f'{{"name": "Anna Berg", "id": "Q567", {office}}}\n')
    ran = CliRunner().invoke(main, ["registry", "check", str(own)])
    assert ran.exit_code == 2
    assert f"{own}, line 1, id: Q567 is Angela Merkel" in ran.output
    own.write_text(f'{{"name": "Anna Berg", "names": ["Anna Merkel"], "id": "Q567", {office}}}\n')
    assert CliRunner().invoke(main, ["registry", "check", str(own)]).exit_code != 2


def test_a_folder_that_cannot_be_made_is_told_before_the_work(tmp_path: Path) -> None:
    """Not after half a minute."""
    reference, taken = tmp_path / "reference", tmp_path / "taken"
    reference.mkdir()
    (reference / "leaders.csv.gz").touch()
    taken.touch()
    ran = CliRunner().invoke(
        main, ["registry", "build", "--reference", str(reference), "--out", str(taken / "x")]
    )
    assert (ran.exit_code, ran.output) == (2, f"dateline: --out {taken / 'x'}: Not a directory\n")
