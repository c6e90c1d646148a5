"""System services that the other parts of `host` share: registry, Group Policy, sound server, settings pages."""
