"""Keys and tokens in the making, for `token_verdicts.py`."""

import base64
import json

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

NOW = 1_767_225_600
ISSUER = "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Example"
CLIENT = "1example23456789"
ALGORITHMS = ["RS256", "RS384", "RS512", "ES256", "ES384", "ES512", "EdDSA"]
HASH = {"256": hashes.SHA256, "384": hashes.SHA384, "512": hashes.SHA512}
CURVE = {"ES256": ec.SECP256R1, "ES384": ec.SECP384R1, "ES512": ec.SECP521R1}
CURVE_NAME = {"ES256": "P-256", "ES384": "P-384", "ES512": "P-521"}

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
