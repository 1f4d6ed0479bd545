"""Writes the shipped descriptions of the API: python -m tests.api.write_openapi."""

import json
import os
from pathlib import Path

DOCS = Path(__file__).parent.parent.parent / "docs"

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    from django.test import RequestFactory

    from config import api

    for view, name in (
        (api.openapi, "openapi.json"),
        (api.exchange_openapi, "openapi-exchange.json"),
    ):
        request = RequestFactory().get("/")
        request.user = None
        document = json.loads(view(request).content)
        (DOCS / name).write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n")
