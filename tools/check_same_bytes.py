#!/usr/bin/env python3
"""The same bytes out of every build named (folders of build/), from 1 and 2 threads, twice. Exit 1 names the first pair that differs."""
import hashlib
import pathlib
import subprocess
import sys
import tempfile

root = pathlib.Path(__file__).resolve().parent.parent
builds = [root / "build" / name / "bin/tidegate" for name in sys.argv[1:] or ("release", "clang")]
date = "2026-11-20"


def run(binary, threads, folder, *words):
    done = subprocess.run([binary, *words, "--threads", str(threads)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=folder)
    if done.returncode not in (0, 1, 3, 4, 5):
        sys.exit(f"{binary} {' '.join(words)}: exit {done.returncode}\n{done.stderr.decode(errors='replace')}")
    return done.stdout


def main():
    data = pathlib.Path(tempfile.mkdtemp(prefix="tidegate-same-"))
    subprocess.run([root / "build/release/bin/generate", str(data), "--rows", "60000"], check=True, stdout=subprocess.DEVNULL)
    files = sorted(str(p.relative_to(data)) for p in data.rglob("*") if p.is_file())
    questions = [
        ("scan", *files, "--as-of", date, "--json"),
        ("classify", *files, "--as-of", date, "--json"),
        ("assess", files[0], "--to", "SG", "--as-of", date, "--json", "--no-record"),
        ("assess", files[0], "--to", "SG", "--as-of", date, "--format", "html", "--lang", "zh", "--no-record"),
        ("rules", "list", "--json"),
    ]
    for words in questions:
        seen = {}
        for binary in builds:
            for threads in (1, 2) if words[0] != "rules" else (None,):
                for _ in range(2):
                    if threads is None:
                        out = subprocess.run([binary, *words], stdout=subprocess.PIPE, cwd=data, check=True).stdout
                    else:
                        out = run(binary, threads, data, *words)
                    seen.setdefault(hashlib.sha256(out).hexdigest(), (binary.parent.parent.name, threads))
        if len(seen) != 1:
            sys.exit(f"{' '.join(words)}: different bytes from {list(seen.values())}")
        print(f"{words[0]}: {len(builds) * 4} runs, the same {next(iter(seen))[:16]}")


if __name__ == "__main__":
    main()
