"""The kinds of fault that `token_verdicts.py` makes, each a change to a token in the making."""

import base64
import json

from cryptography.hazmat.primitives import hashes, hmac

from token_making import ALGORITHMS, CLIENT, ISSUER, NOW, b64


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

# Kinds on which the two differ by decision, and why authtop refuses.
STRICTER = {
    "duplicate claim": "RFC 7519 section 4 lets a reader refuse names that stand twice",
    "duplicate header": "RFC 7515 section 4: header names must be unique",
    "same kid twice": "neither key can be told from the other",
    "crit empty": "RFC 7515 section 4.1.11: crit must not be empty",
    "b64 true": "an extension in crit that is not implemented",
    "rsa 1024": "RFC 7518 section 3.3: at least 2048 bits",
    "scope of another type": "RFC 8693 section 4.2: scope is a string",
}
