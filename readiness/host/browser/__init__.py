"""Google Chrome: installation, enterprise policies, profile, launch, and the hidden instance for the rehearsal."""
