"""Public Cognito clients against a user pool: boto3, pycognito and PyJWT, none of them ours.

Needs boto3, pycognito and PyJWT. Reads one JSON object with endpoint, pool_id, client_id, issuer,
username and password (and client_secret, if the client has one) from standard input or from the
file named as argument. Where `users` is there too, as `authtop pool` prints it, the users with
second factors sign in as well. Each check prints a line; the exit code is 1 when one fails.
"""

import argparse
import json
import sys
import time

import jwt

# The scripts beside this one leave nothing behind.
sys.dont_write_bytecode = True

import cognito_factors as factors  # noqa: E402
from cognito_pool import Pool, refused  # noqa: E402


def check_sign_in(pool):
    for way in (pool.srp, pool.by_password):
        result = way()
        access = pool.verify(result["AccessToken"], "access")
        identity = pool.verify(result["IdToken"], "id")
        assert access["client_id"] == pool.client_id
        assert access["username"] == identity["cognito:username"]
        assert access["sub"] == identity["sub"]
        kids = {jwt.get_unverified_header(result[t])["kid"] for t in ("AccessToken", "IdToken")}
        assert len(kids) == 2, "access and ID token share a key"


def check_wrong_password(pool):
    refused("NotAuthorizedException", "Incorrect username or password.", pool.srp, "wrong")


def check_refresh(pool):
    first = pool.srp()
    before = pool.verify(first["AccessToken"], "access")
    second = pool.refresh(first["RefreshToken"])
    after = pool.verify(second["AccessToken"], "access")
    assert after["auth_time"] == before["auth_time"]
    if "RefreshToken" in second:
        pool.refresh(second["RefreshToken"])
        refused(
            "InvalidParameterException",
            "REFRESH_TOKEN_AUTH",
            pool.initiate_refresh,
            second["RefreshToken"],
            before["username"],
        )
    else:
        third = pool.initiate_refresh(first["RefreshToken"], before["username"])
        pool.verify(third["IdToken"], "id")


def check_revoke(pool):
    one, two = pool.srp(), pool.by_password()
    pool.revoke(one["RefreshToken"])
    refused("NotAuthorizedException", "revoked", pool.refresh, one["RefreshToken"])
    pool.refresh(two["RefreshToken"])
    refused("UnsupportedTokenTypeException", "", pool.revoke, two["AccessToken"])


def check_get_user(pool):
    result = pool.srp()
    user = pool.client.get_user(AccessToken=result["AccessToken"])
    claims = pool.verify(result["AccessToken"], "access")
    assert user["Username"] == claims["username"]
    attributes = {a["Name"]: a["Value"] for a in user["UserAttributes"]}
    assert attributes["sub"] == claims["sub"]


def check_global_sign_out(pool):
    one, two = pool.srp(), pool.by_password()
    pool.client.global_sign_out(AccessToken=one["AccessToken"])
    for result in (one, two):
        refused("NotAuthorizedException", "revoked", pool.refresh, result["RefreshToken"])
        refused(
            "NotAuthorizedException",
            "Access Token has been revoked",
            lambda: pool.client.get_user(AccessToken=result["AccessToken"]),
        )
        pool.verify(result["AccessToken"], "access")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("facts", nargs="?", help="file with the pool's JSON; else standard input")
    parser.add_argument("--srp-rounds", type=int, default=0, metavar="N")
    options = parser.parse_args()
    source = open(options.facts, encoding="utf-8") if options.facts else sys.stdin
    pool = Pool(json.loads(source.readline()))
    checks = [check_sign_in, check_wrong_password, check_refresh, check_revoke, check_get_user]
    failed = 0
    if "users" in pool.facts:
        checks += [factors.check_authenticator, factors.check_authenticator_setup]
        checks += [factors.check_device, factors.check_factor_choice]
        checks += [factors.check_choice, factors.check_custom]
    for check in checks + [check_global_sign_out]:
        try:
            check(pool)
            print(f"ok    {check.__name__}")
        except Exception as error:  # noqa: BLE001 - each failure is one line
            failed += 1
            print(f"FAIL  {check.__name__}: {type(error).__name__}: {error}")
    started = time.monotonic()
    for _ in range(options.srp_rounds):
        pool.srp()
    if options.srp_rounds:
        print(f"ok    {options.srp_rounds} SRP rounds in {time.monotonic() - started:.1f} s")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
