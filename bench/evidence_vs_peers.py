#!/usr/bin/env python3
"""Durable appends to the evidence log beside SQLite, PostgreSQL and RocksDB, in turn (A/B/A/B), on one disk.

usage: bench/evidence_vs_peers.py build/bench/bin/evidence_appends [--rounds 5] [--seconds 3] [--folder FOLDER]
Ours are the product's own append, each record about a new subject ("evidence"; with a tree under SM3 too, "evidence-sm"), and
the bare log of ready octets that it stands on ("log"): bench/evidence_appends.cc says what each does. Peers take entries of 256
octets. Every one waits until the disk has it: SQLite WAL with synchronous=FULL, PostgreSQL with fsync and synchronous_commit on,
RocksDB with sync writes. SQLite and PostgreSQL (chain) keep a SHA-256 chain of the entries, the log its tree; RocksDB and
PostgreSQL (plain) prove nothing. Prints each median, and the median of the ratios of neighbours. Peers that are not installed are
left out, and said to be.
"""
import argparse
import os
import pathlib
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile

CHAIN = """
CREATE TABLE plain (n bigserial PRIMARY KEY, entry bytea NOT NULL, hash bytea NOT NULL);
CREATE TABLE chain (n bigint PRIMARY KEY, entry bytea NOT NULL, hash bytea NOT NULL);
CREATE TABLE head (n bigint NOT NULL, hash bytea NOT NULL);
INSERT INTO head VALUES (0, '');
CREATE FUNCTION append_entry(new_entry bytea) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE last head%ROWTYPE; new_hash bytea;
BEGIN
  SELECT * INTO last FROM head FOR UPDATE;
  new_hash := sha256(last.hash || new_entry);
  INSERT INTO chain VALUES (last.n + 1, new_entry, new_hash);
  UPDATE head SET n = last.n + 1, hash = new_hash;
  RETURN last.n + 1;
END $$;
"""


def postgresql_programs():
    return sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin"))


class Postgresql:
    """A server of its own, on a free port of the loopback."""

    def __init__(self, folder):
        programs = postgresql_programs()
        self.data = folder / "postgresql"
        self.data.mkdir()
        self.as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        if self.as_user:
            shutil.chown(self.data, "postgres", "postgres")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.where = f"host=127.0.0.1 port={port} user=owner dbname=postgres"
        self.call(programs[-1] / "initdb", "-D", self.data, "-U", "owner", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
        self.server = subprocess.Popen([*self.as_user, programs[-1] / "postgres", "-D", self.data, "-p", str(port), "-k", self.data,
                                        "-c", "listen_addresses=127.0.0.1", "-c", "max_connections=80", "-c", "shared_buffers=256MB"],
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.call(programs[-1] / "pg_isready", "-h", "127.0.0.1", "-p", str(port), "-t", "60", tries=60)
        self.call(programs[-1] / "psql", self.where, "-q", "-v", "ON_ERROR_STOP=1", "-c", CHAIN)

    def call(self, *words, tries=1):
        for _ in range(tries):
            done = subprocess.run([*self.as_user, *map(str, words)], capture_output=True, text=True, cwd="/")
            if done.returncode == 0:
                return
            subprocess.run(["sleep", "0.5"])
        sys.exit(f"{words[0]}: {done.stderr or done.stdout}")

    def stop(self):
        # To the server itself, which runuser stands before; its first line is its process.
        os.kill(int((self.data / "postmaster.pid").read_text().split()[0]), 2)
        self.server.wait(60)


def main():
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("program")
    words.add_argument("--rounds", type=int, default=5)
    words.add_argument("--seconds", type=float, default=3)
    words.add_argument("--folder", default=None, help="on the disk that is to be measured")
    asked = words.parse_args()
    with tempfile.TemporaryDirectory(prefix="tidegate-evidence-", dir=asked.folder) as scratch:
        os.chmod(scratch, 0o755)
        folder = pathlib.Path(scratch).resolve()
        postgresql = Postgresql(folder) if postgresql_programs() else None
        try:
            measure(asked, folder, postgresql.where if postgresql else None)
        finally:
            if postgresql:
                postgresql.stop()


def measure(asked, folder, where):
    def rate(peer, threads, batch):
        if peer.startswith("postgresql"):
            return run(peer, where, threads, batch)
        with tempfile.TemporaryDirectory(dir=folder) as fresh:
            return run(peer, fresh, threads, batch)

    def run(peer, at, threads, batch):
        done = subprocess.run([asked.program, peer, at, str(asked.seconds), str(threads), str(batch)], capture_output=True, text=True)
        if done.returncode != 0 and "built without" in done.stderr:
            return None
        if done.returncode != 0:
            sys.exit(f"{peer}: {done.stderr}")
        return float(done.stdout)

    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    for own, peer, threads, batch in (("evidence", "sqlite", 64, 1), ("evidence-sm", "sqlite", 64, 1), ("evidence-known", "sqlite", 64, 1),
                                      ("log", "sqlite", 64, 1), ("evidence", "postgresql-chain", 64, 1), ("evidence", "postgresql-plain", 64, 1),
                                      ("evidence", "rocksdb", 64, 1), ("log", "rocksdb", 64, 1), ("evidence", "rocksdb", 1, 1000),
                                      ("log", "rocksdb", 1, 1000), ("evidence", "sqlite", 1, 1000), ("log", "sqlite", 1, 1000)):
        ours, theirs = [], []
        for _ in range(asked.rounds):
            mine = rate(own, threads, batch)
            other = None if where is None and peer.startswith("postgresql") else rate(peer, threads, batch)
            if other is None:
                break
            ours.append(mine)
            theirs.append(other)
        if not ours:
            print(f"{peer}: not here", flush=True)
            continue
        ratios = sorted(a / b for a, b in zip(ours, theirs))
        print(f"{threads} writers, {batch} a commit: {own} {statistics.median(ours):,.0f}/s, {peer} {statistics.median(theirs):,.0f}/s, "
              f"ratio {statistics.median(ratios):.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f})", flush=True)


main()
