#!/usr/bin/env python3
"""Kills a program with SIGKILL in the middle of every kind of write, again and again: what was acknowledged is there, nothing is there by halves.
On SQLite and on PostgreSQL; of the server a few too (an immediate shutdown), while the program goes on.

usage: desk_crash.py PATH_TO_DESK_WRITER [--kills N] [--seed N] [--only sqlite|postgresql]
"""
import argparse
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

from desk_databases import PostgresqlServer

KILLS_A_DATABASE = 20  # then an empty one is begun, so that migrations are killed too


class Desk:
    """One database, and what was acknowledged of it so far."""

    def __init__(self, writer, server, number):
        self.writer, self.server = writer, server
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="tidegate-crash-"))
        self.names = []
        self.url = "-"
        if server is not None:
            server.sql(f"CREATE DATABASE crash{number}")
            self.url = server.url(f"crash{number}")
            self.database = f"crash{number}"
        self.environment = server.environment() if server is not None else dict(os.environ)

    def write(self, run, seconds, disturb=None):
        """Writes for so long, and is killed. disturb: called half-way."""
        program = subprocess.Popen([self.writer, "write", self.folder, self.url, run], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=self.environment)
        time.sleep(seconds / 2)
        if disturb is not None:
            disturb()
        time.sleep(seconds / 2)
        program.kill()
        out, err = program.communicate()
        if program.returncode != -signal.SIGKILL:
            raise SystemExit(f"the writer ended by itself: {program.returncode} {err.decode()}")
        self.names += out.decode().split()

    def verify(self):
        done = subprocess.run([self.writer, "verify", self.folder, self.url], input="".join(n + "\n" for n in self.names).encode(),
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=self.environment)
        if done.returncode != 0:
            raise SystemExit(f"{self.folder} {self.url}: {done.stderr.decode()}")

    def end(self):
        shutil.rmtree(self.folder, ignore_errors=True)
        if self.server is not None:
            self.server.sql(f"DROP DATABASE {self.database} WITH (FORCE)")


def full_disk(writer):
    """A disk that fills up under the writer, and is emptied again: refused meanwhile, and nothing acknowledged is lost."""
    desk = Desk(writer, None, 0)
    try:
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=6m,mode=0700", "tmpfs", desk.folder], stderr=subprocess.DEVNULL, check=False)
        if mounted.returncode != 0:
            print("skipped: a full disk: needs the right to mount a small one", flush=True)
            return
        filler = desk.folder / "filler"
        filler.write_bytes(bytes(2 << 20))
        program = subprocess.Popen([writer, "write", desk.folder, "-", "full"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        os.set_blocking(program.stdout.fileno(), False)
        told = b""

        def listen(seconds):
            """What is acknowledged meanwhile."""
            nonlocal told
            before = len(told)
            end = time.monotonic() + seconds
            while time.monotonic() < end:
                told += program.stdout.read() or b""
                time.sleep(0.05)
            return told[before:]

        for _ in range(200):
            if not listen(1):
                break
        else:
            raise SystemExit("the disk never filled up")
        if program.poll() is not None:
            raise SystemExit(f"the writer ended on a full disk: {program.stderr.read().decode()}")
        filler.unlink()
        if not listen(5):
            raise SystemExit("nothing was kept when the disk had room again")
        program.kill()
        program.wait()
        desk.names = (told + (program.stdout.read() or b"")).decode().split()
        desk.verify()
        print(f"a full disk: {len(desk.names)} acknowledged writes, none lost, and service came back", flush=True)
    finally:
        subprocess.run(["umount", "-l", desk.folder], stderr=subprocess.DEVNULL, check=False)
        desk.end()


def campaign(name, writer, server, kills, chance):
    acknowledged = 0
    desk = None
    server_kills = 0
    for kill in range(kills):
        if kill % KILLS_A_DATABASE == 0:
            if desk is not None:
                acknowledged += len(desk.names)
                desk.end()
            desk = Desk(writer, server, kill)
        disturb = None
        if server is not None and kill % 10 == 7:
            server_kills += 1

            def disturb():
                server.stop(signal.SIGQUIT)
                server.start()
        # The first ones of a database are short: they hit its making.
        seconds = chance.uniform(0.0, 0.08) if kill % KILLS_A_DATABASE < 4 else chance.uniform(0.02, 0.5)
        desk.write(f"r{kill}", seconds, disturb)
        desk.verify()
    acknowledged += len(desk.names)
    desk.end()
    print(f"{name}: {kills} kills, {server_kills} of the server beside them: {acknowledged} acknowledged writes, none lost, none by halves", flush=True)


def main():
    words = argparse.ArgumentParser()
    words.add_argument("writer")
    words.add_argument("--kills", type=int, default=20)
    words.add_argument("--seed", type=int, default=int(time.time()))
    words.add_argument("--only", choices=("sqlite", "postgresql"))
    asked = words.parse_args()
    print(f"seed {asked.seed}", flush=True)
    chance = random.Random(asked.seed)
    if asked.only != "postgresql":
        campaign("SQLite", asked.writer, None, asked.kills, chance)
        full_disk(asked.writer)
    if asked.only != "sqlite":
        server = PostgresqlServer()
        try:
            campaign("PostgreSQL", asked.writer, server, asked.kills, chance)
        finally:
            server.end()


if __name__ == "__main__":
    sys.exit(main())
