"""Verdicts of `authtop inspect --lines` beside those of joserfc, on generated tokens.

Usage: token_verdicts.py [--count N] [--seed N] AUTHTOP

Makes tokens of seven algorithms with one fault each out of the kinds below (some are none), has
both judge them, and compares. Where the two may differ, the kind says why. With AUTHTOP_VECTORS set
the labelled tokens there go through the program too. Needs joserfc and cryptography. Each check
prints a line; the exit code is 1 when one fails.
"""

import argparse
import collections
import json
import os
import random
import subprocess
import sys
import time
import warnings

from joserfc import jwt
from joserfc.jwk import KeySet

# The scripts beside this one leave nothing behind.
sys.dont_write_bytecode = True

from token_faults import KINDS, STRICTER  # noqa: E402
from token_making import ALGORITHMS, CLIENT, ISSUER, NOW, Case, Key  # noqa: E402

# joserfc warns of what is meant to be weak here.
warnings.simplefilter("ignore")


def joserfc_verifies(case, token):
    try:
        keys = KeySet.import_key_set({"keys": case.jwks})
        decoded = jwt.decode(token, keys, algorithms=ALGORITHMS)
        wanted = {"iss": ISSUER, "token_use": case.asked_use}
        wanted["client_id" if case.asked_use == "access" else "aud"] = CLIENT
        rules = {name: {"essential": True, "value": value} for name, value in wanted.items()}
        # At exp itself joserfc takes a token for valid; no kind stands there.
        registry = jwt.JWTClaimsRegistry(now=NOW, leeway=0, exp={"essential": True}, **rules)
        claims = dict(decoded.claims)
        # Neither Amazon's library nor authtop compares iat with a clock.
        if isinstance(claims.get("iat"), (int, float)):
            del claims["iat"]
        registry.validate(claims)
        return True
    except Exception:  # noqa: BLE001 - any refusal is a refusal
        return False


def run(authtop, requests):
    text = "".join(json.dumps(request) + "\n" for request in requests)
    start = time.monotonic()
    done = subprocess.run(
        [authtop, "inspect", "--lines"],
        input=text,
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    seconds = time.monotonic() - start
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    if len(answers) != len(requests):
        sys.exit(f"authtop answered {len(answers)} of {len(requests)} lines: {done.stderr}")
    return answers, seconds


def generate(count, seed):
    """Tokens of each algorithm in turn with each kind of fault, and what is asked about them."""
    rng = random.Random(seed)
    keys = {alg: Key(alg, f"kid-{alg}") for alg in ALGORITHMS}
    attackers = {alg: Key(alg, f"kid-{alg}") for alg in ALGORITHMS}
    small = Key("RS256", "kid-small", bits=1024)
    names = list(KINDS)
    for index in range(count):
        alg = ALGORITHMS[index // len(names) % len(ALGORITHMS)]
        case = Case(rng, alg, dict(keys), attackers)
        case.kind = names[index % len(names)]
        case.keys["small"] = small
        if case.kind == "rsa 1024":
            case.jwks.append(dict(small.jwk))
        KINDS[case.kind](case)
        case.asked_use = case.use
        token = case.token()
        request = {"token": token, "jwks": {"keys": case.jwks}, "now": NOW, "issuer": ISSUER}
        yield case, request | {"client_id": CLIENT, "token_use": case.asked_use}


def judge(pairs, answers):
    """How often the two differed by decision, and what else is wrong."""
    wrong, decided = collections.Counter(), collections.Counter()
    for (case, request), answer in zip(pairs, answers):
        other = joserfc_verifies(case, request["token"])
        if case.kind.startswith("good") and not answer["verifies"]:
            wrong[f"{case.kind} refused"] += 1
        if answer["verifies"] == other:
            continue
        if case.kind in STRICTER and not answer["verifies"]:
            decided[case.kind] += 1
        else:
            wrong[f"{case.kind} ({case.alg}): authtop {answer['verifies']}, joserfc {other}"] += 1
    # An agreement that is not expected any more is news too: the table is to be true.
    made = collections.Counter(case.kind for case, _ in pairs)
    for kind in STRICTER:
        if decided[kind] != made[kind]:
            wrong[f"{kind}: {made[kind] - decided[kind]} of {made[kind]} agree by now"] += 1
    return wrong, decided


def compare(authtop, count, seed):
    pairs = list(generate(count, seed))
    answers, seconds = run(authtop, [request for _, request in pairs])
    wrong, decided = judge(pairs, answers)
    valid = sum(answer["verifies"] for answer in answers)
    for line, times in wrong.items():
        print(f"FAILED {times} x {line}")
    for kind, times in decided.items():
        print(f"   stricter, {times} x {kind}: {STRICTER[kind]}")
    faults = sum(not name.startswith("good") for name in KINDS)
    print(
        f"{'FAILED' if wrong else 'ok'} {count} verdicts over {len(ALGORITHMS)} algorithms and "
        f"{faults} kinds of fault: {count - decided.total()} agree with joserfc and "
        f"{decided.total()} are stricter by {len(decided)} decisions, {valid} valid, seed {seed} "
        f"({count / seconds:.0f} a second)"
    )
    return not wrong and 0 < valid < count


def labelled(authtop, folder):
    with open(os.path.join(folder, "tokens.jsonl"), encoding="utf-8") as file:
        vectors = [json.loads(line) for line in file]
    requests = []
    for vector in vectors:
        request = {"token": vector["token"], "jwks": vector["jwks"], "now": vector["now"]}
        requests.append(request | vector["options"])
    answers, _ = run(authtop, requests)
    wrong = 0
    for vector, answer in zip(vectors, answers):
        fits = [
            expected["decodes"] == answer["decodes"] and expected["verifies"] == answer["verifies"]
            for expected in [vector["expected"], *vector.get("allowed", [])]
        ]
        if not any(fits):
            wrong += 1
            print(f"FAILED {vector['name']}: {answer['decodes']}, {answer['verifies']}")
    print(f"{'FAILED' if wrong else 'ok'} {len(vectors)} labelled tokens through inspect --lines")
    return wrong == 0


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("authtop")
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    good = compare(options.authtop, options.count, options.seed)
    folder = os.environ.get("AUTHTOP_VECTORS")
    if folder:
        good = labelled(options.authtop, folder) and good
    else:
        print("left out: the labelled tokens, AUTHTOP_VECTORS is not set")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
