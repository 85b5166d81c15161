#!/usr/bin/env python3
"""Lists sources of Debian packages, which hold no secrets but for examples: clean_files.py EVERY FROM [UNPACKED].

Every EVERYth file of C++, Python and Perl that is installed, from FROM on; and of each package whose files lie below UNPACKED (the packages of
packages.txt) up to 4.5 MB in all common languages, but for its tests, since what stands there as a secret may be meant as one."""
import hashlib
import pathlib
import re
import sys

ROOTS = [("/usr/include", ".h"), ("/usr/include/c++/12", ""), ("/usr/lib/python3.11", ".py"), ("/usr/lib/python3", ".py"),
         ("/usr/share/perl", ".pm")]
LARGEST = 400_000  # bytes: longer ones are tables
MOST = 4_500_000  # bytes of a package
SOURCES = set("c cc cjs cpp css erb go h hpp html inc ipp java js jsx mjs php pl pm py pyi rb rs scss sh ts tsx twig vue yaml yml".split())
TESTS = re.compile(r"(^|/)(_?tests?|testdata|__tests__|spec|examples?|fixtures|authpdo)(/|$)|_test\.|/test_|tests?\.java$|\.(test|spec)\.", re.I)


def installed(every, first):
    files = {path for root, suffix in ROOTS for path in pathlib.Path(root).rglob("*" + suffix)
             if path.is_file() and not path.is_symlink() and path.stat().st_size < LARGEST}
    return sorted(files)[first::every]


def unpacked(root):
    for package in sorted(root.iterdir()):
        files = [path for path in package.rglob("*") if path.suffix[1:] in SOURCES and path.is_file() and not path.is_symlink()
                 and 0 < path.stat().st_size < LARGEST and not TESTS.search(str(path.relative_to(package)))]
        size = 0
        for path in sorted(files, key=lambda p: hashlib.sha1(str(p.relative_to(root)).encode()).digest()):
            size += path.stat().st_size
            if size > MOST:
                break
            yield path


files = installed(int(sys.argv[1]), int(sys.argv[2]))
if len(sys.argv) > 3:
    files += list(unpacked(pathlib.Path(sys.argv[3])))
print("\n".join(map(str, files)))
