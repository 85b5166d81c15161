#!/usr/bin/env python3
"""Durable appends of 256 octets to the evidence log beside SQLite, PostgreSQL and RocksDB, in turn (A/B/A/B), on one disk.

usage: bench/evidence_vs_peers.py build/bench/bin/evidence_appends [--rounds 5] [--seconds 3] [--folder FOLDER]
Every peer waits until the disk has it: SQLite WAL with synchronous=FULL, PostgreSQL with fsync and synchronous_commit on,
RocksDB with sync writes. SQLite and PostgreSQL (chain) keep a SHA-256 chain of the entries, the log its tree; RocksDB and
PostgreSQL (plain) prove nothing. Prints each median, and the median of the ratios of neighbours.
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


class Postgresql:
    """A server of its own, on a free port of the loopback."""

    def __init__(self, folder):
        programs = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin"))
        if not programs:
            sys.exit("no PostgreSQL here")
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
        postgresql = Postgresql(folder)
        try:
            measure(asked, folder, postgresql.where)
        finally:
            postgresql.stop()


def measure(asked, folder, where):
    def rate(peer, threads, batch):
        if peer.startswith("postgresql"):
            return run(peer, where, threads, batch)
        with tempfile.TemporaryDirectory(dir=folder) as fresh:
            return run(peer, fresh, threads, batch)

    def run(peer, at, threads, batch):
        done = subprocess.run([asked.program, peer, at, str(asked.seconds), str(threads), str(batch)], capture_output=True, text=True)
        if done.returncode != 0:
            sys.exit(f"{peer}: {done.stderr}")
        return float(done.stdout)

    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    for peer, threads, batch in (("sqlite", 64, 1), ("postgresql-chain", 64, 1), ("postgresql-plain", 64, 1), ("rocksdb", 64, 1),
                                 ("rocksdb", 1, 1000), ("sqlite", 1, 1000)):
        ours, theirs = [], []
        for _ in range(asked.rounds):
            ours.append(rate("log", threads, batch))
            theirs.append(rate(peer, threads, batch))
        ratios = sorted(a / b for a, b in zip(ours, theirs))
        print(f"{threads} writers, {batch} a commit: log {statistics.median(ours):,.0f}/s, {peer} {statistics.median(theirs):,.0f}/s, "
              f"ratio {statistics.median(ratios):.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f})", flush=True)


main()
