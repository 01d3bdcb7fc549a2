#!/usr/bin/env python3
"""Print Sources/TUI/Canvas/DisplayWidthTable.swift.

    pip install wcwidth; .tools/width-table.py > Sources/TUI/Canvas/DisplayWidthTable.swift

The wcwidth package carries tables derived from EastAsianWidth.txt, UnicodeData.txt and
DerivedCoreProperties.txt. Spacing marks (Mc) take a column of their own, as in terminals and libc.
"""
from wcwidth import table_mc, table_wide, table_zero


def newest(module):
    table = next(v for k, v in vars(module).items() if k.isupper() and isinstance(v, dict))
    return list(table)[-1], table[list(table)[-1]]


def ranges(members):
    out = []
    for value in sorted(members):
        if out and out[-1][1] == value - 1:
            out[-1][1] = value
        else:
            out.append([value, value])
    return out


def members(table):
    return {value for first, last in table for value in range(first, last + 1)}


def show(name, note, pairs):
    print(f"  /// {note}\n  static let {name}: [UInt32] = [")
    flat = [f"0x{value:X}" for pair in pairs for value in pair]
    line = "   "
    for word in flat:
        if len(line) + len(word) + 2 > 100:
            print(line)
            line = "   "
        line += f" {word},"
    print(f"{line}\n  ]")


version, zero = newest(table_zero)
_, wide = newest(table_wide)
_, spacing = newest(table_mc)
none = members(zero) - members(spacing)
print(f"/// Ranges of scalars that do not take one column (Unicode {version}), by `.tools/width-table.py`.")
print("///\n/// Flat pairs of first and last scalar, ascending. Regional indicators are left out: they count by pairs.")
print("enum DisplayWidthTable {")
show("zero", "Nonspacing and enclosing marks, joining jamo and other scalars of no width.", ranges(none))
print()
show("wide", "Scalars of two columns: East Asian wide and fullwidth, and emoji.",
     ranges(members(wide) - none - set(range(0x1F1E6, 0x1F200))))
print("}")
