import faulthandler
import gc
import os

from django.core.wsgi import get_wsgi_application

# What is loaded at the start lives as long as the process: looking for garbage among it would cost
# a fifth of the start, and later a third of a second whenever the collector looks at everything.
gc.disable()

faulthandler.enable()  # a process that the system ends says in its log where it stood
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
# A page asks the database for 10 seconds at most; somebody waits for it.
os.environ.setdefault("CAUNOI_STATEMENT_SECONDS", "10")

application = get_wsgi_application()

# A server started without `manage.py` runs no checks by itself: a page without a declared right
# must stop this start-up too (trust E1).
from caunoi_kit.ui.access import refuse_unguarded_pages  # noqa: E402  needs the loaded apps

refuse_unguarded_pages()

gc.freeze()
gc.set_threshold(10_000, 20, 20)  # a page makes some ten thousand objects, nearly all without loops
gc.enable()
