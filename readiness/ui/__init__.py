"""The graphical user interface. The only package that imports Qt; it shows findings and verdicts but judges nothing."""
