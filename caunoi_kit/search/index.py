"""The index on disk: one writer at a time, any number of readers, rebuilt when it is not sound.

The directory holds `current` (a small JSON file that names the generation in use) and one folder
per generation. A rebuild fills a new folder and then replaces `current`, so readers are never
without an index; an update commits into the folder in use.
"""

import fcntl
import hashlib
import json
import os
import shutil
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import tantivy

from caunoi_kit.search.documents import Answer, Document, Question, Spelling
from caunoi_kit.search.questions import answer
from caunoi_kit.search.spelling import closest_word, likeliest_marks, split_word

LAYOUT = 6  # raise it when the fields or their meaning change: every index is then rebuilt
_HEAP_BYTES = 64_000_000
_WORD = r"[\p{L}\p{N}]+[+#]*"  # "c++" and "c#" are words
_MOST_COUNTED = 200  # more neighbours than this say nothing more
_CALLED = ("title", "names", "by")
_LEAST_STATED, _MOST = 0, 2**63 - 1


class IndexUnavailable(Exception):
    """There is no index, or it cannot be read; it has to be rebuilt."""


class SearchIndex:
    """One index in one directory. An instance may be shared by threads.

    Every way of reading raises `IndexUnavailable` when there is nothing sound to read.
    """

    def __init__(self, path: Path, *, groups: tuple[str, ...], spelling: Spelling) -> None:
        self.path = path
        self.groups = groups
        self.spelling = spelling
        self.schema = _schema(groups)
        self._guard = threading.Lock()
        self._seen: tuple[int, int] | None = None
        self._opened: tuple[str, tantivy.Index] | None = None
        self._marks: tuple[object, dict[str, dict[str, int]]] | None = None

    # --- reading -------------------------------------------------------------------------------

    def ask(self, question: Question) -> Answer:
        """Answer a question."""
        with self._reading() as searcher:
            return answer(searcher, self.schema, self.groups, self.spelling, question)

    def count(self) -> int:
        """Number of documents."""
        with self._reading() as searcher:
            return searcher.num_docs

    def versions(self, kind: str) -> dict[int, int]:
        """Version of every document of a kind, by id."""
        with self._reading() as searcher:
            query = tantivy.Query.term_query(self.schema, "kind", kind)
            found = searcher.search(query, limit=max(1, searcher.num_docs)).hits
            addresses = [address for _, address in found]
            ids = searcher.fast_field_values("id", addresses)
            versions = searcher.fast_field_values("version", addresses)
            return {int(i or 0): int(v or 0) for i, v in zip(ids, versions, strict=True)}

    def frequency(self, word: str) -> int:
        """In how many titles, names and offerers the folded word stands."""
        with self._reading() as searcher:
            return sum(searcher.doc_freq(name, word) for name in _CALLED)

    def text_frequency(self, word: str) -> int:
        """Number of texts that hold the folded word."""
        with self._reading() as searcher:
            return searcher.doc_freq("text", word)

    def is_written(self, word: str) -> bool:
        """Whether some title or name holds the word with just these marks."""
        with self._reading() as searcher:
            return any(searcher.doc_freq(f"{name}_marked", word) for name in ("title", "names"))

    def vocabulary(self) -> dict[str, int]:
        """Every folded word of titles, names and offerers, with how often it stands there."""
        words: dict[str, int] = {}
        with self._reading() as searcher:
            for name in _CALLED:
                for word, documents in searcher.terms_with_prefix(name, ""):
                    words[word] = words.get(word, 0) + documents
        return words

    def marked_words(self, words: Sequence[str], *, fixed: Sequence[bool]) -> tuple[str, ...]:
        """The words with the marks that titles give them: "ban hang" → "bán hàng".

        Words that are `fixed` keep their own marks.
        """
        with self._reading() as searcher:
            forms = self._forms(searcher)
            choices = [
                {word: 1} if keep else forms.get(self.spelling.fold(word)) or {word: 1}
                for word, keep in zip(words, fixed, strict=True)
            ]
            seen = partial(self._side_by_side, searcher, "title_marked")
            return likeliest_marks(words, choices, seen)

    def closest_words(self, word: str) -> tuple[str, ...]:
        """The known folded word or two words that were meant by an unknown one; () if none."""
        vocabulary = self.vocabulary()
        with self._reading() as searcher:
            pair = split_word(word, vocabulary, partial(self._side_by_side, searcher, "title"))
        near = closest_word(word, vocabulary)
        return pair or ((near,) if near else ())

    def _side_by_side(self, searcher: tantivy.Searcher, name: str, first: str, second: str) -> int:
        """In how many titles one word follows the other."""
        phrase = tantivy.Query.phrase_query(self.schema, name, [first, second])
        return len(searcher.search(phrase, limit=_MOST_COUNTED).hits)

    def _forms(self, searcher: tantivy.Searcher) -> dict[str, dict[str, int]]:
        """For each folded word its marked forms in titles, with the number of titles."""
        if self._marks is None or self._marks[0] != self._seen:
            forms: dict[str, dict[str, int]] = {}
            for form, documents in searcher.terms_with_prefix("title_marked", ""):
                forms.setdefault(self.spelling.fold(form), {})[form] = documents
            self._marks = (self._seen, forms)
        return self._marks[1]

    # --- writing -------------------------------------------------------------------------------

    def rebuild(self, documents: Iterable[Document]) -> int:
        """Replace the whole index; returns the number of documents written."""
        with self._writing():
            name = self._next_generation()
            folder = self.path / name
            folder.mkdir()
            writer = _with_words(tantivy.Index(self.schema, path=str(folder))).writer(
                _HEAP_BYTES, 1
            )
            written = 0
            for document in documents:
                writer.add_document(self._stored(document))
                written += 1
            writer.commit()
            writer.wait_merging_threads()
            self._point_to(name)
            self._remove_all_but(name)
        return written

    def update(
        self, documents: Iterable[Document], *, removed: Iterable[tuple[str, int]] = ()
    ) -> None:
        """Put documents in or in place of their former selves and take others out, at once."""
        with self._writing():
            name = self._current()
            writer = self._open(name).writer(_HEAP_BYTES, 1)
            for kind, id_ in removed:
                writer.delete_documents_by_term("key", f"{kind}:{id_}")
            for document in documents:
                writer.delete_documents_by_term("key", f"{document.kind}:{document.id}")
                writer.add_document(self._stored(document))
            writer.commit()
            writer.wait_merging_threads()
            self._point_to(name)

    # --- inside --------------------------------------------------------------------------------

    @property
    def version(self) -> str:
        """Changes with the layout and the groups; an index of another version is not read."""
        return hashlib.sha256(json.dumps([LAYOUT, self.groups]).encode()).hexdigest()[:16]

    def _current(self) -> str:
        """The generation in use."""
        try:
            current = json.loads((self.path / "current").read_text())
            if current["version"] != self.version:
                raise IndexUnavailable("the index is of another version")
            return str(current["directory"])
        except (OSError, ValueError, KeyError, TypeError) as broken:
            raise IndexUnavailable(str(broken)) from broken

    @contextmanager
    def _reading(self) -> Iterator[tantivy.Searcher]:
        """A searcher; whatever tantivy cannot read becomes `IndexUnavailable`."""
        searcher = self._searcher()
        try:
            yield searcher
        except (ValueError, OSError) as broken:
            raise IndexUnavailable(str(broken)) from broken

    def _searcher(self) -> tantivy.Searcher:
        """A searcher of what `current` names at this moment."""
        with self._guard:
            try:
                status = (self.path / "current").stat()
                seen = (status.st_ino, status.st_mtime_ns)
                if self._opened is None or seen != self._seen:
                    name = self._current()
                    if self._opened is None or self._opened[0] != name:
                        self._opened = (name, self._open(name))
                    self._opened[1].reload()
                    self._seen = seen
                return self._opened[1].searcher()
            except (OSError, ValueError) as broken:
                self._opened = self._seen = None
                raise IndexUnavailable(str(broken)) from broken

    def _open(self, name: str) -> tantivy.Index:
        folder = self.path / name
        try:
            if not folder.is_dir() or not tantivy.Index.exists(str(folder)):
                raise IndexUnavailable(f"no index in generation {name}")
            return _with_words(tantivy.Index(self.schema, path=str(folder), reuse=True))
        except (ValueError, OSError) as broken:
            raise IndexUnavailable(str(broken)) from broken

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Hold the right to write; a second writer waits. The lock dies with its process."""
        self.path.mkdir(parents=True, exist_ok=True)
        with (self.path / "writer.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _next_generation(self) -> str:
        numbers = [int(each.name) for each in self.path.iterdir() if each.name.isdigit()]
        return f"{max(numbers, default=0) + 1:06d}"

    def _point_to(self, name: str) -> None:
        text = json.dumps({"version": self.version, "directory": name})
        draft = self.path / "current.new"
        draft.write_text(text)
        os.replace(draft, self.path / "current")

    def _remove_all_but(self, name: str) -> None:
        # Readers that still hold a former generation keep its files open until they let go.
        for each in self.path.iterdir():
            if each.name.isdigit() and each.name != name:
                shutil.rmtree(each, ignore_errors=True)

    def _stored(self, document: Document) -> tantivy.Document:
        fold = self.spelling.fold
        row = tantivy.Document()
        row.add_text("key", f"{document.kind}:{document.id}")
        row.add_text("kind", document.kind)
        row.add_unsigned("id", document.id)
        row.add_text("title", fold(document.title))
        marked = self.spelling.accent(document.title)
        row.add_text("title_marked", marked)
        row.add_text("title_bare", fold(document.title) if marked.isascii() else "")
        row.add_text("names", fold(document.names))
        row.add_text("names_marked", self.spelling.accent(document.names))
        row.add_text("by", fold(document.by))
        row.add_text("text", fold(document.text))
        if document.lat is not None and document.lon is not None:
            row.add_float("lat", document.lat)
            row.add_float("lon", document.lon)
        low, high = document.pay_low, document.pay_high
        stated = [bound for bound in (low, high) if bound is not None]
        row.add_unsigned("pay_top", min(max(stated, default=_LEAST_STATED), _MOST))
        row.add_unsigned("pay_middle", min(sum(stated) // (len(stated) or 1), _MOST))
        row.add_float("pay_stated", float(bool(stated)))
        row.add_unsigned("posted", document.posted.toordinal())
        row.add_unsigned("until", document.until.toordinal())
        row.add_unsigned("version", document.version)
        for group, values in document.facets.items():
            for value in values:
                row.add_text(group, value)
        return row


def _schema(groups: tuple[str, ...]) -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("key", stored=True, tokenizer_name="raw", index_option="basic")
    for group in ("kind", *groups):
        builder.add_text_field(group, fast=True, tokenizer_name="raw", index_option="basic")
    for name in ("title", "title_marked", "title_bare", "names", "names_marked", "by", "text"):
        builder.add_text_field(name, tokenizer_name="words")
    for name in ("id", "pay_top", "pay_middle", "posted", "until", "version"):
        builder.add_unsigned_field(name, indexed=True, fast=True)
    for name in ("lat", "lon", "pay_stated"):
        builder.add_float_field(name, indexed=True, fast=True)
    return builder.build()


def _with_words(index: tantivy.Index) -> tantivy.Index:
    """Teach an opened index how to cut words; it does not remember that itself."""
    words = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.regex(_WORD)).build()
    index.register_tokenizer("words", words)
    return index
