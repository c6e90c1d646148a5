"""Pure numpy: frames and samples in, numbers with units out. Loaded only where something is measured."""
