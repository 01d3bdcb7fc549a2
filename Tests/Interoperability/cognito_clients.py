"""Public Cognito clients against a user pool: boto3, pycognito and PyJWT, none of them ours.

Needs boto3, pycognito and PyJWT. Reads one JSON object with endpoint, pool_id, client_id, issuer,
username and password (and client_secret, if the client has one) from standard input or from the
file named as argument. Where `users` is there too, as `authtop pool` prints it, the users with
second factors sign in as well. Each check prints a line; the exit code is 1 when one fails.
"""

import argparse
import base64
import hashlib
import hmac
import json
import os
import struct
import sys
import time
import urllib.request

os.environ["AWS_EC2_METADATA_DISABLED"] = "true"

import boto3  # noqa: E402
import jwt  # noqa: E402
from botocore.config import Config  # noqa: E402
from botocore.exceptions import ClientError  # noqa: E402
from pycognito.aws_srp import AWSSRP, generate_hash_device  # noqa: E402
from pycognito.exceptions import SoftwareTokenMFAChallengeException  # noqa: E402


class Pool:
    def __init__(self, facts):
        self.facts = facts
        self.client_id = facts["client_id"]
        self.username = facts["username"]
        self.password = facts["password"]
        self.secret = facts.get("client_secret")
        self.client = boto3.client(
            "cognito-idp",
            endpoint_url=facts["endpoint"],
            region_name=facts["pool_id"].split("_")[0],
            aws_access_key_id="none",
            aws_secret_access_key="none",
            # A pool that hangs fails a check instead of the whole run.
            config=Config(retries={"max_attempts": 1}, connect_timeout=20, read_timeout=20),
        )
        self.keys = jwt.PyJWKClient(facts["issuer"] + "/.well-known/jwks.json", timeout=20)

    def user(self, asks):
        """The user of the pool who is asked for something, with name and password."""
        return next(user for user in self.facts["users"] if user.get("asks") == asks)

    def outbox(self, username):
        """The last code that the pool sent to a user."""
        with urllib.request.urlopen(self.facts["endpoint"] + "/outbox", timeout=20) as answer:
            sent = [m for m in json.load(answer) if m["username"] == username]
        return sent[-1]["code"]

    def initiate(self, flow, username, **parameters):
        return self.client.initiate_auth(
            AuthFlow=flow,
            ClientId=self.client_id,
            AuthParameters={"USERNAME": username, **parameters, **self.secret_hash(username)},
        )

    def respond(self, asked, username, **responses):
        """Answers a challenge in its session; the challenge must be the one that was meant."""
        return self.client.respond_to_auth_challenge(
            ChallengeName=asked["ChallengeName"],
            Session=asked["Session"],
            ClientId=self.client_id,
            ChallengeResponses={
                "USERNAME": username,
                **responses,
                **self.secret_hash(username),
            },
        )

    def secret_hash(self, username):
        if not self.secret:
            return {}
        message = (username + self.client_id).encode()
        digest = hmac.new(self.secret.encode(), message, hashlib.sha256).digest()
        return {"SECRET_HASH": base64.b64encode(digest).decode()}

    def srp(self, password=None):
        answer = AWSSRP(
            username=self.username,
            password=password or self.password,
            pool_id=self.facts["pool_id"],
            client_id=self.client_id,
            client=self.client,
            client_secret=self.secret,
        ).authenticate_user()
        return answer["AuthenticationResult"]

    def by_password(self):
        parameters = {"USERNAME": self.username, "PASSWORD": self.password}
        answer = self.client.initiate_auth(
            AuthFlow="USER_PASSWORD_AUTH",
            ClientId=self.client_id,
            AuthParameters={**parameters, **self.secret_hash(self.username)},
        )
        return answer["AuthenticationResult"]

    def refresh(self, token):
        secret = {"ClientSecret": self.secret} if self.secret else {}
        answer = self.client.get_tokens_from_refresh_token(
            RefreshToken=token, ClientId=self.client_id, **secret
        )
        return answer["AuthenticationResult"]

    def initiate_refresh(self, token, username):
        answer = self.client.initiate_auth(
            AuthFlow="REFRESH_TOKEN_AUTH",
            ClientId=self.client_id,
            AuthParameters={"REFRESH_TOKEN": token, **self.secret_hash(username)},
        )
        return answer["AuthenticationResult"]

    def revoke(self, token):
        secret = {"ClientSecret": self.secret} if self.secret else {}
        self.client.revoke_token(Token=token, ClientId=self.client_id, **secret)

    def verify(self, token, use):
        """The claims, after the signature, the times and the issuer held."""
        key = self.keys.get_signing_key_from_jwt(token)
        claims = jwt.decode(
            token,
            key.key,
            algorithms=["RS256"],
            issuer=self.facts["issuer"],
            audience=self.client_id if use == "id" else None,
            options={"verify_aud": use == "id", "require": ["exp", "iat", "iss", "sub"]},
        )
        assert claims["token_use"] == use, claims["token_use"]
        return claims


def refused(name, message, action, *arguments):
    try:
        action(*arguments)
    except ClientError as error:
        found = error.response["Error"]
        assert found["Code"] == name, found
        assert message in found["Message"], found
        return
    raise AssertionError(f"{name} was expected")


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


def totp(secret, now=None):
    """RFC 6238 with an authenticator app's defaults, by the standard library alone."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    counter = struct.pack(">Q", int(now or time.time()) // 30)
    digest = hmac.new(key, counter, hashlib.sha1).digest()
    offset = digest[19] & 15
    number = struct.unpack(">I", digest[offset : offset + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"


def check_authenticator(pool):
    user = pool.user("authenticator code")
    srp = AWSSRP(
        username=user["username"],
        password=user["password"],
        pool_id=pool.facts["pool_id"],
        client_id=pool.client_id,
        client=pool.client,
        client_secret=pool.secret,
    )
    try:
        srp.authenticate_user()
        raise AssertionError("no code was asked for")
    except SoftwareTokenMFAChallengeException as error:
        asked = error.get_tokens()
    name = user["username"]
    refused(
        "CodeMismatchException",
        "Invalid code received for user",
        lambda: pool.respond(asked, name, SOFTWARE_TOKEN_MFA_CODE="000"),
    )
    code = totp(user["totp_secret"])
    result = pool.respond(asked, name, SOFTWARE_TOKEN_MFA_CODE=code)["AuthenticationResult"]
    assert pool.verify(result["AccessToken"], "access")["username"] == name
    again = pool.initiate("USER_PASSWORD_AUTH", name, PASSWORD=user["password"])
    refused(
        "ExpiredCodeException",
        "already been used once",
        lambda: pool.respond(again, name, SOFTWARE_TOKEN_MFA_CODE=code),
    )


def check_authenticator_setup(pool):
    user = pool.user("authenticator setup")
    name, password = user["username"], user["password"]
    asked = pool.initiate("USER_PASSWORD_AUTH", name, PASSWORD=password)
    assert asked["ChallengeName"] == "MFA_SETUP", asked
    assert json.loads(asked["ChallengeParameters"]["MFAS_CAN_SETUP"]) == ["SOFTWARE_TOKEN_MFA"]
    given = pool.client.associate_software_token(Session=asked["Session"])
    refused(
        "EnableSoftwareTokenMFAException",
        "Code mismatch",
        lambda: pool.client.verify_software_token(Session=given["Session"], UserCode="000000"),
    )
    verified = pool.client.verify_software_token(
        Session=given["Session"], UserCode=totp(given["SecretCode"])
    )
    assert verified["Status"] == "SUCCESS"
    answer = pool.respond({"ChallengeName": "MFA_SETUP", "Session": verified["Session"]}, name)
    pool.verify(answer["AuthenticationResult"]["IdToken"], "id")
    again = pool.initiate("USER_PASSWORD_AUTH", name, PASSWORD=password)
    assert again["ChallengeName"] == "SOFTWARE_TOKEN_MFA"


def check_device(pool):
    """A code by email, then a device that pycognito confirms and proves by its own arithmetic."""
    user = pool.user("email code")
    name, password = user["username"], user["password"]
    asked = pool.initiate("USER_PASSWORD_AUTH", name, PASSWORD=password)
    assert asked["ChallengeParameters"]["CODE_DELIVERY_MEDIUM"] == "EMAIL"
    answer = pool.respond(asked, name, EMAIL_OTP_CODE=pool.outbox(name))
    result = answer["AuthenticationResult"]
    new = result["NewDeviceMetadata"]
    device_password, verifier = generate_hash_device(new["DeviceGroupKey"], new["DeviceKey"])
    confirmed = pool.client.confirm_device(
        AccessToken=result["AccessToken"],
        DeviceKey=new["DeviceKey"],
        DeviceName="a test",
        DeviceSecretVerifierConfig=verifier,
    )
    assert confirmed["UserConfirmationNecessary"] is True
    pool.client.update_device_status(
        AccessToken=result["AccessToken"],
        DeviceKey=new["DeviceKey"],
        DeviceRememberedStatus="remembered",
    )
    listed = pool.client.list_devices(AccessToken=result["AccessToken"])["Devices"]
    assert [device["DeviceKey"] for device in listed] == [new["DeviceKey"]], listed
    device = pool.client.get_device(
        AccessToken=result["AccessToken"], DeviceKey=new["DeviceKey"]
    )["Device"]
    facts = {a["Name"]: a["Value"] for a in device["DeviceAttributes"]}
    assert facts["device_name"] == "a test", facts
    assert facts["dev:device_remembered_status"] == "remembered", facts
    # pycognito answers DEVICE_PASSWORD_VERIFIER without SECRET_HASH: AWS refuses that too.
    if not pool.secret:
        for _ in range(20):
            again = AWSSRP(
                username=name,
                password=password,
                pool_id=pool.facts["pool_id"],
                client_id=pool.client_id,
                client=pool.client,
                device_key=new["DeviceKey"],
                device_group_key=new["DeviceGroupKey"],
                device_password=device_password,
            ).authenticate_user()["AuthenticationResult"]
        claims = pool.verify(again["AccessToken"], "access")
        assert claims["device_key"] == new["DeviceKey"]
    refused("NotAuthorizedException", "Invalid Refresh Token", pool.refresh, result["RefreshToken"])
    secret = {"ClientSecret": pool.secret} if pool.secret else {}
    named = pool.client.get_tokens_from_refresh_token(
        RefreshToken=result["RefreshToken"],
        ClientId=pool.client_id,
        DeviceKey=new["DeviceKey"],
        **secret,
    )
    pool.verify(named["AuthenticationResult"]["AccessToken"], "access")
    pool.client.forget_device(AccessToken=result["AccessToken"], DeviceKey=new["DeviceKey"])
    refused(
        "ResourceNotFoundException",
        "Device does not exist.",
        lambda: pool.initiate(
            "USER_PASSWORD_AUTH", name, PASSWORD=password, DEVICE_KEY=new["DeviceKey"]
        ),
    )


def check_factor_choice(pool):
    user = pool.user("two factors")
    name, password = user["username"], user["password"]
    asked = pool.initiate("USER_PASSWORD_AUTH", name, PASSWORD=password)
    assert asked["ChallengeName"] == "SELECT_MFA_TYPE", asked
    assert json.loads(asked["ChallengeParameters"]["MFAS_CAN_CHOOSE"]) == [
        "SOFTWARE_TOKEN_MFA",
        "EMAIL_OTP",
    ]
    chosen = pool.respond(asked, name, ANSWER="EMAIL_OTP")
    assert chosen["ChallengeName"] == "EMAIL_OTP"
    answer = pool.respond(chosen, name, EMAIL_OTP_CODE=pool.outbox(name))
    access = answer["AuthenticationResult"]["AccessToken"]
    pool.verify(access, "access")
    on, preferred = {"Enabled": True}, {"Enabled": True, "PreferredMfa": True}
    refused(
        "InvalidParameterException",
        "delivery config",
        lambda: pool.client.set_user_mfa_preference(AccessToken=access, SMSMfaSettings=on),
    )
    pool.client.set_user_mfa_preference(
        AccessToken=access, SoftwareTokenMfaSettings=preferred, EmailMfaSettings=on
    )
    facts = pool.client.get_user(AccessToken=access)
    assert facts["PreferredMfaSetting"] == "SOFTWARE_TOKEN_MFA", facts
    assert sorted(facts["UserMFASettingList"]) == ["EMAIL_OTP", "SOFTWARE_TOKEN_MFA"]
    asked = pool.initiate("USER_PASSWORD_AUTH", name, PASSWORD=password)
    assert asked["ChallengeName"] == "SOFTWARE_TOKEN_MFA", asked
    code = totp(user["totp_secret"])
    pool.respond(asked, name, SOFTWARE_TOKEN_MFA_CODE=code)
    pool.client.set_user_mfa_preference(AccessToken=access, SoftwareTokenMfaSettings=on)
    asked = pool.initiate("USER_PASSWORD_AUTH", name, PASSWORD=password)
    assert asked["ChallengeName"] == "SELECT_MFA_TYPE", asked


def check_choice(pool):
    asked = pool.initiate("USER_AUTH", pool.username)
    assert asked["ChallengeName"] == "SELECT_CHALLENGE", asked
    assert "EMAIL_OTP" in asked["AvailableChallenges"]
    chosen = pool.respond(asked, pool.username, ANSWER="EMAIL_OTP")
    assert chosen["ChallengeName"] == "EMAIL_OTP"
    answer = pool.respond(chosen, pool.username, EMAIL_OTP_CODE=pool.outbox(pool.username))
    pool.verify(answer["AuthenticationResult"]["AccessToken"], "access")
    asked = pool.initiate("USER_AUTH", pool.username, PREFERRED_CHALLENGE="PASSWORD")
    answer = pool.respond(asked, pool.username, ANSWER="PASSWORD", PASSWORD=pool.password)
    pool.verify(answer["AuthenticationResult"]["AccessToken"], "access")


def check_custom(pool):
    asked = pool.initiate("CUSTOM_AUTH", pool.username)
    assert asked["ChallengeName"] == "CUSTOM_CHALLENGE"
    assert "keys" in asked["ChallengeParameters"]["question"]
    again = pool.respond(asked, pool.username, ANSWER="a map")
    answer = pool.respond(again, pool.username, ANSWER="piano")
    pool.verify(answer["AuthenticationResult"]["IdToken"], "id")


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
        checks += [check_authenticator, check_authenticator_setup, check_device]
        checks += [check_factor_choice, check_choice, check_custom]
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
