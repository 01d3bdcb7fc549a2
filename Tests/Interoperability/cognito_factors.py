"""What a sign-in asks beyond a password, by clients that are not ours; for `cognito_clients.py`."""

import base64
import hashlib
import hmac
import json
import struct
import time

from pycognito.aws_srp import AWSSRP, generate_hash_device
from pycognito.exceptions import SoftwareTokenMFAChallengeException

from cognito_pool import refused


def totp(secret, now=None):
    """RFC 6238 with an authenticator app's defaults, by the standard library alone."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    counter = struct.pack(">Q", int(now or time.time()) // 30)
    digest = hmac.new(key, counter, hashlib.sha1).digest()
    offset = digest[19] & 15
    number = struct.unpack(">I", digest[offset : offset + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"


def wrong_code(secret):
    """Six digits that are no code of any period near now."""
    near = {totp(secret, time.time() + 30 * step) for step in range(-3, 4)}
    return next(code for code in (f"{n:06d}" for n in range(10)) if code not in near)


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
        lambda: pool.client.verify_software_token(Session=given["Session"], UserCode=wrong_code(given["SecretCode"])),
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
    device_password = confirm_device(pool, result["AccessToken"], new)
    # pycognito answers DEVICE_PASSWORD_VERIFIER without SECRET_HASH: AWS refuses that too.
    if not pool.secret:
        prove_device(pool, user, new, device_password)
    refresh_by_device(pool, result, new["DeviceKey"])
    pool.client.forget_device(AccessToken=result["AccessToken"], DeviceKey=new["DeviceKey"])
    refused(
        "ResourceNotFoundException",
        "Device does not exist.",
        lambda: pool.initiate(
            "USER_PASSWORD_AUTH", name, PASSWORD=password, DEVICE_KEY=new["DeviceKey"]
        ),
    )


def confirm_device(pool, access, new):
    """Confirms a new device, has it remembered, reads it back; its own password comes back."""
    key = new["DeviceKey"]
    device_password, verifier = generate_hash_device(new["DeviceGroupKey"], key)
    confirmed = pool.client.confirm_device(
        AccessToken=access,
        DeviceKey=key,
        DeviceName="a test",
        DeviceSecretVerifierConfig=verifier,
    )
    assert confirmed["UserConfirmationNecessary"] is True
    pool.client.update_device_status(
        AccessToken=access, DeviceKey=key, DeviceRememberedStatus="remembered"
    )
    listed = pool.client.list_devices(AccessToken=access)["Devices"]
    assert [device["DeviceKey"] for device in listed] == [key], listed
    device = pool.client.get_device(AccessToken=access, DeviceKey=key)["Device"]
    facts = {a["Name"]: a["Value"] for a in device["DeviceAttributes"]}
    assert facts["device_name"] == "a test", facts
    assert facts["dev:device_remembered_status"] == "remembered", facts
    return device_password


def prove_device(pool, user, new, device_password):
    """The device's own proof, often: padding faults show in a fraction only."""
    for _ in range(20):
        again = AWSSRP(
            username=user["username"],
            password=user["password"],
            pool_id=pool.facts["pool_id"],
            client_id=pool.client_id,
            client=pool.client,
            device_key=new["DeviceKey"],
            device_group_key=new["DeviceGroupKey"],
            device_password=device_password,
        ).authenticate_user()["AuthenticationResult"]
    claims = pool.verify(again["AccessToken"], "access")
    assert claims["device_key"] == new["DeviceKey"]


def refresh_by_device(pool, result, key):
    """A refresh wants the device's key, and says so in its own way without it."""
    token = result["RefreshToken"]
    refused("NotAuthorizedException", "Invalid Refresh Token", pool.refresh, token)
    secret = {"ClientSecret": pool.secret} if pool.secret else {}
    named = pool.client.get_tokens_from_refresh_token(
        RefreshToken=token, ClientId=pool.client_id, DeviceKey=key, **secret
    )
    pool.verify(named["AuthenticationResult"]["AccessToken"], "access")


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
