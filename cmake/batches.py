#!/usr/bin/env python3
"""Puts the sources of a room together into batches, each compiled as one, so that headers are read once a batch.

usage: batches.py MOST FILE...   (names of sources; a batch has at most MOST of them) -> one batch a line, its files separated by ;

A batch is of one folder: a program that needs nothing of an alcove links nothing of it. What a file keeps to itself (its unnamed namespaces) becomes visible to the files after it in its
batch; so two files meet in one only if neither names what the other keeps to itself, and no meaning changes. What this does not see, the compiler refuses.
"""
import pathlib
import re
import sys

QUOTED = re.compile(r'R"(\w*)\(.*?\)\1"|//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|(?<![0-9a-fA-F])\'(?:\\.|[^\'\\\n])+\'', re.DOTALL)
DIRECTIVE = re.compile(r"^\s*#(?:\\\n|[^\n])*", re.MULTILINE)
KEYWORD = {"namespace", "enum", "static_cast", "static_assert", "__attribute__", "alignas", "decltype", "const", "noexcept", "struct", "class"}
FUNCTION, OTHER = "function", "other"
MARK = re.compile("[{};]")
UNNAMED = re.compile(r"^(?:inline )?namespace \{", re.MULTILINE)
TEMPLATE = re.compile(r"^template ?<[^;{]*?> ?(?=(?:struct|class|auto|void|bool|std|using|constexpr|static|inline|concept|[A-Z])\b)")
ARGUMENTS = re.compile(r"<[^<>()]*>")
TYPE = re.compile(r"(?:struct|class|enum class|enum|union|using|concept) (?:\[\[.*?\]\] ?)?(\w+)(?!\w|::)")
BROUGHT = re.compile(r"(?:using|namespace (?P<alias>\w+) =) (?P<whole>(?:::)?(?:\w+::)*(?P<last>\w+))$")
ENUMERATORS = re.compile(r"^using enum ([\w:]+);", re.MULTILINE)
TEST = re.compile(r"(?:TEST|TEST_F|TEST_P|TYPED_TEST|RC_GTEST_PROP|RC_GTEST_FIXTURE_PROP)\(\s*(\w+)\s*,\s*(\w+)")
CALL = re.compile(r"([\w:~]+) ?\(")
USED = re.compile(r"(?<![\w.:])(?<!->)([A-Za-z_]\w*)(\s*[({<])?")


def declared(statement):
    """The name that a declaration gives, and what it is of: FUNCTION, OTHER, or the whole name that it brings in; nothing if it gives none."""
    statement = " ".join(statement.split())
    brought = BROUGHT.match(statement)
    if brought:
        return brought["alias"] or brought["last"], brought["whole"]
    test = TEST.match(statement)
    if test:
        return f"{test[1]}_{test[2]}", OTHER
    statement = TEMPLATE.sub("", statement)
    kind = TYPE.match(statement)
    if kind and "(" not in statement.split("=")[0]:
        return None if kind[1] in KEYWORD else (kind[1], OTHER)
    while ARGUMENTS.search(statement):
        statement = ARGUMENTS.sub("", statement)
    call = CALL.search(statement)
    if call and "=" not in statement[:call.start()]:
        return None if "::" in call[1] or call[1] in KEYWORD else (call[1], FUNCTION)
    name = re.search(r"(\w+)(?:\[\w*\])*$", statement.split("=")[0].strip())
    return (name[1], OTHER) if name and not name[1].isdigit() and name[1] not in KEYWORD else None


def kept(text):
    """The names that stand in unnamed namespaces of text."""
    found = {}
    for begin in UNNAMED.finditer(text):
        depth, last = 0, begin.end()
        for mark in MARK.finditer(text, begin.end()):
            if depth == 0:
                name = declared(text[last:mark.start()])
                if name:
                    found[name[0]] = name[1]
            if mark[0] == "}" and depth == 0:
                break
            depth += {"{": 1, "}": -1, ";": 0}[mark[0]]
            last = mark.end()
    return found


class Source:
    def __init__(self, name):
        self.name = name
        self.folder = name.rpartition("/")[0]
        text = DIRECTIVE.sub("", QUOTED.sub(lambda found: "" if found[0].startswith("/") else '""', pathlib.Path(name).read_text()))
        self.kept = kept(text)
        self.enums = set(ENUMERATORS.findall(text))
        self.used, self.called = set(), set()
        for word in USED.finditer(text):
            self.used.add(word[1])
            if word[2]:
                self.called.add(word[1])

    def disturbs(self, other):
        if self.enums and other.enums and self.enums != other.enums:
            return True
        for name, kind in self.kept.items():
            theirs = other.kept.get(name)
            if theirs in (FUNCTION, OTHER) or (theirs and theirs != kind):
                return True
            if not theirs and name in (other.called if kind == FUNCTION else other.used):
                return True
        return False


def batches(names, most):
    made = []
    for source in map(Source, sorted(names)):
        for batch in made:
            if len(batch) < most and batch[0].folder == source.folder and not any(source.disturbs(one) or one.disturbs(source) for one in batch):
                batch.append(source)
                break
        else:
            made.append([source])
    return [[source.name for source in batch] for batch in made]


if __name__ == "__main__":
    for batch in batches(sys.argv[2:], int(sys.argv[1])):
        print(";".join(batch))
