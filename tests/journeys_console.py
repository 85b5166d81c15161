#!/usr/bin/env python3
"""The console in a browser: web/tests/console.mjs against a desk of its own. Where Node, npm's packages or a browser are missing, it says so.

usage: journeys_console.py PATH_TO_TIDEGATE
"""
import os
import pathlib
import shutil
import subprocess
import sys

web = pathlib.Path(__file__).resolve().parent.parent / "web"
browser = os.environ.get("TIDEGATE_BROWSER", "/usr/bin/chromium")


def skip(reason):
    print(f"skipped: console: {reason}", flush=True)
    sys.exit(0)


def main():
    tidegate = pathlib.Path(sys.argv[1]).resolve()
    if not shutil.which("node"):
        skip("nodejs is not installed")
    if not pathlib.Path(browser).exists():
        skip(f"no browser at {browser} (TIDEGATE_BROWSER names another)")
    if not (web / "node_modules" / "playwright-core").exists():
        if not shutil.which("npm"):
            skip("npm is not installed, and web/node_modules is not there")
        fetched = subprocess.run(["npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"], cwd=web, capture_output=True, text=True)
        if fetched.returncode != 0:
            skip("npm ci could not fetch the packages of web/package-lock.json")
    for words in (["node", "scripts/check_strings.mjs"], ["node", "scripts/test.mjs"], ["node", "--test", "tests/console.mjs", "tests/whole_journey.mjs"]):
        done = subprocess.run(words, cwd=web, env={**os.environ, "TIDEGATE": str(tidegate)})
        if done.returncode != 0:
            sys.exit(f"{' '.join(words)} failed")


main()
