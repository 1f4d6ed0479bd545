import pytest
from tests.site import client_of
from tests.site import address
from tests.test_every_page_survives import expected
from tests.pages import all_pages
PAGES=all_pages()

from tests.pages import EVERYBODY

pytestmark = pytest.mark.django_db
def test_mine(made):
    mine={n:p for n,p in PAGES.items() if n in {"placement:calls","placement:note_call","placement:note_exchange"}}
    for role in EVERYBODY:
        c=client_of(made,role)
        for n,p in mine.items():
            a=(c.post if p.takes_posts else c.get)(address(n,made))
            assert a.status_code==expected(p,role)[0],(n,role)
