"""Audio endpoints, PortAudio, streams and recordings."""
