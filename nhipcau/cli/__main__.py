"""`python -m nhipcau.cli`: the same as `nhipcau`."""

from nhipcau.cli.main import main

main()
