"""Where a face with the widths of Times lies, which official papers want (NĐ 30/2020, Phụ lục I)."""

from pathlib import Path

FACES = ("times.ttf", "Times New Roman.ttf", "Tinos-Regular.ttf")
"""The files by which such a face is known, in this order. Liberation Serif is left out: as Debian ships it, it has no
Vietnamese letters with two marks."""

FOLDERS = (
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path("~/.local/share/fonts"),
    Path("~/.fonts"),
    Path("/Library/Fonts"),
    Path("/System/Library/Fonts/Supplemental"),
    Path("C:/Windows/Fonts"),
)


def times_folder(folders: tuple[Path, ...] = FOLDERS) -> Path | None:
    """The folder that holds one; None where this machine has none, and the face inside Typst stands in."""
    for face in FACES:
        for folder in folders:
            found = next(folder.expanduser().rglob(face), None)
            if found is not None:
                return found.parent
    return None
