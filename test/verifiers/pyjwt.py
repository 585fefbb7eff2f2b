"""Verifies tokens with PyJWT: a JSON list of cases in, a list of refusals out, null for a token that is accepted."""

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
