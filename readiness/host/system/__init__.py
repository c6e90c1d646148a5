"""The registry, Group Policy, settings pages and the like; what every other part of `host` may use."""
