"""Commands that concern the whole house, one module each."""
