"""A throw-away service account, as the JSON file that Google gives out, pointing at the practice servers."""

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

PROJECT = "nhip-cau-practice"
EMAIL = f"bot@{PROJECT}.iam.gserviceaccount.com"


def service_account(base_url: str, email: str = EMAIL, private_key: str | None = None) -> dict[str, str]:
    """The service-account JSON for a server at `base_url`; a key is made (0.1 s) unless one is given as PEM."""
    return {
        "type": "service_account",
        "project_id": PROJECT,
        "private_key_id": "practice",
        "private_key": private_key or new_private_key(),
        "client_email": email,
        "client_id": "0",
        "token_uri": f"{base_url}/token",
    }


def new_private_key() -> str:
    """An RSA key as PEM, good for nothing but the practice servers."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()
