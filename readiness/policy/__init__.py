"""The policy: limits read from files and Group Policy, validated and merged in order of precedence."""
