"""Files that are there whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO


@contextmanager
def replaced(path: Path, *, on_disk: bool = True) -> Iterator[BinaryIO]:
    """A file to be written, which takes the place of the one at a path once all of it is written.

    A link is followed, and who may read the file stays as it was. Where it must not be lost, it is `on_disk` before it
    takes the place. Raises OSError, or what is raised inside; what was there is then as it was.
    """
    target = Path(os.path.realpath(path))  # Path.resolve raises another error for links in a circle
    aside = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with aside.open("wb") as writing:
            yield writing
            if on_disk:
                writing.flush()
                os.fsync(writing.fileno())
        if target.exists():
            aside.chmod(target.stat().st_mode)
        aside.replace(target)
    except BaseException:
        with suppress(OSError):
            aside.unlink(missing_ok=True)
        raise
