"""`python -m ntm_extract` is `ntm-extract`."""

from ntm_extract.cli import main

if __name__ == "__main__":
    main()
