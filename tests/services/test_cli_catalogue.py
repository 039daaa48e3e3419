"""`mpp-kiosk catalogue`: what a clerk sees, and the JSON that others build on."""

import argparse
import json
import shutil
from importlib import resources
from pathlib import Path

import jsonschema_rs
import pytest

from config.catalogue import Catalogue
from kiosk.cli_catalogue import add_commands, icon_names

ROOT = Path(__file__).parents[2]


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    add_commands(parser.add_subparsers(required=True))
    args = parser.parse_args(["catalogue", *words])
    code: int = args.run(args)
    return code


def test_the_shipped_catalogue_passes_with_every_icon_known(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check") == 0
    assert "47 services, no fault" in capsys.readouterr().out
    assert "baby" in icon_names()


def test_a_folder_in_work_is_checked_and_its_faults_are_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shipped = Path(str(resources.files("config.catalogue")))
    for file in shipped.glob("*.toml"):
        shutil.copy(file, tmp_path)
    assert run("check", str(tmp_path)) == 0
    text = (tmp_path / "adminduk.toml").read_text(encoding="utf-8")
    (tmp_path / "adminduk.toml").write_text(text.replace('icon = "baby"', 'icon = "babby"'), encoding="utf-8")
    capsys.readouterr()
    assert run("check", str(tmp_path), "--json") == 1
    assert json.loads(capsys.readouterr().out) == {"faults": ["CAP-LHR-01: unknown icon babby"]}
    (tmp_path / "meta.toml").unlink()
    assert run("check", str(tmp_path)) == 1
    assert "meta.toml" in capsys.readouterr().out


def test_coverage_meets_the_promise(catalogue: Catalogue, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("coverage", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["prefilled_share"] > 0.55
    rows = {row["code"]: row for row in found["services"]}
    assert rows.keys() == {one.code for one in catalogue.services}
    for row in rows.values():
        assert row.keys() >= {
            "fields", "prefilled_share", "screens", "touches", "documents", "mode", "end_state",
        }  # fmt: skip
        assert row["screens"] <= 12
        assert 0 <= row["prefilled_share"] <= 1
    assert rows["ADM-CTK-01"]["end_state"] == "finished"
    assert rows["ADM-KTP-01"]["end_state"] == "counter"
    assert rows["ADM-LEG-01"]["end_state"] == "informed"
    assert rows["CAP-MTI-01"]["end_state"] == "received"


def test_coverage_and_list_are_readable(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("coverage") == 0
    assert "prefilled over all services" in capsys.readouterr().out
    assert run("list") == 0
    assert len(capsys.readouterr().out.splitlines()) == 47
    assert run("list", "--json") == 0
    assert len(json.loads(capsys.readouterr().out)) == 47


def test_the_catalogue_fits_its_own_json_schema(
    catalogue: Catalogue, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("schema") == 0
    schema = json.loads(capsys.readouterr().out)
    assert set(schema["required"]) >= {"version", "valid_from", "services", "fields", "documents", "prefixes"}
    validator = jsonschema_rs.validator_for(schema)
    document = json.loads(catalogue.model_dump_json())
    assert validator.is_valid(document)
    document["services"][0]["mode"] = "magic"
    assert not validator.is_valid(document)


def test_the_check_lists_in_docs_are_those_of_the_catalogue(tmp_path: Path) -> None:
    assert run("docs", str(tmp_path)) == 0
    made = {file.name: file.read_text(encoding="utf-8") for file in tmp_path.iterdir()}
    kept = {file.name: file.read_text(encoding="utf-8") for file in (ROOT / "docs" / "services").iterdir()}
    assert made == kept


def test_a_check_list_states_legal_basis_and_confidence() -> None:
    text = (ROOT / "docs" / "services" / "CAP-LHR-01.md").read_text(encoding="utf-8")
    assert "Perpres 96/2018 Ps 33 (keyakinan rendah, perlu dicek)" in text
    assert "F-2.03" in text
