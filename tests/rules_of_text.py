"""Text that must not be in the repository: secrets, machine paths, registry hosts, signals.

python -m tests.rules_of_text     (part of `make check`)
"""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TEXT = {
    ".py",
    ".md",
    ".toml",
    ".html",
    ".css",
    ".yml",
    ".ini",
    ".lock",
    ".json",
    ".svg",
    ".txt",
    "",
}
FORBIDDEN = {
    "a path of one machine": re.compile(r"(?<![\w.])/(work|root|home/\w+|tmp/\w+)/"),
    "a registry's address": re.compile(
        r"--(extra-)?index-url|pypi\.org/simple|registry\.npmjs\.org"
    ),
    "a private key": re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----"),
    "a secret set in code": re.compile(r"(?i)(secret|password|token)_?key\s*=\s*['\"][^'\"]{16,}"),
    "markup trusted without escaping": re.compile(r"\|\s*safe\b|mark_safe\(f"),
}
SELF = Path(__file__).resolve()


def offences(path: Path) -> list[str]:
    """What is wrong in one file: `path:line: reason`."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return [f"{path.relative_to(ROOT)}: not UTF-8"]
    return [
        f"{path.relative_to(ROOT)}:{number}: {reason}"
        for number, line in enumerate(text.splitlines(), start=1)
        for reason, pattern in FORBIDDEN.items()
        if pattern.search(line)
    ]


def main() -> int:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    files = [ROOT / name for name in listed.stdout.splitlines()]
    found = [
        line
        for path in files
        if path.suffix in TEXT and path.is_file() and path != SELF and "vendor" not in path.parts
        for line in offences(path)
    ]
    print("\n".join(found) or f"rules of text: {len(files)} files clean")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
