import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()

# A server started without `manage.py` runs no checks by itself: a page without a declared right
# must stop this start-up too (trust E1).
from caunoi_kit.ui.access import refuse_unguarded_pages  # noqa: E402  needs the loaded apps

refuse_unguarded_pages()
