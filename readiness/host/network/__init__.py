"""Network adapters, routes, Wi-Fi signal, proxies, and probes of the path to the meeting service."""
