"""An agency's account system as a stand-in: django-allauth's own OpenID Connect provider.

`start` runs it in a process of its own with some people and one client.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from tests.services import free_port, wait_for_port

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "only-at-the-agency"
CLIENT_ID, CLIENT_SECRET = "maju", "only-between-the-two"

SEED = """
from allauth.account.models import EmailAddress
from allauth.idp.oidc.models import Client
from django.contrib.auth import get_user_model
for email in {emails!r}:
    user = get_user_model().objects.create_user(email, email, {password!r})
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
client = Client(id={client_id!r}, name="Maju", scopes="openid\\nprofile\\nemail", skip_consent=True)
client.set_secret({secret!r})
client.set_redirect_uris([{redirect_uri!r}])
client.save()
"""


@contextmanager
def identity_provider(folder: Path, *, emails: list[str], redirect_uri: str) -> Iterator[str]:
    """Run the provider; yield its issuer address."""
    port = free_port()
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.identity_provider.settings",
        "IDP_DATA": str(folder),
        "IDP_PRIVATE_KEY": _private_key(),
    }

    def django(*words: str) -> list[str]:
        return [sys.executable, "-m", "django", *words]

    seed = SEED.format(
        emails=emails,
        password=PASSWORD,
        client_id=CLIENT_ID,
        secret=CLIENT_SECRET,
        redirect_uri=redirect_uri,
    )
    subprocess.run(django("migrate", "-v0"), cwd=ROOT, env=environment, check=True)
    subprocess.run(django("shell", "-v0", "-c", seed), cwd=ROOT, env=environment, check=True)
    with (folder / "provider.log").open("ab") as log:
        server = subprocess.Popen(
            django("runserver", "--noreload", f"127.0.0.1:{port}"),
            cwd=ROOT,
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        wait_for_port(port)
        yield f"http://localhost:{port}"
    finally:
        server.terminate()
        server.wait(10)


def _private_key() -> str:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    ).decode()
