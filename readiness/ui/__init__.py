"""The window. The only package that imports Qt; it shows what others found and decides nothing."""
