#!/usr/bin/env python3
"""How the program is installed and run: what a start loads, the Debian packages, the unit of systemd.

usage: operations.py BUILD_FOLDER [unittest arguments]
"""
import os
import pathlib
import re
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import unittest
import urllib.request

BUILD = pathlib.Path(sys.argv.pop(1)).resolve() if len(sys.argv) > 1 else None
SOURCES = pathlib.Path(__file__).resolve().parent.parent
VERSION = (SOURCES / "VERSION").read_text().strip()
MOST_EXPOSED = 20  # of `systemd-analyze security`, in tenths: 2.0 of 10


def ran(*words, code=0, env=None):
    done = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env={**os.environ, "LC_ALL": "C.UTF-8", **(env or {})})
    assert done.returncode == code, f"{words}: {done.returncode}\n{done.stdout}"
    return done.stdout


def needs(test, *programs):
    for program in programs:
        if not shutil.which(program):
            print(f"skipped: {test.id().removeprefix('__main__.')}: {program} is not installed")
            test.skipTest(f"{program} is not installed")


class Folder(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="tidegate-operations-"))
        self.addCleanup(shutil.rmtree, self.folder, True)


class Start(Folder):
    def test_no_start_loads_what_the_desk_alone_needs(self):
        needs(self, "readelf")
        loaded = re.findall(r"\[(lib\S+?)\.so", ran("readelf", "-d", BUILD / "bin/tidegate"))
        self.assertGreater(len(loaded), 3)
        for library in ("libmicrohttpd", "libgnutls", "libcrypto", "libssl", "libcurl", "libsoci_core", "libsoci_sqlite3", "libpq", "libarchive"):
            self.assertNotIn(library, loaded)

    def test_the_desk_that_is_not_installed_is_named(self):
        shutil.copy(BUILD / "bin/tidegate", self.folder)
        for words, says in (["serve", "--data", "d"], "tidegated"), (["admin", "check", "--data", "d", "--lang", "zh"], "一并安装"):
            self.assertIn(says, ran(self.folder / "tidegate", *words, code=69))
        self.assertIn("--listen", ran(self.folder / "tidegate", "serve", "--help"))


class Package(Folder):
    """Unpacked and installed below a folder of its own: nothing of this machine is changed."""

    @classmethod
    def setUpClass(cls):
        cls.made = []
        if not shutil.which("dpkg-shlibdeps"):
            return
        ran("cmake", "--build", BUILD, "--target", "deb")
        cls.made = [BUILD / f"packages/{name}_{VERSION}_{ran('dpkg', '--print-architecture').strip()}.deb" for name in ("tidegate", "tidegate-desk")]

    def setUp(self):
        super().setUp()
        needs(self, "dpkg-shlibdeps", "dpkg")
        self.root = self.folder / "root"

    def unpacked(self):
        for package in self.made:
            ran("dpkg", "-x", package, self.root)
        return self.root

    def test_what_is_unpacked_runs_and_tells_systemd_of_it(self):
        program = self.unpacked() / "usr/bin/tidegate"
        self.assertEqual(ran(program, "--version").strip(), f"tidegate {VERSION}")
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as heard, open(self.folder / "log", "w+") as log:
            heard.bind(str(self.folder / "notify"))
            heard.settimeout(30)
            desk = subprocess.Popen([program, "serve", "--data", self.folder / "data", "--listen", "127.0.0.1:0"], stderr=log,
                                    env={**os.environ, "NOTIFY_SOCKET": str(self.folder / "notify")})
            try:
                self.assertEqual(heard.recv(100), b"READY=1")
                port = re.search(r"port=(\d+)", (self.folder / "log").read_text())[1]
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10) as answer:
                    self.assertEqual(answer.status, 200)
                desk.send_signal(signal.SIGTERM)
                self.assertEqual(heard.recv(100), b"STOPPING=1")
                self.assertEqual(desk.wait(30), 0)
            finally:
                desk.kill()
                desk.wait()
        self.assertEqual(stat.S_IMODE((self.folder / "data").stat().st_mode), 0o700)

    def test_it_is_installed_and_its_data_outlives_a_purge(self):
        needs(self, "systemd-sysusers", "systemd-tmpfiles")
        if os.geteuid() != 0:
            print("skipped: Package.test_it_is_installed_and_its_data_outlives_a_purge: only root may give files to another user")
            self.skipTest("only root may give files to another user")
        for name in ("info", "updates", "triggers", "parts"):
            (self.root / "var/lib/dpkg" / name).mkdir(parents=True)
        (self.root / "var/lib/dpkg/status").touch()
        (self.root / "etc").mkdir()
        dpkg = ("dpkg", f"--root={self.root}", "--force-script-chrootless", "--force-depends", "--force-not-root", "--log=/dev/null")
        ran(*dpkg, "--install", *self.made)
        data = self.root / "var/lib/tidegate"
        owner = re.search(r"^tidegate:\w*:(\d+):", (self.root / "etc/passwd").read_text(), re.M)[1]
        self.assertEqual((str(data.stat().st_uid), stat.S_IMODE(data.stat().st_mode)), (owner, 0o700))
        self.assertEqual(list(data.iterdir()), [], "no key, no account: the administrator makes them")
        (data / "desk.db").write_text("kept")
        conf = self.root / "etc/tidegate/serve.conf"
        conf.write_text("SERVE_OPTIONS=--listen 127.0.0.1:9000\n")
        ran(*dpkg, "--install", *self.made)
        self.assertIn("9000", conf.read_text(), "an upgrade keeps what the administrator wrote")
        ran(*dpkg, "--remove", "tidegate-desk")
        self.assertFalse((self.root / "usr/libexec/tidegate/tidegated").exists())
        self.assertIn("kept", ran(*dpkg, "--purge", "tidegate-desk"))
        self.assertFalse(conf.exists())
        self.assertEqual((data / "desk.db").read_text(), "kept")

    def test_lintian_finds_no_fault(self):
        needs(self, "lintian")
        self.assertEqual(ran("lintian", "--allow-root", "--fail-on", "error,warning", *self.made), "")

    def test_the_unit_is_valid_and_leaves_little_open(self):
        needs(self, "systemd-analyze")
        unit = self.folder / "tidegate.service"
        text = (self.unpacked() / "usr/lib/systemd/system/tidegate.service").read_text()
        unit.write_text(text.replace("/usr/bin/tidegate", str(self.root / "usr/bin/tidegate")))
        self.assertEqual(ran("systemd-analyze", "verify", "--man=no", unit), "")
        ran("systemd-analyze", "security", "--offline=true", "--no-pager", f"--threshold={MOST_EXPOSED}", unit)


if __name__ == "__main__":
    unittest.main()
