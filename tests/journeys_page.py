#!/usr/bin/env python3
"""The page that verifies bundles of evidence, as the program hands it out: web/tests/verify_page.mjs. Where Node, npm's packages or a browser are missing, it says so.

usage: journeys_page.py PATH_TO_TIDEGATE PATH_TO_EVIDENCE_SAMPLES
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

web = pathlib.Path(__file__).resolve().parent.parent / "web"
browser = os.environ.get("TIDEGATE_BROWSER", "/usr/bin/chromium")


def skip(reason):
    print(f"skipped: page: {reason}", flush=True)
    sys.exit(0)


def main():
    tidegate, samples = (pathlib.Path(path).resolve() for path in sys.argv[1:3])
    with tempfile.TemporaryDirectory() as folder:
        page = pathlib.Path(folder) / "verify.html"
        made = subprocess.run([tidegate, "evidence", "page", "--out", page], capture_output=True, text=True)
        if "tools/web build" in made.stderr:
            skip("the page was not built into the program")
        if made.returncode != 0:
            sys.exit(f"evidence page failed: {made.stderr}")
        printed = subprocess.run([tidegate, "evidence", "page"], capture_output=True)
        if printed.stdout != page.read_bytes():
            sys.exit("what evidence page prints is not what it writes")
        again = subprocess.run([tidegate, "evidence", "page", "--out", page], capture_output=True)
        if again.returncode != 2:
            sys.exit(f"evidence page wrote over a file: exit {again.returncode}")
        if not shutil.which("node"):
            skip("nodejs is not installed")
        if not pathlib.Path(browser).exists():
            skip(f"no browser at {browser} (TIDEGATE_BROWSER names another)")
        if not (web / "node_modules" / "sm-crypto-v2").exists():
            if not shutil.which("npm"):
                skip("npm is not installed, and web/node_modules is not there")
            fetched = subprocess.run(["npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"], cwd=web, capture_output=True, text=True)
            if fetched.returncode != 0:
                skip("npm ci could not fetch the packages of web/package-lock.json")
        made_of = {**os.environ, "TIDEGATE": str(tidegate), "EVIDENCE_SAMPLES": str(samples), "PAGE": str(page)}
        if subprocess.run(["node", "--test", "tests/verify_page.mjs"], cwd=web, env=made_of).returncode != 0:
            sys.exit("verify_page.mjs failed")


main()
