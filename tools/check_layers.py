#!/usr/bin/env python3
"""Holds every #include of the house to the floors written in tidegate/CMakeLists.txt, and every type to a name of its own."""
import pathlib
import re
import sys

house = pathlib.Path(__file__).resolve().parent.parent / "tidegate"
rooms = re.findall(r"^tidegate_room\((\w+)(?:\s+USES\s+([a-z_\s]+))?", (house / "CMakeLists.txt").read_text(), re.M)
may = {name: {name, *uses.split()} for name, uses in rooms}
stages = {"intake", "extract", "classify", "lists", "law", "risk", "report", "pilot", "clearance", "filing", "permit", "evidence", "access"}
faults = [f"{d.name}/: stands on no floor" for d in sorted(house.iterdir()) if d.is_dir() and d.name not in may]
faults += [f"{name}: a stage stands on terms and base alone, not on {used}"
           for name in sorted(stages & set(may)) for used in sorted(may[name] - {name, "terms", "base"})]
face = {"gate/gate.h", "base/result.h", "base/date.h", "base/text.h"} | {f"terms/{p.name}" for p in (house / "terms").glob("*.h")}
for path in sorted(p for p in house.rglob("*") if p.suffix in {".h", ".cc"}):
    here = path.relative_to(house).parts[0]
    for number, line in enumerate(path.read_text().splitlines(), 1):
        include = re.match(r'\s*#\s*include\s*(?:"|<(?=tidegate/))(?:tidegate/(\w+)/(\S+?)["> ])?', line)
        if include and include[1] not in may.get(here, {include[1]}):
            faults.append(f"{path}:{number}: {here} may not include {line.split()[-1]}")
        elif include and str(path.relative_to(house)) in face and f"{include[1]}/{include[2]}" not in face:
            faults.append(f"{path}:{number}: a face header includes only face headers, not {line.split()[-1]}")
        third = re.match(r"\s*#\s*include\s*<([^>]*/[^>]*)>", line)
        if third and str(path.relative_to(house)) in face and third[1] != "tl/expected.hpp":
            faults.append(f"{path}:{number}: a face header includes nothing third-party but tl/expected.hpp")

# Two types of one name in one namespace are one to the linker, which then keeps the destructor of either.
homes = {}
for path in sorted(p for p in house.rglob("*") if p.suffix in {".h", ".cc"}):
    shared = re.sub(r"^namespace \{$.*?^\}  // namespace$", "", path.read_text(), flags=re.M | re.S)
    space = (re.findall(r"^namespace ([\w:]+) \{$", shared, flags=re.M) or [""])[0]
    for name in re.findall(r"^(?:class|struct|union|enum(?: class)?) (\w+)(?: final)?(?: : [^;{]*)? \{", shared, flags=re.M):
        if homes.setdefault((space, name), path) != path:
            faults.append(f"{path}: {name} has the name of another type, in {homes[space, name]}")
sys.exit("\n".join(faults) or 0)
