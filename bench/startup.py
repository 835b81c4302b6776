"""How long `copylint check` takes on a page of 1 KB: with the policies kept from an earlier run, and without.

    python bench/startup.py [--runs N]

Each command takes its turn in every round, so that the ratio to `python -c pass` tells more than the milliseconds, which depend
on the machine.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PAGE = """\
# Ketamine infusions

We give ketamine for depression that other treatments have not eased. It is used off-label for this: the FDA has approved it as
an anesthetic. A nurse is with you the whole time and watches your blood pressure.

Many people feel better within hours, and our patients call it a proven way back to life. Side effects such as nausea,
dizziness and a rise in blood pressure pass within the day; do not drive until the next morning.

## Is it right for me?

Tell us about your heart, your liver and your bladder, and about any history of psychosis. We say no when the risk is too high.
Call us, and we talk about what it costs and how many visits you may need.
"""


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--runs", type=int, default=15)
    options = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.md"
        page.write_text(PAGE, encoding="utf-8")
        check = [sys.executable, "-m", "copylint", "check", str(page)]
        commands = {
            "python -c pass": [sys.executable, "-c", "pass"],
            "import click": [sys.executable, "-c", "import click"],
            "copylint --version": [sys.executable, "-m", "copylint", "--version"],
            "check, policies kept": check,
            "check --no-cache": [*check, "--no-cache"],
        }
        environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        environment["XDG_CACHE_HOME"] = folder
        times: dict[str, list[float]] = {name: [] for name in commands}
        for number in range(options.runs + 1):
            for name, command in commands.items():
                start = time.perf_counter()
                done = subprocess.run(command, env=environment, capture_output=True, check=False)
                if number:  # the first round fills the caches
                    times[name].append((time.perf_counter() - start) * 1000)
                if done.returncode not in (0, 1):
                    sys.exit(done.stderr.decode())
    floor = statistics.median(times["python -c pass"])
    print(f"{'command':<22} {'ms min':>7} {'median':>7} {'max':>7}   time over python's")
    for name, taken in times.items():
        median = statistics.median(taken)
        print(f"{name:<22} {min(taken):>7.0f} {median:>7.0f} {max(taken):>7.0f}   {median / floor:6.1f}")


if __name__ == "__main__":
    main()
