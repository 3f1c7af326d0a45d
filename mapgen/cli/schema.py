"""`mapgen schema`: the JSON Schema of a route, for editors."""

import json

import click

from mapgen.model import Route


@click.command("schema")
def command() -> None:
    """Print the JSON Schema of a route file.

    Name the file on a route's first line and an editor checks while you type:
    `# yaml-language-server: $schema=route.schema.json`

    Example: mapgen schema > route.schema.json
    """
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    click.echo(json.dumps(schema | Route.model_json_schema(), indent=2, ensure_ascii=False))
