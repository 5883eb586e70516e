"""`python -m sayso`, where the program itself is not on the path."""

from sayso.cli import main

if __name__ == "__main__":
    main()
