"""What residents send us: checked, cleaned in a process of its own, and returned as plain bytes. Import the modules below."""
