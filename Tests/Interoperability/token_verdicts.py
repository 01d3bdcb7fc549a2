"""Verdicts of `authtop inspect --lines` beside those of joserfc, on generated tokens.

Usage: token_verdicts.py [--count N] [--seed N] AUTHTOP

Makes tokens of seven algorithms with one fault each out of the kinds below (some are none), has
both judge them, and compares. Where the two may differ, the kind says why. With AUTHTOP_VECTORS set
the labelled tokens there go through the program too. Needs joserfc and cryptography. Each check
prints a line; the exit code is 1 when one fails.
"""

import argparse
import base64
import collections
import json
import os
import random
import subprocess
import sys
import time
import warnings

from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from joserfc import jwt
from joserfc.jwk import KeySet

# joserfc warns of what is meant to be weak here.
warnings.simplefilter("ignore")

NOW = 1_767_225_600
ISSUER = "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Example"
CLIENT = "1example23456789"
ALGORITHMS = ["RS256", "RS384", "RS512", "ES256", "ES384", "ES512", "EdDSA"]
HASH = {"256": hashes.SHA256, "384": hashes.SHA384, "512": hashes.SHA512}
CURVE = {"ES256": ec.SECP256R1, "ES384": ec.SECP384R1, "ES512": ec.SECP521R1}
CURVE_NAME = {"ES256": "P-256", "ES384": "P-384", "ES512": "P-521"}

# Kinds on which the two differ by decision, and why authtop refuses.
STRICTER = {
    "duplicate claim": "RFC 7519 section 4 lets a reader refuse names that stand twice",
    "duplicate header": "RFC 7515 section 4: header names must be unique",
    "same kid twice": "neither key can be told from the other",
    "iss of another type": "the type is wrong although the text within may fit",
    "crit empty": "RFC 7515 section 4.1.11: crit must not be empty",
    "padded": "RFC 7515 section 2: base64url without padding",
    "b64 true": "an extension in crit that is not implemented",
    "rsa 1024": "RFC 7518 section 3.3: at least 2048 bits",
    "scope of another type": "RFC 8693 section 4.2: scope is a string",
    "sub of another type": "RFC 7519 section 4.1.2: sub is a string",
}


def b64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def number(value, size=None):
    return b64(value.to_bytes(size or (value.bit_length() + 7) // 8, "big"))


class Key:
    def __init__(self, alg, kid, bits=2048):
        self.alg, self.kid = alg, kid
        if alg.startswith("RS"):
            self.key = rsa.generate_private_key(65537, bits)
            public = self.key.public_key().public_numbers()
            self.jwk = {"kty": "RSA", "n": number(public.n), "e": number(public.e)}
        elif alg.startswith("ES"):
            self.key = ec.generate_private_key(CURVE[alg]())
            public = self.key.public_key().public_numbers()
            self.size = (self.key.key_size + 7) // 8
            self.jwk = {"kty": "EC", "crv": CURVE_NAME[alg]}
            self.jwk |= {"x": number(public.x, self.size), "y": number(public.y, self.size)}
        else:
            self.key = ed25519.Ed25519PrivateKey.generate()
            raw = self.key.public_key().public_bytes_raw()
            self.jwk = {"kty": "OKP", "crv": "Ed25519", "x": b64(raw)}
        self.jwk |= {"kid": kid, "use": "sig", "alg": alg}

    def der(self, data):
        return self.key.sign(data, ec.ECDSA(HASH[self.alg[2:]]()))

    def sign(self, data, alg=None):
        alg = alg or self.alg
        if self.alg.startswith("RS"):
            scheme = padding.PKCS1v15()
            digest = HASH[alg[2:]]()
            if alg.startswith("PS"):
                scheme = padding.PSS(padding.MGF1(digest), digest.digest_size)
            return self.key.sign(data, scheme, digest)
        if self.alg.startswith("ES"):
            r, s = decode_dss_signature(self.der(data))
            return r.to_bytes(self.size, "big") + s.to_bytes(self.size, "big")
        return self.key.sign(data)


class Case:
    """A token in the making, with what will be asked of it."""

    def __init__(self, rng, alg, keys, attackers):
        self.rng, self.alg, self.keys, self.attackers = rng, alg, keys, attackers
        self.signer = keys[alg]
        self.header = {"alg": alg, "kid": self.signer.kid}
        self.jwks = [dict(key.jwk) for key in keys.values()]
        self.use = rng.choice(["access", "id"])
        self.claims = {"sub": f"user-{rng.random()}", "iss": ISSUER, "token_use": self.use}
        self.claims |= {"exp": NOW + rng.randint(1, 7200), "iat": NOW - rng.randint(0, 600)}
        self.claims["client_id" if self.use == "access" else "aud"] = CLIENT
        self.header_text = self.claims_text = None
        self.sign = lambda data: self.signer.sign(data)
        self.finish = lambda parts: ".".join(parts)

    @property
    def audience(self):
        return "client_id" if self.use == "access" else "aud"

    def own_jwk(self):
        return next(jwk for jwk in self.jwks if jwk["kid"] == self.signer.kid)

    def token(self):
        header = self.header_text or json.dumps(self.header, separators=(",", ":"))
        claims = self.claims_text or json.dumps(self.claims, separators=(",", ":"))
        data = f"{b64(header.encode())}.{b64(claims.encode())}"
        return self.finish([*data.split("."), b64(self.sign(data.encode()))])


def part(case, index, change):
    before = case.finish

    def finish(parts):
        parts[index] = change(parts[index])
        return before(parts)

    case.finish = finish


def flipped(case, text):
    data = bytearray(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    data[case.rng.randrange(len(data))] ^= 1 << case.rng.randrange(8)
    return b64(bytes(data))


def unused_bits(text):
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    if len(text) % 4 == 0:
        return text + "A"
    return text[:-1] + letters[letters.index(text[-1]) | 1]


def attacked(case):
    case.sign = lambda data: case.attackers[case.alg].sign(data)


def hmac_signed(case):
    case.header["alg"] = "HS256"

    def sign(data):
        mac = hmac.HMAC(json.dumps(case.signer.jwk).encode(), hashes.SHA256())
        mac.update(data)
        return mac.finalize()

    case.sign = sign


def other_of_family(case):
    family = [a for a in ALGORITHMS if a[:2] == case.alg[:2] and a != case.alg]
    case.header["alg"] = case.rng.choice(family or ["RS256"])


def other_hash(case):
    if not case.alg.startswith("RS"):
        return attacked(case)
    other = "RS512" if case.alg != "RS512" else "RS256"
    case.sign = lambda data: case.signer.sign(data, other)


def pss(case):
    case.signer = case.keys["RS256"]
    case.header = {"alg": "PS256", "kid": case.signer.kid}
    case.sign = lambda data: case.signer.sign(data, "PS256")


def der(case):
    if case.alg.startswith("ES"):
        case.sign = lambda data: case.signer.der(data)
    else:
        part(case, 2, lambda text: text[:-4])


def small_rsa(case):
    key = case.keys["small"]
    case.signer, case.header = key, {"alg": "RS256", "kid": key.kid}


def bad_point(case):
    jwk = case.own_jwk()
    member = "n" if jwk["kty"] == "RSA" else "x"
    jwk[member] = jwk[member][:-8]


def duplicate(case, name, which):
    text = json.dumps(getattr(case, which), separators=(",", ":"))
    value = json.dumps(getattr(case, which)[name])
    setattr(case, which + "_text", f'{text[:-1]},"{name}":{value}' + "}")


def claim(name, value):
    return lambda case: case.claims.__setitem__(name, value)


def missing(name):
    return lambda case: case.claims.pop(name, None)


def jwk(**members):
    return lambda case: case.own_jwk().update(members)


def drop_key(case):
    case.jwks = [jwk for jwk in case.jwks if jwk["kid"] != case.signer.kid]


def aud(value):
    def change(case):
        case.claims.pop("client_id", None)
        case.use = case.claims["token_use"] = "id"
        case.claims["aud"] = value

    return change


KINDS = {
    "good": lambda case: None,
    "good with iat ahead": claim("iat", NOW + 900),
    "good with nbf past": claim("nbf", NOW - 5),
    "good with more claims": claim("nickname", "h\u00e4\u20ac\U0001f600 \u202e"),
    "good with groups": claim("cognito:groups", ["a", "b"]),
    "good with typ": lambda case: case.header.update(typ="JWT", x5t="AAAA"),
    "good without key alg": lambda case: case.own_jwk().pop("alg"),
    "good with aud array": aud(["other", CLIENT]),
    # joserfc reads headers of at most 512 bytes, so the key is a short one.
    "good with attacker's jwk": lambda case: case.header.update(
        jwk=case.attackers["EdDSA"].jwk, jku="https://127.0.0.1:1/"
    ),
    "good and large": claim("custom:large", "x" * 20_000),
    "expired": claim("exp", NOW - 1),
    "expired long ago": claim("exp", 1),
    "no exp": missing("exp"),
    "exp is text": claim("exp", str(NOW + 9)),
    "exp is null": claim("exp", None),
    "nbf ahead": claim("nbf", NOW + 1),
    "nbf is text": claim("nbf", "now"),
    "iat is text": claim("iat", "now"),
    "other issuer": claim("iss", ISSUER + "2"),
    "issuer with slash": claim("iss", ISSUER + "/"),
    "issuer in other case": claim("iss", ISSUER.upper()),
    "no issuer": missing("iss"),
    "iss of another type": claim("iss", [ISSUER]),
    "sub of another type": claim("sub", 7),
    "scope of another type": claim("scope", ["openid"]),
    "other client": lambda case: case.claims.__setitem__(case.audience, "other"),
    "no client": lambda case: case.claims.pop(case.audience),
    "client in other case": lambda case: case.claims.__setitem__(case.audience, CLIENT.upper()),
    "aud array without client": aud(["other", "another"]),
    "aud array empty": aud([]),
    "other use": lambda case: case.claims.__setitem__(
        "token_use", "id" if case.use == "access" else "access"
    ),
    "use in other case": lambda case: case.claims.__setitem__("token_use", case.use.upper()),
    "no use": missing("token_use"),
    "signature bit": lambda case: part(case, 2, lambda text: flipped(case, text)),
    "signature cut": lambda case: part(case, 2, lambda text: text[:-4]),
    "signature longer": lambda case: part(case, 2, lambda text: text + "AAAA"),
    "signature empty": lambda case: part(case, 2, lambda text: ""),
    "signature zero": lambda case: setattr(case, "sign", lambda data: bytes(64)),
    "signature in DER": der,
    "signature by attacker": attacked,
    "signature by attacker's jwk": lambda case: (
        attacked(case), case.header.update(jwk=case.attackers[case.alg].jwk)
    ),
    "signature by other hash": other_hash,
    "signature unused bits": lambda case: part(case, 2, unused_bits),
    "payload unused bits": lambda case: part(case, 1, unused_bits),
    "payload bit": lambda case: part(case, 1, lambda text: flipped(case, text)),
    "payload of other": lambda case: part(case, 1, lambda text: b64(b'{"exp":9999999999}')),
    "header bit": lambda case: part(case, 0, lambda text: flipped(case, text)),
    "header of other": lambda case: part(
        case, 0, lambda text: b64(json.dumps(case.header | {"typ": "JWT"}).encode())
    ),
    "alg none": lambda case: (case.header.update(alg="none"), part(case, 2, lambda text: "")),
    "alg none signed": lambda case: case.header.update(alg="none"),
    "alg HS256": hmac_signed,
    "alg of family": other_of_family,
    "alg PS256": pss,
    "alg in other case": lambda case: case.header.update(alg=case.alg.swapcase()),
    "no alg": lambda case: case.header.pop("alg"),
    "alg is a number": lambda case: case.header.update(alg=256),
    "unknown kid": lambda case: case.header.update(kid="unknown"),
    "kid of other key": lambda case: case.header.update(
        kid=case.keys[case.rng.choice([a for a in ALGORITHMS if a != case.alg])].kid
    ),
    "kid is a number": lambda case: case.header.update(kid=7),
    "key not published": drop_key,
    "key for encryption": jwk(use="enc"),
    "use missing in key_ops": lambda case: (
        case.own_jwk().pop("use"), case.own_jwk().update(key_ops=["encrypt"])
    ),
    "key alg of another": jwk(alg="PS384"),
    "key cut": bad_point,
    "rsa 1024": small_rsa,
    "same kid twice": lambda case: case.jwks.append(
        case.attackers[case.alg].jwk | {"kid": case.signer.kid}
    ),
    "crit unknown": lambda case: case.header.update(crit=["exp"], exp=NOW),
    "crit empty": lambda case: case.header.update(crit=[]),
    "b64 true": lambda case: case.header.update(crit=["b64"], b64=True),
    "duplicate claim": lambda case: duplicate(case, "exp", "claims"),
    "duplicate header": lambda case: duplicate(case, "alg", "header"),
    "payload is no object": lambda case: setattr(case, "claims_text", '["a"]'),
    "payload is no JSON": lambda case: setattr(case, "claims_text", "{'exp':1}"),
    "header is no JSON": lambda case: setattr(case, "header_text", "{alg:RS256}"),
    "two parts": lambda case: setattr(case, "finish", lambda parts: ".".join(parts[:2])),
    "four parts": lambda case: setattr(case, "finish", lambda parts: ".".join(parts) + ".AAAA"),
    "padded": lambda case: part(case, 2, lambda text: text + "=="),
    "space inside": lambda case: part(case, 1, lambda text: text[:8] + " " + text[8:]),
}


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


def compare(authtop, count, seed):
    rng = random.Random(seed)
    keys = {alg: Key(alg, f"kid-{alg}") for alg in ALGORITHMS}
    attackers = {alg: Key(alg, f"kid-{alg}") for alg in ALGORITHMS}
    small = Key("RS256", "kid-small", bits=1024)
    cases, tokens, requests = [], [], []
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
        cases.append(case)
        tokens.append(token)
        requests.append(
            {"token": token, "jwks": {"keys": case.jwks}, "now": NOW, "issuer": ISSUER,
             "client_id": CLIENT, "token_use": case.asked_use}
        )
    answers, seconds = run(authtop, requests)
    wrong = collections.Counter()
    decided = collections.Counter()
    valid = 0
    for case, token, answer in zip(cases, tokens, answers):
        other = joserfc_verifies(case, token)
        valid += answer["verifies"]
        if case.kind.startswith("good") and not answer["verifies"]:
            wrong[f"{case.kind} refused"] += 1
        if answer["verifies"] == other:
            continue
        if case.kind in STRICTER and not answer["verifies"]:
            decided[case.kind] += 1
        else:
            wrong[f"{case.kind} ({case.alg}): authtop {answer['verifies']}, joserfc {other}"] += 1
    for line, times in wrong.items():
        print(f"FAILED {times} x {line}")
    for kind, times in decided.items():
        print(f"   stricter, {times} x {kind}: {STRICTER[kind]}")
    faults = sum(not name.startswith("good") for name in names)
    print(
        f"{'FAILED' if wrong else 'ok'} {count} verdicts over {len(ALGORITHMS)} algorithms and "
        f"{faults} kinds of fault agree with joserfc, {valid} valid, seed {seed} "
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
