"""The checks: a file or a folder each; `registry` lists them."""
