"""copylint beside other prose linters, on the same files: the start on one page of 1 KB, and a site of 200 pages.

    python bench/peers.py [--runs N] [--pages N] [--folder bench/.peers]

Vale gets the very same 300 made-up rules, as `existence` styles; the others run the rules that they have. What is not there is
installed into the folder, by go, npm and pip, where these are there; what cannot be had is named. Nothing of it is committed.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import synthetic
from startup import PAGE

HERE = Path(__file__).resolve().parent
VALE = ("github.com/vale-cli/vale/v3/cmd/vale@latest", "github.com/errata-ai/vale/v3/cmd/vale@v3.7.1")
"""The current one, and an older one for places where not all that it is built from can be had."""
NPM = {
    "textlint": ["textlint", "textlint-rule-alex", "textlint-rule-write-good"],
    "alex": ["alex"],
    "write-good": ["write-good"],
}
SECONDS = 900
"""What takes longer than this is told as that."""

Command = list[str]


def install(folder: Path) -> None:
    """Everything that is not there yet and can be had."""
    folder.mkdir(parents=True, exist_ok=True)
    if shutil.which("go") and not (folder / "go" / "vale").exists():
        environment = {**os.environ, "GOBIN": str(folder / "go")}
        for version in VALE:
            if (
                subprocess.run(["go", "install", version], env=environment, check=False, capture_output=True).returncode
                == 0
            ):
                break
    wanted = [name for names in NPM.values() for name in names]
    if shutil.which("npm") and not (folder / "node_modules").exists():
        (folder / "package.json").write_text(json.dumps({"private": True}), encoding="utf-8")
        subprocess.run(
            ["npm", "install", "--no-package-lock", "--prefix", str(folder), *wanted], check=False, capture_output=True
        )
    if not (folder / "python").exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder / "python")], check=False, capture_output=True)
        subprocess.run(
            [str(folder / "python" / "bin" / "pip"), "install", "-q", "proselint"], check=False, capture_output=True
        )


def commands(folder: Path, site: Path) -> dict[str, Command | None]:
    """How each linter judges `site` (all of its pages) when it is started in the folder above it; None for one that is not there."""
    pages = sorted(str(path) for path in site.glob("*.md"))
    policy = site.parent / "policy.yaml"
    policy.write_text(synthetic.policy(300), encoding="utf-8")
    vale, npm = folder / "go" / "vale", folder / "node_modules" / ".bin"
    proselint = folder / "python" / "bin" / "proselint"
    write_vale_rules(site.parent)
    (site.parent / ".textlintrc.json").write_text(
        json.dumps({"rules": {"alex": True, "write-good": True}}), encoding="utf-8"
    )
    check = [sys.executable, "-m", "copylint", "check", "--quiet"]
    found: dict[str, Command | None] = {
        "copylint, the 300 rules": [*check, "--policy", str(policy), str(site)],
        "copylint, 300, one job": [*check, "--policy", str(policy), "--jobs", "1", str(site)],
        "copylint, its policies": [*check, str(site)],
        "vale, the 300 rules": [str(vale), "--no-exit", "--output", "line", str(site)],
        "textlint, 2 rules": [str(npm / "textlint"), "--rules-base-directory", str(folder / "node_modules"), *pages],
        "proselint": [str(proselint), "check", *pages],
        "alex": [str(npm / "alex"), "--quiet", *pages],
        "write-good": [str(npm / "write-good"), *pages],
    }
    return {name: command if Path(command[0]).exists() else None for name, command in found.items() if command}


def write_vale_rules(folder: Path) -> None:
    styles = folder / "styles" / "Made"
    styles.mkdir(parents=True, exist_ok=True)
    (folder / ".vale.ini").write_text(
        "StylesPath = styles\nMinAlertLevel = suggestion\n[*.md]\nBasedOnStyles = Made\n", encoding="utf-8"
    )
    for number, phrases in enumerate(synthetic.alternatives(300)):
        tokens = "\n".join(f"  - '{phrase.replace(' ... ', '(?: [^ ]+){0,4} ')}'" for phrase in phrases)
        (styles / f"Rule{number}.yml").write_text(
            f"extends: existence\nmessage: \"'%s'.\"\nlevel: warning\nignorecase: true\ntokens:\n{tokens}\n",
            encoding="utf-8",
        )


def measure(title: str, folder: Path, work: Path, sources: list[str], runs: int) -> None:
    site = work / "site"
    site.mkdir(parents=True)
    for number, source in enumerate(sources):
        (site / f"page{number:04}.md").write_text(source, encoding="utf-8")
    size = sum(len(source.encode()) for source in sources) / 1e6
    taken: dict[str, list[float]] = {}
    missing, slow = [], []
    todo = commands(folder, site)
    for number in range(runs + 1):
        for name, command in todo.items():
            if command is None:
                missing += [name] if not number else []
                continue
            if name in slow:
                continue
            start = time.perf_counter()
            try:
                done = subprocess.run(
                    command, cwd=work, capture_output=True, check=False, timeout=SECONDS,
                    env={**os.environ, "XDG_CACHE_HOME": str(work / "cache"), "NO_COLOR": "1"},
                )  # fmt: skip
            except subprocess.TimeoutExpired:
                slow.append(name)
                continue
            if done.returncode not in (0, 1) and not name.startswith("write-good"):  # it counts its findings there
                missing.append(f"{name}: {(done.stderr or done.stdout).decode(errors='replace').strip()[:200]}")
                todo[name] = None
                continue
            if number or (len(sources) > 1 and runs == 1):
                taken.setdefault(name, []).append(time.perf_counter() - start)
    base = statistics.median(taken["copylint, the 300 rules"])
    print(f"\n{title:<28} {'s min':>8} {'median':>8} {'max':>8} {'MB/s':>8} {'ratio':>8}")
    for name, times in taken.items():
        median = statistics.median(times)
        print(
            f"{name:<28} {min(times):>8.2f} {median:>8.2f} {max(times):>8.2f} {size / median:>8.2f} {median / base:>8.1f}"
        )
    for name in slow:
        print(f"{name:<28} more than {SECONDS} s")
    for name in missing:
        print(f"not measured: {name}")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--runs", type=int, default=3)
    arguments.add_argument("--pages", type=int, default=200)
    arguments.add_argument("--folder", type=Path, default=HERE / ".peers")
    options = arguments.parse_args()
    folder = options.folder.resolve()
    install(folder)
    with tempfile.TemporaryDirectory() as name:
        measure("one page of 1 KB", folder, Path(name) / "one", [PAGE], max(options.runs, 5))
        pages = [synthetic.markdown(10, seed=number) for number in range(options.pages)]
        measure(f"{options.pages} pages of 10 KB", folder, Path(name) / "many", pages, options.runs)


if __name__ == "__main__":
    main()
