"""The window's state as immutable data, and the reducer that applies events to it. No Qt."""
