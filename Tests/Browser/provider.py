# SPDX-License-Identifier: Apache-2.0
"""A real OpenID provider, Canaille, with one person and one client; keeps everything in memory.

Run by the Python of .venv-provider: provider.py PORT REDIRECT_URI EMAIL. It prints its address.
"""

import sys

from canaille import create_app
from canaille.app import models
from canaille.backends import Backend
from joserfc.jwk import ECKey, RSAKey
from werkzeug.serving import make_server

from provider_words import CLIENT, PASSWORD, SECRET

def main(port: int, redirect: str, email: str) -> None:
    issuer = f"http://127.0.0.1:{port}"
    keys = [key.as_dict(private=True) for key in
            (RSAKey.generate_key(2048, {"alg": "RS256"}, auto_kid=True),
             ECKey.generate_key("P-256", {"alg": "ES256"}, auto_kid=True))]
    app = create_app({
        "SECRET_KEY": "of this run only", "SERVER_NAME": f"127.0.0.1:{port}", "PREFERRED_URL_SCHEME": "http",
        "SESSION_COOKIE_SECURE": False, "TESTING": False, "WTF_CSRF_SSL_STRICT": False,
        "CANAILLE": {"DATABASE": "memory", "SMTP": None, "ENABLE_REGISTRATION": False, "JAVASCRIPT": False},
        "CANAILLE_OIDC": {"ACTIVE_JWKS": keys},
    })
    with app.app_context(), Backend.instance.session():
        person = models.User(user_name="ada", family_name="Lovelace", given_name="Ada",
                             formatted_name="Ada Lovelace", emails=[email], password=PASSWORD)
        Backend.instance.save(person)
        client = models.Client(
            client_id=CLIENT, client_secret=SECRET, client_name="Encrier", client_uri=issuer,
            contacts=["x@exemple.fr"], redirect_uris=[redirect], grant_types=["authorization_code"],
            response_types=["code"], scope=["openid", "profile", "email"],
            token_endpoint_auth_method="client_secret_basic",
        )
        Backend.instance.save(client)
        client.audience = [client]
        Backend.instance.save(client)
    server = make_server("127.0.0.1", port, app, threaded=True)
    print(f"provider on {issuer}", flush=True)
    server.serve_forever()

if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], sys.argv[3])
