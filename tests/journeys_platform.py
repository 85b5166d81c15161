#!/usr/bin/env python3
"""Journeys over what every route of the server stands on: the console's files, idempotency keys, bounds of rate, operations, webhooks, and
what happens when the disk is full or the database is gone.

usage: journeys_platform.py PATH_TO_TIDEGATE [unittest arguments]
"""
import concurrent.futures
import sys
import time
import unittest

import journeys_server as server
from journeys_server import PASSWORD, Asker, Journey, uscc


class Console(Journey):
    def test_a_path_of_the_console_gives_its_page_and_never_runs_anothers_script(self):
        for path in ("/", "/cases/01ARYZ6S410000000000000000", "/recipient"):
            status, _, answer = Asker(self.server.port).ask("GET", path)
            self.assertEqual((status, answer.getheader("Content-Type")), (200, "text/html; charset=utf-8"), path)
            policy = dict(part.strip().split(" ", 1) for part in answer.getheader("Content-Security-Policy").split(";"))
            self.assertEqual((policy["default-src"], policy["script-src"], policy["frame-ancestors"]), ("'self'", "'self'", "'none'"))
        self.assertEqual(Asker(self.server.port).ask("GET", "/assets/none.js")[0], 404)
        status, _, answer = Asker(self.server.port).ask("POST", "/", {})
        self.assertEqual((status, answer.getheader("Allow")), (405, "GET"))

    def test_the_page_is_not_sent_twice(self):
        _, _, answer = Asker(self.server.port).ask("GET", "/")
        if tag := answer.getheader("ETag"):  # none where no console was built in
            self.assertEqual(Asker(self.server.port).ask("GET", "/", If_None_Match=tag)[:2], (304, b""))


class Idempotency(Journey):
    def test_a_request_under_one_key_is_done_once(self):
        body = {"uscc": uscc(21), "name": "示例一"}
        status, first, answer = self.operator.ask("POST", "/v1/firms", body, Idempotency_Key='"a-1"')
        self.assertEqual((status, answer.getheader("Idempotency-Replayed")), (201, None))
        status, again, answer = self.operator.ask("POST", "/v1/firms", body, Idempotency_Key='"a-1"')
        self.assertEqual((status, again, answer.getheader("Idempotency-Replayed")), (201, first, "true"))
        self.assertEqual(answer.getheader("ETag"), '"v1"')
        status, value, _ = self.operator.ask("POST", "/v1/firms", {**body, "name": "另一"}, Idempotency_Key='"a-1"')
        self.assertEqual((status, value["code"]), (422, "key_reused"))
        self.assertNotEqual(self.operator.ask("POST", "/v1/firms", body)[1].get("id"), first["id"], "without its key it is another request")

    def test_what_came_to_nothing_may_be_sent_again(self):
        status, _, _ = self.operator.ask("POST", "/v1/firms", {"uscc": "x", "name": "示例二"}, Idempotency_Key="b-1")
        self.assertEqual(status, 422)
        status, _, answer = self.operator.ask("POST", "/v1/firms", {"uscc": uscc(22), "name": "示例二"}, Idempotency_Key="b-1")
        self.assertEqual((status, answer.getheader("Idempotency-Replayed")), (201, None))

    def test_of_many_at_once_one_is_done(self):
        body = {"uscc": uscc(23), "name": "示例三"}
        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(lambda _: self.operator.ask("POST", "/v1/firms", body, Idempotency_Key="c-1"), range(32)))
        done = [value["id"] for status, value, _ in answers if status == 201]
        self.assertEqual(len(set(done)), 1)
        self.assertEqual(sum(1 for status, _, answer in answers if status == 201 and not answer.getheader("Idempotency-Replayed")), 1)
        for status, value, answer in answers:
            if status != 201:
                self.assertEqual((status, value["code"], answer.getheader("Retry-After")), (409, "still_running", "1"))

    def test_a_key_is_its_accounts_own(self):
        other, _ = self.made("key.other", "operator")
        body = {"uscc": uscc(24), "name": "示例四"}
        _, own, _ = self.operator.ask("POST", "/v1/firms", body, Idempotency_Key="d-1")
        status, value, answer = other.ask("POST", "/v1/firms", body, Idempotency_Key="d-1")
        self.assertEqual((status, answer.getheader("Idempotency-Replayed")), (201, None))
        self.assertNotEqual(value["id"], own["id"])

    def test_no_password_and_no_secret_is_kept(self):
        body = {"login": "key.lee", "name": "K", "role": "auditor", "password": PASSWORD}
        self.assertEqual(self.operator.ask("POST", "/v1/accounts", body, Idempotency_Key="e-1")[0], 201)
        status, value, _ = self.operator.ask("POST", "/v1/accounts", body, Idempotency_Key="e-1")
        self.assertEqual((status, value["code"]), (409, "done_before"))

    def test_a_key_that_is_none_is_refused(self):
        for key in ("a b", "x" * 256, '"', "\\"):
            status, value, _ = self.operator.ask("POST", "/v1/firms", {"uscc": uscc(25), "name": "N"}, Idempotency_Key=key)
            self.assertEqual((status, value["code"]), (400, "malformed"), key)

    def test_an_answer_outlives_the_process(self):
        body = {"uscc": uscc(26), "name": "示例五"}
        _, first, _ = self.operator.ask("POST", "/v1/firms", body, Idempotency_Key="f-1")
        self.server.process.kill()
        self.server.process.wait()
        self.server.log.close()
        type(self).server = server.Server(self.folder)
        self.operator.port = self.server.port
        status, again, answer = self.operator.ask("POST", "/v1/firms", body, Idempotency_Key="f-1")
        self.assertEqual((status, again, answer.getheader("Idempotency-Replayed")), (201, first, "true"))


class Rate(Journey):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.server.stop()
        cls.server = server.Server(cls.folder, "--rate", "10")
        cls.operator.port = cls.server.port

    def test_an_account_is_told_to_wait_and_another_goes_on(self):
        other, _ = self.made("rate.other", "auditor")
        answers = [self.operator.ask("GET", "/v1/session") for _ in range(80)]
        refused = [(value, answer) for status, value, answer in answers if status == 429]
        self.assertGreater(len(refused), 5)
        self.assertEqual(refused[0][0]["code"], "too_many")
        self.assertGreaterEqual(int(refused[0][1].getheader("Retry-After")), 1)
        self.assertRegex(refused[0][1].getheader("RateLimit"), r'^"account";r=0;t=\d+$')
        self.assertEqual(refused[0][1].getheader("RateLimit-Policy"), '"account";q=50;w=5')
        self.assertEqual(other.ask("GET", "/v1/session")[0], 200)
        time.sleep(1.1)
        self.assertEqual(self.operator.ask("GET", "/v1/session")[0], 200)

    def test_who_is_nobody_is_bounded_by_its_address_and_those_who_watch_are_not(self):
        nobody = Asker(self.server.port)
        codes = [nobody.ask("GET", "/v1/session")[0] for _ in range(80)]
        self.assertEqual(set(codes), {401, 429})
        for path in ("/healthz", "/readyz", "/metrics", "/"):
            self.assertEqual({nobody.ask("GET", path)[0] for _ in range(60)}, {200}, path)


if __name__ == "__main__":
    unittest.main()
