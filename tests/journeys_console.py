#!/usr/bin/env python3
"""The zone that ./demo fills, and the console in a browser: web/tests/console.mjs against a desk of its own. Where Node, npm's packages or a browser are missing, it says so.

usage: journeys_console.py PATH_TO_TIDEGATE
"""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

web = pathlib.Path(__file__).resolve().parent.parent / "web"
browser = os.environ.get("TIDEGATE_BROWSER", "/usr/bin/chromium")


def skip(reason):
    print(f"skipped: console: {reason}", flush=True)
    sys.exit(0)


def zone_keeps_evidence(tidegate):
    """Who comes to the product by ./demo sees a chain of evidence: its desk records what the zone's people do."""
    with tempfile.TemporaryDirectory(prefix="tidegate-zone-") as folder:
        zone = pathlib.Path(folder) / "zone"
        filled = subprocess.run([sys.executable, web.parent / "examples/zone/fill.py", tidegate, zone], capture_output=True, text=True)
        if filled.returncode != 0:
            sys.exit(f"fill.py failed: {filled.stderr}")
        told = subprocess.run([tidegate, "evidence", "status", "--log", zone / "desk/evidence", "--json"], capture_output=True, text=True)
        if told.returncode != 0:
            sys.exit(f"the zone keeps no evidence log: {told.stderr}")
        standing = json.loads(told.stdout)
        if standing["checkpoint"] <= json.loads(filled.stdout)["flows"]:
            sys.exit(f"the zone's steps are not under a checkpoint: {told.stdout}")


def main():
    tidegate = pathlib.Path(sys.argv[1]).resolve()
    zone_keeps_evidence(tidegate)
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
    for words in (["node", "scripts/check_strings.mjs"], ["node", "scripts/test.mjs"], ["node", "--test", "tests/console.mjs"], ["node", "--test", "tests/whole_journey.mjs"]):
        done = subprocess.run(words, cwd=web, env={**os.environ, "TIDEGATE": str(tidegate)})
        if done.returncode != 0:
            sys.exit(f"{' '.join(words)} failed")


main()
