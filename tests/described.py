"""The server's description (api/openapi.yaml) as tests use it: what may be asked, values made from its schemas, answers held to them."""
import json
import pathlib
import re

import yaml  # Debian's python3-yaml

PATH = pathlib.Path(__file__).resolve().parent.parent / "api" / "openapi.yaml"
JSON = ("application/json", "application/problem+json")
METHODS = ("get", "post", "patch", "put", "delete")


class Operation:
    def __init__(self, description, method, path, item, said):
        self.description, self.method, self.path = description, method, path
        self.parameters = [description.follow(p) for p in item.get("parameters", []) + said.get("parameters", [])]
        self.places = re.findall(r"\{(\w+)\}", path)
        self.query = [p for p in self.parameters if p["in"] == "query"]
        self.takes_version = any(p["name"] == "If-Match" for p in self.parameters)
        self.takes_key = any(p["name"] == "Idempotency-Key" for p in self.parameters)
        content = description.follow(said.get("requestBody", {})).get("content", {})
        self.media_type = next(iter(content), None)
        self.body = content.get(self.media_type, {}).get("schema")
        self.responses = {int(status): description.follow(answer) for status, answer in said["responses"].items()}

    def fault_of(self, status, media_type, value):
        """Why an answer is not one that is described; None: it is. value: parsed where it is JSON, else its octets."""
        if status not in self.responses:
            return f"{status} is not described"
        content = self.responses[status].get("content", {})
        if not content:
            return None if not value else f"{status} has a body"
        kind = media_type.split(";")[0]
        if kind not in content and "*/*" not in content:
            return f"{status} is {kind}"
        return self.description.fault(content.get(kind, {}).get("schema", {}), value) if kind in JSON else None


class Description:
    def __init__(self):
        self.whole = yaml.load(PATH.read_text(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        self.operations = [Operation(self, method.upper(), path, item, item[method])
                           for path, item in self.whole["paths"].items() for method in METHODS if method in item]

    def follow(self, part):
        while "$ref" in part:
            value = self.whole
            for key in part["$ref"].removeprefix("#/").split("/"):
                value = value[key]
            part = value
        return part

    def schema(self, part):
        """One schema without references: allOf is laid together, of its members."""
        part = self.follow(part)
        if "allOf" not in part:
            return part
        whole = {"type": "object", "required": [], "properties": {}}
        for piece in map(self.schema, part["allOf"]):
            whole["required"] += piece.get("required", [])
            whole["properties"] |= piece.get("properties", {})
        return whole

    def fault(self, part, value, pointer=""):
        """Where and how a value breaks its schema; None: it does not."""
        part = self.schema(part)
        if "anyOf" in part:
            faults = [self.fault(piece, value, pointer) for piece in part["anyOf"]]
            return None if None in faults else faults[0]
        kinds = part.get("type", [])
        kinds = [kinds] if isinstance(kinds, str) else kinds
        tests = {"string": isinstance(value, str), "boolean": isinstance(value, bool), "null": value is None, "array": isinstance(value, list),
                 "integer": isinstance(value, int) and not isinstance(value, bool), "object": isinstance(value, dict),
                 "number": isinstance(value, (int, float)) and not isinstance(value, bool)}
        if kinds and not any(tests[kind] for kind in kinds):
            return f"{pointer}: {json.dumps(value)[:60]} is no {kinds}"
        if "enum" in part and value not in part["enum"]:
            return f"{pointer}: {json.dumps(value)[:60]} is none of {part['enum']}"
        if isinstance(value, str) and "format" in part and not self.is_of(part["format"], value):
            return f"{pointer}: {value[:40]} is no {part['format']}"
        if isinstance(value, dict):
            for key in part.get("required", []):
                if key not in value:
                    return f"{pointer}/{key} is missing"
            for key, member in value.items():
                if key in part.get("properties", {}) and (found := self.fault(part["properties"][key], member, f"{pointer}/{key}")):
                    return found
        for number, member in enumerate(value if isinstance(value, list) and "items" in part else []):
            if found := self.fault(part["items"], member, f"{pointer}/{number}"):
                return found
        return None

    @staticmethod
    def is_of(name, text):
        patterns = {"date": r"\d{4}-\d\d-\d\d", "date-time": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z"}
        return name not in patterns or re.fullmatch(patterns[name], text) is not None
