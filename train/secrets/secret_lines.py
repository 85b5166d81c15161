#!/usr/bin/env python3
"""Writes lines with and without secrets for train_secrets: {text, spans, shape}, one JSON object a line.

usage: secret_lines.py LINES SEED > out.jsonl

Every value is random. A template's values stand between « and »: «PW» a password, «KEY» a key, «TOK» a token,
«PRIV» a private key; a span of that type is told of each. {name} is drawn by the function of that name below.
"""
import base64
import json
import pathlib
import random
import re
import string
import sys

HERE = pathlib.Path(__file__).resolve().parent
# Whole lines, one a row: the kind of secret (clean: none) and the line. And ways to give a value to a name, NAME and
# VALUE, those that begin with " where the value stands in quotes.
SHAPES = [row.split("\t", 1) for row in (HERE / "shapes.txt").read_text().splitlines() if row]
WAYS = [row for row in (HERE / "ways.txt").read_text().splitlines() if row]
WORDS = (HERE / "name_words.txt").read_text().split()
PROSE = (HERE / "prose_words.txt").read_text().split()
R = random.Random()
LABELS = {"PW": "SEC.PASSWORD", "KEY": "SEC.API_KEY", "TOK": "SEC.TOKEN", "PRIV": "SEC.PRIVATE_KEY"}
SIGNS = "!@#$%^&*-_+=.?~"
B64 = string.ascii_letters + string.digits + "+/"
URL64 = string.ascii_letters + string.digits + "-_"
ALNUM = string.ascii_letters + string.digits


def take(alphabet, least, most=None):
    return "".join(R.choice(alphabet) for _ in range(R.randint(least, most or least)))


def word():
    return R.choice(WORDS if R.random() < 0.6 else PROSE)


def leet(s):
    swap = {"a": "4@", "e": "3", "i": "1!", "o": "0", "s": "5$", "t": "7"}
    return "".join(R.choice(swap[c]) if c in swap and R.random() < 0.6 else c for c in s)


def cased(s):
    return R.choice([s, s, s.capitalize(), s.capitalize(), s.upper()])


def digits(least=1, most=4):
    return take(string.digits, least, most)


def year():
    return str(R.randint(1975, 2027))


def sign():
    return R.choice(SIGNS)


KEYBOARD = ["qwerty", "asdfgh", "zxcvbn", "1qaz2wsx", "qazwsx", "1q2w3e4r", "qwe123", "asd123", "zaq12wsx", "qweasd", "abcd1234",
            "abc123", "123qwe", "poiuyt", "147258", "q1w2e3", "1234qwer", "aa123456", "a1b2c3"]
PINYIN = "wang li zhang liu chen yang zhao huang zhou wu xiao ming hong mima guan ri tian an xin kai fa ce shi sheng chan shu ju ku fu wu qi yun wei ai ni woai zhong guo bei jing shang hai shen zhen guang".split()


def truncated():
    return word()[: R.randint(3, 5)]


def pinyin():
    return "".join(R.choice(PINYIN) for _ in range(R.randint(1, 3)))


def without_vowels():
    w = word()
    return w[0] + re.sub("[aeiou]", lambda m: R.choice(["", "", m.group(), R.choice("0134")]), w[1:])


def compound():
    """Words, syllables and torn words with signs and digits anywhere: what people make up."""
    parts = [R.choice([word, word, pinyin, pinyin, truncated, without_vowels, lambda: R.choice(KEYBOARD)])() for _ in range(R.choice([1, 2, 2, 2, 3]))]
    case = R.randint(0, 4)
    parts = [p.capitalize() if case == 1 or (case == 2 and i == 0) else p.upper() if case == 3 and R.random() < 0.5 else p for i, p in enumerate(parts)]
    joins = R.choice([["-"], ["_"], ["."], [""], ["-", "_", ".", ""], list("!@#*+~^_-.=")])
    number = R.choice([digits(1, 2), digits(2, 4), digits(3, 4), year()])
    at = R.choice([0, len(parts), len(parts), len(parts), R.randint(0, len(parts))])
    parts.insert(at, number)
    s = parts[0]
    for p in parts[1:]:
        s += R.choice(joins) + p
    return s + R.choice(["", "", "", sign(), sign() + digits(1, 3), "." + digits(2, 3), "*", "!"])


def shellwise(s):
    s = re.sub(r"[^A-Za-z0-9@#!_.+~^*-]", "", s).strip(".-@#!~^*+_")
    return s if len(s) >= 6 else s + digits(3, 5)


def password():
    sort = R.random()
    if R.random() < 0.30:
        return compound()
    if sort < 0.14:
        s = cased(word()) + R.choice(["", sign()]) + R.choice([digits(1, 5), year()]) + R.choice(["", "", sign(), sign() * 2])
    elif sort < 0.20:
        s = leet(word()).capitalize() + R.choice(["", sign()]) + R.choice([digits(), year(), ""]) + R.choice(["", sign()])
    elif sort < 0.31:
        join = R.choice(["-", "-", "_", ".", "", "+", "=", "&"])
        s = join.join(R.choice([word, lambda: cased(word())])() for _ in range(R.randint(2, 4))) + R.choice(["", "", digits(1, 3)])
    elif sort < 0.38:
        s = "".join(R.choice(PINYIN) for _ in range(R.randint(1, 3)))
        s = R.choice([s, s.capitalize()]) + R.choice(["", sign()]) + R.choice([digits(2, 6), year()]) + R.choice(["", sign()])
    elif sort < 0.44:
        s = cased(R.choice(KEYBOARD)) + R.choice(["", sign(), sign() + digits(), digits()])
    elif sort < 0.50:
        s = R.choice(["P@ssw0rd", "Passw0rd", "Admin", "admin", "Root", "root", "Welcome", "Test", "Letmein", "Password", "Changed", "Pass", "Secret", "Temp", "Huawei", "Db", "Abc"]) \
            + R.choice(["", sign(), "_", "@"]) + R.choice([digits(2, 5), year()]) + R.choice(["", sign(), "x"])
    elif sort < 0.66:
        s = take(ALNUM + SIGNS, 8, 20)
    elif sort < 0.84:
        s = take(ALNUM, 8, 24)
    elif sort < 0.88:
        s = take(string.ascii_lowercase + string.digits, 8, 14)
    elif sort < 0.91:
        s = digits(6, 10)
    elif sort < 0.94:
        s = word() + word()
    elif sort < 0.97:
        s = cased(word())[:3] + sign() + digits(2, 4) + cased(word())[:4]
    else:
        s = take(B64, 12, 28) + "="
    s = s if len(s) >= 6 else s + digits(4, 6)
    return s.lstrip("-=.?~&*%:$#") or "Sommer" + digits(3, 5)


def simple():
    if R.random() < 0.12:
        return phrase()
    if R.random() < 0.20:
        return shellwise(compound())
    return plain_simple()


def plain_simple():
    """A password that needs no quotes in a shell or a settings string."""
    s = re.sub(r"[^A-Za-z0-9@#!_.+~^*-]", "", password()).rstrip(".-@")
    return s if len(s) >= 6 else s + digits(3, 5)


def phrase():
    """Words with a sign between them, as people are told to choose."""
    join = R.choice(["-", "-", "-", "_", ".", " ".strip() + "-"])
    parts = [R.choice([word, word, word, lambda: word().capitalize(), lambda: word().upper(), lambda: R.choice(PINYIN)])() for _ in range(R.randint(2, 4))]
    s = join.join(parts) + R.choice(["", "", "", digits(1, 3), digits(1, 2), join + take(ALNUM, 3, 5), join + take(string.ascii_uppercase, 4)])
    return s if len(s) >= 8 else s + join + word()


ACCENTED = ["ß", "ü", "ä", "ö", "é", "è", "ñ", "ç", "ø", "å", "í", "ó"]


def accented():
    w = word()
    at = R.randint(1, len(w))
    return R.choice([w, w.capitalize()])[:at] + R.choice(ACCENTED) + w[at:] + R.choice(["", sign(), "#", "_"]) + R.choice([digits(2, 4), year()]) + R.choice(["", sign()])


def wide():
    s = "".join(R.choice("青山不改绿水长流春风十里平安喜乐我爱北京天气真好五谷丰登福如东海一帆风顺") for _ in range(R.randint(2, 5)))
    return s + R.choice(["", sign(), "#", "@"]) + digits(2, 5) + R.choice(["", sign()])


def licence():
    return "-".join(take(string.ascii_uppercase + string.digits, 5) for _ in range(R.choice([4, 5, 5])))


def key():
    sort = R.random()
    if R.random() < 0.10:
        return R.choice([take("0123456789abcdef", 32) + "." + take(ALNUM, 16), R.choice(["pat", "key", "app"]) + take(ALNUM, 14) + "." + take("0123456789abcdef", 64), take(ALNUM, 24) + "." + take(ALNUM, 6) + "." + take(URL64, 38).strip("-_"),
                         word()[:4].upper() + "_" + take(ALNUM, 20) + "_" + take("0123456789abcdef", 40), take(ALNUM, 8) + "-" + take(ALNUM, 8) + "-" + take(ALNUM, 8), word() + "-" + take("0123456789abcdef", 32), take(ALNUM, 10, 16) + ":" + take(ALNUM, 24, 40)])
    if sort < 0.28:
        return take("0123456789abcdef", R.choice([16, 20, 24, 32, 32, 32, 40, 40, 48, 64, 64, 128]))
    if sort < 0.60:
        return take(ALNUM, R.choice([16, 20, 22, 24, 27, 30, 32, 32, 36, 40, 43, 48, 64]))
    if sort < 0.70:
        return take(B64, R.choice([22, 30, 43, 43, 86, 40])) + R.choice(["", "=", "=="])
    if sort < 0.80:
        return take(URL64, 20, 64).strip("-_") + "x"
    if sort < 0.86:
        return uuid()
    if sort < 0.90:
        return take(string.ascii_uppercase + string.digits, 16, 40)
    if sort < 0.94:
        return take(string.ascii_lowercase + string.digits, 20, 40)
    if sort < 0.98:
        return R.choice([word(), word()[:3] + "_live", "sk", "ak", "tok", "key", word()[:2]]) + R.choice("_-") + take(ALNUM, 20, 40)
    return take("0123456789abcdef", 32) + "-" + R.choice(["us1", "eu2", "us21", "cn1"])


def token():
    sort = R.random()
    if R.random() < 0.08:
        return R.choice([take(string.ascii_uppercase, 4, 6) + "-1-" + take(string.ascii_lowercase + string.digits, 50) + "-" + take(string.ascii_lowercase + string.digits, 25), take(ALNUM, 60, 120) + R.choice(["%3D", "%3D%3D"]), "eyJpdiI6" + take(ALNUM, 60, 120) + "%3D",
                         take(URL64, 20).strip("-_") + "." + take(URL64, 30).strip("-_"), R.choice(["st", "tgt", "ST", "TGT", "pat", "v2", "t"]) + R.choice("-._") + take(ALNUM, 24, 50), take("0123456789ABCDEF", 32)])
    if sort < 0.35:
        return take(URL64, 24, 80).strip("-_") + "k"
    if sort < 0.55:
        return take(ALNUM, 24, 64)
    if sort < 0.70:
        return take("0123456789abcdef", R.choice([32, 40, 48, 64]))
    if sort < 0.80:
        return uuid()
    if sort < 0.88:
        return take(string.ascii_lowercase + string.digits, 26, 40)
    if sort < 0.94:
        return take(B64, 40, 90) + R.choice(["", "=", "=="])
    return take(string.ascii_lowercase + string.digits, 6) + "." + take(string.ascii_lowercase + string.digits, 16)


def private():
    return R.choice([take(B64, 43) + "=", take("0123456789abcdef", 64), "0x" + take("0123456789abcdef", 64)])


def uuid():
    h = take("0123456789abcdef", 32)
    return "-".join([h[:8], h[8:12], h[12:16], h[16:20], h[20:]])


def styled(parts):
    style = R.randint(0, 6)
    if style <= 1:
        return "_".join(parts)
    if style == 2:
        return "_".join(parts).upper()
    if style == 3:
        return parts[0] + "".join(p.capitalize() for p in parts[1:])
    if style == 4:
        return "-".join(parts)
    if style == 5:
        return ".".join(parts)
    return "".join(p.capitalize() for p in parts)


LEADS = """db database mysql pg postgres redis mongo smtp mail admin root app service svc ldap proxy ftp sftp vpn wifi oracle kafka mq rabbit
keystore truststore user jenkins grafana sonar nexus harbor registry deploy build prod test staging backup zabbix es elastic spring datasource
master replica repl ansible become sudo bind portal erp crm oa hr finance pay wms gateway nacos minio airflow hive spark cluster""".split()
PASS = "password password password password passwd pwd pwd pass passphrase passcode pw".split()
KEYS = ["api key", "api key", "apikey", "secret key", "access key", "secret access key", "client secret", "app secret", "consumer secret", "signing key",
        "signing secret", "encryption key", "secret", "secret", "auth key", "master key", "license key", "account key", "app key", "key", "api secret",
        "webhook secret", "hmac secret", "jwt secret", "shared secret", "subscription key", "secret key base", "session secret", "cookie secret"]
TOKENS = ["access token", "refresh token", "auth token", "bearer token", "session token", "token", "token", "id token", "oauth token", "login token",
          "csrf token", "user token", "join token", "x auth token", "session id", "ticket token"]
VENDORS = """algolia twilio stripe sendgrid mailgun datadog cloudflare openai deepseek heroku mapbox telegram okta pagerduty airtable netlify plaid
sonar trello snyk pusher contentful acme fastly amap baidu tencent aliyun qiniu weixin dingtalk feishu ucloud""".split()


def named(words):
    parts = R.choice(words).split()
    if R.random() < 0.55:
        parts = [R.choice(LEADS if R.random() < 0.7 else VENDORS)] + parts
    if R.random() < 0.06:
        parts = parts + [R.choice(["prod", "dev", "old", "new", "2", "value", "test"])]
    return styled(parts)


def kp():
    return named(PASS)


def kk():
    name = named(KEYS)
    return name if name.lower() != "key" else "apiKey"


def kt():
    return named(TOKENS)


def upper(name):
    return re.sub(r"[-.]", "_", re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name)).upper()


def KP():
    return upper(kp())


def KK():
    return upper(kk())


def KT():
    name = upper(kt())
    return name if name != "TOKEN" else "AUTH_TOKEN"


def user():
    return R.choice(["root", "admin", "app", "deploy", "backup", "svc_" + word(), word(), "sa", "test", "ops", word() + digits(1, 2), "li.na", "wangwei",
                     word() + "@" + word() + ".com"])


def host():
    return R.choice(["10.0." + str(R.randint(0, 255)) + "." + str(R.randint(1, 254)), word() + ".internal", "db-" + digits(1) + ".corp.local", "localhost",
                     word() + "." + word() + ".com", word() + digits(1, 2), "192.168.1." + digits(2)])


def app():
    return word() + R.choice(["", "-" + word(), "-svc", "_" + word()])


def vendor():
    return R.choice(VENDORS)


def Vendor():
    return R.choice(VENDORS).capitalize()


def path():
    return "/" + "/".join(word() for _ in range(R.randint(2, 4))) + R.choice(["", ".txt", ".key", ".pem", ".json"])


def n():
    return str(R.randint(0, 9999))


def date():
    return f"20{R.randint(18, 27)}-{R.randint(1, 12):02}-{R.randint(1, 28):02}"


def clock():
    return f"{R.randint(0, 23):02}:{R.randint(0, 59):02}:{R.randint(0, 59):02}"


def hexes(length):
    return lambda: take("0123456789abcdef", length)


def ident():
    return styled([word(), word()]).replace("-", "_").replace(".", "_")


def Ident():
    return R.choice(["Test", "test", "Check", "", "It", "XF86", "Should", "Get"]) + "".join(word().capitalize() for _ in range(R.randint(1, 3))) + R.choice(["", "", "", digits(1, 1), "_" + word()])


def dotted():
    return ".".join(word() for _ in range(R.randint(2, 4)))


def b64long():
    return take(B64, 40, 160) + R.choice(["", "=", "=="])


def sentence():
    return " ".join(R.choice(PROSE) for _ in range(R.randint(3, 9)))


ZH = "请 先 登录 系统 然后 查看 日志 今天 下午 上线 数据库 服务器 测试 环境 生产 同步 一下 谁 有 权限 麻烦 确认 报表 接口 超时 重启 之后 就 好 了 备份 完成 通知 运维 同事 周五 之前 更新 版本".split()


def zh():
    return "".join(R.choice(ZH) for _ in range(R.randint(2, 7)))


SAID = ["password", "token", "secret", "key", "session", "auth", "pass", "cookie", "credential", "login", "passwd", "api_key", "access_token", "private_key", "pwd", "mysql", "curl", "stripe", "openssl"]


def said():
    """A name of a thing about secrets: token_flush, libtoken.so.3, TestToken, /secret/store."""
    w = R.choice(SAID)
    other = word()
    return R.choice([f"{w}_{other}", f"{other}_{w}", f"{w}-{other}", f"{other}-{w}", f"lib{w}.so.{digits(1)}", f"{w}.{other}", f"{other}.{w}", f"{other}/{w}.{R.choice(['c', 'py', 'go', 'h', 'ts', 'so'])}",
                     f"/{other}/{w}/{word()}", f"Test{w.capitalize()}{other.capitalize()}", f"test_{other}_{w}", f"{w}s", f"{w}[{digits()}]", f"{w}({other})", f"{other}({w})", f"{w}::{other}", f"--{w}-{other}", f"{other}.{w.capitalize()}{word().capitalize()}",
                     f"{w} {other}", f"{w.upper()}_{other.upper()}"])


def measured():
    """A value that identifies or measures something and is no secret."""
    h = "0123456789abcdef"
    return R.choice([take(h, 7, 12), take(h, 7), take(h, 8), take(h, 16), take(h, 20), take(h, 32), take(h, 32), take(h, 40), take(h, 40), take(h, 64), take(h, 64).upper(), uuid(), uuid(), digits(1, 12), digits(4, 16), f"{n()}.{digits(1, 3)}ms", f"{n()}ms",
                     f"{digits(1)}.{digits(1, 2)}.{digits(1, 2)}", f"v{digits(1)}.{digits(1, 2)}", f"{digits(1, 2)}-utf8", f"0x{take(h, 8, 16)}", f"0x{take(h, 40)}", f"#{digits(1, 5)}", f"{word()}-{take(h, 8)}", f"{word()}-{take(h, 10)}-{take(string.ascii_lowercase + string.digits, 5)}",
                     f"{word()}_{digits(1, 4)}", f"{word()}{digits(1, 3)}", f"{host()}:{digits(4)}", f"{date()}T{clock()}Z", f"{clock()}.{digits(3)}", f"{word()}@{digits(1)}.{digits(1)}.{digits(1)}", f"sha256:{take(h, 64)}", f"sha512-{take(B64, 40, 86)}==", take(B64, 27) + "=", take(URL64, 11), take(ALNUM, 22),
                     f"{word()}/{word()}-{digits(1, 2)}.{R.choice(['rpm', 'deb', 'tgz', 'jar', 'whl'])}", f"{digits(1, 3)}%", f"{digits(1, 3)}KiB", f"pid={digits(3, 5)}", f"time={n()}ms", f"id={take(h, 8, 24)}", f"req-{take(h, 12)}", f"line {digits(1, 4)}", f"{path()}:{digits(1, 4)}", f"{ident()}:{digits(1, 4)}", f"[{digits(1, 3)}-{word()}]"])


def noise():
    """A line of a log, a listing or a table: names about secrets among values that are none."""
    parts = [R.choice([said, measured, measured, word, word, ident])() for _ in range(R.randint(2, 7))]
    parts.insert(R.randrange(len(parts) + 1), said())
    parts.insert(R.randrange(len(parts) + 1), measured())
    join = R.choice([" ", " ", " ", "  ", "\t", ", ", " | ", ",", " - "])
    return join.join(parts) + R.choice(["", "", ";", ".", " OK", " PASSED", " failed", ")", "]"])


def traced():
    """A line of a stack trace, with names about secrets."""
    w = R.choice(["Token", "Password", "Secret", "Key", "Session", "Auth", "Login", "Credential", "Cookie", "ApiKey", "Pass"])
    cls, verb = word().capitalize() + R.choice([w, word().capitalize(), w + word().capitalize()]), R.choice(["parse", "read", "encode", "split", "verify", "get", "set", "check", "render", "on", "handle", "find"]) + R.choice([w, word().capitalize(), w])
    file = R.choice([cls, word().capitalize() + word().capitalize(), w + word().capitalize()])
    return R.choice([f"\tat {dotted()}.{cls}.{verb}({file}.java:{n()})", f"\tat {dotted()}.{cls}.{verb}({file}.kt:{n()})", f"\tat {dotted()}.{cls}$1.{verb}(Native Method)", f"    at {cls}.{verb} ({path()}/{word()}.js:{n()}:{n()})", f"    at async {verb} (file://{path()}:{n()}:{n()})", f'  File "{path()}/{word()}_{w.lower()}.py", line {n()}, in {word()}_{w.lower()}',
                     f"{path()}/{w.lower()}.rb:{n()}:in `{verb}'", f"#{n()} {path()}/{file}.php({n()}): {cls}->{verb}('{word()}', Object({cls}))", f"   at {dotted()}.{cls}.{verb}({cls} {word()}, String {w.lower()}) in {file}.cs:line {n()}", f"{word()}/{w.lower()}.{verb}({{0x{take('0123456789abcdef', 10)}, 0x{digits(1, 2)}}})", f"\t{path()}/{w.lower()}.go:{n()} +0x{take('0123456789abcdef', 3)}",
                     f"  {digits(1, 2)}: {word()}::{w.lower()}::{verb}", f"{dotted()}.{cls}Exception: {w.lower()} {sentence()}", f"Caused by: {dotted()}.Invalid{w}Exception: {sentence()} (code={n()})", f"#{digits(1, 2)} 0x{take('0123456789abcdef', 12)} in {verb} ({w.lower()}={n()}) at {word()}_{w.lower()}.c:{n()}"])


def dumped():
    """A row of a dump of bytes."""
    data = bytes(R.randrange(256) for _ in range(16))
    shown = "".join(chr(b) if 33 <= b < 127 else "." for b in data)
    at = R.randint(0, 13)
    shown = shown[:at] + R.choice(["pw", "sk", "ak", "key", "pin", "sid", "sas", "psk"]) + shown[at:]
    return f"{take('0123456789abcdef', 8)}  {data[:8].hex(' ')}  {data[8:].hex(' ')}  |{shown[:16]}|"


def listed():
    """Names in quotes, one of them that of a secret."""
    mark = R.choice("'\"")
    names = [R.choice([word, word, ident, Ident, lambda: word() + digits(1, 2), lambda: word() + "_" + word(), lambda: R.choice(SAID)])() for _ in range(R.randint(4, 11))]
    names.insert(R.randrange(len(names)), R.choice(SAID))
    return R.choice(["", "    ", "        ", word() + " = [", "{"]) + R.choice([", ", ", ", ",", " "]).join(mark + name + mark for name in names) + R.choice([",", "", "]", "};", ")"])


def logged():
    """A line of a log whose words and names are those of secrets, and whose values are not."""
    h = "0123456789abcdef"
    values = [lambda: f"{word()}:{word()}:{digits(3, 9)}", lambda: f"{word()}:{digits(1, 10)}", lambda: f"{word()}:{word()}:{take(h, 8, 32)}", lambda: f"{word()}_{word()}:{n()}", lambda: f"{word()}/{word()}/{digits(2, 8)}", lambda: digits(4, 12), lambda: take(h, 8, 40), uuid, lambda: f"{word()}-{digits(1, 6)}", lambda: f"{n()}ms",
              lambda: f"{host()}:{digits(4)}", path, lambda: f"{word()}.{word()}", lambda: f"{word()}_{word()}", lambda: cased(word()), lambda: f"{digits(1, 3)}.{digits(1, 2)}", lambda: f"[{word()}, {word()}]", lambda: f"{word()}#{n()}", lambda: f"0x{take(h, 8, 16)}", lambda: f"{word()}={digits(1, 6)}", lambda: f"{word()}@{n()}", lambda: word() + digits(1, 5), lambda: date(), clock]
    names = ["key", "key", "key", "cacheKey", "cache_key", "lockKey", "redisKey", "partitionKey", "routingKey", "tokenId", "token_type", "authType", "passed", "user", "ticketId", "secretName", "credentialId", "keyId", "kid", "jti", "nonce", "pw_age", "keyspace"]
    # Of these a random value would be a secret.
    others = ["session", "sid", "token", "auth", "login", "ticket", "cookie", "sess", "grant", "appKey", "pin"]
    pair = lambda: R.choice([R.choice(names) + R.choice(["=", "=", "=", ":", ": ", " = ", "=\"", " "]) + R.choice(values)(), R.choice(others) + R.choice(["=", ":", " "]) + R.choice([lambda: f"{word()}_{word()}", word, n, lambda: f"{n()}ms", lambda: digits(1, 4), path, clock, date, lambda: "ok", lambda: "expired", lambda: f"{word()}:{word()}:{digits(3, 9)}"])()])
    zh_parts = ["缓存未命中", "缓存命中", "回源耗时", "会话超时", "会话建立", "令牌刷新", "令牌桶剩余", "密钥轮换完成", "分布式锁获取失败", "登录成功", "登录失败", "校验通过", "签名校验失败", "凭证上传", "密码错误", "口令过期", "鉴权通过", "工单流转", "票据号"]
    en_parts = ["cache miss", "cache hit", "evicted", "session opened", "session closed", "token refreshed", "token expired", "lock acquired", "login ok", "login failed", "auth ok", "authenticated", "key rotated", "key not found", "secret mounted", "password changed", "credential loaded", "pass finished", "partition assigned", "cookie rejected", "rate limited", "ticket updated"]
    lead = R.choice([f"{date()} {clock()}.{digits(3)} [{word()}-{n()}] {R.choice(['INFO', 'WARN', 'DEBUG', 'ERROR'])}  {R.choice(['c.h.m.', 'o.s.', ''])}{word()}.{word().capitalize()}{word().capitalize()} - ", f"{date()}T{clock()}Z {word()} ", f"{clock()} ", f"[{date()} {clock()}] {word()}.{R.choice(['INFO', 'DEBUG'])}: ", f"<{digits(1, 2)}>{word()}[{n()}]: ", f"ts={date()}T{clock()}Z level=info msg=", "", f"{word()}: "])
    tail_ = R.choice(["", f"，耗时{n()}ms", f" in {n()}ms", f" ({n()} bytes)", f"，{zh()}{n()}", f" {word()}={n()}", f" from {host()}"])
    return lead + R.choice([R.choice(zh_parts), R.choice(en_parts)]) + R.choice([" ", "，", ": ", " "]) + R.choice([" ", "，", ", ", " "]).join(pair() for _ in range(R.randint(1, 3))) + tail_


def told():
    """A line of a program that tells what it did to things about secrets: numbers, versions and outcomes, no secret."""
    w, W = R.choice(SAID), R.choice(["Secret", "Token", "Password", "Session", "Credential", "Key", "ApiKey", "AccessToken"])
    pkg = R.choice(["openssl", "curl", "mysql-client", "redis-tools", "libsecret-1-0", "passwd", "gpg", "openvpn", "sshpass", "keyutils", "mongodb-clients", "krb5-user", "libpam0g", "wget", "git", "postgresql-client", "libssl3", "login", "vault", word()])
    version = R.choice([f"{digits(1)}.{digits(1, 2)}.{digits(1, 2)}-{digits(1)}", f"{digits(1)}:{digits(1)}.{digits(1, 2)}.{digits(1, 2)}-{digits(1)}+deb{digits(2)}u{digits(1)}", f"{digits(1)}.{digits(1, 2)}.{digits(1, 2)}-{digits(1)}~deb{digits(2)}u{digits(1)}", f"{digits(1, 2)}+{year()}{digits(4)}-{digits(1)}"])
    uid_ = R.choice([digits(1, 3), digits(4, 6), digits(6, 9), digits(8, 12)])
    who = R.choice(["user", "account", "uid", "client", "member", "account #", "user id", "customer", "用户", "账号", "账号ID"]) + R.choice([" ", " ", "=", ": "]) + uid_
    did = R.choice(["logged in", "logged out", "signed in", "signed out", "login ok", "login failed", "authenticated", "password ok", "password accepted", "password rejected", "password changed", "wrong password", "token refreshed", "token revoked", "session closed", "登录成功", "登录失败", "登陆成功", "密码错误", "密码已修改", "口令不正确", "令牌已刷新", "已登录"])
    lead = R.choice([f"{date()} {clock()} [{w}] ", f"{date()}T{clock()}.{digits(3)}Z INFO  [{w}] ", f"{date()}T{clock()}Z {w}: ", f"{clock()} {w.upper()} ", f"{date()} {clock()},{digits(3)} INFO {dotted()}.{W}{word().capitalize()} - ", f"[{date()}] {w}[{digits(2, 5)}]: ", ""])
    return R.choice([lambda: lead + who + " " + did + R.choice(["", "", f" in {n()} ms", f" (attempt {digits(1)})", f"，耗时 {n()} ms", f", {digits(1)} left"]), lambda: lead + did + " for " + who + R.choice(["", f": attempt {n()}", f" after {n()} s"]), lambda: lead + did + "，" + who,
                     lambda: f"{date()} {clock()} {R.choice(['install', 'upgrade', 'configure', 'remove', 'trigproc'])} {pkg}:amd64 {R.choice(['<none>', version])} {version}", lambda: f"{date()} {clock()} status {R.choice(['unpacked', 'installed', 'half-configured', 'half-installed'])} {pkg}:amd64 {version}",
                     lambda: f"{R.choice(['Get', 'Hit', 'Unpacking', 'Setting up', 'Selecting previously unselected package', 'Preparing to unpack .../'])} {pkg} ({version}) ...", lambda: f"Get:{n()} http://{host()}/{word()} {word()}/main amd64 {pkg} amd64 {version} [{n()} kB]",
                     lambda: f"{lead}Watch close - *v1.{W} total {n()} items received, resourceVersion={digits(6, 10)}", lambda: f"{lead}synced {W.lower()} \"{word()}/{word()}-{w}\" rv={digits(6, 10)} in {n()}ms", lambda: f"{lead}{n()} {W.lower()}s reconciled, generation={digits(1, 9)} observed={digits(1, 9)}",
                     lambda: f"{path()}/{w}.{R.choice(['cc', 'c', 'go', 'rs', 'ts', 'java'])}:{n()}:{n()}: {R.choice(['warning', 'error', 'note'])}: {R.choice(['unused', 'undeclared', 'shadowed'])} {R.choice(['parameter', 'variable', 'function'])} '{w}_{word()}'", lambda: f"[{n()}/{n()}] Building CXX object {path()}/{w}_{word()}.cc.o", lambda: f"test {word()}::{w}_{word()}_{word()} ... ok",
                     lambda: R.choice(["--- PASS: ", "    --- PASS: ", "=== RUN   ", "PASS: ", "PASS ", "pass: ", "ok ", "PASSED ", "--- SKIP: ", "[ RUN      ] "]) + R.choice([lambda: f"Test{W}{word().capitalize()}", lambda: f"Test{W}{word().capitalize()}{digits(1, 3)}", lambda: f"Test{word().capitalize()}{W}/{word()}_{digits(1, 2)}", lambda: f"test_{w}_{word()}{digits(1, 2)}", lambda: f"{word()}-{w}-{digits(1, 2)}.sh", lambda: f"{W}Test.{word().capitalize()}{word().capitalize()}"])() + R.choice(["", f" ({digits(1, 3)}.{digits(2, 3)}s)", f" ({n()} ms)"]), lambda: f"{lead}{w} rotation finished: version {digits(1, 3)}, next {date()}T{clock()}Z", lambda: f"{lead}{W.lower()} {digits(1, 9)} expires at {date()} {clock()}", lambda: f"{lead}issued {w} id={digits(3, 12)} scope={word()}:{word()},{word()} ttl={digits(2, 5)}",
                     lambda: f"{lead}{w} lookup: SELECT {word()}_{w} FROM {word()} WHERE id={digits(1, 11)}", lambda: f"FATAL:  password authentication failed for user \"{R.choice(['postgres', 'app', word()])}\"", lambda: f"Access denied for user '{R.choice(['root', 'app', word()])}'@'{host()}' (using password: {R.choice(['YES', 'NO'])})"])()


def minified():
    """Program text as a bundler leaves it."""
    short = lambda: R.choice([take(string.ascii_lowercase, 1, 2), word(), take(string.ascii_letters, 1, 3), digits(1, 3), f'"{word()}"', f'"{word()}-{word()}"', R.choice(SAID), f"{word()}.{R.choice(SAID)}"])
    return "".join(short() + R.choice(["=", "==", "===", "!==", ":", ",", ";", "(", ")", "&&", "||", "?", "+", "=>", "){", "}", ".", "[", "]", "<", "!"]) for _ in range(R.randint(5, 24)))


def standin():
    return R.choice(["changeme", "CHANGE_ME", "your-password", "YOUR_API_KEY", "<your-token>", "xxxxxx", "XXXXXXXXXXXX", "******", "********", "...",
                     "REDACTED", "[REDACTED]", "<redacted>", "placeholder", "example", "your_secret_here", "TO" + "DO", "todo", "dummy", "none", "null", "None", "nil", "true",
                     "false", "undefined", "string", "''", "password", "secret", "token", "<password>", "[hidden]", "(hidden)", "***", "xxx-xxx-xxx", "insert-key-here",
                     "secret-here", "my-secret", "mypassword", "fake", "N/A", "not-set", "empty", "required", "replace_me", "sk-xxxxxxxxxxxxxxxx", "YOUR-" + word().upper() + "-KEY",
                     "your_" + word() + "_key", "<" + word() + "-password>", "enter_" + word(), "value" + digits(1, 1), "my" + R.choice(["key", "token", "pass"]) + digits(1, 1), "example-" + word(), "dummy_" + word(), "xxxx-xxxx-xxxx-xxxx", "0000000000000000"])


def reference():
    up = upper(ident())
    return R.choice(["${" + up + "}", "$" + up, "$(cat " + path() + ")", "{{ " + dotted() + " }}", "{{ ." + "Values." + dotted() + " }}", "%" + up + "%", "<%= " + dotted() + " %>",
                     "!Ref " + ident(), "!vault " + word(), "vault:" + dotted(), "env." + up, "process.env." + up, "os.environ['" + up + "']", "os.getenv(\"" + up + "\")",
                     "System.getenv(\"" + up + "\")", "var." + ident(), "data." + dotted(), "local." + ident(), "config." + ident(), "settings." + up, "self." + ident(),
                     "this." + ident(), "args." + ident(), "request.form['" + word() + "']", "req.body." + word(), "ENV['" + up + "']", "ENC(" + ident() + ")", "${{ secrets." + up + " }}",
                     "$" + ident(), "@" + ident(), "#{" + ident() + "}", "{" + ident() + "}", "${" + dotted() + ":}", "file:" + path(), "@Microsoft.KeyVault(VaultName=" + word() + ")",
                     "get_" + ident() + "()", ident() + "(" + word() + ")", "random_password." + word() + ".result", "viper.GetString(\"" + dotted() + "\")", "getpass.getpass()", "arn:aws:secretsmanager:us-east-1:" + digits(12, 12) + ":secret:" + word(),
                     "input()", "secrets.token_hex(32)", "hashlib.sha256(" + word() + ").hexdigest()", "projects/" + word() + "/secrets/" + word() + "/versions/latest"])


def plain():
    """What stands behind names that only look like secrets'."""
    return R.choice([n(), n() + "s", "true", "false", word(), ident(), dotted(), path(), "https://" + host() + path(), upper(ident()), date(), word() + "-" + word(), n() + "ms", word() + ".key"])


def tail():
    return R.choice(["ttl", "path", "file", "url", "id", "name", "length", "min_length", "expiry", "type", "field", "policy", "version", "count", "hash_algorithm", "rotation_days", "provider",
                     "manager", "encoder", "required", "enabled", "label", "hint", "store", "index", "column", "timeout", "refresh_interval", "reset_url", "expires_in", "limit", "ref", "source"])


def upper10():
    return take(string.ascii_uppercase + string.digits, 10)


def upper_ident():
    return upper(ident())


DRAW = {f.__name__: f for f in [noise, minified, said, upper10, upper_ident, measured, kp, kk, kt, KP, KK, KT, user, host, app, vendor, Vendor, path, n, date, clock, ident, Ident, dotted, b64long, sentence, zh, standin, reference,
                                plain, tail, word, uuid, digits, year]}
DRAW |= {"hex8": hexes(8), "hex16": hexes(16), "hex32": hexes(32), "hex40": hexes(40), "hex64": hexes(64), "hex128": hexes(128), "b64": lambda: take(B64, 27, 88) + "="}
MAKE = {"PW": password, "KEY": key, "TOK": token, "PRIV": private,
        "PWB": lambda: base64.b64encode(password().encode()).decode(), "NT": hexes(32), "MC": lambda: take("0123456789abcdef", 32) + "-us" + digits(1, 2), "APP": lambda: take(ALNUM, 30), "KEY64": lambda: base64.b64encode(bytes(R.randrange(256) for _ in range(R.choice([32, 32, 48, 64])))).decode(),
        "AZ": lambda: take(ALNUM, 3) + R.choice("78") + "Q~" + take(URL64 + "~.", 34), "AWS": lambda: take(B64, 40), "DJ": lambda: R.choice(["", "django-insecure-"]) + take(string.ascii_lowercase + string.digits + "!@#$%^&*(-_=+)", 50), "HEX128": hexes(128), "PWK": password,
        "COOK": lambda: "s%3A" + take(URL64, 32) + "." + take(ALNUM, 43), "JS": lambda: take("0123456789ABCDEF", 32) + R.choice(["", "", "." + word(), "." + word() + digits(1)]), "PHP": lambda: take(string.ascii_lowercase + string.digits, 26), "LONG": lambda: take(URL64, 80, 200).strip("-_") + "k", "UU": uuid,
        "KA": lambda: take(string.ascii_lowercase + string.digits, 6) + "." + take(string.ascii_lowercase + string.digits, 16), "WG": lambda: base64.b64encode(bytes(R.randrange(256) for _ in range(32))).decode(),
        "CODE": lambda: take(string.ascii_lowercase + string.digits, 4), "SIMPLE": simple, "HEX": lambda: "0x" + take("0123456789abcdef", 64),
        "BASIC": lambda: base64.b64encode((user() + ":" + password()).encode()).decode(), "WORDS": phrase, "ACC": accented, "WIDE": wide, "DIG": lambda: digits(4, 8), "LIC": licence, "HEXKEY": lambda: take("0123456789abcdef", R.choice([32, 48, 64])), "HEX32KEY": hexes(32), "HEX40KEY": hexes(40), "UUIDKEY": uuid,
        "HEX40TOK": hexes(40), "HEX32TOK": hexes(32), "HEX64TOK": hexes(64), "HEX64PRIV": hexes(64), "WIF": lambda: R.choice("5KL") + take("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz", 51)}
KIND = {"BASIC": "PW", "WORDS": "PW", "ACC": "PW", "WIDE": "PW", "DIG": "PW", "LIC": "KEY", "HEXKEY": "KEY", "HEX32KEY": "KEY", "HEX40KEY": "KEY", "UUIDKEY": "KEY", "HEX40TOK": "TOK", "HEX32TOK": "TOK", "HEX64TOK": "TOK", "HEX64PRIV": "PRIV", "WIF": "PRIV",
        "PWB": "PW", "SIMPLE": "PW", "CODE": "PW", "NT": "PW", "HEX": "PRIV", "WG": "PRIV", "MC": "KEY", "APP": "KEY", "KEY64": "KEY", "AZ": "KEY", "AWS": "KEY", "DJ": "KEY", "HEX128": "KEY", "PWK": "KEY",
        "JS": "TOK", "COOK": "TOK", "PHP": "TOK", "LONG": "TOK", "UU": "TOK", "KA": "TOK"}


def fill(template):
    text, spans = "", []
    for part in re.split(r"(«\w+»|\{\w+\})", template):
        if part.startswith("«"):
            name = part[1:-1]
            value = MAKE[name]()
            # A value never holds the quotes or ends that its place would misread.
            spans.append({"start": len(text), "end": len(text) + len(value), "label": LABELS[KIND.get(name, name)]})
            text += value
        elif part.startswith("{") and part[1:-1] in DRAW:
            text += DRAW[part[1:-1]]()
        else:
            text += part.replace("\\n", "\n").replace("\\t", "\t")
    return text, spans


def assigned(name, value, quoted_only=False):
    """Ways to give a value to a name."""
    q = [f'{name} = "{value}"', f"{name} = '{value}'", f'{name}="{value}"', f"{name}='{value}'", f'"{name}": "{value}"', f'"{name}": "{value}",', f'"{name}":"{value}"', f"'{name}': '{value}',",
         f"'{name}' => '{value}',", f'{name} := "{value}"', f'{name}: "{value}"', f"{name}: '{value}'", f'  {name} => "{value}"', f'String {name} = "{value}";', f'private static final String {name} = "{value}";',
         f'const {name} = "{value}";', f"let {name} = '{value}';", f"var {name} = '{value}'", f'var {name} string = "{value}"', f'const {name}: &str = "{value}";', f'val {name} = "{value}"', f'static const char *{name} = "{value}";',
         f'#define {name} "{value}"', f'Dim {name} As String = "{value}"', f'os.environ["{name}"] = "{value}"', f'config["{name}"] = "{value}"', f"$config['{name}'] = '{value}';", f'conf.set("{name}", "{value}")',
         f'props.put("{name}", "{value}");', f'setProperty("{name}", "{value}")', f"define('{name}', '{value}');", f'{{user}}.{name}("{value}")', f'{{ident}}({name}="{value}")', f"{{ident}}({{word}}='{{word}}', {name}='{value}')",
         f'<property name="{name}" value="{value}"/>', f'<add key="{name}" value="{value}" />', f'<{{word}} user="{{user}}" {name}="{value}"/>', f'\\"{name}\\": \\"{value}\\"', f'{{ {name}: "{value}" }}',
         f"{{host: '{{host}}', user: '{{user}}', {name}: '{value}'}}", f'- name: {name}\\n  value: "{value}"', f'$env:{name} = "{value}"', f"  {name}          = \"{value}\"", f'export {name}="{value}"', f"export {name}='{value}'",
         f'params.{name} = "{value}"', f'self.{name} = "{value}"', f"this.{name} = '{value}';", f'@{name} = "{value}"', f':{name} => "{value}"', f'{name}: "{value}",', f'"{{word}}.{name}": "{value}"', f'public string {name} {{ get; set; }} = "{value}";',
         f'setenv("{name}", "{value}", 1);', f'{name} <- "{value}"', f"set {name} \"{value}\"", f'{name}: str = "{value}"', f'# {name} = "{value}"', f'// {name}: "{value}"', f'"--{name}", "{value}"', f'"{name}", "{value}"', f'kwargs["{name}"]="{value}"']
    b = [f"{name}={value}", f"{name}={value}", f"{name} = {value}", f"{name}: {value}", f"  {name}: {value}", f"{name}:{value}", f"export {name}={value}", f"set {name}={value}", f"ENV {name}={value}", f"ENV {name} {value}", f"<{name}>{value}</{name}>",
         f'<entry key="{name}">{value}</entry>', f"-D{name}={value}", f"{{app}} --{name} {value}", f"{{app}} --{name}={value} --{{word}} {{n}}", f"{{app}} --{{word}} {{word}} --{name} {value}", f"{name}\\t{value}", f"{name} {value}", f"{name}：{value}", f"- {name}={value}",
         f"- {name}: {value}", f"Environment={name}={value}", f"{{date}} {{clock}} INFO {{app}} {name}={value} {{word}}={{n}}", f"{{date}}T{{clock}}Z DEBUG {{word}} request {name}: {value}, {{word}}: {{n}}", f"docker run -e {name}={value} {{app}}:latest",
         f"{{word}}={{word}}&{name}={value}", f"GET /{{word}}?{name}={value}&{{word}}={{n}} HTTP/1.1", f"# {name}={value}", f"; {name} = {value}", f"//{name}: {value}", f"[{{word}}]\\n{{word}} = {{n}}\\n{name} = {value}", f"{{word}}:\\n  {{word}}: {{host}}\\n  {name}: {value}",
         f"{name}: |\\n  {value}", f"| {name} | {value} |", f"helm install {{word}} . --set {name}={value}", f"{{word}}={{word}};{name}={value};", f"{name}={value} ./{{app}}", f"setx {name} {value}", f"{name}={value};{{word}}={{n}}", f"fly secrets set {name}={value}"]
    return q if quoted_only else q + b + b


PW_SHAPES = [
    "mysql -u{user} -p«SIMPLE» {word}", "mysqldump -h {host} -u {user} -p«SIMPLE» {word} > {word}.sql", "mysqladmin -uroot -p«SIMPLE» status", "mysql --host={host} --user={user} --password=«SIMPLE» {word}", "sshpass -p '«PW»' ssh {user}@{host}", "sshpass -p «SIMPLE» scp a {user}@{host}:/tmp",
    "curl -u {user}:«SIMPLE» https://{host}/{word}", "curl --user '{user}:«PW»' -X POST http://{host}/{word}", "wget --http-user={user} --http-password=«SIMPLE» http://{host}/{word}", "wget --user={user} --password='«PW»' https://{host}{path}", "smbclient //{host}/{word} -U {user}%«SIMPLE»",
    "unzip -P «SIMPLE» {word}.zip", "zip -P «SIMPLE» -r {word}.zip {word}/", "7z x {word}.7z -p«SIMPLE»", "7z a -p'«PW»' -mhe=on {word}.7z {path}", "openssl rsa -in {path} -passin pass:«SIMPLE»", "openssl pkcs12 -export -out a.p12 -passout pass:«SIMPLE»",
    "keytool -genkey -alias {word} -keystore {word}.jks -storepass «SIMPLE» -keypass «SIMPLE»", "redis-cli -h {host} -a «SIMPLE» ping", "redis-cli -a '«PW»' --no-auth-warning", "mongosh --host {host} -u {user} -p «SIMPLE»", "mongodump -u {user} -p '«PW»' -d {word}",
    "ldapsearch -x -D cn={user},dc={word} -w «SIMPLE» -b dc={word}", "docker login -u {user} -p «SIMPLE» {host}", "echo '«PW»' | docker login -u {user} --password-stdin {host}", "ipmitool -I lanplus -H {host} -U {user} -P «SIMPLE» chassis status", "snmpwalk -v3 -u {user} -A «SIMPLE» -X «SIMPLE» {host}",
    "sqlcmd -S {host} -U {user} -P «SIMPLE» -Q 'select 1'", "sqlplus {user}/«SIMPLE»@{host}:1521/{word}", "lftp -u {user},«SIMPLE» sftp://{host}", "xfreerdp /u:{user} /p:«SIMPLE» /v:{host}", "rdesktop -u {user} -p «SIMPLE» {host}", "net use Z: \\\\\\\\{host}\\\\{word} «SIMPLE» /user:{user}",
    "echo '{user}:«PW»' | chpasswd", "echo {user}:«SIMPLE» | sudo chpasswd", "htpasswd -b {path} {user} «SIMPLE»", "htpasswd -bnBC 10 {user} '«PW»'", "spawn ssh {user}@{host}\\nexpect \"password:\"\\nsend \"«SIMPLE»\\\\r\"", "nmcli dev wifi connect {word} password «SIMPLE»",
    "network={\\n  ssid=\"{word}\"\\n  psk=\"«PW»\"\\n  password=\"«PW»\"\\n}", "machine {host} login {user} password «SIMPLE»", "machine {host}\\nlogin {user}\\npassword «SIMPLE»", "{host}:5432:{word}:{user}:«SIMPLE»", "{host}:5432:*:{user}:«SIMPLE»", "*:*:*:{user}:«SIMPLE»",
    "{host}:3306:{word}:{user}:«SIMPLE»", "Server={host};Database={word};User Id={user};Password=«SIMPLE»;", "Data Source={host};Initial Catalog={word};User ID={user};Pwd=«SIMPLE»;Encrypt=True", "Driver={SQL Server};Server={host};UID={user};PWD=«SIMPLE»", "host={host} port=5432 dbname={word} user={user} password=«SIMPLE»",
    "jdbc:mysql://{host}:3306/{word}?user={user}&password=«SIMPLE»", "jdbc:postgresql://{host}/{word}?user={user}&password=«SIMPLE»&ssl=true", "jdbc:sqlserver://{host}:1433;databaseName={word};user={user};password=«SIMPLE»", "CREATE USER {user} WITH PASSWORD '«PW»';", "CREATE USER '{user}'@'%' IDENTIFIED BY '«PW»';",
    "ALTER USER {user} IDENTIFIED BY \"«PW»\";", "ALTER ROLE {user} WITH LOGIN PASSWORD '«PW»';", "SET PASSWORD FOR '{user}'@'localhost' = PASSWORD('«PW»');", "GRANT ALL ON {word}.* TO '{user}'@'%' IDENTIFIED BY '«PW»';", "CREATE LOGIN {user} WITH PASSWORD = N'«PW»', CHECK_POLICY = OFF",
    "INSERT INTO users (name, password) VALUES ('{user}', '«PW»');", "UPDATE users SET password = '«PW»' WHERE name = '{user}';", "DriverManager.getConnection(url, \"{user}\", \"«PW»\") // password", "psycopg2.connect(host='{host}', user='{user}', password='«PW»')", "pymysql.connect(host=\"{host}\", user=\"{user}\", passwd=\"«PW»\", db=\"{word}\")",
    "requests.get(url, auth=('{user}', '«PW»'))  # basic auth", "auth=HTTPBasicAuth('{user}', '«PW»')", "redis.Redis(host='{host}', port=6379, password='«PW»')", "client.login('{user}', '«PW»')  # pass", "new NetworkCredential(\"{user}\", \"«PW»\")", "ssh.connect('{host}', username='{user}', password='«PW»')",
    "setPassword(\"«PW»\");", ".withPassword(\"«PW»\")", "ds.setPassword(\"«PW»\");", "requirepass «SIMPLE»", "masterauth «SIMPLE»", "rootpw \"«PW»\"", "bindpw «SIMPLE»", "stats auth {user}:«SIMPLE»", "username {user} password 0 «SIMPLE»", "enable password «SIMPLE»", "set password \"«PW»\"", "password=\"«PW»\"",
    "smtp_login: {user} / «SIMPLE» (password)", "the password for {user} is «SIMPLE»", "Password is «SIMPLE», please change it", "my pw: «SIMPLE»", "{sentence}, the password is «SIMPLE» by the way", "login {user} pass «SIMPLE»", "user {user} password «SIMPLE» works on {host}", "root password on {host} was changed to «SIMPLE»",
    "try «SIMPLE» as the password", "use {user} / «SIMPLE» to log in, same password as last week", "wifi password: «SIMPLE»", "I set your temporary password to «SIMPLE».", "new password «SIMPLE» is valid until {date}", "creds: {user}:«SIMPLE»", "Credentials: {user} / «SIMPLE»", "initial passwd = «SIMPLE» ({sentence})",
    "密码：«SIMPLE»", "密码:«SIMPLE»", "密码是«SIMPLE»", "密码是 «SIMPLE»，{zh}", "密码为«SIMPLE»", "账号 {user} 密码 «SIMPLE»", "账号：{user}，密码：«SIMPLE»", "用户名 {user} 口令 «SIMPLE»", "{zh}口令：«SIMPLE»", "{zh}，密码改成 «SIMPLE» 了", "{zh}密码「«SIMPLE»」", "{zh}的密码“«SIMPLE»”别外传", "初始密码 «SIMPLE» {zh}",
    "{zh}密码已重置为 «SIMPLE»，{zh}", "{host} {user}/«SIMPLE» 这个是密码", "{zh}密码：{user}/«SIMPLE»", "登录口令«SIMPLE»，{zh}", "数据库密码 = \"«PW»\"", "无线密码 «SIMPLE»", "密码还是«SIMPLE»，{zh}", "“密码是多少？”“«SIMPLE»”", "- 密码: `«SIMPLE»`", "| {user} | «SIMPLE» | 密码 |", "解压密码：«SIMPLE»", "默认密码«SIMPLE»",
    "data:\\n  {kp}: «PWB»", "kind: Secret\\ndata:\\n  password: «PWB»", "stringData:\\n  {kp}: «SIMPLE»", "secret:\\n  {kp}: '«PW»'", "device,user,password\\n{word}-{n},{user},«SIMPLE»", "user,password,role\\n{user},«SIMPLE»,{word}", "{kp}:\\n  «SIMPLE»", "ansible_ssh_pass=«SIMPLE» ansible_user={user}", "{host} ansible_user={user} ansible_password=«SIMPLE»",
    "mount -t cifs //{host}/{word} /mnt -o username={user},password=«SIMPLE»,vers=3.0", "tar czf - {path} | openssl enc -aes-256-cbc -k '«PW»'", "gpg --batch --passphrase «SIMPLE» -d {word}.gpg", "PGPASSWORD=«SIMPLE» psql -h {host} -U {user}", "MYSQL_PWD='«PW»' mysql -u {user}", "--from-literal={kp}=«SIMPLE»", "kubectl create secret generic {word} --from-literal=password='«PW»'",
    "Get-Credential; ConvertTo-SecureString \"«PW»\" -AsPlainText -Force # password", "{user}:«SIMPLE»@{host} password in the old config", "send \"«SIMPLE»\\\\n\"  ;# password", "az login -u {user} -p «SIMPLE»", "$sec = ConvertTo-SecureString '«PW»' -AsPlainText", "VPN 预共享密钥：«SIMPLE»", "ipsec psk \"«PW»\"", "wpa-psk «SIMPLE»", "pre-shared key: «SIMPLE»", "提取码：«CODE»", "链接 https://{host}{path} 提取码 «CODE»", "{host} login is {user} / «SIMPLE»", "login: {user} / «SIMPLE»", "login {user} «SIMPLE» ({sentence})", "{user} / «SIMPLE» is the login for {host}", "curl -d 'username={user}&password=«SIMPLE»' https://{host}/login", "POST /login username={user}&password=«SIMPLE»&remember=1", "{\"username\":\"{user}\",\"password\":\"«PW»\"}",
    "mosquitto_pub -h {host} -u {user} -P «SIMPLE» -t {word} -m 1", "rabbitmqctl add_user {user} «SIMPLE»", "clickhouse-client -h {host} --password «SIMPLE»", "cqlsh {host} -u {user} -p «SIMPLE»", "beeline -u jdbc:hive2://{host} -n {user} -p «SIMPLE»", "kinit {user} <<< «SIMPLE»  # password", "useradd {user} && echo «SIMPLE» | passwd --stdin {user}",
    "svn co --username {user} --password «SIMPLE» https://{host}/svn", "mvn deploy -Dpassword=«SIMPLE» -Dusername={user}", "<server><id>{word}</id><username>{user}</username><password>«SIMPLE»</password></server>", "<password>«SIMPLE»</password>", "<connectionStrings><add name=\"{word}\" connectionString=\"Server={host};uid={user};pwd=«SIMPLE»\" /></connectionStrings>",
]
PW_SHAPES += [
    "new pw for the {word} box: «SIMPLE»", "pw for {user} on {host}: «SIMPLE»", "the {word} password has been changed, it is now \"«PW»\"", "password rotated, now '«PW»'", "fyi the {word} mailbox password is now «SIMPLE»", "the passphrase for {word} is: «PW»", "rabbitmqctl add_user {user} «SIMPLE» && rabbitmqctl set_permissions {user} \".*\" \".*\" \".*\"", "rabbitmqctl change_password {user} '«PW»'", "can you log in with {user} / «SIMPLE»? password was reset", "pass: «SIMPLE» user: {user} host: {host}", "ssh {user}@{host} (pw «SIMPLE»)", "here are the credentials - user: {user}, password: «SIMPLE»",
    "temp password «SIMPLE», valid {n} days", "password «SIMPLE» no longer works, try «SIMPLE»", "we still use «SIMPLE» as the password everywhere", "{word} admin password (do not share): «PW»", "Password: «PW»", "PASSWORD «SIMPLE»", "passwd «SIMPLE»", "passwd is «SIMPLE»", "wifi: {word} / password «SIMPLE»", "unlock PDF with password «SIMPLE»", "Zip password: «SIMPLE»", "login: {user}\npass: «PW»", "{user}'s password: «PW»", "password={word}-{word}; # was «SIMPLE»" if False else "password for the archive = «SIMPLE»",
    "{zh}新密码发你：«SIMPLE»", "{zh}密码换成了「«PW»」{zh}", "{zh}密码记一下 «SIMPLE»", "密码：«PW»（{zh}）", "{zh}root 密码是 «SIMPLE»", "{zh}临时密码：«SIMPLE»，{zh}", "用户：{user}　密码：«SIMPLE»", "{zh}密码 «SIMPLE» 别改", "登录名 {user}，登录密码 «SIMPLE»", "{zh}统一密码«SIMPLE»", "{zh}开机密码：«SIMPLE»", "{zh}密码不对，试试 «SIMPLE»", "{zh}邮箱密码：«PW»", "{zh}后台 {user}/«SIMPLE» 口令{zh}", "口令: «PW»", "口令=«SIMPLE»", "{zh}解压口令 «SIMPLE»", "密码提示：无\n密码：«SIMPLE»",
    "echo '«PW»' | sudo -S systemctl restart {word}", "echo «SIMPLE» | sudo -S apt-get update", "expdp {user}/«SIMPLE»@{word} directory={word}", "impdp {user}/«SIMPLE» schemas={word}", "my $dbh = DBI->connect(\"dbi:mysql:database={word}\", \"{user}\", \"«PW»\", { RaiseError => 1 });", "DBI->connect('dbi:Pg:dbname={word}', '{user}', '«PW»')", "{zh}WiFi密码 «SIMPLE»", "| {word} | {user} | `«SIMPLE»` | 密码 |", "| {word} password | {user} | `«PW»` |", "ipmitool -H {host} -U ADMIN -P «SIMPLE» power status", "ipmitool -I lanplus -H bmc-{n} -U {user} -P «SIMPLE» chassis status",
    "echo -n '«PW»' | cryptsetup luksOpen /dev/sdb1 {word} -", "qpdf --encrypt «SIMPLE» «SIMPLE» 256 -- {word}.pdf out.pdf  # passwords", "pdftk {word}.pdf output out.pdf user_pw «SIMPLE»", "openssl enc -d -aes-256-cbc -in {word}.enc -k «SIMPLE»", "openssl aes-256-cbc -pass pass:«SIMPLE» -in {word}",
    "ssh-keygen -t ed25519 -N '«PW»' -f {path}  # passphrase", "net user {user} «SIMPLE» /add", "psexec \\\\{host} -u {user} -p «SIMPLE» cmd", "wmic /node:{host} /user:{user} /password:«SIMPLE» os get", "mount -t cifs //{host}/{word} /mnt/{word} -o user={user},pass=«SIMPLE»,uid={n}", "mount.cifs //{host}/{word} /mnt -o username={user},password=«SIMPLE»,vers=2.1,domain={word}",
    "x11vnc -passwd «SIMPLE» -forever", "mosquitto_passwd -b {path} {user} «SIMPLE»", "influx -username {user} -password '«PW»' -execute 'show databases'", "vault write auth/userpass/users/{user} password=«SIMPLE» policies={word}", "aws rds modify-db-instance --db-instance-identifier {app} --master-user-password «SIMPLE» --apply-immediately",
    "gcloud sql users set-password root --instance {app} --password «SIMPLE»", "az vm create -n {app} --admin-username {user} --admin-password '«PW»'", "podman login -u {user} -p «SIMPLE» {host}", "helm registry login {host} -u {user} -p «SIMPLE»", "skopeo copy --dest-creds {user}:«SIMPLE» docker://{host}/{word}  # login", "curl --proxy-user {user}:«SIMPLE» https://{host}", "curl -k --user \"{user}:«PW»\" https://{host}/{word}/{word}",
    "curl -sS -u \"{user}:«SIMPLE»\" -X PUT https://{host}{path}", "lftp -e 'open -u {user},«SIMPLE» {host}; ls'", "rclone config create {word} sftp host {host} user {user} pass «SIMPLE»", "[client]\nuser={user}\npassword=«SIMPLE»", "[client]\nuser = {user}\npassword = \"«PW»\"", "username {user} privilege 15 secret «SIMPLE»", "enable secret 0 «SIMPLE»", "local-user {user} password cipher «SIMPLE»", "set authentication password simple «SIMPLE»",
    " password simple «SIMPLE»", "plain-text-password-value \"«PW»\";", "cache_peer {host} parent 3128 0 login={user}:«SIMPLE»", "[{host}]:587 {user}:«SIMPLE»  # auth", "user default on >«SIMPLE» ~* +@all  # password", "default_pass = «SIMPLE»", "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"{user}\" password=\"«PW»\";", "sasl.jaas.config=org.{word}.ScramLoginModule required username=\"{user}\" password=\"«SIMPLE»\";",
    "<user username=\"{user}\" password=\"«PW»\" roles=\"{word}\"/>", "<property name=\"{word}.connection.password\">«SIMPLE»</property>", "<key>password</key><string>«SIMPLE»</string>", "\"DefaultPassword\"=\"«PW»\"", "<Password><Value>«SIMPLE»</Value><PlainText>true</PlainText></Password>", "<password>\n  «SIMPLE»\n</password>", "New-Object PSCredential(\"{user}\", (ConvertTo-SecureString \"«PW»\" -AsPlainText -Force))", "EXEC sp_addlogin '{user}', '«PW»'  -- password",
    "db.createUser({user: \"{user}\", pwd: \"«PW»\", roles: []})", "CONNECT {user}/«SIMPLE»@{word}  -- sqlplus", "Authentication of {user} with password '«PW»' failed", "{date} {clock} DEBUG login user={user} passwd=«SIMPLE» ip={host}", "{date} {clock} WARN bad credentials for {user}: got \"«PW»\" as password", "ssh.Password(\"«PW»\")", "new UsernamePasswordToken(\"{user}\", \"«PW»\")", "mysqli_connect(\"{host}\", \"{user}\", \"«PW»\", \"{word}\")", "$db = new mysqli('{host}', '{user}', '«PW»', '{word}');",
    "new PDO('mysql:host={host};dbname={word}', '{user}', '«PW»')", "sql.Open(\"mysql\", \"{user}:«SIMPLE»@tcp({host}:3306)/{word}\")", "gorm.Open(mysql.Open(\"{user}:«SIMPLE»@tcp({host}:3306)/{word}?charset=utf8\"))", "dsn := \"host={host} user={user} password=«SIMPLE» dbname={word} sslmode=disable\"", "psql \"host={host} port=5432 dbname={word} user={user} password=«SIMPLE» sslmode=require\"", "conn = psycopg2.connect(\"dbname={word} user={user} password=«SIMPLE» host={host}\")",
    "\"Default\": \"Server={host},1433;Database={word};User Id={user};Password=«SIMPLE»;TrustServerCertificate=True\"", "<add name=\"{word}\" connectionString=\"Data Source={host};Initial Catalog={word};User ID={user};Password=«SIMPLE»;Pooling=true\" />", "Provider=SQLOLEDB;Data Source={host};User ID={user};Password=«SIMPLE»", "conn.Open \"Driver={{word}};Server={host};Database={word};Uid={user};Pwd=«SIMPLE»;\"",
    "url: jdbc:sqlserver://{host}:1433;databaseName={word};user={user};password=«SIMPLE»;encrypt=false", "jdbc:db2://{host}:50000/{word}:user={user};password=«SIMPLE»;", "jdbc:mysql://{host}/{word}?useSSL=false&user={user}&password=«SIMPLE»&characterEncoding=utf8", "JAVA_OPTS=\"-Xmx1g -Djavax.net.ssl.keyStorePassword=«SIMPLE»\"", "java -jar {app}.jar --spring.datasource.password=«SIMPLE»", "-Djavax.net.ssl.trustStorePassword=«SIMPLE» -Dfile.encoding=UTF-8", "mvn -B deploy -D{word}.user={user} -D{word}.password=«SIMPLE» -DskipTests",
    "  -e {word}_USER={user} -e {KP}=«SIMPLE» \\", "docker run -d -e {KP}=«SIMPLE» -p {n}:{n} {app}", "ARG {KP}=«SIMPLE»", "RUN echo 'root:«PW»' | chpasswd", "RUN useradd {user} && echo \"{user}:«SIMPLE»\" | chpasswd", "echo \"{user}:«PW»\" | chpasswd", "env: { {KP}: «SIMPLE» }", "environment: [\"{KP}=«SIMPLE»\"]", "      - {KP}=«SIMPLE»", "      {KP}: «SIMPLE»", "steps:\n  - run: {app} --password «SIMPLE»", "withEnv(['{KP}=«SIMPLE»']) {", "sh \"mysql -h {host} -u {user} -p«SIMPLE» {word} < {word}.sql\"", "PGPASSWORD=«SIMPLE» pg_dump -h {host} -U {user} {word} > {word}.dump", "PGPASSWORD='«PW»' psql -c 'select 1'",
    "{word} = {\"user\": \"{user}\", \"password\": \"«PW»\"}", "PASSWORDS = [\"«PW»\", \"«PW»\"]", "login(\"{user}\", \"«PW»\")", "driver.find_element(By.ID, \"password\").send_keys(\"«PW»\")", "page.fill('#password', '«PW»')", "cy.get('input[name=password]').type('«PW»')", "$this->actingAs({ident})->post('/login', ['password' => '«PW»'])", "authenticate(username='{user}', password='«PW»')", "client.auth(\"«PW»\")  # redis password", "smtp.login(\"{user}\", \"«PW»\")", "server.login('{user}', '«SIMPLE»')",
    "hi, {sentence}: login is {user} / «SIMPLE» - {sentence}", "{sentence} box login is {user} / «SIMPLE», same for the others", "I reset it to «SIMPLE» and {sentence} new password on first login", "pw is «SIMPLE», {sentence}", "{sentence} passphrase: «SIMPLE» {sentence}", "{sentence} password to «SIMPLE». {sentence}", "password for the {word} box: «SIMPLE»", "old pw «SIMPLE», new pw «SIMPLE»", "user={user} pw=«SIMPLE»", "username: {user}\npassword: «SIMPLE»", "Username: {user}\nPassword: «PW»", "user: {user}, pass: «SIMPLE»", "({user}/«SIMPLE») is the password", "your one-time password is «SIMPLE» ({sentence})", "Your account has been created. User: {user} Password: «SIMPLE»", "Dear {user}, your initial password: «SIMPLE». {sentence}", "> what's the root pw?\n«SIMPLE»",
    "{zh}初始密码为「«PW»」，{zh}", "{zh}密码为『«SIMPLE»』", "管理员密码是“«PW»”，{zh}", "{zh}的登录密码：«PW»", "{zh}密码统一改成«SIMPLE»，{zh}", "账户：{user} 密码：«PW»", "帐号：{user}\n密码：«SIMPLE»", "{zh}口令为 «SIMPLE»，{zh}", "{zh}共享密钥：«SIMPLE»", "VPN 密码：«PW»", "VPN 预共享密钥：«PW»", "WiFi密码：«SIMPLE»", "密码（临时）：«SIMPLE»", "新密码：«SIMPLE»，{zh}", "{zh}密码重置成功，新密码 «SIMPLE»", "{user} 的密码忘了，我重置成 «SIMPLE» 了", "链接: https://{host}{path} 提取码: «CODE»", "提取码:«CODE» {zh}", "密碼：«SIMPLE»", "{zh}用{user}/«SIMPLE»登录，密码{zh}", "【账号】{user}【密码】«SIMPLE»",
    "device,account,password\n{word}-{n},{user},«PW»", "host;user;password\n{host};{user};«SIMPLE»", "| user | password |\n|---|---|\n| {user} | «SIMPLE» |", "username\tpassword\n{user}\t«SIMPLE»", "name,ip,login,passwd\n{word},{host},{user},«SIMPLE»", "主机,账号,密码\n{host},{user},«SIMPLE»", "| 账号 | 密码 |\n| {user} | «SIMPLE» |", "{user}:{n}:aad3b435b51404eeaad3b435b51404ee:«NT»:::", "{host}:5432:{word}:{user}:«PW»", "{host}:5432:{word}:{word}_{user}:«SIMPLE»",
    "xfreerdp /v:{host} /u:{user} /p:'«PW»' /cert:ignore", "smbclient //{host}/{word} -U {user}%«SIMPLE» -c 'ls'", "smbmap -H {host} -u {user} -p '«PW»'", "unzip -P «SIMPLE» {word}-{word}.zip -d {path}", "unzip -o -P '«PW»' {word}.zip", "7z x -p«SIMPLE» -o{word} {word}.7z", "net use Z: \\\\{host}\\{word} «SIMPLE» /user:{word}\\{user} /persistent:yes", "net use \\\\{host}\\ipc$ /user:{user} «SIMPLE»", "redis-cli -h {host} -p 6379 -a «SIMPLE» INFO", "ldapmodify -x -H ldap://{host} -D cn={user} -w «SIMPLE» -f {word}.ldif", "sshpass -p'«PW»' rsync -a {path} {user}@{host}:/", "sshpass -p \"«PW»\" ssh -o StrictHostKeyChecking=no {user}@{host}",
]
KEY_SHAPES = [
    "X-API-Key: «KEY»", "x-api-key: «KEY»", "curl -H 'X-Api-Key: «KEY»' https://{host}/v1", "curl -H \"api-key: «KEY»\" https://{host}", "https://{host}/v1?api_key=«KEY»&q={word}", "https://{host}{path}?key=«KEY»", "GET /v3/{word}?{word}={n}&appkey=«KEY»", "client = {Vendor}Client(api_key=\"«KEY»\")", "{vendor}.setup('{hex8}', '«KEY»');",
    "new {Vendor}(\"«KEY»\")", "{vendor}.api_key = '«KEY»'", "boto3.client('s3', aws_access_key_id='{word}', aws_secret_access_key='«KEY»')", "aws_secret_access_key = «KEY»", "aws configure set aws_secret_access_key «KEY»", "DefaultEndpointsProtocol=https;AccountName={word};AccountKey=«KEY»;EndpointSuffix=core.windows.net",
    "Endpoint=sb://{word}.servicebus.windows.net/;SharedAccessKeyName={word};SharedAccessKey=«KEY»", "the api key is «KEY»", "here is our key for {vendor}: «KEY»", "{sentence} api key «KEY» {sentence}", "secret key: «KEY» (do not share)", "access key «KEY» was rotated on {date}", "接口密钥：«KEY»", "密钥是 «KEY»", "AppSecret：«KEY»",
    "{zh}密钥 «KEY»，{zh}", "{zh} appkey=«KEY»", "{zh}的 key 是 «KEY»", "秘钥：«KEY»", "accessKeySecret «KEY» {zh}", "{zh} apiSecret 换成 «KEY» 了", "[{vendor}]\\nkey = «KEY»", "{vendor}_key: «KEY»", "{VENDOR}_KEY=«KEY»", "{vendor}:\\n  key: «KEY»\\n  region: {word}", "--api-key «KEY»", "{app} --api-key=«KEY» sync", "{app} login --key «KEY»", "https://{host}/data/2.5/{word}?q={word}&appid=«KEY»", "{zh} AK {hex16} SK «KEY»  密钥",
    "export TOKEN=«KEY»", "TOKEN=«KEY»", "API_TOKEN=«KEY»", "{VENDOR}_API_TOKEN=\"«KEY»\"", "api_token: «KEY»", "botToken: \"«KEY»\"", "SECRET=«KEY»", "secret: «KEY»", "\"secret\": \"«KEY»\"", "const secret = '«KEY»';", "app.secret_key = '«KEY»'", "SECRET_KEY_BASE=«KEY»", "jwt.sign(payload, '«KEY»')  // secret", "hmac.new(b'«KEY»', msg)  # secret key",
    "Authorization: ApiKey «KEY»", "Authorization: Token «KEY»", "Ocp-Apim-Subscription-Key: «KEY»", "DD-API-KEY: «KEY»", "client_id={hex32}&client_secret=«KEY»", "client_id: {uuid}\\nclient_secret: «KEY»", "az login --service-principal -u {uuid} -p «KEY» --tenant {uuid}", "{\"clientId\":\"{hex16}\",\"clientSecret\":\"«KEY»\"}",
    "{vendor} sdk init key=\"«KEY»\"", "new {Vendor}Client('{word}-{n}', '«KEY»')", "{Vendor}::configure('«KEY»')", "access_id={hex16} access_key=«KEY»", "ak: {hex16} sk: «KEY»", "AK/SK: {hex16} / «KEY»", "encryption key (hex): «KEY»", "license key «KEY»", "signing secret «KEY»",
]
KEY_SHAPES += [
    "{zh}的 key 我发你：«KEY»，{zh}", "{zh} key：«KEY»", "{zh}的key是«KEY»", "{zh}密钥发你 «KEY»", "{zh}密钥换成 «KEY» 了", "{vendor} key «KEY» still has quota", "here you go, api key: «KEY»", "api key for {word}: «KEY»", "the secret for {word} is «KEY»", "client.login('«KEY»');  // bot token key", "{vendor}:\n    key: «KEY»", "{vendor}:\n  api_key: \"«KEY»\"\n  timeout: {n}", "[{word}]\napi_key=«KEY»\nregion={word}", "{word}_url = \"https://{host}/data?q={word}&appid=«KEY»\"", "fetch(`https://{host}/v1?apiKey=«KEY»`)", "axios.get(url, { headers: { 'x-api-key': '«KEY»' } })", "requests.post(url, headers={\"X-API-KEY\": \"«KEY»\"})", "api.key=«KEY»", "apikey «KEY»", "API key: «KEY»", "App Secret: «KEY»", "Client secret «KEY» expires {date}", "Secret access key: «AWS»",
    "const {kk} = Buffer.from(\"«KEY»\", \"base64\")", "{kk} = bytes.fromhex('«KEY»')", "{kk} := []byte(\"«KEY»\")", "{kk} = base64.b64decode(\"«KEY»\")", "SecretKeySpec {kk} = new SecretKeySpec(\"«KEY»\".getBytes(), \"AES\")", "Fernet('«KEY»')  # key", "Fernet(b\"«KEY»\")  # encryption key", "crypto.createHmac('sha256', '«KEY»')  // secret", "env: { {KK}: «KEY» }", "      - {KK}=«KEY»", "      {KK}: «KEY»", "-e {KK}=«KEY» \\", "run: {app} deploy --api-key «KEY»",
    "{vendor}_key: «MC»", "{vendor}_api_key = «MC»", "https://maps.{word}.com/v3/geocode?key=«KEY»&city={word}", "curl 'https://{host}/v1/{word}?apikey=«KEY»'", "curl -X POST https://{host}/send -F token=«APP» -F user=«KEY»  # api key", "Endpoint=sb://{host}/;SharedAccessKeyName={word};SharedAccessKey=«KEY64»", "HostName={host};DeviceId={word};SharedAccessKey=«KEY64»", "AccountName={word};AccountKey=«KEY64»;EndpointSuffix={host}", "az login --service-principal -u {uuid} -p «AZ» --tenant {uuid}", "client_secret: «AZ»", "AZURE_CLIENT_SECRET=«AZ»", "AWS_SECRET_ACCESS_KEY=«AWS»", "aws_secret_access_key: «AWS»", "secretAccessKey: \"«AWS»\"", "aws_session_credentials secret «AWS»", "mc alias set {word} https://{host} {hex16} «KEY»  # access key", "s3cmd --access_key={hex16} --secret_key=«AWS» ls",
    "[default]\naccess_key = {hex16}\nsecret_key = «AWS»", "heroku config:set {KK}=«KEY»", "gh secret set {KK} -b «KEY»", "wrangler secret put {KK} <<< «KEY»", "vault kv put secret/{word} api_key=«KEY»", "kubectl create secret generic {app} --from-literal=api-key=«KEY»", "data:\n  {kk}: «KEY64»", "stringData:\n  {kk}: \"«KEY»\"", "headers.set(\"X-Api-Key\", \"«KEY»\")", "-H \"X-{Vendor}-Key: «KEY»\"", "request.Headers.Add(\"Ocp-Apim-Subscription-Key\", \"«KEY»\");", "{Vendor}.init({ apiKey: '«KEY»' })", "{vendor}.Client(\"«KEY»\")", "openai.api_key = \"«KEY»\"", "const client = new {Vendor}({ key: \"«KEY»\" })",
    "{vendor} api key = «KEY»", "the {vendor} key is «KEY»", "rotate this please, {vendor} secret: «KEY»", "my key is «KEY» if you need it", "{sentence} secret is «KEY»", "{zh}密钥为「«KEY»」", "{zh}的密钥：«KEY»，{zh}", "{zh}AppKey：{hex16}，AppSecret：«KEY»", "微信支付 API 密钥：«KEY»", "{zh} SecretKey=«AWS»", "accessKeyId: {hex16}, accessKeySecret: «KEY»", "AK：{hex16} SK：«KEY»", "{date} {clock} DEBUG {app} using api_key=«KEY» region={word}", "name,api_key,owner\n{app},«KEY»,{user}", "service;key\n{app};«KEY»", "turn:{host}?secret=«KEY»", "django.SECRET_KEY = '«DJ»'", "SECRET_KEY = '«DJ»'", "secret_key_base: «HEX128»", "APP_KEY=base64:«KEY64»", "NEXTAUTH_SECRET=«KEY»", "JWT_SECRET=«PWK»", "jwt.secret: «PWK»", "HMAC_KEY='«PWK»'", "cookie_secret = \"«PWK»\"", "tacacs-server key «PWK»", "radius-server host {host} key «PWK»", "secret = «PWK»",
]
TOK_SHAPES = [
    "Authorization: Bearer «TOK»", "authorization: bearer «TOK»", "curl -H 'Authorization: Bearer «TOK»' https://{host}/{word}", "headers = {'Authorization': 'Bearer «TOK»'}", "Bearer «TOK»", "-H \"Authorization: Bearer «TOK»\" \\\\", "Cookie: sessionid=«TOK»", "Cookie: {word}={n}; sessionid=«TOK»; lang=en", "Set-Cookie: PHPSESSID=«TOK»; path=/; HttpOnly",
    "Set-Cookie: sid=«TOK»; Path=/; Secure", "cookie: JSESSIONID=«TOK»", "curl -b 'session=«TOK»' https://{host}", "document.cookie = 'sess=«TOK»';", "refresh_token=«TOK»&grant_type=refresh_token", "\"access_token\":\"«TOK»\",\"expires_in\":{n}", "{\"refreshToken\":\"«TOK»\"}", "登录令牌：«TOK»", "令牌 «TOK» {zh}", "{zh}令牌：«TOK»",
    "{zh} token：«TOK»", "{zh} token 是 «TOK»", "会话 sid=«TOK» {zh}", "access token «TOK»", "kubeadm join {host}:6443 --token «TOK» --discovery-token-ca-cert-hash sha256:{hex64}", "docker swarm join --token «TOK» {host}:2377", "vault login «TOK»  # token", "consul members -token=«TOK»", "--token «TOK»", "{app} --token=«TOK»", "X-Auth-Token: «TOK»",
    "X-CSRF-Token: «TOK»", "session token is «TOK»", "use this token: «TOK»", "GET /{word}?access_token=«TOK» HTTP/1.1", "https://{host}/{word}?token=«TOK»", "jwt: «TOK»", "ws://{host}/socket?token=«TOK»", "token: «TOK»", "\"token\": \"«TOK»\"", "token=«TOK»", "setToken('«TOK»')", "{date} {clock} INFO auth ok token=«TOK» user={user}",
]
TOK_SHAPES += [
    "Access token: «TOK»", "Refresh token: «TOK»", "refreshToken=«TOK»", "{word} token is «TOK»", "{word} auth token «TOK»", "Cookie: {word}=«TOK»; {word}_session=«TOK2»" if False else "Cookie: auth=«TOK»", "cookie: «TOK»" if False else "cookie: session_id=«TOK»; theme={word}", "X-Session-Token: «TOK»", "x-access-token: «TOK»", "PRIVATE-TOKEN: «TOK»", "curl --header \"PRIVATE-TOKEN: «TOK»\" https://{host}/api", "token «TOK»，{zh}", "{zh}会话令牌：«TOK»", "{zh} access_token={zh}\ntoken=«TOK»" if False else "{zh} access_token=«TOK»", "set-cookie: {word}_session=«TOK»; secure", "{date} {clock} DEBUG session token=«TOK» user={user}", "{date} {clock} INFO Authorization: Bearer «TOK»", "bearer_token = \"«TOK»\"",
    "Cookie: JSESSIONID=«JS»; lang={word}", "Set-Cookie: JSESSIONID=«JS»; Path=/{word}; HttpOnly", "Set-Cookie: PHPSESSID=«PHP»; path=/", "cookie: connect.sid=«COOK»", "Cookie: {word}={word}; connect.sid=«COOK»; tz={word}", "{word}_session=«LONG»", "Cookie: {word}_session=«LONG»%3D", "Set-Cookie: {word}_session=«TOK»; path=/", "session {word} «TOK»", "Set-Cookie: .{word}.Cookies=«LONG»; secure; httponly", "Cookie: {word}={n}; .AspNetCore.Session=«LONG»", "Cookie: XSRF-TOKEN=«TOK»; {word}_session=«LONG»", "{\"level\":\"debug\",\"msg\":\"{sentence}\",\"bearer\":\"«TOK»\",\"ms\":{n}}", "{\"ts\":\"{date}\",\"access_token\":\"«TOK»\",\"user\":\"{user}\"}", "\"id_token\": \"«LONG»\"", "oauth_token=«TOK»&oauth_verifier={n}", "Authorization: token «TOK»", "authorization='Bearer «TOK»'", "req.Header.Set(\"Authorization\", \"Bearer «TOK»\")",
    "headers: { Authorization: `Bearer «TOK»` }", "http GET {host}/v1 'Authorization: Bearer «TOK»'", "--header \"Authorization: Bearer «TOK»\" \\", "grpcurl -H 'authorization: Bearer «TOK»' {host}:443 {word}", "wscat -c wss://{host}?access_token=«TOK»", "consul members -token=«UU»", "CONSUL_HTTP_TOKEN=«UU»", "nomad job run -token «UU» {word}.nomad", "vault login «TOK»", "kubectl --token=«LONG» get pods", "kubeadm join {host}:6443 --token «KA» \\", "docker swarm join --token SWMTKN-1-«TOK» {host}:2377", "--registration-token «TOK»", "gitlab-runner register --url https://{host} --registration-token «TOK»", "./config.sh --url https://{host}/{word} --token «TOK»", "helm upgrade {app} . --set auth.token=«TOK»",
    "session=«TOK»; expires={n}", "sessionToken: '«TOK»'", "sid: «TOK»", "{zh}把这个 token 带上：«TOK»", "{zh} token {zh}：«TOK»", "{zh}令牌是 «TOK»，{zh}", "{zh}刷新令牌「«TOK»」", "{zh} access_token：«TOK»", "访问令牌 «TOK» {zh}", "{zh} cookie {zh}：sessionid=«TOK»", "here's a token that works: «TOK»", "my session cookie is «TOK»", "{sentence} bearer «TOK» {sentence}", "use «TOK» as the bearer token", "token «TOK» still valid until {date}", "webhook https://{host}/hook?access_token=«TOK»", "https://{host}/reset?token=«TOK»&user={user}", "GET /callback?code={hex16}&access_token=«TOK» 302", "localStorage.setItem('token', '«TOK»')", "localStorage.setItem(\"access_token\", \"«LONG»\");", "{date} {clock} INFO refresh_token «TOK» issued for {user}", "{ident}.set_token(\"«TOK»\")", "user,token\n{user},«TOK»", "personal access token «TOK»", "credentials \"{host}\" {\n  token = \"«TOK»\"\n}",
]
PRIV_SHAPES = ["accounts: [\"«HEX»\"],  // {word} private key", "[\"«HEX»\"] # private key of {user}", "new ethers.Wallet(\"«HEX»\") // private key", "--private-key «HEX»", "cast send --private-key «HEX» {hex40}", "ETH_PRIVATE_KEY=«HEX»", "[Peer]\nPublicKey = {b64}\nPresharedKey = «WG»\n", "wg set wg0 private-key <(echo «WG»)", "[Interface]\nPrivateKey = «WG»\nListenPort = {n}", "[Interface]\nAddress = 10.0.0.2/32\nPrivateKey = «WG»", "PrivateKey=«WG»", "privateKey: «WG»", "{zh}私钥 «PRIV»", "{zh}私钥是「«PRIV»」", "wallet_key: «HEX»  # private key",
"PrivateKey = «PRIV»", "[Interface]\\nPrivateKey = «PRIV»\\nAddress = 10.0.0.2/32", "private_key: \"«PRIV»\"", "PRIVATE_KEY=«PRIV»", "accounts: [\"«PRIV»\"], // private key", "const privateKey = '«PRIV»';", "私钥：«PRIV»", "wallet private key «PRIV»", "\"privKey\": \"«PRIV»\"", "deployer_private_key = «PRIV»"]

NOISE_SHAPES = [
    "Started Session {n} of user {user}.", "New session {n} of user {user}.", "session {hex16} closed after {n}s", "session_{word}: {measured}", "session={uuid} user={user} ended", "\"sessionCount\": {n}", "requests.Session()", "with Session({ident}) as session:", "session.{ident}({measured})", "session: {Ident}", "sudo -S {word} {measured}", "<Key>{path}</Key><Size>{n}</Size>", "<Key>{uuid}.png</Key>", "<Key>{word}/{uuid}.jpg</Key><ETag>{hex32}</ETag>", "<key>{dotted}</key>", "appid={ident}", "appid: wx{hex16}", "\"appId\": \"{hex16}\"", "{host} {said} bmc-{n}",
    "--- PASS: {Ident} ({n}.{n}s)", "--- PASS: {Ident} (0.{n}s)", "    --- PASS: {Ident}/{word}_{word} (0.00s)", "PASS: {Ident}", "PASS: {ident}", "pass: {ident}", "PASS {path}", "PASS  {word}/{word}.test.js ({n} ms)", "[PASS] {Ident}.{ident}", "{Ident} PASS {n}ms", "ok {n} - {Ident} pass", "PASS {Ident}::{ident} [{n}%]", "pass {Ident}: {ident}", "key: {Ident}", "token: {Ident}", "auth: {Ident}", "secret: {Ident}", "login: {Ident}", "key {Ident} {word}{n}",
    "auth {word}: {measured}", "login {word}: {measured}", "session {word}: {measured}", "{date} {clock} {host} {word}[{n}]: {sentence} {said}: {measured}", "{word}[{n}]: time=\"{date}T{clock}Z\" level=info msg=\"{Ident} for \\\"{hex64}\\\" {said} returns {word}\"", "msg=\"{sentence} \\\"{measured}\\\" {said}\"", "level=info msg=\"{said} {sentence}\" id={hex64}", "got \"{measured}\" for {said}", "got \"{ident}\", want \"{ident}\" ({said})", "{said} for \"{measured}\" {sentence}",
    "#define {KK}_{word} {n}", "/* Use: {Ident}_{Ident}  KEY_{word} */", "#define KEY_{word} 0x{hex8}", "{Ident} v{n}.{n} {KK}", "\"{word}\" as {said}",
    "{minified}", "{minified}", "{minified}{said}{minified}", "{word} key={digits} {word}={digits}", "key{n} = {digits}{digits}{digits}", "{word} key={digits}{digits} offset={digits} {word}={dotted}", "{said}={digits}{digits}", "{word}, {said}: {digits}{digits} {measured}", "const {ident}& {said} = \"{ident}\"",
    "{date} {clock} {word} {said} user={user} ip={host} {measured} result=ok", "{date} {clock} WARN {said} rejected for {user} {measured}", "{date} {clock} INFO {said} rotated id={measured} age={n}d", "{date}T{clock}Z {app} {said}_id={measured} status={n}", "token_id={uuid} issued", "key_id={hex16} alg=RS256 rotated", "password changed for {user} ({measured})", "{word}({said}, '{ident}', \"{dotted}\")", "if {said} == '{ident}':", "assert {said} == \"{word}{n}\"", "{said}: {ident}[{digits}]",
    "{word},{said},{word}\n{n},{word},{measured}", "{said},{word}\n{measured},{word}", "| {said} | {word} |\n|---|---|\n| {measured} | {n} |", "{zh}{said} {measured}，{zh}", "{zh}密码{zh} {measured} {zh}", "{zh}密钥编号：{measured}", "{zh}令牌{zh}：{n} 个", "密码强度：{word}", "密码策略 {ident}", "公钥指纹：{measured}", "会话 {measured} 已断开", "{said}/{measured}/{word}.json", "https://{host}/{said}/{measured}", "GET /{said}/{uuid} 200 {n}ms", "\"{said}\": {n},", "\"{said}Id\": \"{uuid}\",", "\"{said}_hash\": \"{hex64}\"",
    "{noise}", "{noise}", "{measured}  {path}/{said}", "{measured} {said}", "{date} {clock} INFO {said} {sentence} {measured}", "{date} {clock} {said} [{measured}] {sentence}",
    "commit {hex40}\\n    {sentence} {said}", "{hex8} {sentence} {said} {sentence}", "提交 {measured} {zh}密码{zh}", "{zh}{said}{zh} {measured}", "{measured} {zh}令牌{zh}", "{said} {sentence} in {measured}", "ok {n} - {sentence} {said} # time={measured}", "[\"{measured}\",\"{measured}\"],{word}:\"./{word}/{said}\"",
    "{\"{word}\":\"{measured}\",\"{word}\":\"{said}\"}", "{ \"id\": \"{measured}\", \"name\": \"{said}\" }", "{measured},{said},{n},{word}", "{word}={measured} {word}={said} {word}={measured}", "<{word} id=\"{measured}\">{said}</{word}>", "{ident}(\"{measured}\", {said});", 
    "Sec-WebSocket-Key: {b64}", "Sec-WebSocket-Accept: {b64}", "| {word} | {measured} | {said} |", "{sentence} {said}. {sentence} {measured} {sentence}", "error: {said}: {sentence} at {measured}", "login {user} from {host} {measured}", "login as {user} {sentence}", "last login {date} {clock} from {host}",
    "user login {sentence} {measured}", "登录 {user} {zh} {measured}", "key {measured} {sentence}", "{sentence} key {measured}", "keyid={hex16}", "key_id: {measured}", "{word}Key: {word}", "{word}_key: {word}", "{word}Key=\"{word}\"", "sort key {measured}", "\"{word}Key\": \"{ident}\"", "key: {n}", "key: '{word}'", "pass {n} of {n}: {measured}", "pw {n} {word}", "psk: {word}",
]
CLEAN_SHAPES = NOISE_SHAPES + [
    "{hex64}  {app}.tar.gz", "md5sum {hex32}  {word}.zip", "sha256:{hex64}", "commit {hex40}", "Merge commit {hex40} into {word}", "etag: \"{hex32}\"", "integrity: sha512-{b64}", "\"integrity\": \"sha512-{b64}\",", "id: {uuid}", "trace_id={hex32} span_id={hex16}", "requestId: {uuid}", "X-Request-Id: {uuid}", "ssh-rsa AAAAB3NzaC1yc2E{b64long} {user}@{host}",
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI{b64} {user}", "data:image/png;base64,{b64long}", "<img src=\"data:image/png;base64,{b64long}\">", "PublicKey = {b64}", "publicKey: \"{b64}\"", "public_key = {hex64}", "公钥：{b64}", "primary key {uuid}", "partition key: {uuid}", "cache key {hex32} expired", "cacheKey: \"{word}:{word}:{hex16}\"", "idempotency_key: {uuid}", "Idempotency-Key: {uuid}",
    "s3 key: {word}/{date}/{uuid}.json", "key: \"{dotted}\"", "key: {word}", "key={word}", "key = {ident}", "\"key\": \"{word}-{word}\",", "\"key\": \"{uuid}\"", "\"key\": \"{hex40}\", \"value\": {n}", "{\"key\":\"{ident}\",\"label\":\"{word}\"}", "keyCode: {n}", "for key, value in {ident}.items():", "map[key] = {ident}", "KEY `idx_{ident}` (`{ident}`)", "FOREIGN KEY ({ident}) REFERENCES {word}(id)", "kms_key_id = \"{uuid}\"",
    "arn:aws:kms:us-east-1:{digits}:key/{uuid}", "key fingerprint {hex40}", "Key fingerprint = {hex40}", "host key verification failed", "Host key fingerprint is SHA256:{b64}", "ssl_certificate_key {path};", "ssl_key_file: {path}", "private_key_path = \"{path}\"", "IdentityFile {path}", "--private-key {path}", "PRIVATE_KEY_FILE={path}",
    "{kp}: {standin}", "{kp} = \"{standin}\"", "{KP}={standin}", "\"{kp}\": \"{standin}\"", "{kk}: {standin}", "{KK}={standin}", "\"{kk}\": \"{standin}\",", "{kt}: {standin}", "{KT}={standin}", "export {KK}=\"{standin}\"", "Authorization: Bearer {standin}", "curl -H 'Authorization: Bearer {standin}' https://{host}", "curl -u {user}:{standin} https://{host}", "password：{standin}", "密码：{standin}", "mysql -u{user} -p {word}", "mysql -u {user} -p -h {host}",
    "{kp}: {reference}", "{kp} = {reference}", "{KP}={reference}", "\"{kp}\": \"{reference}\"", "{kk}: {reference}", "{KK}=\"{reference}\"", "{kk} = {reference};", "{kt} = {reference}", "{KT}: {reference}", "Authorization: Bearer {reference}", "curl -H \"Authorization: Bearer {reference}\" https://{host}", "docker login -u {user} -p {reference} {host}", "mysql -u{user} -p{reference} {word}", "curl -u {user}:{reference} https://{host}", "sshpass -p {reference} ssh {user}@{host}",
    "const {kt} = {reference};", "String {kp} = {reference};", "{ident}({kp}={reference})", "let {kk} = {reference}", "password = {ident}", "password={ident}", "password: {ident},", "token: {ident},", "token = {ident}.{ident}", "secret = {ident}({ident})", "passwd = {dotted}", "apiKey: {dotted},", "return {kp};", "if ({kp} == null) {", "if password == \"\":", "if (password !== {ident}) throw {ident}", "this.password = password;", "self.token = token", "password := {ident}()",
    "password_{tail}: {plain}", "token_{tail} = {plain}", "secret_{tail}: {plain}", "api_key_{tail}={plain}", "PASSWORD_{tail}={plain}", "TOKEN_{tail}: {plain}", "passwordPolicy.{tail}={n}", "\"token{tail}\": \"{plain}\"", "session_{tail}: {plain}", "cookie_{tail}={plain}", "secretName: {word}-{word}-tls", "secretName: {app}", "credentials_file: {path}", "credentialsId: '{word}-{word}'", "secretKeyRef:\\n  name: {app}\\n  key: {word}-password", "valueFrom:\\n  secretKeyRef:\\n    name: {app}\\n    key: {word}",
    "password: string;", "password: String,", "password: str", "password: Optional[str] = None", "token: string | null", "apiKey?: string;", "private String password;", "char password[64];", "password VARCHAR(255) NOT NULL", "password varchar(64) DEFAULT NULL COMMENT '{zh}'", "token TEXT UNIQUE", "`password` char(60)", "secret_key CHAR(64),", "def check_password(self, password: str) -> bool:", "func SetToken(token string) error {", "bool verify_password(const std::string& password);", "public void setPassword(String password) {", "void setApiKey(String apiKey)", "validatePassword({ident}, {ident})",
    "Invalid password for user {user}", "password authentication failed for user \"{user}\"", "Access denied for user '{user}'@'{host}' (using password: YES)", "token expired at {date} {clock}", "Token {n} of {n} processed", "token_count={n}", "max_tokens: {n}", "tokens/s: {n}", "invalid token near '{ident}'", "unexpected token {ident} at line {n}", "Password must be at least {n} characters", "Enter your password: ", "Forgot your password?", "Password reset link sent to {user}", "secret {app} created", "secret/{app} configured",
    "Created secret {word}-{word}-{hex8}", "session opened for user {user} by (uid={n})", "Session {uuid} started", "session id {n} closed", "session {hex16} timed out after {n} ms", "cookie policy updated {date}", "authentication succeeded for {user} from {host}", "auth: {word}", "auth_type = {word}", "authMethod: {ident}", "Authorization: Basic realm=\"{word}\"", "WWW-Authenticate: Bearer realm=\"{word}\"", "auth {word} module loaded ({n} entries)", "author: {user}", "the secret of {sentence}", "pass {sentence}", "pass: {n} fail: {n}", "PASS {ident} ({n} ms)", "passed={n} failed={n}", "pass rate {n}%",
    "pin {n} of chip {word}", "pin: {n}", "GPIO pin = {n}", "curl -sSL https://{host}{path} | bash", "curl -o {word}.tgz https://{host}/{word}-{n}.tgz", "curl -X POST -d '{\"{word}\":\"{ident}\"}' https://{host}/{word}", "curl -H 'Content-Type: application/json' -H 'X-Request-Id: {uuid}' https://{host}", "wget -q https://{host}{path} -O {word}.deb", "openssl req -new -key {path} -out {word}.csr", "openssl dgst -sha256 {word}.bin", "unzip -o {word}.zip -d {path}", "redis-cli -h {host} get {word}:{n}", "mongosh mongodb://{host}:27017/{word}", "ldapsearch -x -b dc={word} uid={user}", "docker login {host}", "smbclient -L //{host} -N",
    "ssh -i {path} {user}@{host}", "ssh -p {n} {user}@{host}", "kubectl get secret {app} -o yaml", "kubectl create secret generic {app} --from-file={path}", "vault kv get secret/{word}/{word}", "gpg --keyserver {host} --recv-keys {hex40}", "gpg: key {hex16}: \"{user}\" not changed", "apt-key adv --recv-keys {hex40}", "[gpg] keyid {hex16}", "{\"kid\":\"{hex32}\",\"kty\":\"RSA\",\"alg\":\"RS256\"}", "\"kid\": \"{uuid}\"", "x5t={b64}", "nonce-{b64}", "csp nonce=\"{b64}\"", "jti: {uuid}", "client_id: {uuid}", "client_id={hex32}", "clientId: \"{hex16}\"", "tenant_id = {uuid}", "app_id: {digits}", "account_sid: AC{hex32}",
    "access_key_id: {reference}", "bucket: {app}, key: {path}", "Key: {path}", "Keywords: {sentence}", "keyboard: {word}", "keys: [{word}, {word}]", "turnkey {sentence}", "{sentence} key {sentence}", "{sentence} password {sentence}", "{sentence} token {sentence} {hex40}", "{sentence} secret {sentence}", "{sentence} credentials {sentence} {n}", "{sentence}", "{zh}密码{zh}", "{zh}口令{zh}", "{zh}令牌{zh} {n}", "{zh}密钥{zh}", "密码错误 {n} 次", "密码长度至少 {n} 位", "密码已过期，{zh}", "忘记密码？", "修改密码", "令牌桶容量 {n}", "密钥长度 {n}", "密钥轮换周期 {n} 天", "密钥指纹 {hex40}", "证书序列号 {hex32}",
    "{zh} {hex32} {zh}", "{zh}编号 {uuid}", "追踪号 {hex32} {zh}", "流水号：{digits}{digits}{digits}{digits}", "文件 MD5：{hex32}", "提交 {hex40} {zh}", "版本 {n}.{n}.{n}", "会话保持 {n} 秒", "会话数 {n}", "凭证编号：{digits}{digits}", "凭证号 {n}", "\"password_label\": \"密码\",", "\"password\": \"密码\",", "\"password\": \"Password\",", "placeholder=\"Password\"", "<input type=\"password\" name=\"{word}\" id=\"{ident}\">", "<label for=\"password\">Password</label>", "type=password", "input[type=password] { width: {n}px }", ".token.{word} { color: #{hex8} }", "i18n.t('{dotted}.password')",
    "import {ident} from './{word}/token';", "from {dotted} import password_{word}", "#include <{word}/token.h>", "require('{word}-token')", "@Value(\"{reference}\") private String password;", "passwordEncoder.encode({ident})", "bcrypt.hash(password, {n})", "PasswordField {ident} = new PasswordField();", "crypto.createHash('sha256').update({ident}).digest('hex')", "token.type === '{ident}'", "tokens.push({ident});", "case TOKEN_{word}: return {ident};", "TK_{word} = {n},", "enum Token { {ident}, {ident} }", "lexer.next_token() -> {ident}", "key.compareTo({ident})", "Map<String, String> key = new HashMap<>();", "dict.get(key, {ident})",
    "const tokenPattern = /[A-Za-z0-9]{32}/;", "regex: ^[a-z0-9]{40}$  # token", "password: ^(?=.*[a-z])(?=.*[A-Z]).{8,}$", "AWS_ACCESS_KEY_ID: ${{ secrets.AWS_KEY }}", "password: !vault |", "password: ENC({b64})", "passwordSecretRef: {app}", "existingSecret: {app}", "secretRef:\\n  name: {app}", "auth0|{hex16}", "session.run(\"{word}\")", "tls.crt: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0{b64long}", "-----BEGIN CERTIFICATE-----\\n{b64long}\\n-----END CERTIFICATE-----", "-----BEGIN PUBLIC KEY-----\\n{b64long}\\n-----END PUBLIC KEY-----", "grep -q 'BEGIN PRIVATE KEY' {path}", "{user}:x:{n}:{n}:{word}:/home/{word}:/bin/bash", "{user}:!:{n}:0:99999:7:::", "{user}:*:{n}:0:99999:7:::",
    "ipfs://bafybei{hex40}", "tx 0x{hex64} block {n}", "address 0x{hex40}", "contract: 0x{hex40}", "magnet:?xt=urn:btih:{hex40}", "h1:{b64}", "BuildID[sha1]={hex40}", "--hash=sha256:{hex64}", "digest: sha256:{hex64}", "image: {word}/{app}@sha256:{hex64}", "resolved \"https://{host}/{word}-{n}.tgz#{hex40}\"", "W/\"{hex16}\"", "Content-MD5: {b64}", "signature: {b64long}", "X-Amz-Signature={hex64}", "sig={hex64}", "license: MIT", "License-Key-Header: none", "fingerprint: {hex64}", "checksum={hex32}", "salt: {word}", "build-{n}.{n}+{hex8}",
    "host: {host}", "user: {user}", "username={user}", "url: https://{host}{path}", "redis://{host}:6379/{n}", "postgres://{host}:5432/{word}", "mongodb://{user}@{host}:27017/{word}", "mysql://{reference}@{host}/{word}", "{date} {clock} INFO {app} {sentence}", "{word}: {word}", "{ident} = {n}", "{ident}({ident}, {n});", "{KK}", "${KK}", "unset {KP}", "echo ${KP:?missing}", "read -s {kp}", "read -rsp 'Password: ' {kp}", "passwd {user}", "su - {user}", "--password-stdin", "--password-file {path}", "PGPASSFILE={path}", "MYSQL_PASSWORD_FILE: {path}", "{kp}_file: {path}", "SSH_AUTH_SOCK={path}",
]

TABLE_OF_NAMES = {"PW": ("kp", "KP", PW_SHAPES), "KEY": ("kk", "KK", KEY_SHAPES), "TOK": ("kt", "KT", TOK_SHAPES)}


SUBJECTS = {"PW": ["password", "the password", "pw", "pass", "passwd", "login password", "the admin password", "root pw", "passphrase", "the passphrase", "your password", "temporary password", "db password", "wifi password", "the {word} password", "{word} pw", "default password",
                   "密码", "登录密码", "口令", "{zh}密码", "初始密码", "管理员密码", "数据库密码", "新密码", "{zh}的密码", "root 密码", "{user} 的密码", "服务器密码", "wifi 密码", "解压密码", "临时密码", "支付密码", "wifi key", "guest wifi key", "network key", "zip password", "bios password", "vpn pw", "unlock code", "门禁密码", "后台密码", "跳板机密码", "开机密码", "共享盘密码", "redis auth", "unlock passphrase"],
            "KEY": ["api key", "the api key", "secret key", "the secret", "client secret", "app secret", "access key", "{vendor} key", "{vendor} api key", "the {vendor} secret", "signing key", "encryption key", "密钥", "{zh}密钥", "接口密钥", "API key", "AppSecret", "SecretKey", "{vendor} 的 key", "秘钥", "应用密钥", "{zh} api key"],
            "TOK": ["token", "the token", "access token", "auth token", "bearer token", "session token", "refresh token", "api access token", "jwt", "{word} token", "令牌", "访问令牌", "{zh} token", "登录令牌", "临时 token", "会话令牌", "accessToken"],
            "PRIV": ["private key", "the private key", "私钥", "{zh}私钥", "wallet private key"]}
OF = ["", "", "", "", " for the {word}", " of the {word}", " this month", " as of {date}", " on the {word} server", " we use", "（{word} 用）", " for {word}", " of the {word} box", " on {host}", " ({word})", " for {user}", "（{word}）", "({user})", " [{word}]"]
COPULAS = [": ", ": ", ":", " is ", " is: ", " = ", "=", " - ", " -> ", " → ", " was changed to ", " set to ", " is now ", " should be ", " ", "：", "：", "是", "是 ", "为", "为 ", " 是 ", "改成 ", "改为：", "设成", "重置为 ", "变成 ", "换成了", "还是 ", "就是", "=> ", ":\n", "：\n", " now: ", " again: "]
HELD = ["V", "V", "V", "V", "`V`", "'V'", '"V"', "“V”", "「V」", "**V**", "<V>", "(V)", "[V]", "『V』", "【V】"]
LEADS_OF_TALK = ["", "", "", "", "{sentence}, ", "{sentence}. ", "hi, ", "fyi ", "@{word} ", "{zh}，", "{zh}。", "{user}: ", "- ", "> ", "{date} {clock} {user}: ", "note: ", "btw ", "备注：", "PS: "]
TAILS_OF_TALK = ["", "", "", "", "", ", {sentence}", ". {sentence}", " ({sentence})", ", please change it", "，{zh}", "。{zh}", "（{zh}）", " {zh}", "; {sentence}", " thanks", "，别外传", "，用完改掉", "\n{sentence}", " until {date}"]
NO_SECRETS = ["in 1Password", "1Password", "KeePassXC", "in Bitwarden", "in Vault", "LastPass", "{word}", "{sentence}", "required", "optional", "not set", "{n}", "{n} characters", "{ident}", "{path}", "{reference}", "{standin}", "{zh}", "{date}", "{dotted}", "{word}-{word}", "expired", "invalid", "valid for {n} days", "{word}.{word}", "{hex8}", "sent to {user}", "stored in {path}", "v{n}.{n}", "{uuid} (id)", "必填", "未设置", "已过期", "{n} 位", "找{word}要",
              "{upper_ident}", "{host}", "https://{host}/{word}", "{user}", "{Ident}", "#{n}", "wrong", "read-only", "AES-256", "RS256", "base64", "{word} {word}"]


def talk():
    """A secret as people tell one another, from parts; or what only reads like one."""
    kind = R.choice(["PW", "PW", "PW", "KEY", "TOK", "TOK", "PRIV"] if R.random() < 0.9 else ["PW"])
    subject, copula, held = R.choice(SUBJECTS[kind]), R.choice(COPULAS), R.choice(HELD)
    is_clean = R.random() < 0.5
    value = R.choice(NO_SECRETS) if is_clean else {"PW": "«SIMPLE»", "KEY": "«KEY»", "TOK": "«TOK»", "PRIV": "«HEX64PRIV»"}[kind]
    if not is_clean and held == "<V>":
        held = "V"
    lead, of, tail_ = R.choice(LEADS_OF_TALK), R.choice(OF), R.choice(TAILS_OF_TALK)
    if not is_clean and copula == " " and held == "V" and tail_[:1] == " ":
        tail_ = ""
    return lead + subject + of + copula + held.replace("V", value) + tail_, f"talk {subject}"


# Whole files and commands, put together from parts: what they hold beside a secret is what files hold.
def neutral():
    """A setting that is none of secrets: its name and value."""
    return R.choice([
        lambda: (styled(R.choice(["host", "db host", "server", "endpoint", "addr", "broker", "upstream"]).split()), host()),
        lambda: (styled(R.choice(["port", "db port", "timeout", "max retries", "pool size", "workers", "replicas", "ttl", "limit", "batch size", "interval"]).split()), n()),
        lambda: (styled(R.choice(["user", "username", "db user", "login", "account", "bind dn", "owner", "client id"]).split()), user()),
        lambda: (styled([word(), R.choice(["id", "uuid", "trace", "request id", "tenant"])]).replace(" ", "_"), R.choice([uuid(), take("0123456789abcdef", R.choice([16, 24, 32])), digits(6, 12)])),
        lambda: (styled([word(), R.choice(["hash", "sha256", "checksum", "digest", "revision", "etag"])]), take("0123456789abcdef", R.choice([7, 32, 40, 64]))),
        lambda: (styled(R.choice(["url", "base url", "webhook", "issuer", "callback", "registry", "image", "repo"]).split()), "https://" + host() + "/" + word()),
        lambda: (styled(R.choice(["path", "file", "dir", "cert", "log file", "cacert", "keystore"]).split()), path()),
        lambda: (styled([word()]), R.choice([word(), "true", "false", n(), word() + "-" + word(), dotted(), date(), compound()])),
        lambda: (styled([word(), word()]), R.choice([word() + "_" + word(), word() + "." + word() + "." + digits(1, 3), word() + "-" + word() + "-" + digits(1, 3), pinyin() + digits(1, 3), n() + "s", "INFO"])),
        lambda: (styled([R.choice(["secret", "token", "password", "key", "auth", "session", "credential"]), R.choice(["name", "type", "path", "ttl", "policy", "store", "mode", "id", "length", "provider", "ref"])]), R.choice([word() + "-" + word(), n(), path(), word(), "true", uuid(), word() + "." + word()])),
    ])()


def setting():
    """A secret's name and value, or a stand-in for it."""
    kind = R.choice(["PW", "PW", "PW", "KEY", "TOK"])
    name = {"PW": kp, "KEY": kk, "TOK": kt}[kind]()
    if R.random() < 0.25:
        return name, R.choice([standin, reference])()
    return name, "«" + R.choice({"PW": ["SIMPLE"], "KEY": ["KEY"], "TOK": ["TOK", "TOK", "LONG"]}[kind]) + "»"


def settings(least, most):
    rows = [neutral() for _ in range(R.randint(least, most))]
    for _ in range(R.choice([1, 1, 1, 2]) if R.random() < 0.85 else 0):
        rows.insert(R.randint(0, len(rows)), setting())
    return rows


def quoted(v, odds=0.5, marks='"'):
    return f'{R.choice(marks)}'.join(["", v, ""]) if R.random() < odds else v


def q(v):
    return '"' + v + '"'


def as_upper(rows):
    return [(upper(k), v) for k, v in rows]


def block():
    """A piece of a file of settings in one of many forms."""
    rows = settings(0, 4)
    up = as_upper(rows)
    pad = R.choice(["", "", "  ", "    "])
    forms = {
        "yaml": lambda: f"{word()}:\n" + "\n".join(f"  {k}: {quoted(v, 0.4)}" for k, v in rows),
        "yaml deep": lambda: f"{word()}:\n  {word()}:\n" + "\n".join(f"    {k}: {quoted(v, 0.3)}" for k, v in rows),
        "yaml list": lambda: f"{word()}:\n" + "\n".join(f"- {k}: {quoted(v, 0.3)}" for k, v in rows),
        "env list": lambda: pad + "env:\n" + "\n".join(f"{pad}- name: {k}\n{pad}  value: {quoted(v, 0.6)}" for k, v in up),
        "env list flow": lambda: "\n".join(f'{pad}- {{ name: {k}, value: {quoted(v, 0.7)} }}' for k, v in up),
        "compose": lambda: f"  {word()}:\n    image: {word()}:{n()}\n    environment:\n" + "\n".join(f"      {k}: {quoted(v, 0.4)}" for k, v in up),
        "compose list": lambda: "    environment:\n" + "\n".join(f"      - {k}={v}" for k, v in up),
        "secret": lambda: f"apiVersion: v1\nkind: Secret\nmetadata:\n  name: {app()}\nstringData:\n" + "\n".join(f"  {k}: {quoted(v, 0.4)}" for k, v in rows),
        "secret data": lambda: f"kind: Secret\nmetadata:\n  name: {app()}\ntype: Opaque\ndata:\n  {styled(['user', 'name'])}: {base64.b64encode(user().encode()).decode()}\n  {kp()}: «PWB»",
        "toml": lambda: f"[{word()}.{word()}]\n" + "\n".join(f"{k.replace('.', '_')} = {q(v)}" for k, v in rows),
        "ini": lambda: f"[{word()}]\n" + "\n".join(f"{k} = {v}" for k, v in rows),
        "ini tight": lambda: f"[{word()}]\n" + "\n".join(f"{k}={v}" for k, v in rows),
        "properties": lambda: "\n".join(f"{word()}.{word()}.{k}={v}" for k, v in rows),
        "dotenv": lambda: "\n".join(f"{k}={quoted(v, 0.3, chr(34) + chr(39))}" for k, v in up),
        "export": lambda: "\n".join(f"export {k}={quoted(v, 0.6, chr(34) + chr(39))}" for k, v in up),
        "json": lambda: "{" + ",".join(f"{q(k)}:{v if v.isdigit() else q(v)}" for k, v in rows) + "}",
        "json wide": lambda: "{\n" + ",\n".join(f"  {q(k)}: {v if v.isdigit() else q(v)}" for k, v in rows) + "\n}",
        "json pairs": lambda: "[" + ", ".join(f'{{"name": {q(k)}, "value": {q(v)}}}' for k, v in up) + "]",
        "json pairs wide": lambda: ",\n".join(f'{{\n  "name": {q(k)},\n  "value": {q(v)}\n}}' for k, v in up),
        "json key value": lambda: ",".join(f'{{"key":{q(k)},"value":{q(v)},"{word()}":"{word()}"}}' for k, v in rows),
        "xml": lambda: f"<{word()}>\n" + "\n".join(f"  <{k}>{v}</{k}>" for k, v in rows) + "\n</x>",
        "xml tight": lambda: f"<{word()}>" + "".join(f"<{k}>{v}</{k}>" for k, v in rows),
        "xml attributes": lambda: f"<{word()} " + " ".join(f"{k}={q(v)}" for k, v in rows) + "/>",
        "xml property": lambda: "\n".join(f"<property name={q(k)} value={q(v)}/>" for k, v in rows),
        "xml named": lambda: "\n".join(f"<property>\n  <name>{k}</name>\n  <value>{v}</value>\n</property>" for k, v in rows),
        "plist": lambda: "\n".join(f"<key>{k}</key>\n<string>{v}</string>" for k, v in rows),
        "terraform": lambda: f'resource "{word()}_{word()}" "{word()}" {{\n' + "\n".join(f"  {k.replace('.', '_')} = {q(v)}" for k, v in rows) + "\n}",
        "terraform variable": lambda: "\n".join(f'variable "{k}" {{\n  {R.choice(["type = string", "description = " + q(sentence()), "sensitive = true"])}\n  default = {q(v)}\n}}' for k, v in rows[:2]),
        "tfvars": lambda: "\n".join(f"{k.replace('.', '_')} = {q(v)}" for k, v in rows),
        "ansible": lambda: f"- name: {sentence()}\n  {word()}_{word()}:\n" + "\n".join(f"    {k}: {quoted(v, 0.5)}" for k, v in rows),
        "ansible line": lambda: f"  {word()}: " + " ".join(f"{k}={quoted(v, 0.4)}" for k, v in rows),
        "inventory": lambda: host() + " " + " ".join(f"ansible_{k.replace('.', '_')}={v}" for k, v in rows),
        "dockerfile": lambda: "\n".join(f"{R.choice(['ENV', 'ARG'])} {k}={quoted(v, 0.3)}" for k, v in up),
        "actions": lambda: f"      - name: {sentence()}\n        env:\n" + "\n".join(f"          {k}: {quoted(v, 0.4)}" for k, v in up) + f"\n        run: {app()}",
        "gitlab": lambda: "variables:\n" + "\n".join(f"  {k}: {q(v)}" for k, v in up),
        "jenkins": lambda: "environment {\n" + "\n".join(f"  {k} = '{v}'" for k, v in up) + "\n}",
        "nginx": lambda: "\n".join(f"    {R.choice(['proxy_set_header', 'set', 'fastcgi_param'])} {k} {q(v)};" for k, v in rows),
        "space": lambda: "\n".join(f"{k} {v}" for k, v in rows),
        "python": lambda: f"{ident()} = {ident()}(" + ", ".join(f"{k.replace('-', '_').replace('.', '_')}={v if v.isdigit() else quoted(v, 1, chr(34) + chr(39))}" for k, v in rows) + ")",
        "python dict": lambda: f"{ident().upper()} = {{\n" + "\n".join(f"    '{k}': '{v}'," for k, v in rows) + "\n}",
        "python lines": lambda: "\n".join(f"{k.replace('-', '_').replace('.', '_')} = {quoted(v, 1, chr(34) + chr(39))}" for k, v in rows),
        "js": lambda: f"const {ident()} = {{ " + ", ".join(f"{k.replace('-', '_').replace('.', '_')}: '{v}'" for k, v in rows) + " };",
        "ts class": lambda: "\n".join(f"  private {R.choice(['readonly ', '', 'static '])}{k.replace('-', '_')}: string = '{v}';" for k, v in rows),
        "java builder": lambda: f"{Ident()}.builder()" + "".join(f"\n    .{k.replace('-', '').replace('.', '')}({q(v)})" for k, v in rows) + "\n    .build();",
        "java setters": lambda: "\n".join(f"{word()}.set{k[:1].upper()}{k[1:].replace('-', '').replace('.', '')}({q(v)});" for k, v in rows),
        "java static": lambda: "\n".join(f"    {R.choice(['public', 'private'])} static final String {k} = {q(v)};" for k, v in up),
        "go struct": lambda: f"{word()}.{Ident()}{{\n" + "\n".join(f"\t{k[:1].upper()}{k[1:]}: {q(v)}," for k, v in rows) + "\n}",
        "go const": lambda: "const (\n" + "\n".join(f"\t{k} = {q(v)}" for k, v in rows) + "\n)",
        "rust": lambda: "\n".join(f"    {k.replace('-', '_').replace('.', '_')}: {q(v)}{R.choice(['.into()', '.to_string()', '.to_owned()'])}," for k, v in rows),
        "rust const": lambda: "\n".join(f"pub const {k}: &str = {q(v)};" for k, v in up),
        "csharp": lambda: f"new {Ident()} {{ " + ", ".join(f"{k[:1].upper()}{k[1:].replace('-', '')} = {q(v)}" for k, v in rows) + " };",
        "php": lambda: "return [\n" + "\n".join(f"    '{k}' => '{v}'," for k, v in rows) + "\n];",
        "php define": lambda: "\n".join(f"define('{k}', '{v}');" for k, v in up),
        "ruby": lambda: ident() + "(" + ", ".join(f"{k.replace('-', '_').replace('.', '_')}: {q(v)}" for k, v in rows) + ")",
        "lua": lambda: "local " + ident() + " = { " + ", ".join(f"{k.replace('-', '_').replace('.', '_')} = {q(v)}" for k, v in rows) + " }",
        "c": lambda: "\n".join(f"#define {k} {q(v)}" for k, v in up),
        "swift": lambda: "\n".join(f"    static let {k.replace('-', '_')} = {q(v)}" for k, v in rows),
        "powershell": lambda: "\n".join(f"${k.replace('-', '').replace('.', '')} = {quoted(v, 1, chr(34) + chr(39))}" for k, v in rows),
        "batch": lambda: "\n".join(f"set {k}={v}" for k, v in up),
        "sql": lambda: "\n".join(f"INSERT INTO {word()} (name, value) VALUES ('{k}', '{v}');" for k, v in rows),
        "dsn": lambda: R.choice(["; ", ";", " "]).join(f"{k}={v}" for k, v in rows),
        "query": lambda: f"https://{host()}/{word()}?" + "&".join(f"{k}={v}" for k, v in rows if " " not in v),
        "log pairs": lambda: f"{date()} {clock()} {R.choice(['INFO', 'DEBUG', 'WARN'])} {dotted()} - " + " ".join(f"{k}={v}" for k, v in rows),
        "log json": lambda: f'{{"time":"{date()}T{clock()}Z","level":"debug",' + ",".join(f"{q(k)}:{q(v)}" for k, v in rows) + "}",
        "log body": lambda: f"{date()} {clock()} {dotted()} {R.choice(['request', 'body', 'params', 'payload'])}: {{" + ", ".join(f"{k}={v}" for k, v in rows) + "}",
        "log body json": lambda: f"{clock()} {word()} > " + "{" + ",".join(f'\\"{k}\\":\\"{v}\\"' for k, v in rows) + "}",
        "headers": lambda: "\n".join(f"{'-'.join(p.capitalize() for p in re.split('[-_.]', k))}: {v}" for k, v in rows),
        "table": lambda: "| " + R.choice(["name", "setting", "项", "key"]) + " | " + R.choice(["value", "值", "内容"]) + " |\n|---|---|\n" + "\n".join(f"| {k} | {quoted(v, 0.4, '`')} |" for k, v in rows),
        "table wide": lambda: "| " + " | ".join(k for k, _ in rows) + " |\n|" + "---|" * len(rows) + "\n| " + " | ".join(v for _, v in rows) + " |",
        "csv": lambda: ",".join(k for k, _ in rows) + "\n" + ",".join(v for _, v in rows),
        "markdown list": lambda: "\n".join(f"{R.choice('-*')} {R.choice(['', '**'])}{k}{R.choice(['', ''])}: {quoted(v, 0.5, '`')}" for k, v in rows),
    }
    form = R.choice(list(forms))
    return forms[form](), "block " + form


# Programs and the ways they take a password; P is the piece, U a user.
TOOLS = """mysql|-uU -pP|-u U -pP|--user=U --password=P|-u U --password=P|-hH -uU -pP
mysqldump|-uU -pP|-h H -u U -pP|--user=U --password=P
mariadb|-uU -pP|-u U -pP
mysqlimport|-uU -pP
xtrabackup|--user=U --password=P
redis-cli|-a P|-h H -a P|-h H -p 6379 -a P|--pass P|--user U --pass P
valkey-cli|-a P|-h H -a P
mongosh|-u U -p P|--username U --password P|--host H -u U -p P --authenticationDatabase admin
mongodump|-u U -p P|-h H -u U -p P|--username=U --password=P
mongorestore|-u U -p P|--username U -p P
curl|-u U:P|-u 'U:P'|--user U:P|-s -u U:P|-sSf -u "U:P"|-k -u U:P|--proxy-user U:P|-fsSL --user U:P|-XPOST -u U:P|--digest -u U:P
wget|--user=U --password=P|--http-user=U --http-password=P|--ftp-user=U --ftp-password=P|--user U --password P
http|-a U:P
httpie|-a U:P
sshpass|-p P ssh U@H|-p 'P' ssh U@H|-p P scp f U@H:/x|-pP ssh U@H|-p"P" rsync -a x U@H:y|-p P sftp U@H
plink|-ssh U@H -pw P|-l U -pw P H
pscp|-pw P f U@H:/x
psftp|-pw P U@H
ldapsearch|-x -D cn=U,dc=x -w P|-H ldap://H -D "cn=U,dc=x,dc=y" -w P -b dc=x|-x -w P -D U
ldapadd|-x -D cn=U,dc=x -w P -f x.ldif
ldapmodify|-D cn=U,dc=x -w P -f x.ldif
smbclient|//H/x -U U%P|//H/x P -U U|-L H -U U%P
smbmap|-H H -u U -p P
rpcclient|-U U%P H
mount.cifs|//H/x /mnt -o username=U,password=P|//H/x /m -o user=U,pass=P
htpasswd|-b x U P|-bc x U P|-nb U P|-bB x U P|-nbB U P
7z a|-pP x.7z x|x.7z -pP y|-pP -mhe=on x.7z y
7z x|x.7z -pP|-pP x.7z|x.zip -pP -oy
zip -P|P x.zip y|P -r x.zip y|P x.zip *.csv
zip -r|-P P x.zip y
unzip|-P P x.zip|-P P -o x.zip -d y|-q -P P x.zip
rar a|-hpP x.rar y|-pP x.rar y
unrar|x -pP x.rar
openssl|enc -aes-256-cbc -k P -in x|enc -aes-256-cbc -pass pass:P -in x|rsa -in x -passin pass:P|pkcs12 -export -out x -passout pass:P|pkcs12 -in x.pfx -nodes -password pass:P|passwd -6 P
keytool|-list -keystore x -storepass P|-genkeypair -keystore x -storepass P -keypass P|-importcert -storepass P -noprompt -file x
jarsigner|-storepass P -keystore x y.jar z
gpg|--batch --passphrase P -c x|--batch --yes --passphrase 'P' -d x|--pinentry-mode loopback --passphrase P -d x
ansible-vault|encrypt_string 'P' --name 'db_password'
docker login|-u U -p P H|-u U --password P|H -u U -p 'P'|--username U --password P H
podman login|-u U -p P H
skopeo|copy --dest-creds U:P docker://H/x docker://H/y|inspect --creds U:P docker://H/x
helm registry login|H -u U -p P
argocd login|H --username U --password P --insecure
oc login|https://H:6443 -u U -p P|-u U -pP
cf login|-a H -u U -p P -o x -s y
az login|-u U -p P|--service-principal -u G -p P --tenant G|--service-principal -u G -p 'P' -t G
sqlcmd|-S H -U U -P P|-S H -U U -P 'P' -Q "select 1"|-S H -d x -U U -PP
bcp|x out y -S H -U U -P P
osql|-S H -U U -P P
tsql|-S H -U U -P P
sqlplus|U/P@H|U/P@//H:1521/x|-s U/P@x|U/P@H/x @y.sql|-S U/P
expdp|U/P@H directory=x|U/P schemas=x
impdp|U/P@x dumpfile=y
isql|x U P|-v x U P
db2 connect|to x user U using P
hdbsql|-n H:30015 -u U -p P|-i 00 -u U -p P
bteq|.logon H/U,P
vsql|-h H -U U -w P
snowsql|-a x -u U --password P
clickhouse-client|--host H --user U --password P|-h H -u U --password=P
cqlsh|H -u U -p P
cypher-shell|-u U -p P
influx|-username U -password P|-host H -username U -password 'P'
beeline|-u jdbc:hive2://H -n U -p P
impala-shell|-i H -l -u U --ldap_password_cmd="echo -n P"
sqoop|import --connect x --username U --password P
spark-submit|--conf spark.x.password=P y.py
etcdctl|--user U:P get x|--endpoints H --user=U:P member list
rabbitmqctl|add_user U P|change_password U P|authenticate_user U P
rabbitmqadmin|-u U -p P list queues
mosquitto_pub|-h H -u U -P P -t x -m y
mosquitto_sub|-h H -u U -P P -t x
kinit|U <<< P
ipmitool|-I lanplus -H H -U U -P P power status|-H H -U U -P P sol activate
snmpwalk|-v3 -u U -A P -X P H|-v 3 -l authPriv -u U -a SHA -A P H
xfreerdp|/u:U /p:P /v:H|/v:H /u:U /p:'P' /cert:ignore
rdesktop|-u U -p P H
winexe|-U U%P //H cmd
evil-winrm|-i H -u U -p P|-i H -u U -p 'P'
crackmapexec|smb H -u U -p P
netexec|smb H -u U -p 'P'
psexec|\\\\H -u U -p P cmd
net use|Z: \\\\H\\x P /user:U|\\\\H\\x /user:U P
net user|U P /add
schtasks|/create /tn x /ru U /rp P
runas|/user:U P
cmdkey|/add:H /user:U /pass:P
wmic|/node:H /user:U /password:P os get x
lftp|-u U,P H|-u U,P sftp://H -e "ls"
ncftpput|-u U -p P H /x y
curlftpfs|U:P@H /m
sshfs|-o password_stdin U@H:/x /m <<< P
nmcli|dev wifi connect x password P|c modify x wifi-sec.psk P
wpa_passphrase|x P
vncpasswd|-f <<< P
x11vnc|-passwd P -display :0
rclone|config create x sftp host H user U pass P
restic|-r x --password-command "echo P" snapshots
borg|init -e repokey x # BORG_PASSPHRASE=P
s3cmd|--access_key=x --secret_key=P ls
cryptsetup|luksOpen x y <<< P
useradd|-m U && echo "U:P" | chpasswd
chpasswd|<<< "U:P"|<<< 'U:P'
swaks|--to x -au U -ap P -s H|-tls -au U -ap 'P' --server H
sendemail|-xu U -xp P -s H:587
svn|co --username U --password P https://H/x
twine upload|-u U -p P dist/*
poetry publish|-u U -p P
kadmin|-p U -w P -q "x"
samba-tool|user create U P|user setpassword U --newpassword=P
realm join|-U U%P H
steamcmd|+login U P +quit
signtool|sign /f x.pfx /p P y.exe
certutil|-p P -importpfx x.pfx
qpdf|--password=P --decrypt x.pdf y.pdf|--encrypt P P 256 -- x y
pdftk|x.pdf input_pw P output y.pdf
ssh-keygen|-p -P P -N P -f x|-t ed25519 -N P -f x
vault login|-method=userpass username=U password=P
hydra|-l U -p P ssh://H
ab -a|U:P -n 100 http://H/
aria2c|--http-user=U --http-passwd=P http://H/x
squidclient|-u U -w P H
pg_dump|"host=H user=U password=P dbname=x"
ncat|--proxy H:3128 --proxy-auth U:P x 22
mc alias|set x http://H U P
bitcoin-cli|-rpcuser=U -rpcpassword=P getinfo
kcat|-b H -X sasl.username=U -X sasl.password=P -L
java|-Djavax.net.ssl.keyStorePassword=P -jar x.jar
""".strip().split("\n")
TOOLS = [row.split("|") for row in TOOLS]
TOOLS = [(row[0], form) for row in TOOLS for form in "|".join(row[1:]).replace("| chpasswd", "\0").replace("|", "\n").replace("\0", "| chpasswd").split("\n")]


def command():
    tool, form = R.choice(TOOLS)
    what = R.random()
    piece = "«SIMPLE»" if what < 0.72 else R.choice([reference, reference, standin])() if what < 0.9 else "***"
    if what > 0.93:  # asked for, or nothing of the kind given
        return R.choice([f"{tool} --help", f"{tool} -h {host()}", f"{tool} --version", f"{tool} {word()} {path()}", f"{tool}: {sentence()}", f"usage: {tool} [-{word()[0]} {word()}] {word()}", f"{tool} -u {user()} -h {host()} {word()}", f"apt-get install {tool}", f"{tool} -p {n()} {host()}", f"{tool} {host()} -p {n()} -u {user()}"]), "command none " + tool
    parts = [{"U": user, "H": host, "G": uuid, "x": word, "y": word}.get(p, lambda p=p: piece if p == "P" else p)() for p in re.split(r"(?<![A-Za-z-])([UHGxyP])(?![a-z])|(?<=-[uphaPsUW])([UP])(?![a-z])|(?<=-hp)(P)", form) if p]
    line = tool + " " + "".join(parts)
    lead = R.choice(["", "", "", "", "$ ", "# ", "sudo ", "RUN ", "+ ", "> ", "  - ", "- run: ", "script: ", "    ", "&& ", "time ", "ExecStart=/usr/bin/", "*/5 * * * * ", date() + " " + clock() + " CMD (", "os.system(\"", "subprocess.run(\"", "cmd = '", "sh '", "先跑 ", "试试 "])
    tail_ = {"os.system(\"": "\")", "subprocess.run(\"": "\", shell=True)", "cmd = '": "'", "sh '": "'"}.get(lead, ")" if lead.endswith("CMD (") else R.choice(["", "", "", " " + word(), " > " + word() + ".log 2>&1", " | grep " + word(), " " + path(), " && " + app(), " # " + sentence(), " -v", " --" + word() + " " + n()]))
    return lead + line + tail_, "command " + tool + " " + form


CALLS = """login log_in signIn sign_in authenticate auth connect open createConnection getConnection DriverManager.getConnection setCredentials set_credentials withCredentials basicAuth basic_auth setBasicAuth SetBasicAuth
HTTPBasicAuth HttpBasicAuth UsernamePasswordCredentials NetworkCredential PasswordAuthentication UsernamePasswordToken createUser create_user addUser add_user register PlainAuth smtp.PlainAuth imap.login ftp.login client.login
server.login session.login ldap.bind ldap.simple_bind_s conn.login user.login setAuth set_auth Credentials Credential getAuth Auth Login doLogin userLogin testLogin ssh.connect mysql.connect
mysql_connect mysqli_connect pg_connect ldap_bind oci_connect odbc_connect imap_open ftp_login redis.auth db.authenticate browser.login page.login api.login driver.login""".split()


def call():
    """A password by its place among the arguments of a call."""
    fn = R.choice(CALLS)
    mark = R.choice(['"', '"', "'"])
    secret = "«PW»" if R.random() < 0.7 else None
    piece = mark + secret + mark if secret else R.choice([reference(), ident(), dotted(), mark + standin() + mark, "password", "pwd", "pass", ident() + "()", "args." + word(), "None"])
    who = R.choice([mark + user() + mark, mark + user() + mark, ident(), "user", "username"])
    first = R.choice(["", "", mark + host() + mark + ", ", "url, ", ident() + ", ", mark + "jdbc:mysql://" + host() + "/" + word() + mark + ", ", "this, ", "nil, "])
    after = R.choice(["", "", "", ", " + mark + word() + mark, ", " + n(), ", true", ", callback", ", null"])
    lead = R.choice(["", "", word() + ".", ident() + " = ", "await ", "return ", "new ", "    ", "const " + word() + " = ", word() + " := ", "if not ", "assert ", word() + "->", "$" + word() + "->", "var " + word() + " = new "])
    tail_ = R.choice(["", ";", "", ")", " # " + sentence(), " // " + sentence(), ".get()", ";"])
    return f"{lead}{fn}({first}{who}, {piece}{after}){tail_}", "call " + fn


PAIRS = ["U / P", "U/P", "U P", "U : P", "U:P", "U，P", "U + P", "U, P", "U 密码 P", "U pw P", "账号 U 密码 P", "用户名U密码P", "U（密码 P）", "U (pw: P)", "U -> P", "user U pass P", "login U, password P", "账号:U 密码:P", "用户 U，口令 P"]
ASKED = ["{pair} 能登", "{pair} 可以登录", "用 {pair} 登录", "登录用 {pair}", "登录：{pair}", "测试账号 {pair}", "测试环境 {pair} 可登录", "{zh}登录用 {pair}，{zh}", "管理员账号：{pair}", "默认账号 {pair}", "login with {pair}", "login: {pair}", "log in as {pair}", "the login is {pair}", "credentials: {pair}", "creds {pair}", "use {pair} to login",
         "{pair} is the login for {word}", "demo account: {pair}", "test account {pair} ({sentence})", "{host} 登录：{pair}", "后台 {host} 账号密码 {pair}", "账密 {pair}", "{word} 的账号密码：{pair}", "sso login {pair} until {date}", "admin login {pair}", "{sentence}, login {pair}", "signin {pair}", "堡垒机登录用 {pair}", "数据库账密：{pair}", "VPN 登陆：{pair}", "登录信息：{pair}，{zh}"]
NOT_ASKED = ["{user} 登录成功", "{zh}登录失败 {n} 次", "登录 IP {host}", "登录：{host}", "登录日志 {word}/{word}", "测试账号 {user}", "用 {user} 登录", "能登 {host}", "{user} 可以登录 {host}", "登录地址：https://{host}/{word}", "login page /{word}/{word}", "login: {user}", "last login: {date} {clock} from {host}", "login {user} from {host}", "{word} login / logout", "default account: {user}",
             "{word}/{word} 登录页", "登录用 SSO", "登录信息：{sentence}", "测试环境 {host} 能登", "管理员账号：{user}", "sign_in count {n}", "POST /{word}/login {n}", "GET /login?next=/{word}/{word} {n}", "authenticate {ident}/{ident}", "login_{word}/{word}.{n}", "登录接口 /{word}/login 超时 {n}ms", "登录方式：{word} / {word}", "登录名 {user} / {word}",
             "Failed password for invalid user {user} from {host} port {n} ssh2", "Failed password for {user} port {digits}{digits} ssh2", "token refreshed, expires_in={n}, jti={uuid}", "session closed, sid={uuid}", "auth ok user={user} jti={uuid} ttl={n}", "wx appid wx{hex16}", "appid={hex16} mchid={digits}{digits}", "providerName=\"{Ident}.{Ident}.{Ident}\" password", "Password={reference};\" providerName=\"{Ident}.{Ident}\"",
             "    at {dotted}.{ident}Token({Ident}.java:{n})", "\tat {dotted}.{Ident}.login({Ident}.java:{n})", "    at {Ident}.authenticate ({path}:{n}:{n})", "  File \"{path}\", line {n}, in login", "  File \"{path}\", line {n}, in {ident}_token", "   at {Ident}.{Ident}.SignIn({Ident} {ident}) in {path}:line {n}", "{Ident}.rb:{n}:in `authenticate'", "#{n} {path}({n}): {Ident}->login('{word}', {Ident})", "main.{Ident}.Auth({word}.go:{n})", "goroutine {n} [running]: auth.Login(0xc000{hex8}, 0x{hex8})",
             "Sec-WebSocket-Key: {b64}", "Sec-WebSocket-Accept: {b64}", "login({ident}, {ident}, {n})", "auth.login({dotted})", "signIn({ word } = {word}) => {ident}", "def login(self, username, password):", "function login(user, password, callback) {", "public boolean authenticate(String user, String password) throws {Ident} {", "func (s *{Ident}) Login(ctx context.Context, user, pass string) error {", "createUser(name: string, password: string): Promise<{Ident}>;", "describe('login', () => { it('{sentence}')", "test_login('{word}', {n})", "router.post('/login', auth.login, {ident});", "connect(self.login, '{ident}')", "app.get('/{word}/login/{word}', {ident}.signIn);",
             "'pwd', '{word}', '{word}', '{word}'", "'{word}', 'password', '{word}', 'token', '{word}'", "[\"{word}\", \"secret\", \"{word}\", \"{word}\"]", "{word}|password|{word}|{word}", "<option value=\"{word}\">password</option>", "error: password: {sentence}", "\"password\": \"{sentence}\",", "'token' => '{sentence}',", "title: \"Reset {word} password\"", "password_hint = \"{sentence}\"", "msgid \"Password\"\nmsgstr \"密码\"", "password.error={sentence}", "label.token={word} {word}", "密码不能为空，{zh}", "请输入密码", "token 无效或已过期", "密钥格式错误：{word}", "{zh}凭证 {word} 未找到",
             "{word}_total{pod=\"{word}-{hex8}\",pass=\"{n}\"} {digits}{digits}{digits}", "secret_{word}_total{pod=\"{word}\"} {digits}{digits}{digits}", "token_{word}_bytes{le=\"{n}\"} {digits}{digits}{digits}"]


def chat():
    """Name and password side by side, as people hand them on; or what only reads like it."""
    if R.random() < 0.4:
        row = R.choice(NOT_ASKED)
        return R.choice(["", "", clock() + " ", user() + ": "]) + row, "chat none " + row
    row, pair = R.choice(ASKED), R.choice(PAIRS)
    return R.choice(["", "", "", user() + ": ", "@" + word() + " ", "> ", date() + " "]) + row.replace("{pair}", re.sub(r"[UP]", lambda m: user() if m.group() == "U" else "«SIMPLE»", pair, count=0) if not pair.islower() else pair), "chat " + row + pair


def one():
    sort = R.random()
    more = R.random()
    if more < 0.09:
        template, shape = talk()
    elif more < 0.17:
        template, shape = block()
    elif more < 0.20:
        template, shape = command()
    elif more < 0.22:
        template, shape = call()
    elif more < 0.24:
        template, shape = chat()
    elif more < 0.26:
        template, shape = R.choice([logged, logged, told])(), "logged"
    elif more < 0.275:
        template, shape = R.choice([traced, traced, traced, dumped, listed, listed, told, told])(), "traced"
    elif more < 0.38:
        kind, template = R.choice(SHAPES)
        shape = "shape " + template
        template = template.replace("{VENDOR}", vendor().upper())
    elif more < 0.56:
        way = R.choice(WAYS)
        shape = "way " + way
        kind = R.choice(["PW", "PW", "KEY", "TOK"])
        name = R.choice(TABLE_OF_NAMES[kind][:2])
        value = "«SIMPLE»" if kind == "PW" and not way.startswith('"') else f"«{kind}»"
        name = "{" + name + "}"
        what = R.random()
        if what < 0.22:
            value = R.choice(["{standin}", "{reference}"])
        elif what < 0.36:
            name, value = R.choice(["{ident}", "{dotted}", "{word}", "{said}", "{Ident}", "{word}Key", "{word}_key", "{word}_id"]), R.choice(["{measured}", "{measured}", "{hex32}", "{hex40}", "{hex64}", "{uuid}", "{b64}", "{plain}", "{word}", "{ident}"])
        elif what < 0.50:
            name, value = R.choice([name + "_" + tail(), name + tail().capitalize(), name + "-" + tail(), R.choice(["no_", "is_", "has_", "reset_", "max_", "public_", "primary_", "cache_", "sort_"]) + name]), R.choice(["{plain}", "{measured}", "{ident}", "{n}", "{path}"])
        template = way.lstrip('"') if not way.startswith('""') else way[1:]
        template = re.sub(r"\bVALUE\b", lambda _: value, re.sub(r"NAME\b", lambda _: name, template))
    elif sort < 0.50:
        i = R.randrange(len(CLEAN_SHAPES))
        template, shape = CLEAN_SHAPES[i], "clean " + CLEAN_SHAPES[i]
        template = template.replace("{VENDOR}", vendor().upper())
    elif sort < 0.54:
        # The ways of assignment, with values that are none.
        name = R.choice(["{kp}", "{kk}", "{kt}"])
        ways = assigned(name, R.choice(["{standin}", "{reference}"]))
        i = R.randrange(len(ways))
        template, shape = ways[i], f"way{i}"
    elif sort < 0.58:
        # And names that are none.
        ways = assigned(R.choice(["{ident}", "{dotted}", "{word}"]), R.choice(["{hex32}", "{hex40}", "{uuid}", "{b64}", "{plain}"]))
        i = R.randrange(len(ways))
        template, shape = ways[i], f"way{i}"
    elif sort < 0.76:
        kind = R.choice(["PW", "PW", "KEY", "TOK"])
        name = R.choice(TABLE_OF_NAMES[kind][:2])
        ways = assigned("{" + name + "}", f"«{kind}»")
        i = R.randrange(len(ways))
        template, shape = ways[i], f"way{i}"
        if i >= len(assigned("", "", True)):
            template = template.replace("«PW»", "«SIMPLE»")
    else:
        shapes, label = R.choices([(PW_SHAPES, "pw"), (KEY_SHAPES, "key"), (TOK_SHAPES, "tok"), (PRIV_SHAPES, "priv")], [10, 5, 4, 1])[0]
        i = R.randrange(len(shapes))
        template, shape = shapes[i], f"{label}{i}"
        template = template.replace("{VENDOR}", vendor().upper())
    text, spans = fill(template)
    if R.random() < 0.12:
        lead = R.choice(["  ", "\t", "    ", "- ", "> ", f"{n()}: ", "+", "-", "# ", "// ", sentence() + "\n", f"{date()} {clock()} "])
        spans = [dict(s, start=s["start"] + len(lead), end=s["end"] + len(lead)) for s in spans]
        text = lead + text
    return {"text": text, "spans": spans, "shape": shape}


if __name__ == "__main__":
    R.seed(int(sys.argv[2]))
    for _ in range(int(sys.argv[1])):
        print(json.dumps(one(), ensure_ascii=False))
