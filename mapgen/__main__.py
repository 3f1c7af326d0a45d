"""`python -m mapgen`: the command line."""

from mapgen.cli import main

if __name__ == "__main__":
    main()
