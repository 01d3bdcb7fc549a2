"""A user pool as boto3, pycognito and PyJWT see it, for `cognito_clients.py`."""

import base64
import hashlib
import hmac
import json
import os
import urllib.request

os.environ["AWS_EC2_METADATA_DISABLED"] = "true"

import boto3  # noqa: E402
import jwt  # noqa: E402
from botocore.config import Config  # noqa: E402
from botocore.exceptions import ClientError  # noqa: E402
from pycognito.aws_srp import AWSSRP  # noqa: E402


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
