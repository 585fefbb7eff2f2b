"""Verifies tokens with PyJWT. Reads a JSON list of cases, and prints a list of errors with null for each accepted token."""

import json
import sys

import jwt


def verify(case):
    key = bytes.fromhex(case["secret"]) if "secret" in case else case["key"]
    try:
        jwt.decode(case["token"], key, algorithms=[case["algorithm"]], audience=case["audience"])
    except jwt.PyJWTError as error:
        return f"{type(error).__name__}: {error}"
    return None


print(json.dumps([verify(case) for case in json.load(sys.stdin)]))
