"""copylint config: which settings apply, and where each comes from."""

from __future__ import annotations

import json

import click

from copylint.cli.common import say
from copylint.cli.records import CONFIG_OPTION, open_site
from copylint.reporters.style import plain


@click.group()
def config() -> None:
    """The settings of this repository (copylint.yaml)."""


@config.command()
@click.argument("path", required=False)
@CONFIG_OPTION
def show(path: str | None, config_path: str | None) -> None:
    """Tell each setting, for PATH if that is given, and where it comes from."""
    opened = open_site(config_path, ())
    settings = opened.config

    def source(key: str) -> str:
        return f"{settings.path}:{settings.lines[key]}" if key in settings.lines else "default"

    values = {
        "policies": ", ".join(entry.name for entry in settings.policies) or "us",
        "about": ", ".join(settings.about) or "what each page names",
        "paths": ", ".join(settings.paths) or "none: name them",
        "exclude": ", ".join(settings.exclude) or "none",
        "disclosures": ", ".join(settings.disclosures) or "none",
        "fail_on": str(settings.fail_on),
        "suppressions": f"must tell {', '.join(settings.require)}" + (f", for at most {settings.longest} days" if settings.longest else ""),
        "review_by": settings.review_by,
        "baseline": f"{settings.file(settings.baseline)} ({len(opened.site.baseline):,} entries)",
        "claims": f"{settings.file(settings.claims)} ({len(opened.site.claims.claims):,} claims)",
    }  # fmt: skip
    lines = [f"config: {settings.path or 'none found; these are the defaults'}"]
    lines += [f"{key}: {value}   [{source(key)}]" for key, value in values.items()]
    lines += [f"policy {policy.id} {policy.version}, sha256 {policy.digest}" for policy in opened.policies.policies]
    if path is not None:
        lines.append(f"for {path}:")
        for override in settings.overrides_for(path):
            told = [
                *(f"{rule} is {level}" for rule, level in override.severity.items()),
                *(f"{rule} is off" for rule in override.off),
            ]
            told += [f"it is a {override.kind}"] if override.kind else []
            told += [f"its language is {override.language}"] if override.language else []
            lines.append(f"  {', '.join(override.paths)}: {'; '.join(told)}   [{source('overrides')}]")
        lines += [f"  shown with it: {part}" for part in settings.parts_of(path)]
    say(map(plain, lines))


@config.command()
def schema() -> None:
    """Print the JSON Schema of copylint.yaml."""
    from copylint.config import json_schema

    click.echo(json.dumps(json_schema(), indent=2))
