"""The command `schema`: the JSON Schema of a record."""

# ruff: noqa: PLC0415  # as in `cli`, what costs time to import is imported by the command that needs it

import json

import typer

app = typer.Typer()


@app.command()
def schema() -> None:
    """Print the JSON Schema (draft 2020-12) of a record."""
    from milcoop_extract.records import LetterRecord

    typer.echo(json.dumps(LetterRecord.model_json_schema(mode="serialization"), indent=2))
