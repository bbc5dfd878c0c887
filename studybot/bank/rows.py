"""Tables: rows whose columns are drawn together."""

from __future__ import annotations

from collections.abc import Mapping as MappingOf

from studybot.bank.data import read_value, shape_of, sort_of
from studybot.bank.fields import Fields, is_name, is_valueless, prose, report_valueless
from studybot.bank.findings import Report, nearest
from studybot.bank.loading import Mapping, Scalar, Tree
from studybot.bank.schema import Block, Datum, Row, Text
from studybot.bank.source import Source
from studybot.formula.unit_table import Units
from studybot.formula.units import NO_UNIT

_ROW_TEXTS = ("says", "because", "source")


def read_rows(tree: Mapping, what: str, units: Units, report: Report, source: Source) -> tuple[Row, ...]:
    """The rows of a table. All have the same columns, each of one dimension and one shape."""
    rows: list[Row] = []
    wanted: set[str] | None = None
    for key, entry in tree.entries.items():
        if not isinstance(entry, Mapping):
            report.error("type", f"the row {key} of {what} is a mapping of columns", entry.place)
            continue
        row = _read_row(key, entry, tree, units, report, source)
        columns = {name for name, value in entry.entries.items() if name not in _ROW_TEXTS and not is_valueless(value)}
        wanted = columns if wanted is None else wanted
        if odd := sorted(columns ^ wanted):
            first = next(iter(tree.entries))
            message = f"only one of the rows {first} and {key} of {what} has {', '.join(odd)}"
            report.error("rows", message, row.place)
        if row.columns.keys() != wanted:
            continue
        if rows:
            _check_columns(row, rows[0], what, report)
        rows.append(row)
    if not tree.entries:
        report.error("rows", f"{what} has no rows", tree.place)
    return tuple(rows)


def _read_row(key: str, entry: Mapping, tree: Mapping, units: Units, report: Report, source: Source) -> Row:
    columns: dict[str, Datum | Block] = {}
    words: dict[str, Text] = {}
    for name, value in entry.entries.items():
        if is_valueless(value):
            report_valueless(name, entry.keys[name], report, source)
        elif name in _ROW_TEXTS and isinstance(value, Scalar):
            words[name] = prose(value)
        elif name in _ROW_TEXTS:
            report.error("type", f"{name} of row {key} is one value", value.place)
        elif is_name(name, entry.keys[name], report):
            read = read_value(value, NO_UNIT, units, f"{name} of row {key}", report, source)
            if read is not None:
                columns[name] = read
    return Row(key, columns, words.get("says"), words.get("because"), words.get("source"), tree.keys[key])


def _check_columns(row: Row, first: Row, what: str, report: Report) -> None:
    for name, value in row.columns.items():
        other = first.columns[name]
        if shape_of(value) != shape_of(other):
            message = f"{name} is {sort_of(other)} in row {first.key} of {what} and {sort_of(value)} in {row.key}"
            report.error("matrix", message, value.place)
        elif value.unit.dimension != other.unit.dimension:
            message = f"{name} has one unit in row {first.key} of {what} and another in {row.key}"
            report.error("unit", message, value.place)


def chosen_rows(
    tree: Tree, only: tuple[Scalar, ...], tables: MappingOf[str, tuple[Row, ...]], units: Units, fields: Fields
) -> tuple[Row, ...]:
    """The rows of which a `case` draws one: written there, or those of a table, narrowed by `only`."""
    report = fields.report
    if isinstance(tree, Mapping):
        rows = read_rows(tree, fields.what, units, report, fields.source)
    elif isinstance(tree, Scalar):
        if tree.text not in tables:
            hint = nearest(tree.text, tables) or (
                f"there are: {', '.join(tables)}" if tables else "`use:` names a file"
            )
            report.error("table", f"there is no table {tree.text}", tree.place, hint)
            return ()
        rows = tables[tree.text]
    else:
        report.error("type", f"case of {fields.what} is a table's name or rows", tree.place)
        return ()
    if not only:
        return rows
    by_key = {row.key: row for row in rows}
    for scalar in only:
        if scalar.text not in by_key:
            hint = nearest(scalar.text, by_key) or f"there are: {', '.join(by_key)}"
            report.error("table", f"the table has no row {scalar.text}", scalar.place, hint)
    return tuple(by_key[scalar.text] for scalar in only if scalar.text in by_key)
