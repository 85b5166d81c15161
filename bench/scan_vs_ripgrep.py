#!/usr/bin/env python3
"""Full scan on one core, beside whatever peers are installed, interleaved: ripgrep and ugrep with 43 patterns for the same
kinds of values, ClamAV's search for cards and security numbers.

usage: bench/scan_vs_ripgrep.py [FILE...]    default: synthetic customers from the example generator
The peers only find spans (ClamAV: two kinds, none told); tidegate also checks digits, judges columns and counts distinct
persons. Without --sha256 tidegate takes no hash of the files, as no peer does.
"""
import os
import pathlib
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile

root = pathlib.Path(__file__).resolve().parent.parent
rounds = 5


def cpu_seconds(command):
    """User and system time of one whole process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in (0, 1):
        sys.exit(f"{command[0]}: exit {done.returncode}: {done.stderr.decode(errors='replace')[-500:]}")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main():
    tidegate = root / "build/release/bin/tidegate"
    scratch = pathlib.Path(tempfile.mkdtemp(prefix="tidegate-bench-"))
    files = sys.argv[1:]
    if not files:
        subprocess.run([root / "build/release/bin/generate", scratch, "--rows", "400000", "--only", "crm-export"], check=True,
                       stdout=subprocess.DEVNULL)
        files = sorted(str(p) for p in scratch.rglob("*.csv"))
    size_mib = sum(os.path.getsize(f) for f in files) / (1 << 20)
    patterns = scratch / "patterns.rx"
    lines = [line.split("\t")[1] for line in (root / "bench/pii_patterns.txt").read_text().splitlines() if line and not line.startswith("#")]
    patterns.write_text("\n".join(p for p in lines if p.isascii()) + "\n")
    commands = {
        "tidegate scan": [str(tidegate), "scan", "--threads", "1", "--json", *files],
        "ripgrep": ["rg", "-a", "--no-unicode", "-j", "1", "-o", "-b", "-f", str(patterns), *files],
    }
    if shutil.which("ugrep"):
        commands["ugrep"] = ["ugrep", "-a", "-U", "-J", "1", "-o", "-b", "-f", str(patterns), *files]
    if shutil.which("clamscan"):
        signatures = scratch / "signatures"
        signatures.mkdir()
        (signatures / "none.hdb").write_text("d41d8cd98f00b204e9800998ecf8427f:68:none\n")
        # Counts that are never reached: it would stop there.
        commands["clamscan"] = ["clamscan", "-d", str(signatures), "--detect-structured=yes", "--structured-ssn-count=1000000000",
                                "--structured-cc-count=1000000000", "--max-filesize=400M", "--max-scansize=400M", "--no-summary", *files]
    seconds = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            seconds[name].append(cpu_seconds(command))
    print(f"{len(files)} file(s), {size_mib:.1f} MiB, {rounds} interleaved rounds, CPU time of the whole process")
    for name, taken in seconds.items():
        print(f"{name:14} median {size_mib / statistics.median(taken):7.1f} MiB/s   (min {size_mib / max(taken):.1f}, max {size_mib / min(taken):.1f})")


if __name__ == "__main__":
    main()
