"""How people sign in: django-allauth with codes, passkeys, apps, and agencies' own OIDC."""

from typing import Any


def sign_in_settings(*, secure: bool) -> dict[str, Any]:
    """Return the settings about accounts; `secure` says whether pages come over HTTPS."""
    return {
        "AUTHENTICATION_BACKENDS": [
            "rules.permissions.ObjectPermissionBackend",
            "allauth.account.auth_backends.AuthenticationBackend",
        ],
        "AUTH_PASSWORD_VALIDATORS": [
            {"NAME": f"django.contrib.auth.password_validation.{name}"}
            for name in (
                "UserAttributeSimilarityValidator",
                "MinimumLengthValidator",
                "CommonPasswordValidator",
            )
        ],
        "LOGIN_URL": "account_login",
        "LOGIN_REDIRECT_URL": "after_login",
        "ACCOUNT_LOGIN_METHODS": {"email"},
        "ACCOUNT_SIGNUP_FIELDS": ["email*", "password1*", "password2*"],
        "ACCOUNT_USER_MODEL_USERNAME_FIELD": None,
        "ACCOUNT_EMAIL_SUBJECT_PREFIX": "[마주] ",
        "ACCOUNT_EMAIL_VERIFICATION": "mandatory",
        "ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED": True,
        "ACCOUNT_LOGIN_BY_CODE_ENABLED": True,
        "ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED": True,
        "MFA_SUPPORTED_TYPES": ["totp", "webauthn", "recovery_codes"],
        # Who types slowly may use the code of the 30 s before (RFC 6238, section 5.2).
        "MFA_TOTP_TOLERANCE": 1,
        "MFA_FORMS": {
            "authenticate": "counselling.forms.sign_in_codes.AuthenticateForm",
            "reauthenticate": "counselling.forms.sign_in_codes.ReauthenticateForm",
            "add_webauthn": "counselling.forms.security_keys.AddWebAuthnForm",
            "edit_webauthn": "counselling.forms.security_keys.EditWebAuthnForm",
        },
        "MFA_PASSKEY_LOGIN_ENABLED": True,
        "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN": not secure,  # browsers take localhost only
        "SOCIALACCOUNT_ADAPTER": "counselling.sign_on.AgencySignOnAdapter",
        "SOCIALACCOUNT_ONLY": False,
        # A form's answer may not lead to another site (form-action), a link may.
        "SOCIALACCOUNT_LOGIN_ON_GET": True,
        "SOCIALACCOUNT_STORE_TOKENS": False,
        # Whoever signs in through the agency is the account with the same confirmed address.
        "SOCIALACCOUNT_EMAIL_AUTHENTICATION": True,
        "SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT": True,
    }
