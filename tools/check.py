#!/usr/bin/env python3
"""Runs the checks of ./check in order, shows each with its time, stops at the first that fails."""
import argparse
import os
import pathlib
import shutil
import subprocess
import sys
import time

root = pathlib.Path(__file__).resolve().parent.parent
jobs = str(os.cpu_count() or 2)
fuzz_seconds = 8
fuzz_seconds_long = 3600
skipped = set()  # "skipped: TEST: REASON", as tests say it


def run(*command, env=None):
    """Runs a command quietly; prints its output and stops when it fails."""
    done = subprocess.run(command, cwd=root, env={**os.environ, **(env or {})}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          errors="replace")
    if done.returncode != 0:
        print(f"\n--- {' '.join(command)}\n{done.stdout[-20000:]}", flush=True)
        sys.exit(f"check: {command[0]} failed with {done.returncode}")
    return done.stdout


def sources():
    listed = run("git", "ls-files", "*.cc", "*.h").split()
    return [name for name in listed if (root / name).exists()]


def lint(args):
    run("python3", "tools/check_layers.py")
    run("python3", "tools/check_words.py")
    run("clang-format-14", *(["-i"] if args.fix else ["--dry-run", "-Werror"]), *sources())


def build(preset, *targets):
    run("cmake", "--preset", preset)
    run("cmake", "--build", f"build/{preset}", "-j", jobs, *(["--target", *targets] if targets else []))


def tests(preset, long, *words):
    # Sanitizers slow the heaviest searches; the release step runs them in full. A short run makes the same random cases each time,
    # so that a change is not blamed for luck; a long one looks where none has.
    env = {"ASAN_OPTIONS": "detect_leaks=1:strict_string_checks=1", "UBSAN_OPTIONS": "print_stacktrace=1",
           "TSAN_OPTIONS": "halt_on_error=1", **({} if long else {"RC_PARAMS": "seed=1"})}
    log = root / f"build/{preset}/Testing/Temporary/LastTest.log"
    out = run("ctest", "--test-dir", f"build/{preset}", "--output-on-failure", "-j", jobs, *words, env=env)
    print(out.strip().splitlines()[-3] if len(out.strip().splitlines()) > 2 else out, flush=True)
    if log.exists():
        skipped.update(line.strip() for line in log.read_text(errors="replace").splitlines() if line.startswith("skipped: "))


def web(_):
    """The console: what was built belongs to these sources; its texts stand in both languages; its types hold. Its journeys run with release."""
    if (root / "web/dist.sha256").exists():
        run("tools/web", "check")
    else:
        skipped.add("skipped: web: web/dist was not built (tools/web build)")
    if not shutil.which("node"):
        skipped.add("skipped: web: nodejs is not installed")
        return
    if not (root / "web/node_modules/typescript").exists():
        skipped.add("skipped: web: web/node_modules is not there (npm ci)")
        return
    run("npm", "--prefix", "web", "run", "--silent", "check-strings")
    run("npm", "--prefix", "web", "run", "--silent", "check-types")


def release(args):
    run("cmake", "--preset", "release", "-DTIDEGATE_TESTS=ON")
    build_only("release")
    tests("release", args.long, *([] if args.long else ["-LE", "long"]))


def build_only(preset):
    run("cmake", "--build", f"build/{preset}", "-j", jobs)


def dev(args):
    build("dev")
    tests("dev", args.long, "-LE", "long|slow")


def clang(args):
    build("clang")
    tests("clang", args.long, "-LE", "long" if args.long else "long|slow")


def threads(args):
    """What several threads touch, under ThreadSanitizer; with --long a whole scan as well."""
    build("tsan", "threads_test")
    run("build/tsan/bin/threads_test")
    if args.long:
        build("tsan", "tidegate", "generate")
        run("build/tsan/bin/generate", "build/tsan/data", "--rows", "20000")
        run("build/tsan/bin/tidegate", "scan", "build/tsan/data", "--threads", "4", "--json")


def tidy(_):
    """clang-tidy over every source: a long step of its own (./check --only tidy, ./check --long)."""
    run("cmake", "--preset", "clang")
    names = [name for name in sources() if name.endswith(".cc") and name.startswith("tidegate/") and "_test" not in name]
    workers = [subprocess.Popen(["clang-tidy-14", "-p", "build/clang", "--quiet", *names[i::int(jobs)]], cwd=root,
                                stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) for i in range(int(jobs))]
    said = [worker.communicate()[0] for worker in workers]
    if any(worker.returncode for worker in workers):
        sys.exit("check: clang-tidy\n" + "\n".join(said)[-20000:])


def same(args):
    """The same bytes from gcc's build and clang's, from 1 and 2 threads, and twice; with --long from clang's optimised build as well."""
    build("clang", "tidegate")
    if args.long:
        build("release-clang", "tidegate")
    run("python3", "tools/check_same_bytes.py", "release", "clang", *(["release-clang"] if args.long else []))


def fuzz(args):
    """Every fuzz target for a while, from the build of the clang step."""
    build("clang")
    seconds = fuzz_seconds_long if args.long else fuzz_seconds
    # A short run repeats itself, so that a change is not blamed for luck; a long one looks where none has.
    seed = 0 if args.long else 1
    programs = sorted((root / "build/clang/bin").glob("*_fuzz"))
    if not programs:
        sys.exit("check: no fuzz targets were built")
    running = []
    for program in programs:
        corpus = root / "fuzz/corpus" / program.name.removesuffix("_fuzz")
        fresh = root / "build/fuzz/corpus" / program.name
        fresh.mkdir(parents=True, exist_ok=True)
        running.append((program.name, subprocess.Popen(
            [program, f"-max_total_time={seconds}", f"-seed={seed}", "-timeout=25", "-rss_limit_mb=4096", "-max_len=65536",
             f"-artifact_prefix={root}/build/fuzz/", fresh, corpus], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, errors="replace")))
        if len(running) == int(jobs) or program == programs[-1]:
            for name, process in running:
                said = process.communicate()[1]
                if process.returncode != 0:
                    sys.exit(f"check: {name} found a fault\n{said[-6000:]}")
            running = []


steps = {"lint": lint, "web": web, "release": release, "clang": clang, "same": same, "fuzz": fuzz, "dev": dev, "threads": threads, "tidy": tidy}
# The gcc sanitizers repeat what clang's see, clang-tidy is slow: both with --long.
long_steps = {"dev", "tidy"}


def main():
    parser = argparse.ArgumentParser(prog="./check", description=__doc__)
    parser.add_argument("--fix", action="store_true", help="mend the format first")
    parser.add_argument("--long", action="store_true", help="gcc's sanitizers, every slow test under clang's, clang's optimised build, clang-tidy, and an hour of fuzzing for every target as well")
    parser.add_argument("--only", choices=list(steps), help="one step")
    args = parser.parse_args()
    started = time.monotonic()
    chosen = [args.only] if args.only else [name for name in steps if args.long or name not in long_steps]
    for number, name in enumerate(chosen, 1):
        print(f"check: [{number}/{len(chosen)}] {name} ...", flush=True)
        begun = time.monotonic()
        steps[name](args)
        print(f"check: [{number}/{len(chosen)}] {name} passed in {time.monotonic() - begun:.0f} s", flush=True)
    for line in sorted(skipped):
        print(f"check: {line}", flush=True)
    print(f"check: everything passed in {(time.monotonic() - started) / 60:.1f} min", flush=True)


if __name__ == "__main__":
    main()
