"""A bank is read as a stranger's: nothing in it is guessed, built or copied, and nothing in it does harm."""

from __future__ import annotations

import json
import time
import tracemalloc
from pathlib import Path

import pytest
from checking import HEAD, RIDE, spoilt

from studybot.bank.findings import Finding
from studybot.bank.loading import MAX_BYTES, MAX_DEPTH, MAX_VALUES, Mapping, Scalar, Sequence, Tree, load_tree
from studybot.bank.reading import read_bank

HOSTILE = [
    row
    for line in (Path(__file__).parent / "conformance" / "hostile.jsonl").read_text(encoding="utf-8").splitlines()
    if (row := json.loads(line))["channel"] in ("bank", "both")
]


def refused(folder: Path, content: str | bytes) -> Finding:
    """The one reason for which a file is not even looked into."""
    path = folder / "own.yaml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    bank, findings = read_bank(path, "own.yaml")
    assert bank is None
    assert len(findings) == 1, [finding.sentence() for finding in findings]
    assert findings[0].level == "error"
    return findings[0]


def texts(tree: Tree) -> object:
    """A tree as plain lists and dictionaries of strings."""
    match tree:
        case Scalar(text=text):
            return text
        case Sequence(items=items):
            return [texts(item) for item in items]
        case Mapping(entries=entries):
            return {key: texts(entry) for key, entry in entries.items()}


@pytest.mark.parametrize(
    ("content", "check", "line", "column", "message"),
    [
        ("a: &x 1\nb: *x\n", "anchor", 1, 4, "anchors (&x) are not part of the format"),
        ("&x a: 1\n", "anchor", 1, 1, "anchors (&x) are not part of the format"),
        ("bank: own\nb: *x\n", "alias", 2, 4, "aliases (*x) are not part of the format"),
        ("*x : 1\n", "alias", 1, 1, "aliases (*x) are not part of the format"),
        ('!!python/object/apply:os.system ["true"]\n', "tag", 1, 1, "tags (!!python/object/apply:os.system) are not "),
        ("bank: !!str own\n", "tag", 1, 7, "tags (!!str) are not part of the format"),
        ("bank: !own own\n", "tag", 1, 7, "tags (!own) are not part of the format"),
        ("bank: ! own\n", "tag", 1, 7, "tags (!) are not part of the format"),
        ("questions: !!seq []\n", "tag", 1, 12, "tags (!!seq) are not part of the format"),
        ("bank: a\ntitle: x\nbank: b\n", "duplicate", 3, 1, "the key bank stands here for the second time"),
        ("questions:\n- {id: a, id: b}\n", "duplicate", 2, 11, "the key id stands here for the second time"),
        ("'bank': a\nbank: b\n", "duplicate", 2, 1, "the key bank stands here for the second time"),
        ("bank: a\n---\nbank: b\n", "documents", 2, 1, "a file holds one document"),
        ("bank: a\nuses:\n  <<: {b: c}\n", "merge", 3, 3, "merging with << is not part of the format"),
        ("? [a, b]\n: c\n", "key", 1, 3, "a key is one word"),
        ("{[a]: b}\n", "key", 1, 2, "a key is one word"),
        ("? {a: b}\n: c\n", "key", 1, 3, "a key is one word"),
        ("bank: own\ntitle: a\x1b[2Jb\n", "character", 2, 9, "the control character U+001B stands here"),
        ("title: \u009b2J\n", "character", 1, 8, "the control character U+009B stands here"),
        ("title: a\x00b\n", "character", 1, 9, "the control character U+0000 stands here"),
        ("title: a\x08b\n", "character", 1, 9, "the control character U+0008 stands here"),
        ("title: a\uffffb\n", "character", 1, 9, "the control character U+FFFF stands here"),
        ('title: "\\u001b[2J"\n', "character", 1, 8, "this text holds a control character"),
        ("", "form", 1, 1, "a bank is a mapping of fields"),
        ("# only a remark\n", "form", 1, 1, "a bank is a mapping of fields"),
        ("- bank: own\n", "form", 1, 1, "a bank is a mapping of fields"),
        ("own\n", "form", 1, 1, "a bank is a mapping of fields"),
    ],
)
def test_what_no_bank_needs_is_refused_with_its_place(
    tmp_path: Path, content: str, check: str, line: int, column: int, message: str
) -> None:
    finding = refused(tmp_path, content)
    assert finding.check == check
    assert (finding.place.file, finding.place.line, finding.place.column) == ("own.yaml", line, column)
    assert finding.message.startswith(message)


@pytest.mark.parametrize(
    ("content", "line", "column", "hint"),
    [
        ("bank: own\n\ttitle: x\n", 2, 1, "indent with blanks, not tabs"),
        ("title: one: two\n", 1, 11, "text with a colon and a blank in it needs quotes"),
        ("title: own\n  bank: own\n", 2, 7, "text with a colon and a blank in it needs quotes"),
        ("ask: {N} tokens\n", 1, 10, "text that begins with a special character"),
        ("title: @home\n", 1, 8, "text that begins with a special character"),
        ("title: - x\n", 1, 8, "text that begins with a special character"),
        ("skills: {a: [1, 2}\n", 1, 18, "text that begins with a special character"),
    ],
)
def test_what_is_not_yaml_is_refused_with_what_probably_went_wrong(
    tmp_path: Path, content: str, line: int, column: int, hint: str
) -> None:
    finding = refused(tmp_path, content)
    assert finding.check == "yaml"
    assert (finding.place.line, finding.place.column) == (line, column)
    assert finding.hint is not None
    assert finding.hint.startswith(hint)


@pytest.mark.parametrize(
    ("written", "column"),
    [
        (r"\beta", 9),  # a backspace before `eta`
        (r"L of $\nabla L$", 15),  # a line break
        (r"$10^{15} \times 86400$", 18),  # a tab
        (r"é€ $\rho$", 13),  # a carriage return, after characters of several bytes
        (r"$\Phi$", 10),  # a paragraph separator
        (r"$\epsilon$", 10),  # an escape character
        (r"\\alpha is $\alpha$", 21),  # the first two backslashes are one that is meant
    ],
)
def test_latex_in_double_quotes_does_not_lose_its_backslashes_in_silence(
    tmp_path: Path, written: str, column: int
) -> None:
    finding = refused(tmp_path, f'title: "{written}"\n')
    assert finding.check == "character"
    assert finding.message == f"inside double quotes {written[column - 9 : column - 7]} is an escape"
    assert finding.hint == r"write '\beta' in single quotes, where a backslash is itself"
    assert (finding.place.line, finding.place.column) == (1, column)


def test_an_escape_that_yaml_does_not_know_gets_the_same_hint(tmp_path: Path) -> None:
    for written in (r"\gamma", r"\xi", r"\upsilon"):
        finding = refused(tmp_path, f'title: "{written}"\n')
        assert finding.place.line == 1
        assert finding.hint is not None
        assert finding.hint.endswith("in single quotes, where a backslash is itself")


def test_escapes_without_letters_and_by_number_are_fine() -> None:
    tree = load_tree('bank: "a \\"b\\" \\\\beta \\u03b2 \\\n  c"\n', "own.yaml")
    assert texts(tree) == {"bank": 'a "b" \\beta β c'}


# What YAML takes for numbers, truth values, nothing, times and dates.
GUESSED = """
7e9 on off yes no y true null ~ 1:30 50:51 190:20:30 010 0o10 0x1F 2024-12-31 2001-12-14t21:59:43.10-05:00 1_000
.5 5. +1 -0 .inf .nan 1e3 3.0 $18.18 1.03% =
"""


@pytest.mark.parametrize("written", [*GUESSED.split(), "1.98 PFLOP/s", "a b"])
def test_scalars_stay_the_text_that_is_written(written: str) -> None:
    assert texts(load_tree(f"a: {written}\nb: [{written}]\n", "own.yaml")) == {"a": written, "b": [written]}
    assert texts(load_tree(f"{written}: x\n", "own.yaml")) == {written: "x"}


def test_quotes_and_blocks_are_undone_and_nothing_else() -> None:
    tree = load_tree("a: '010 # ''x'''\nb: >\n  one\n  two\n\n  three\nc: |\n  one\n   two\n", "own.yaml")
    assert texts(tree) == {"a": "010 # 'x'", "b": "one two\nthree\n", "c": "one\n two\n"}


def test_every_value_knows_its_place() -> None:
    tree = load_tree("bank: own\nskills:\n  a: {says: one, after: [b, c]}\n", "own.yaml")
    skills = tree.get("skills")
    assert isinstance(skills, Mapping)
    inner = skills.get("a")
    assert isinstance(inner, Mapping)
    after = inner.get("after")
    assert isinstance(after, Sequence)
    assert [str(item.place) for item in after.items] == ["own.yaml:3:26", "own.yaml:3:29"]
    assert str(inner.keys["after"]) == "own.yaml:3:18"


def test_a_byte_order_mark_and_other_line_ends_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + (HEAD + RIDE).replace("\n", "\r\n").encode())
    bank, findings = read_bank(path)
    assert findings == []
    assert bank is not None
    assert [question.id for question in bank.questions] == ["own/ride"]


@pytest.mark.parametrize(
    ("content", "line", "column"),
    [
        (b"bank: own\ntitle: caf\xe9\n", 2, 11),
        ("bank: own\n".encode("utf-16"), 1, 1),
        (b"title: \xc0\x80\n", 1, 8),
        (b"title: \xed\xa0\x80\n", 1, 8),
    ],
)
def test_what_is_not_utf_8_is_refused(tmp_path: Path, content: bytes, line: int, column: int) -> None:
    finding = refused(tmp_path, content)
    assert (finding.check, finding.message) == ("encoding", "this is not UTF-8")
    assert (finding.place.line, finding.place.column) == (line, column)


def test_a_file_of_over_4_mb_is_refused_without_reading_it(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    with path.open("wb") as file:
        file.truncate(3 * 10**9)
    tracemalloc.start()
    bank, (finding,) = read_bank(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert bank is None
    assert (finding.check, finding.message) == ("size", "a bank has at most 4 MB")
    assert peak < 5 * MAX_BYTES


def test_a_file_of_just_4_mb_is_read(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    content = (HEAD + RIDE).encode()
    path.write_bytes(content + b"#" * (MAX_BYTES - len(content)))
    bank, findings = read_bank(path)
    assert findings == []
    assert bank is not None


@pytest.mark.parametrize("content", ["questions:\n" + "- a\n" * 500_000, "questions: [" + "a," * 500_000 + "]"])
def test_a_file_with_more_values_than_any_bank_is_refused(tmp_path: Path, content: str) -> None:
    finding = refused(tmp_path, content)
    assert (finding.check, finding.message) == ("size", f"a bank has at most {MAX_VALUES:,} values")
    assert finding.hint == "part it into several files"


def test_what_is_no_file_says_so(tmp_path: Path) -> None:
    bank, (finding,) = read_bank(tmp_path)
    assert bank is None
    assert finding.check == "file"
    assert finding.message.startswith("the file cannot be read: ")


@pytest.mark.parametrize("piece", ["[", "{", "- ", "? ", "{a: ", "[{", "-\n ", "!", "&a ", "*", "'", '"', "%", "a: "])
def test_a_hundred_thousand_openings_end_at_once(tmp_path: Path, piece: str) -> None:
    started = time.perf_counter()
    finding = refused(tmp_path, piece * 100_000)
    assert time.perf_counter() - started < 5  # orders of magnitude above what it takes
    assert len(finding.sentence()) < 300_000


def test_depth_is_counted_in_levels(tmp_path: Path) -> None:
    deep = "a: " + "[" * (MAX_DEPTH - 1) + "]" * (MAX_DEPTH - 1) + "\n"
    assert isinstance(load_tree(deep, "own.yaml"), Mapping)
    finding = refused(tmp_path, "a: " + "[" * MAX_DEPTH + "]" * MAX_DEPTH + "\n")
    assert (finding.check, finding.message) == ("depth", "more than 50 levels are not part of any bank")
    assert finding.place.column == len("a: ") + MAX_DEPTH


@pytest.mark.parametrize("row", HOSTILE, ids=[row["id"] for row in HOSTILE])
def test_hostile_files_are_refused_quickly_and_leave_nothing(
    row: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "own.yaml").write_bytes(row["input"].encode("utf-8", "surrogatepass"))
    read_bank(tmp_path / "own.yaml")  # what is slow to import is imported now
    started = time.process_time()
    bank, findings = read_bank(tmp_path / "own.yaml")
    assert time.process_time() - started < 0.5  # 50 ms on a machine that does nothing else
    assert bank is None
    assert findings
    assert [file.name for file in tmp_path.iterdir()] == ["own.yaml"]


@pytest.mark.parametrize("row", HOSTILE, ids=[row["id"] for row in HOSTILE])
@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("id", "ride"),
        ("title", "A ride by train"),
        ("answer", "way / speed"),
        ("step", "0.05"),
        ("ask", "How long does"),
    ],
)
def test_hostile_values_of_fields_raise_nothing(row: dict[str, str], key: str, value: str, tmp_path: Path) -> None:
    before = f"{key}: {value}"
    for written in (json.dumps(row["input"]), "'" + row["input"].replace("'", "''") + "'"):
        path = tmp_path / "own.yaml"
        path.write_bytes((HEAD + spoilt((before, f"{key}: {written}"))).encode("utf-8", "surrogatepass"))
        _, findings = read_bank(path)
        assert findings or key in ("title", "ask")
