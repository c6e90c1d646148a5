"""Google Chrome: installation, policies, profile, launch."""
