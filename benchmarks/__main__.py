"""Runs every module of this folder that has a `main`, or the ones that are named."""

import sys
from importlib import import_module
from pkgutil import iter_modules

import benchmarks


def main(names: list[str]) -> None:
    for name in names or sorted(module.name for module in iter_modules(benchmarks.__path__)):
        measure = None if name == "__main__" else getattr(import_module(f"benchmarks.{name}"), "main", None)
        if measure is not None:
            measure()


if __name__ == "__main__":
    main(sys.argv[1:])
