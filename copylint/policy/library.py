"""Where policies are found: beside the package in a checkout or an editable install, inside it in a wheel."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

from copylint.errors import UsageError

DEFAULT_FOLDER = "us"
"""The folder of shipped policies that a run without --policy uses."""


@cache
def shipped_folder() -> Path:
    """The folder of shipped policies. Raises UsageError when the installation has lost it."""
    package = Path(__file__).resolve().parent.parent
    # A checkout's own folder comes first: an editable install leaves a stale copy elsewhere, never here.
    if (package.parent / "pyproject.toml").is_file() and (package.parent / "policies").is_dir():
        return package.parent / "policies"
    if (package / "policies").is_dir():
        return package / "policies"
    raise UsageError(f"the shipped policies are missing beside {package}; install copylint again")


@cache
def shipped_policies() -> dict[str, Path]:
    """Shipped policies by id, which is the file's name without its suffix."""
    return {path.stem: path for path in sorted(shipped_folder().rglob("*.yaml"))}


class Asked(NamedTuple):
    """A policy that is asked for by name: by the user, or by a policy in `folder` that extends it."""

    name: str
    folder: str | None


def locate(asked: Asked) -> Path | None:
    """A policy by path (relative to the folder if that is given), else a file of this name beside it, else a shipped one."""
    name, folder = asked
    candidates = [Path(folder or "") / name]
    if folder is not None:
        candidates.append(Path(folder) / f"{name}.yaml")
    for candidate in candidates:
        if candidate.suffix in (".yaml", ".yml") and candidate.is_file():
            return candidate
    return shipped_policies().get(name) or _packed(name)


def _packed(name: str) -> Path | None:
    """A policy of an installed pack, by "pack/policy"."""
    pack, slash, policy = name.partition("/")
    folder = packs().get(pack) if slash else None
    path = folder / f"{policy}.yaml" if folder and "/" not in policy else None
    return path if path and path.is_file() else None


@cache
def packs() -> dict[str, Path]:
    """The folders of installed packs by name: packages that the entry point group copylint.policies names."""
    from importlib.metadata import entry_points
    from importlib.util import find_spec

    found = {}
    for point in entry_points(group="copylint.policies"):
        spec = find_spec(point.module)
        for place in (spec.submodule_search_locations or ()) if spec else ():
            found[point.name] = Path(place)
    return found


def default_policies() -> list[str]:
    """The ids of the policies that apply when none is named."""
    return folder_policies(DEFAULT_FOLDER)


def folder_policies(name: str) -> list[str]:
    """The names of all policies of a shipped folder, such as "us", or of an installed pack; none if there is none of this name."""
    folder = shipped_folder() / name
    if name.isidentifier() and folder.is_dir():
        return [path.stem for path in sorted(folder.glob("*.yaml"))]
    if "/" in name or name.endswith((".yaml", ".yml")) or name in shipped_policies() or name not in packs():
        return []
    return [f"{name}/{path.stem}" for path in sorted(packs()[name].glob("*.yaml"))]
