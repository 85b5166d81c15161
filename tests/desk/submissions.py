#!/usr/bin/env python3
"""Measures how many filings a second a server of this machine takes in: each is checked whole, kept as a version, and opens its case, durably.

usage: submissions.py PATH_TO_TIDEGATE [COUNT] [CONNECTIONS]
"""
import concurrent.futures
import copy
import http.client
import json
import pathlib
import sys
import threading
import time

COUNT = int(sys.argv.pop(2)) if len(sys.argv) > 2 else 1000
CONNECTIONS = int(sys.argv.pop(2)) if len(sys.argv) > 2 else 16
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import journeys_filings as journeys

kept = threading.local()


def ask(asker, method, path, body, tag=None):
    if not hasattr(kept, "connection"):
        kept.connection = http.client.HTTPConnection("127.0.0.1", asker.port, timeout=120)
    headers = {"Cookie": asker.cookie, "X-CSRF-Token": asker.csrf, "Content-Type": "application/json", **({"If-Match": tag} if tag else {})}
    begin = time.monotonic()
    kept.connection.request(method, path, json.dumps(body), headers)
    answer = kept.connection.getresponse()
    value = json.loads(answer.read())
    return answer.status, value, time.monotonic() - begin


def main():
    journeys.Filings.setUpClass()
    filer = journeys.Filings.filer
    declaration = copy.deepcopy(journeys.clean().doc)
    declaration.pop("attachments")
    with concurrent.futures.ThreadPoolExecutor(CONNECTIONS) as pool:
        made = list(pool.map(lambda _: ask(filer, "POST", "/v1/filings", {"declaration": declaration}), range(COUNT)))
        assert all(status == 201 for status, _, _ in made), made[0]
        begin = time.monotonic()
        done = list(pool.map(lambda one: ask(filer, "POST", f"/v1/filings/{one[1]['id']}/submission", {}, f'"v{one[1]["version"]}"'), made))
        spent = time.monotonic() - begin
    refused = [value for status, value, _ in done if status != 201]
    times = sorted(one[2] for one in done)
    print(json.dumps({"handed_in": COUNT - len(refused), "a_second": round(COUNT / spent, 1), "connections": CONNECTIONS,
                      "p50_ms": round(1000 * times[len(times) // 2], 1), "p99_ms": round(1000 * times[len(times) * 99 // 100], 1)}))
    journeys.Filings.tearDownClass()
    sys.exit(f"refused: {refused[0]}" if refused else 0)


if __name__ == "__main__":
    main()
