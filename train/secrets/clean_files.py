#!/usr/bin/env python3
"""Lists source files of installed Debian packages, which hold no secrets: usage: clean_files.py EVERY FROM."""
import pathlib
import sys

ROOTS = [("/usr/include", ".h"), ("/usr/include/c++/12", ""), ("/usr/lib/python3.11", ".py"), ("/usr/lib/python3", ".py"),
         ("/usr/share/perl", ".pm")]
LARGEST = 400_000  # bytes: longer ones are tables

files = {path for root, suffix in ROOTS for path in pathlib.Path(root).rglob("*" + suffix)
         if path.is_file() and not path.is_symlink() and path.stat().st_size < LARGEST}
print("\n".join(map(str, sorted(files)[int(sys.argv[2])::int(sys.argv[1])])))
