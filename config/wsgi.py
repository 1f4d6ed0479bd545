import faulthandler
import os

from django.core.wsgi import get_wsgi_application

faulthandler.enable()  # a process that the system ends says in its log where it stood
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
# A page asks the database for 10 seconds at most; somebody waits for it.
os.environ.setdefault("CAUNOI_STATEMENT_SECONDS", "10")

application = get_wsgi_application()

# A server started without `manage.py` runs no checks by itself: a page without a declared right
# must stop this start-up too (trust E1).
from caunoi_kit.ui.access import refuse_unguarded_pages  # noqa: E402  needs the loaded apps

refuse_unguarded_pages()
